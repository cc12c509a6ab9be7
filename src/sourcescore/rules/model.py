"""What a declarative rule is: words to find, conditions to hold, and examples that show both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .pattern import Pattern
from .token_patterns import TokenPattern

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
    message_sourced: str = ""
    """What is said in place of ``message`` where the claim has a source; "" where that makes no difference."""
    priority: int = 0
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    plugin: str = ""
    tokens: tuple[TokenPattern, ...] = ()
    """Patterns of spaCy's, one of which has to stand over the words."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """The word lists of the rule's own file: its patterns and conditions mean these, whatever other files call theirs."""
