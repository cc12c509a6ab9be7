"""The company that words keep: whether others stand beside a match, in its clause, or in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from .match import Match
from .pattern import Pattern

Reach = Callable[[Match], tuple[int, int]]
"""How far to look for company: the words first to last (half open)."""


def _itself(match: Match) -> tuple[int, int]:
    return match.first, match.last


def _right_behind(match: Match) -> tuple[int, int]:
    return match.last, min(match.last + 6, match.sentence.last)


def _right_before(match: Match) -> tuple[int, int]:
    return max(match.first - 6, match.sentence.first), match.first


def _behind(match: Match) -> tuple[int, int]:
    return match.last, match.sentence.last


def _before(match: Match) -> tuple[int, int]:
    return match.sentence.first, match.first


def _near(match: Match) -> tuple[int, int]:
    sentence = match.sentence
    return max(match.first - 4, sentence.first), min(match.last + 4, sentence.last)


def _clause(match: Match) -> tuple[int, int]:
    clause = match.clause
    return clause.first, clause.last


def _sentence(match: Match) -> tuple[int, int]:
    sentence = match.sentence
    return sentence.first, sentence.last


WITH_PATTERN: Final[Mapping[str, Reach]] = {
    "word": _itself,
    "next": _right_behind,
    "previous": _right_before,
    "followed by": _behind,
    "preceded by": _before,
    "near": _near,
    "clause has": _clause,
    "sentence has": _sentence,
}
"""Conditions whose argument, behind a colon, is a pattern, or several with `` / `` between them, one of which must be there:
``next: zu``, ``clause has: haben|sein``, ``previous: jedes Mal / immer``."""


class Company:
    """The check of one such condition. Where it needs to look at many words, a set tells first that none is there."""

    def __init__(self, name: str, patterns: Sequence[Pattern]) -> None:
        self._name = name
        self._reach = WITH_PATTERN[name]
        self._patterns = tuple(patterns)
        keys = [pattern.keys for pattern in self._patterns]
        self._keys = None if None in keys else frozenset().union(*(k for k in keys if k is not None))

    def __call__(self, match: Match) -> bool:
        """Whether one of the patterns stands there."""
        document = match.document
        first, last = self._reach(match)
        if self._keys is not None and self._keys.isdisjoint(document.lowers[max(first, 0) : last]):
            return False
        for pattern in self._patterns:
            for i in pattern.candidates(document, first, last):
                found = pattern.match_at(document, i)
                if found is not None and self._fits(match, found[0], found[1], first, last):
                    return True
        return False

    def _fits(self, match: Match, begin: int, end: int, first: int, last: int) -> bool:
        if self._name == "next":
            return begin == match.last
        if self._name == "previous":
            return end == match.first
        if begin < first or end > last:
            return False
        # Also in a gap of the match; but the match's own first and last word alone are no company.
        return self._name == "word" or end - begin > 1 or begin not in (match.first, match.last - 1)
