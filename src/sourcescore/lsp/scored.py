"""A text that is being written, and its report: after a change only the paragraphs around it are scored again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..markup import MarkedText, read_markup
from ..report import Claim, Report, Signal, Source
from ..scorer import Scorer

_BREAK = re.compile(r"(?:(?<=[.!?…“”\"»«)])[^\S\r\n]*(?:\r\n|\n|\r)|(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r))\s*")
"""Between paragraphs: an empty line, or a line's end behind a sentence's."""
_BEFORE = 1000
"""So many characters are read along before the changed paragraph: who is quoted in it was mostly named there."""


class ScoredText:
    """One document. ``report`` is that of its prose, with positions in ``marked.plain``.

    ``change`` is quick and right for the changed paragraphs, but who is named far away may not be known in them, and who
    is named in them not further down; ``complete`` scores all of it. ``exact`` says whether the report is complete.
    """

    def __init__(self, scorer: Scorer, kind: str, lang: str | None) -> None:
        self.scorer = scorer
        self.kind = kind
        self.lang = lang
        self.marked: MarkedText = read_markup("", "plain")
        self.report = Report(None, "")
        self.exact = False

    @property
    def source(self) -> str:
        """The document as it was given."""
        return self.marked.given

    def complete(self, source: str) -> None:
        """Scores all of the text."""
        self.marked = read_markup(source, self.kind)
        self.report = self.scorer.score_marked(self.marked, lang=self.lang)
        self.exact = True

    def change(self, source: str) -> None:
        """Scores what is new in the text, with the paragraphs before it; the rest of the report moves along."""
        marked = read_markup(source, self.kind)
        old, new = self.marked.plain, marked.plain
        if old == new and self.marked.switched_off == marked.switched_off:
            self.marked = marked
            return
        if not self.report.lang or self.marked.switched_off or marked.switched_off:
            self.complete(source)
            return
        first, last, shift = _changed(old, new)
        edges = [0, *(found.end() for found in _BREAK.finditer(new)), len(new)]
        start = max(edge for edge in edges if edge <= first)
        end = min(edge for edge in edges if edge >= last and edge >= start)
        context = next(edge for edge in edges if edge >= min(start, max(0, start - _BEFORE)))
        # All of a short text is as quick.
        if end - context > 0.6 * len(new):
            self.complete(source)
            return
        part = self.scorer.score(new[context:end], lang=self.report.lang)
        new_claims = [claim for claim in _moved(part, context) if claim.start >= start]
        new_signals = [_at(signal, context) for signal in part.signals if signal.start + context >= start]
        before = [claim for claim in self.report.claims if claim.end <= start]
        after = [_claim_at(claim, shift, first) for claim in self.report.claims if claim.start + shift >= end]
        signals = [signal for signal in self.report.signals if signal.end <= start]
        signals += new_signals
        signals += [_at(signal, shift) for signal in self.report.signals if signal.start + shift >= end]
        self.marked = marked
        # Attributions and the summary are those of the last complete report: no mark in an editor rests on them.
        self.report = replace(self.report, claims=(*before, *new_claims, *after), signals=tuple(signals))
        self.exact = False


def _changed(old: str, new: str) -> tuple[int, int, int]:
    """Where the new text begins and ends to differ from the old one, and how far what follows has moved."""
    short = min(len(old), len(new))
    first = _most(short, lambda size: old[:size] == new[:size])
    back = _most(short - first, lambda size: old[len(old) - size :] == new[len(new) - size :])
    return first, len(new) - back, len(new) - len(old)


def _most(limit: int, holds: Callable[[int], bool]) -> int:
    """The largest size up to a limit for which something holds that holds for all smaller ones too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _moved(report: Report, shift: int) -> Iterator[Claim]:
    return (_claim_at(claim, shift, 0) for claim in report.claims)


def _claim_at(claim: Claim, shift: int, since: int) -> Claim:
    """The claim so much further on; its source moves along where it stands behind ``since``."""
    source: Source = claim.source
    if source.start is not None and source.end is not None and source.start >= since:
        source = replace(source, start=source.start + shift, end=source.end + shift)
    signals = tuple(_at(signal, shift) for signal in claim.signals)
    return replace(claim, start=claim.start + shift, end=claim.end + shift, source=source, signals=signals)


def _at(signal: Signal, shift: int) -> Signal:
    return replace(signal, start=signal.start + shift, end=signal.end + shift) if shift else signal
