"""One self-contained page: the text with its claims coloured, its signals underlined, the reasons on hover and focus."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from ..report import LABELS, Claim, Report, Signal
from .view import Lines, Points, Results, View, marks, one_line, printable, reason, source_words

_STYLE = Path(__file__).with_suffix(".css")
_WEAK = 3
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def format_html(results: Results, view: View | None = None) -> str:
    """A page with all texts, one below the other. No script, nothing from elsewhere; everything is escaped."""
    view = view or View()
    title = " · ".join(one_line(report.id) for report, _ in results if report.id)
    body = "".join(
        _Article(report, text, number, view).html(named=bool(report.id) or len(results) > 1)
        for number, (report, text) in enumerate(results, 1)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title[:120] or 'sourcescore')}</title>\n"
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


class _Article:
    """One text on the page; ``number`` keeps its anchors apart from those of the others."""

    def __init__(self, report: Report, text: str, number: int, view: View) -> None:
        self._report = report.with_offsets("codepoint", text)
        self._source = text
        self._lines = Lines(text)
        self._number = number
        self._view = view

    def html(self, *, named: bool) -> str:
        report = self._report
        name = f"<h1>{_text(one_line(report.id or 'standard input'))}</h1>\n" if named else ""
        warnings = "".join(f'<p class="warning">incomplete: {_text(warning)}</p>\n' for warning in report.warnings)
        return (
            f"<article>\n<header>\n{name}{warnings}{self._overview()}</header>\n"
            f'<div class="text" lang="{escape(report.lang)}">{"".join(self._body())}</div>\n</article>\n'
        )

    def _overview(self) -> str:
        claims = self._report.claims
        if not claims:
            return "<p>No claims.</p>\n"
        counts = [sum(claim.rating == rating for claim in claims) for rating in range(1, 6)]
        bars = "".join(
            f'<li><span class="key r{rating}">{rating}</span> {LABELS[rating - 1]}'
            f'<span class="bar"><span class="r{rating}" style="width:{100 * count / max(counts):.0f}%"></span></span>'
            f"<b>{count}</b></li>\n"
            for rating, count in enumerate(counts, 1)
        )
        mean = sum(claim.score for claim in claims) / len(claims)
        return (
            f"<p>{len(claims)} {'claim' if len(claims) == 1 else 'claims'}, mean score {mean:.2f}, "
            f'language {escape(self._report.lang)}</p>\n<ul class="bars">\n{bars}</ul>\n{self._to_check()}'
        )

    def _to_check(self) -> str:
        weak = [(k, claim) for k, claim in enumerate(self._report.claims) if claim.rating <= _WEAK]
        if not weak:
            return ""
        items = "".join(
            f'<li><a href="#{self._id(k)}"><span class="key r{claim.rating}">{claim.rating}</span> '
            f'<span lang="{escape(self._report.lang)}">{_text(_short(claim.text))}</span></a></li>\n'
            for k, claim in sorted(weak, key=lambda pair: (pair[1].rating, pair[1].score, pair[0]))
        )
        return (
            f'<details open>\n<summary>{len(weak)} to check</summary>\n<ol class="check">\n{items}</ol>\n</details>\n'
        )

    def _body(self) -> Iterator[str]:
        at = 0
        for index, claim in enumerate(self._report.claims):
            yield from self._between(at, claim.start)
            if claim.start >= at:
                yield self._claim(claim, index)
                at = claim.end
        yield from self._between(at, len(self._source))

    def _between(self, start: int, end: int) -> Iterator[str]:
        """Text that is in no claim; its signals explain themselves."""
        at = start
        for number, signal in enumerate(marks([s for s in self._report.signals if start <= s.start and s.end <= end])):
            yield _text(self._source[at : signal.start])
            name = f"s{self._number}-{start}-{number}"
            words = f'<mark class="silent">{_text(self._source[signal.start : signal.end])}</mark>'
            yield _explained("aside", "Words outside of claims", name, words, _row("", self._reason(signal)))
            at = signal.end
        yield _text(self._source[at:end])

    def _claim(self, claim: Claim, index: int) -> str:
        label = f"Rated {claim.rating} of 5, {claim.label}"
        words = self._marked(claim)
        rows = (
            f'<span class="title"><span class="key r{claim.rating}">{claim.rating}</span> {escape(claim.label)}</span>'
        )
        return _explained(
            f"claim r{claim.rating}", label, self._id(index), words, rows + "".join(self._rows(claim)), claim.rating
        )

    def _id(self, index: int) -> str:
        return f"c{self._number}-{index + 1}"

    def _marked(self, claim: Claim) -> str:
        out, at = [], claim.start
        for signal in marks(claim.signals):
            start, end = max(signal.start, claim.start), min(signal.end, claim.end)
            if start >= end:
                continue
            kind = "" if signal.contribution else ' class="silent"'
            out.append(f"{_text(self._source[at:start])}<mark{kind}>{_text(self._source[start:end])}</mark>")
            at = end
        return "".join(out) + _text(self._source[at : claim.end])

    def _rows(self, claim: Claim) -> Iterator[str]:
        """The sum: the source's base, each signal, the score."""
        points = Points.of(claim, self._view)
        base = "" if points.base is None else f"{points.base:.2f}"
        yield _row(base, _text(source_words(claim.source, self._lines)))
        for signal in points.counted:
            yield _row(f"{signal.contribution:+.2f}", self._reason(signal))
        if points.base is None:
            yield _row(f"{claim.score:.2f}", "score, set by a plugin", "sum")
        else:
            end = f"sum, counted as {claim.score:.2f}" if points.clamped else "score"
            yield _row(f"{points.total:.2f}", end, "sum")
        for signal in points.silent:
            yield _row("", self._reason(signal))

    def _reason(self, signal: Signal) -> str:
        words = one_line(signal.text)
        return (
            f'<q lang="{escape(self._report.lang)}">{_text(_short(words))}</q> {_text(reason(signal))} '
            f"<small>{escape(signal.rule)}</small>"
        )


def _explained(kind: str, label: str, name: str, words: str, rows: str, rating: int | None = None) -> str:
    """Words that show why they are marked when a pointer rests on them or the keyboard reaches them."""
    shown = f' data-rating="{rating}"' if rating else ""
    return (
        f'<span class="{kind}" id="{name}" tabindex="0" role="group" aria-label="{escape(label)}" '
        f'aria-describedby="{name}-why"{shown}>{words}<span class="why" id="{name}-why" role="tooltip" lang="en">{rows}'
        "</span></span>"
    )


def _row(number: str, words: str, kind: str = "") -> str:
    return f'<span class="row{f" {kind}" if kind else ""}"><span>{number}</span><span>{words}</span></span>'


def _short(text: str, limit: int = 110) -> str:
    text = one_line(text)
    return text if len(text) <= limit else text[: text.rfind(" ", 0, limit)] + " …"


def _text(text: str) -> str:
    return escape(printable(text))
