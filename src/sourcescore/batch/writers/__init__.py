"""Reports → the output: JSON Lines, CSV or Parquet. Workers encode; at the end the shards are joined into one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ...report import Report
from ..items import Meta
from ..settings import Settings

REPORTS = "reports.jsonl"
"""The stream of whole reports, one a line."""


class Encoder:
    """Collects the reports of a chunk as the bytes that each stream of the output gets."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lines: list[bytes] = []
        self._known: list[tuple[Meta, Report]] = []

    def add(self, report: Report, meta: Meta, text: str) -> None:
        """One more report. Raises ValueError where it can not be encoded."""
        if self._settings.keeps_reports:
            data: dict[str, Any] = {**report.to_dict(), "meta": meta}
            if self._settings.with_text:
                data["text"] = text
            self._lines.append(msgspec.json.encode(data) + b"\n")
        if self._settings.form != "jsonl":
            self._known.append(({**meta, "id": report.id, "lang": report.lang}, report))

    def done(self) -> dict[str, bytes]:
        """Stream → bytes."""
        streams = {REPORTS: b"".join(self._lines)} if self._lines else {}
        if self._known:
            streams.update(_encode(self._settings.form)(self._known))
        return streams


def encoder(settings: Settings) -> Encoder:
    """A new one for a chunk."""
    return Encoder(settings)


def _encode(form: str) -> Callable[[list[tuple[Meta, Report]]], Mapping[str, bytes]]:
    if form == "csv":
        from .csv import encode

        return encode
    from .parquet import encode as encode_columns

    return encode_columns


def targets(settings: Settings) -> dict[str, Path]:
    """Stream → the file that it becomes."""
    output = settings.output
    if settings.form == "jsonl":
        return {REPORTS: output}
    if settings.form == "csv":
        return {"claims.csv": output}
    return {"claims.arrow": output, "documents.arrow": output.with_suffix(".documents.parquet")}


def join(stream: str, shards: Iterable[Path], target: Path) -> None:
    """Writes a stream's shards, of which some may not be there, as one file. Raises OSError."""
    if stream.endswith(".arrow"):
        from .parquet import join as join_columns

        join_columns(stream, shards, target)
        return
    head = b""
    if stream.endswith(".csv"):
        from .csv import header

        head = header()
    with target.open("wb") as file:
        file.write(head)
        copy(shards, file)


def copy(shards: Iterable[Path], file: Any) -> None:
    """The bytes of all shards that are there, into an open file."""
    import shutil

    for shard in shards:
        if shard.exists():
            with shard.open("rb") as part:
                shutil.copyfileobj(part, file, 1 << 20)
