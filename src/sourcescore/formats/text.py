"""What an editor reads in a terminal: the weak claims first, with their words marked, their source and their sum."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import groupby

from ..report import LABELS, Claim, Report
from .view import Lines, Points, Results, View, flat, marks, one_line, printable, reason, source_words

_COLOURS = {1: "red", 2: "bright_red", 3: "yellow", 4: "green", 5: "bright_green"}
_BAR = 30
_WEAK = 3
_COUNTED, _SILENT = 2, 1


def format_text(results: Results, view: View | None = None) -> str:
    """The reports one below the other; plain and 80 columns wide unless the view says otherwise."""
    view = view or View()
    return "\n".join("\n".join(_report(report, text, view)) + "\n" for report, text in results)


def _report(report: Report, text: str, view: View) -> Iterator[str]:
    report = report.with_offsets("codepoint", text)
    lines = Lines(text)
    unit, place = _places(report, lines)
    if view.several:
        yield _styled(one_line(report.id or "standard input"), view, bold=True)
    for warning in report.warnings:
        yield from _wrapped(f"incomplete: {warning}", view)
    if not report.claims:
        yield f"no claims ({report.lang})"
        return
    yield from _histogram(report, view)
    weak = sorted((c for c in report.claims if c.rating <= _WEAK), key=lambda c: (c.rating, c.score, c.start))
    firm = [claim for claim in report.claims if claim.rating > _WEAK]
    for claim in weak:
        yield ""
        yield from _weak(claim, text, f"{unit} {place[claim.start]}", lines, view)
    if firm:
        yield from ("", f"{len(firm)} good or solid, each with its {'line' if unit == 'line' else 'number'}")
        for claim in firm:
            yield from _firm(claim, text, place[claim.start], lines, view)
    yield ""
    yield from _wrapped(_summary(report), view, bold=True)


def _places(report: Report, lines: Lines) -> tuple[str, dict[int, int]]:
    """How to find a claim in the text: by its line, or by its number where the text is all one line."""
    if lines.single:
        return "claim", {claim.start: number for number, claim in enumerate(report.claims, 1)}
    return "line", {claim.start: lines.line(claim.start) for claim in report.claims}


def _histogram(report: Report, view: View) -> Iterator[str]:
    counts = [sum(claim.rating == rating for claim in report.claims) for rating in range(1, 6)]
    wide = min(_BAR, view.width - 17)
    for rating, count in enumerate(counts, 1):
        bar = "█" * max(1 if count else 0, round(wide * count / max(counts)))
        label = _styled(f"{rating} {LABELS[rating - 1]:9}", view, fg=_COLOURS[rating])
        yield f"{label} {_styled(f'{bar:{wide}}', view, fg=_COLOURS[rating])} {count:3}"


def _summary(report: Report) -> str:
    count = len(report.claims)
    weak = [sum(claim.rating == rating for claim in report.claims) for rating in range(1, _WEAK + 1)]
    of = f"{count} {'claim' if count == 1 else 'claims'}"
    mean = f"mean score {sum(claim.score for claim in report.claims) / count:.2f}, language {report.lang}"
    if not any(weak):
        return f"{of}, none weak or mixed; {mean}"
    parts = ", ".join(f"{number} {LABELS[k]}" for k, number in enumerate(weak) if number)
    return f"{sum(weak)} of {of} to check: {parts}; {mean}"


def _weak(claim: Claim, text: str, place: str, lines: Lines, view: View) -> Iterator[str]:
    head = _styled(f"{claim.rating} {claim.label}", view, fg=_COLOURS[claim.rating], bold=True)
    yield f"{head}{_styled(f'  {place}', view, dim=True)}"
    yield from _Marked(claim, text, view).wrapped("  ", "  ")
    yield from _receipt(claim, lines, view)


def _receipt(claim: Claim, lines: Lines, view: View) -> Iterator[str]:
    """The sum, row by row, as on a till receipt: the source's base, each signal, the score."""
    points = Points.of(claim, view)
    if points.base is None:
        yield from _row("", source_words(claim.source, lines), view)
        for signal in points.counted:
            yield from _row(f"{signal.contribution:+.2f}", f"{one_line(signal.text)}: {reason(signal)}", view)
        yield from _row(f"{claim.score:.2f}", "score, set by a plugin", view)
        return
    yield from _row(f"{points.base:.2f}", source_words(claim.source, lines), view)
    wide = min(24, max((len(one_line(signal.text)) for signal in points.counted), default=0))
    for signal in points.counted:
        yield from _row(f"{signal.contribution:+.2f}", f"{one_line(signal.text):{wide}}  {reason(signal)}", view)
    if named := [signal for signal in marks(claim.signals) if not signal.contribution]:
        said = ", ".join(f"{one_line(signal.text)} ({signal.category.replace('_', ' ')})" for signal in named)
        yield from _row("", f"also {said}", view)
    end = f"sum, counted as {claim.score:.2f}" if points.clamped else "score"
    yield from _row(f"{points.total:.2f}", end, view, bold=True)


