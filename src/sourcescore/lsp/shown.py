"""What an editor shows of a report: diagnostics, hovers, hints, lenses, semantic tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lsprotocol import types
from pygls.workspace import PositionCodec

from ..formats.view import Points, View, one_line, reason, source_words
from ..report import Claim, Signal
from .positions import Positions
from .scored import ScoredText
from .settings import Settings

SOURCE = "sourcescore"
SHOW_RULE = "sourcescore.showRule"
_SEVERITIES = (
    types.DiagnosticSeverity.Warning,
    types.DiagnosticSeverity.Warning,
    types.DiagnosticSeverity.Information,
    types.DiagnosticSeverity.Hint,
    types.DiagnosticSeverity.Hint,
)
COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Shown:
    """One document as its editor shows it. All ranges are those of the document as given, markup included."""

    uri: str
    text: ScoredText
    positions: Positions
    settings: Settings
    view: View

    @classmethod
    def of(cls, uri: str, text: ScoredText, settings: Settings, codec: PositionCodec) -> Shown:
        """The document as it was scored last."""
        return cls(uri, text, Positions(text.source, codec), settings, View(text.scorer.policy))

    def range(self, start: int, end: int) -> types.Range:
        """Where words of the prose stand in the document."""
        return self.positions.range(*self.text.marked.span(start, end))

    def signals(self, signals: Sequence[Signal]) -> list[Signal]:
        """Those that are shown: quotations carry their own marks, and categories may be switched off."""
        off = {*self.settings.categoriesOff, "direct_quote"}
        return [signal for signal in signals if signal.category not in off]

    def diagnostics(self) -> list[types.Diagnostic]:
        """One for each claim that is rated low enough, weak words as related information."""
        return [self._diagnostic(claim) for claim in self.text.report.claims if self._reported(claim)]

    def _reported(self, claim: Claim) -> bool:
        if claim.rating > self.settings.highestRating:
            return False
        counted = [signal for signal in claim.signals if signal.contribution]
        # A claim that is weak by what nobody wants to see is not reported; one that is weak by its source is.
        return not counted or bool(self.signals(counted))

    def _diagnostic(self, claim: Claim) -> types.Diagnostic:
        signals = [signal for signal in self.signals(claim.signals) if signal.contribution]
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(self.uri, self.range(signal.start, signal.end)),
                f"{signal.contribution:+.2f} {one_line(signal.text)}: {reason(signal)}",
            )
            for signal in signals
        ]
        worst = min(signals, key=lambda signal: signal.contribution, default=None)
        return types.Diagnostic(
            range=self.range(claim.start, claim.end),
            message=headline(claim, signals),
            severity=_SEVERITIES[claim.rating - 1],
            code=worst.rule if worst is not None and worst.contribution < 0 else f"source.{claim.source.kind}",
            source=SOURCE,
            related_information=related or None,
        )

    def claim_at(self, position: types.Position) -> Claim | None:
        """The claim at a position."""
        at = self.positions.offset(position)
        for claim in self.text.report.claims:
            start, end = self.text.marked.span(claim.start, claim.end)
            if start <= at <= end:
                return claim
        return None

    def signals_in(self, where: types.Range) -> list[tuple[Signal, Claim]]:
        """The signals that stand in a range or touch it, or all of the claims that do where none does."""
        first, last = self.positions.offset(where.start), self.positions.offset(where.end)
        touched: list[tuple[Signal, Claim]] = []
        around: list[tuple[Signal, Claim]] = []
        for claim in self.text.report.claims:
            start, end = self.text.marked.span(claim.start, claim.end)
            if start > last or end < first:
                continue
            for signal in self.signals(claim.signals):
                begin, stop = self.text.marked.span(signal.start, signal.end)
                (touched if begin <= last and first <= stop else around).append((signal, claim))
        return touched or around

    def hover(self, position: types.Position) -> types.Hover | None:
        """The claim's rating, its sum word by word, and its source."""
        claim = self.claim_at(position)
        if claim is None:
            return None
        points = Points.of(claim, self.view)
        lines = [f"**{claim.rating} {claim.label}** · {claim.score:.2f}", "", "| | |", "| ---: | --- |"]
        base = "" if points.base is None else f"{points.base:.2f}"
        lines.append(f"| {base} | {_cell(source_words(claim.source))} |")
        for signal in points.counted:
            lines.append(
                f"| {signal.contribution:+.2f} | **{_cell(signal.text)}** {_cell(reason(signal))} `{signal.rule}` |"
            )
        clamped = f", counted as {claim.score:.2f}" if points.clamped else ""
        lines.append(f"| {points.total:.2f} | {'rated by a plugin' if points.base is None else 'sum' + clamped} |")
        if silent := self.signals(points.silent):
            lines += ["", "also " + ", ".join(f"*{_cell(s.text)}* ({s.category})" for s in silent)]
        markup = types.MarkupContent(types.MarkupKind.Markdown, "\n".join(lines))
        return types.Hover(markup, self.range(claim.start, claim.end))

    def hints(self, where: types.Range) -> list[types.InlayHint]:
        """Each claim's rating, behind it."""
        if not self.settings.inlayHints:
            return []
        found = []
        for claim in self.text.report.claims:
            _, end = self.text.marked.span(claim.start, claim.end)
            position = self.positions.position(end)
            if where.start.line <= position.line <= where.end.line:
                tip = headline(claim, self.signals(claim.signals))
                found.append(types.InlayHint(position, str(claim.rating), tooltip=tip, padding_left=True))
        return found

    def lenses(self) -> list[types.CodeLens]:
        """The reasons of each reported claim, above its line."""
        if not self.settings.codeLens:
            return []
        found = []
        for claim in self.text.report.claims:
            if self._reported(claim):
                signals = [s for s in self.signals(claim.signals) if s.contribution]
                title = f"{claim.rating} {claim.label}" + "".join(f" · {one_line(s.text)}" for s in signals)
                rule = [signals[0].rule] if signals else []
                command = types.Command(title, SHOW_RULE, arguments=rule) if rule else types.Command(title, "")
                found.append(types.CodeLens(self.range(claim.start, claim.end), command))
        return found

    def tokens(self, legend: types.SemanticTokensLegend) -> types.SemanticTokens:
        """The words of all signals; the type is the category, the modifier says that they count."""
        types_of = {name: number for number, name in enumerate(legend.token_types)}
        data: list[int] = []
        line = column = 0
        for start, length, signal in self._token_pieces():
            if signal.category not in types_of:
                continue
            data += [start.line - line, start.character - (column if start.line == line else 0), length]
            data += [types_of[signal.category], int(bool(signal.contribution))]
            line, column = start.line, start.character
        return types.SemanticTokens(data)

    def _token_pieces(self) -> Iterator[tuple[types.Position, int, Signal]]:
        report = self.text.report
        found = self.signals([*report.signals, *(s for claim in report.claims for s in claim.signals)])
        last = (0, 0)
        for signal in sorted(found, key=lambda signal: signal.order):
            where = self.range(signal.start, signal.end)
            begin, end = where.start, where.end
            # A token stands on one line and overlaps no other.
            if begin.line == end.line and last <= (begin.line, begin.character):
                yield begin, end.character - begin.character, signal
                last = (end.line, end.character)


def headline(claim: Claim, signals: Sequence[Signal]) -> str:
    """One line: rating, source, reasons."""
    reasons = "; ".join(f"{one_line(s.text)}: {reason(s)}" for s in signals if s.contribution)
    return f"{claim.rating} {claim.label} ({source_words(claim.source)})" + (f" – {reasons}" if reasons else "")


def _cell(text: str) -> str:
    return one_line(text).replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
