"""Stance: where somebody who is quoted judges, forecasts, promises, demands or accuses, instead of stating a fact.

Counts only where a claim rests on somebody's word (``spoken`` in rules.toml): a named source's opinion is less firm than
what a named source reports. What the text says in its own voice is left alone.
"""

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
    """The categories with their default weights: what is judged, what somebody tells of his own doings, and what stands in the
    paper of a party (a claim, an advertisement), which can be looked up and still is one side's word."""
    return {"opinion": -0.12, "experience": 0.1, "partisan": -0.26}