def _row(number: str, words: str, view: View, *, bold: bool = False) -> Iterator[str]:
    rows = textwrap.wrap(words, max(20, view.width - 11), break_long_words=False, break_on_hyphens=False)
    yield f"  {_styled(f'{number:>7}', view, bold=bold)}  {rows[0]}"
    for row in rows[1:]:
        yield f"{'':11}{row}"


def _firm(claim: Claim, text: str, place: int, lines: Lines, view: View) -> Iterator[str]:
    """A claim that needs no second look: one line, and one for its source and sum where it has any."""
    head = _styled(str(claim.rating), view, fg=_COLOURS[claim.rating]) + _styled(f"{place:>4}  ", view, dim=True)
    yield head + _Marked(claim, text, view).cut(view.width - 7)
    points = Points.of(claim, view)
    if claim.source.kind == "none" and not points.counted:
        return
    said = source_words(claim.source, lines)
    if points.base is None:
        said += f"; score {claim.score:.2f}, set by a plugin"
    else:
        parts = "".join(
            f" {'-' if signal.contribution < 0 else '+'} {abs(signal.contribution):.2f} {one_line(signal.text)}"
            for signal in points.counted
        )
        said = f"{points.base:.2f} {said}{parts}{f' = {points.total:.2f}' if parts else ''}"
    for row in textwrap.wrap(said, max(20, view.width - 7), break_long_words=False, break_on_hyphens=False):
        yield _styled(f"{'':7}{row}", view, dim=True)


class _Marked:
    """A claim's text on one line, each letter with how it is to be marked."""

    def __init__(self, claim: Claim, text: str, view: View) -> None:
        self._view = view
        letters: list[str] = []
        flags: list[int] = []
        at = claim.start

        def add(part: str, flag: int) -> None:
            letters.append(part)
            flags.extend([flag] * len(part))

        for signal in marks(claim.signals):
            start, end = max(signal.start, claim.start), min(signal.end, claim.end)
            if start < at or start >= end:
                continue
            add(flat(text[at:start]), 0)
            flag = _COUNTED if signal.contribution else _SILENT
            words = flat(text[start:end])
            add(words if view.colour else f"[{words}]", flag)
            at = end
        add(flat(text[at : claim.end]), 0)
        self._text = "".join(letters)
        self._flags = flags

    def wrapped(self, first: str, rest: str) -> Iterator[str]:
        """The text wrapped at the view's width, behind an indent."""
        indent, start, end = first, -1, -1
        for word in re.finditer(r"[^ ]+", self._text):
            if start >= 0 and word.end() - start > self._view.width - len(indent):
                yield indent + self._shown(start, end)
                indent, start = rest, -1
            start = word.start() if start < 0 else start
            end = word.end()
        yield indent + self._shown(max(start, 0), max(end, 0))

    def cut(self, width: int) -> str:
        """The text on one line of at most ``width`` columns, with an ellipsis where it was longer."""
        start = len(self._text) - len(self._text.lstrip(" "))
        if len(self._text.rstrip(" ")) - start <= width:
            return self._shown(start, len(self._text.rstrip(" ")))
        end = self._text.rfind(" ", start, start + width - 1)
        return self._shown(start, end if end > start else start + width - 2) + " …"

    def _shown(self, start: int, end: int) -> str:
        if not self._view.colour:
            return self._text[start:end]
        parts = []
        at = start
        for flag, run in groupby(self._flags[start:end]):
            stop = at + len(list(run))
            parts.append(_styled(self._text[at:stop], self._view, underline=flag > 0, bold=flag == _COUNTED))
            at = stop
        return "".join(parts)


def _wrapped(words: str, view: View, *, bold: bool = False) -> Iterator[str]:
    for row in textwrap.wrap(printable(words), view.width, break_long_words=False, break_on_hyphens=False):
        yield _styled(row, view, bold=bold)


def _styled(
    text: str, view: View, *, fg: str | None = None, bold: bool = False, underline: bool = False, dim: bool = False
) -> str:
    if not view.colour or not (fg or bold or underline or dim):
        return text
    import click

    return click.style(text, fg=fg, bold=bold or None, underline=underline or None, dim=dim or None)
