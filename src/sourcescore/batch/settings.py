"""What a run over an archive is told: what to read and how, how to score, where to write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

STDIN = "-"
RAW_SHARE = 20
"""How many bytes of a page or a Word document may stand behind each character of text that is taken."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields (JSON), columns (CSV, Parquet) that hold a document's text and what is known about it."""

    text: str = "text"
    id: str = "id"
    lang: str = "lang"
    outlet: str = "outlet"
    date: str = "date"
    title: str = "title"
    group: str | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """All of them, each once."""
        names = (self.text, self.id, self.lang, self.outlet, self.date, self.title, self.group)
        return tuple(dict.fromkeys(name for name in names if name is not None))


@dataclass(frozen=True, slots=True)
class Settings:
    """A run's settings. Raises nothing: ``run_batch`` checks them."""

    inputs: tuple[str, ...]
    output: Path
    fields: Fields = Fields()
    lang: str | None = None
    rules: Path | None = None
    plugins: tuple[str, ...] = ()
    strict: bool = False
    encoding: str | None = None
    """The encoding of texts without a byte order mark; None: UTF-8."""
    workers: int = 1
    resume: bool = False
    overwrite: bool = False
    report: Path | None = None
    with_text: bool = False
    time_limit: float = 60.0
    """Seconds that one document may take."""
    max_text: int = 1_000_000
    """Characters that one text may have."""
    shard: int = 256
    """Documents of a shard: what a killed run has to do again at most."""

    @property
    def form(self) -> str:
        """What is written: "jsonl", "csv" or "parquet", by the output's ending; "" for another one."""
        return {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}.get(self.output.suffix.lower(), "")

    @property
    def keeps_reports(self) -> bool:
        """Whether whole reports are kept until the end: they are the output, or a page or groups are made of them."""
        return self.form == "jsonl" or self.report is not None or self.fields.group is not None

    @property
    def scorer(self) -> dict[str, Any]:
        """What a Scorer is made with. A plugin has no limit of its own here: the document has one."""
        return {
            "rules": self.rules, "plugins": self.plugins, "lang": self.lang, "strict": self.strict, "budget": None,
        }  # fmt: skip
