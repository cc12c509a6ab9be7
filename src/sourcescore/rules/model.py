"""What a declarative rule is: words to find, conditions to hold, and examples that show both."""

from __future__ import annotations

from dataclasses import dataclass

from .pattern import Pattern

Condition = str | tuple[str, ...]
"""A condition's name, or several of which one must hold."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``id`` is the full one, ``LANG.ID``; ``path`` and ``line`` say where it is written."""

    id: str
    lang: str
    category: str
    patterns: tuple[Pattern, ...]
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    message: str = ""
    priority: int = 0
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    plugin: str = ""
