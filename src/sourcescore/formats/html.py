"""One self-contained page: the text with its claims coloured, its signals underlined, the reasons on hover and focus."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ..report import LABELS, Claim, Report, Signal

_STYLE = Path(__file__).with_suffix(".css")


def format_html(results: Sequence[tuple[Report, str]]) -> str:
    """A page with all texts, one below the other. No script, nothing from elsewhere; everything is escaped."""
    lang = results[0][0].lang if len({report.lang for report, _ in results}) == 1 and results else ""
    title = " · ".join(str(report.id) for report, _ in results if report.id) or "sourcescore"
    body = "".join(_article(report, text) for report, text in results)
    return (
        f'<!doctype html>\n<html{f" lang={chr(34)}{escape(lang)}{chr(34)}" if lang else ""}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title[:200])}</title>\n'
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _article(report: Report, text: str) -> str:
    report = report.with_offsets("codepoint", text)
    parts: list[str] = []
    at = 0
    for index, claim in enumerate(report.claims):
        parts.append(_marked(text, at, claim.start, [s for s in report.signals if at <= s.start < claim.start]))
        parts.append(_claim(claim, text, index))
        at = claim.end
    parts.append(_marked(text, at, len(text), [s for s in report.signals if s.start >= at]))
    warnings = "".join(f"<p><strong>incomplete:</strong> {escape(w)}</p>" for w in report.warnings)
    name = escape(str(report.id or ""))
    return (
        f'<article>\n<h1>{name}</h1>\n{_legend(report)}{warnings}<div class="text">{"".join(parts)}</div>\n</article>\n'
    )


def _legend(report: Report) -> str:
    ratings = report.summary.get("ratings", {})
    items = "".join(
        f'<li><span class="r{r}">{r}</span> {escape(LABELS[r - 1])}: {ratings.get(str(r), 0)}</li>' for r in range(1, 6)
    )
    return f'<ul class="legend">{items}</ul>\n'


def _claim(claim: Claim, text: str, index: int) -> str:
    inner = _marked(text, claim.start, claim.end, claim.signals)
    why = f"why-{index}-{claim.start}"
    return (
        f'<span class="claim r{claim.rating}" tabindex="0" data-rating="{claim.rating}" aria-describedby="{why}">'
        f"{inner}{_tip(claim, index)}</span>"
    )


def _tip(claim: Claim, index: int) -> str:
    source = claim.source
    who = "no source named" if source.kind == "none" else source.kind + (f": {source.name}" if source.name else "")
    if source.carried:
        who += " (named earlier)"
    base = claim.score - sum(s.contribution for s in claim.signals)
    rows = [f"<tr><td>{base:.2f}</td><td>{escape(who)}</td></tr>"] + [
        f"<tr><td>{s.contribution:+.2f}</td><td>“{escape(s.text)}” {escape(s.message or s.category)}</td></tr>"
        for s in claim.signals
    ]
    return (
        f'<span class="tip" role="tooltip" id="why-{index}-{claim.start}"><table><tbody>{"".join(rows)}</tbody>'
        f"<tfoot><tr><td>{claim.score:.2f}</td><td>{claim.rating} {escape(claim.label)}</td></tr></tfoot></table></span>"
    )


def _marked(text: str, start: int, end: int, signals: Sequence[Signal]) -> str:
    """The text from start to end with its signals in <mark>, where they do not overlap an earlier one."""
    out, at = [], start
    for signal in sorted(signals, key=lambda s: (s.start, -s.end)):
        if signal.start < at or signal.end > end or signal.category == "direct_quote":
            continue
        kind = "" if signal.contribution else ' class="light"'
        title = escape(f"{signal.category}: {signal.message}", quote=True)
        words = escape(text[signal.start : signal.end])
        out.append(f'{escape(text[at : signal.start])}<mark{kind} title="{title}">{words}</mark>')
        at = signal.end
    return "".join(out) + escape(text[at:end])
