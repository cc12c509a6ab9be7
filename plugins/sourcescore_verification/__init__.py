"""Verification: what the text says is established, and what it says is contested or denied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sourcescore import hookimpl

_HERE = Path(__file__).parent


@hookimpl
def languages() -> Iterable[str]:
    """The languages that have a file of rules here."""
    return [path.stem for path in sorted(_HERE.glob("??.toml"))]


@hookimpl
def rule_files(lang: str) -> Iterable[Path]:
    """The rules for confirmation and dispute in one language."""
    path = _HERE / f"{lang}.toml"
    return [path] if path.exists() else []


@hookimpl
def categories() -> Mapping[str, float]:
    """The categories of verification with their default weights."""
    return {"confirmation": 0.1, "dispute": -0.3}
