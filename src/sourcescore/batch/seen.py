"""Which ids an archive has had so far: kept on the disk, since an archive may have any number of them."""

from __future__ import annotations

import sqlite3


class Seen:
    """Ids and the places of their first documents, in a temporary file that goes when this does."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16000"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")

    def first(self, id: str, place: str) -> str | None:
        """The place of the first document with this id; None where this is the first."""
        if self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (id, place)).rowcount:
            return None
        found: tuple[str] = self._base.execute("SELECT place FROM seen WHERE id = ?", (id,)).fetchone()
        return found[0]
