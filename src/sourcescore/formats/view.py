"""What every format needs besides the reports: the policy that rated them, the rules, and how to say things."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ..markup import Prose
from ..policy import Policy, load_policy
from ..report import Claim, Report, Signal, Source
from ..rules import Rule

Results = Sequence[tuple[Report, str]]
"""Reports, each with the text that was scored."""


@cache
def _shipped() -> Policy:
    return load_policy()


@dataclass(frozen=True, slots=True)
class View:
    """How results are to be shown. ``policy`` None: the shipped one. ``rule`` gives the rule behind a full id, where
    there is one. ``several``: more than one text was asked for, even where fewer could be read. ``colour`` and
    ``width`` (columns) are the terminal's."""

    policy: Policy | None = None
    rule: Callable[[str], Rule | None] = lambda _: None
    several: bool = False
    colour: bool = False
    width: int = 80

    def base(self, kind: str) -> float:
        """Where a claim starts whose source is of this kind."""
        return (self.policy or _shipped()).sources.get(kind, 0.0)


@dataclass(frozen=True, slots=True)
class Points:
    """How a claim's score came about: ``base`` plus the contributions of ``counted`` is ``total``, clamped the score.

    ``base`` is None where a plugin rated the claim in its own way, so that the sum says nothing. ``silent`` are the
    signals that add nothing.
    """

    base: float | None
    counted: tuple[Signal, ...]
    silent: tuple[Signal, ...]
    total: float

    @classmethod
    def of(cls, claim: Claim, view: View) -> Points:
        """The points of a claim under the view's policy."""
        counted = tuple(signal for signal in claim.signals if signal.contribution)
        silent = tuple(signal for signal in claim.signals if not signal.contribution)
        base = view.base(claim.source.kind)
        # In cents, as the rating adds them: 0.75 - 0.48 is 0.27, not 0.27000000000000002.
        total = (round(100 * base) + sum(round(100 * signal.contribution) for signal in counted)) / 100
        if abs(min(1.0, max(0.0, total)) - claim.score) > 0.005:
            return cls(None, counted, silent, claim.score)
        return cls(base, counted, silent, total)

    @property
    def clamped(self) -> bool:
        """Whether the sum lies outside of 0 to 1."""
        return not 0 <= self.total <= 1


_KINDS = {
    "documented": "documented source",
    "named": "named source",
    "role": "source known by its role",
    "media": "another medium",
    "vague": "vague source",
    "anonymous": "anonymous source",
    "none": "no source: the text's own voice",
}


def source_words(source: Source, lines: Lines | None = None) -> str:
    """Who stands behind a claim, in words; with ``lines``, a source named earlier gets its line."""
    words = _KINDS.get(source.kind, source.kind)
    if source.name:
        words += f": {one_line(source.name)}"
    if source.carried:
        place = " earlier"
        if lines is not None and source.start is not None and not lines.single:
            place = f" in line {lines.line(source.start)}"
        words += f" (named{place})"
    return words


def reason(signal: Signal) -> str:
    """Why a signal counts: its message, else its category."""
    return one_line(signal.message) or signal.category.replace("_", " ")


def marks(signals: Sequence[Signal]) -> list[Signal]:
    """The signals that can be marked in the text side by side, in order: where two overlap, the one that counts, then
    the shorter one. Whole quotations are left out: they carry their own marks."""
    taken: list[Signal] = []
    for signal in sorted(signals, key=lambda s: (not s.contribution, s.end - s.start, s.order)):
        if signal.category != "direct_quote" and all(s.end <= signal.start or signal.end <= s.start for s in taken):
            taken.append(signal)
    return sorted(taken, key=lambda s: s.order)


_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\v\f\r\x85"}
_WHITE = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """The text without control characters, which could steer the reader's terminal."""
    return text.translate(_CONTROLS)


def flat(text: str) -> str:
    """The text with white space made single, also at both ends, without control characters; no-break spaces stay."""
    return _WHITE.sub(" ", printable(text))


def one_line(text: str) -> str:
    """As ``flat``, without white space at both ends."""
    return flat(text).strip(" ")


class Lines:
    """Offsets of a text to lines and columns, both counted from 1. Columns count code points, or UTF-16 units."""

    def __init__(self, text: str, utf16: bool = False) -> None:
        self._text = text
        self._utf16 = utf16
        self._starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]

    @property
    def single(self) -> bool:
        """Whether the text is all one line, so that a line number says nothing."""
        if isinstance(self._text, Prose):
            return "\n" not in self._text.marked.given.strip()
        return "\n" not in self._text.strip()

    def line(self, at: int) -> int:
        """The line of an offset; of prose that was taken out of markup, the line of the source."""
        if isinstance(self._text, Prose):
            return self._text.line(at)
        return bisect_right(self._starts, at)

    def place(self, at: int) -> tuple[int, int]:
        """(line, column) of an offset."""
        line = bisect_right(self._starts, at)
        return line, self.units(self._starts[line - 1], at) + 1

    def units(self, start: int, end: int) -> int:
        """How many units the text has from start to end."""
        if not self._utf16:
            return end - start
        return len(self._text[start:end].encode("utf-16-le", "surrogatepass")) // 2
