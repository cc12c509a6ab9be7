"""Speech: reporting subjunctive and direct quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sourcescore import hookimpl

_HERE = Path(__file__).parent


@hookimpl
def rule_files(lang: str) -> Iterable[Path]:
    """The rules for one language."""
    path = _HERE / f"{lang}.toml"
    return [path] if path.exists() else []


@hookimpl
def categories() -> Mapping[str, float]:
    """The categories with their default weights."""
    return {"indirect_speech": 0.0, "direct_quote": 0.0}
