"""What an editor reads in a terminal: the weak claims at once, with their words marked, their source and their sum."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..policy import Policy, load_policy
from ..report import LABELS, Claim, Report, Signal, Source

_COLOURS = {1: "red", 2: "bright_red", 3: "yellow", 4: "bright_green", 5: "green"}
_BAR = 24


@dataclass(frozen=True, slots=True)
class Style:
    """How to print: with colour, and how many columns wide."""

    colour: bool = False
    width: int = 80

    @classmethod
    def of_terminal(cls) -> Style:
        """Colour where standard output is a terminal and NO_COLOR is not set; the terminal's width, at most 100."""
        terminal = sys.stdout.isatty()
        colour = terminal and not os.environ.get("NO_COLOR")
        return cls(colour, max(40, min(100, shutil.get_terminal_size((80, 24)).columns)) if terminal else 80)


def format_text(results: Sequence[tuple[Report, str]], style: Style | None = None) -> str:
    """The reports one below the other; plain, 80 columns wide, unless ``style`` says otherwise."""
    style = style or Style()
    return "\n".join(_report(report, text, style, len(results) > 1) for report, text in results)


def _report(report: Report, text: str, style: Style, named: bool) -> str:
    lines: list[str] = []
    if named:
        lines += [_styled(str(report.id), style, bold=True), ""]
    lines += _overview(report, style)
    for warning in report.warnings:
        lines += textwrap.wrap(f"incomplete: {warning}", style.width)
    for claim in report.claims:
        lines += ["", *_claim(claim, report, text, style)]
    return "\n".join(lines) + "\n"


def _overview(report: Report, style: Style) -> list[str]:
    count = len(report.claims)
    if not count:
        return [f"no claims ({report.lang})"]
    ratings = report.summary["ratings"]
    lines = [
        f"{count} {'claim' if count == 1 else 'claims'}, mean score {report.summary['mean_score']:.2f} ({report.lang})"
    ]
    most = max(ratings.values())
    for rating in range(1, 6):
        number = ratings[str(rating)]
        bar = "█" * max(1 if number else 0, round(_BAR * number / most))
        shown = _styled(f"{bar:{_BAR}}", style, fg=_COLOURS[rating])
        lines.append(f"  {rating} {LABELS[rating - 1]:9} {shown} {number}")
    return lines


def _claim(claim: Claim, report: Report, text: str, style: Style) -> list[str]:
    head = f"{claim.rating} {claim.label}"
    marked = _marked(claim, report, text, style)
    if claim.rating >= 4 and not claim.signals and claim.source.kind == "none":
        return _wrap(marked, style, _styled(f"{claim.rating} ", style, fg=_COLOURS[claim.rating]), "  ")
    lines = [
        _styled(f"{head:12}", style, fg=_COLOURS[claim.rating], bold=True)
        + f" {claim.score:.2f}  {_source(claim.source)}"
    ]
    lines += _wrap(marked, style, "  ", "  ")
    weighty = [s for s in claim.signals if s.contribution]
    width = min(26, max((len(s.text) for s in weighty), default=0))
    for signal in weighty:
        words = " ".join(signal.text.split())
        lines += _wrap(
            f"{signal.message or signal.category}", style, f"    {signal.contribution:+.2f}  {words:{width}}  ", " " * 6
        )
    if weighty:
        lines.append(f"    {_sum(claim)}")
    return lines


def _sum(claim: Claim) -> str:
    base = _policy().sources.get(claim.source.kind, 0.0)
    total = base + sum(s.contribution for s in claim.signals)
    if abs(min(1.0, max(0.0, total)) - claim.score) > 0.005:
        base = claim.score - sum(s.contribution for s in claim.signals)
        total = claim.score
    parts = f"{base:.2f}" + "".join(
        f" {'-' if s.contribution < 0 else '+'} {abs(s.contribution):.2f}" for s in claim.signals if s.contribution
    )
    shown = (
        f"= {claim.score:.2f}" if abs(total - claim.score) < 0.005 else f"= {total:.2f}, counted as {claim.score:.2f}"
    )
    return f"{parts} {shown}"


@cache
def _policy() -> Policy:
    return load_policy()


def _source(source: Source) -> str:
    if source.kind == "none":
        return "no source named"
    name = f"{source.kind}: {' '.join(source.name.split())}" if source.name else source.kind
    return f"{name} (named earlier)" if source.carried else name


def _marked(claim: Claim, report: Report, text: str, style: Style) -> str:
    """The claim's text on one line, its signals marked: underlined in colour, else in square brackets."""
    # Positions may be UTF-16; the text of claim and signals is found again in code points.
    code_points = report.with_offsets("codepoint", text) if report.offsets != "codepoint" else report
    here = code_points.claims[report.claims.index(claim)] if code_points is not report else claim
    out, at = [], here.start
    for signal in _outermost(here.signals):
        out.append(text[at : signal.start])
        words = text[signal.start : signal.end]
        out.append(
            _styled(words, style, underline=True, bold=bool(signal.contribution)) if style.colour else f"[{words}]"
        )
        at = signal.end
    out.append(text[at : here.end])
    return " ".join("".join(out).split())


def _outermost(signals: Sequence[Signal]) -> list[Signal]:
    found: list[Signal] = []
    for signal in sorted(signals, key=lambda s: (s.start, -s.end)):
        if not signal.category.startswith("direct_quote") and (not found or signal.start >= found[-1].end):
            found.append(signal)
    return found


_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def _wrap(line: str, style: Style, first: str, rest: str) -> list[str]:
    """Word wrap that does not count the terminal's colour codes."""
    lines, current = [], first
    length = len(_ANSI.sub("", first))
    for word in line.split(" "):
        size = len(_ANSI.sub("", word))
        if length + size > style.width and current.strip():
            lines.append(current.rstrip())
            current, length = rest, len(rest)
        current += word + " "
        length += size + 1
    return [*lines, current.rstrip()]


def _styled(text: str, style: Style, *, fg: str | None = None, bold: bool = False, underline: bool = False) -> str:
    if not style.colour:
        return text
    import click

    return click.style(text, fg=fg, bold=bold or None, underline=underline or None)
