"""Sources: attribution, anonymous and vague sources, media, documents; and who says what."""

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
    return {"attribution": 0.0, "anonymous_source": -0.3, "vague_source": -0.2}
