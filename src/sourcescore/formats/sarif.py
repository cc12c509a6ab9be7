"""SARIF 2.1.0 for code scanning: one result a claim that is rated 3 or lower, its signals as related locations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ..report import LABELS, Claim, Report

_LEVELS = {1: "error", 2: "warning", 3: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def format_sarif(results: Sequence[tuple[Report, str]]) -> str:
    """One run with all texts. Columns count code points, or UTF-16 units where the reports do."""
    import msgspec

    utf16 = any(report.offsets == "utf-16" for report, _ in results)
    rules = [
        {
            "id": f"rating-{rating}", "name": LABELS[rating - 1].title().replace(" ", ""),
            "shortDescription": {"text": f"A claim that is rated {rating} ({LABELS[rating - 1]})."},
            "defaultConfiguration": {"level": _LEVELS[rating]},
        }
        for rating in sorted(_LEVELS)
    ]  # fmt: skip
    found: list[dict[str, Any]] = []
    for report, text in results:
        lines = _Lines(text, utf16)
        code_points = report.with_offsets("codepoint", text)
        found += [_result(claim, code_points, lines) for claim in code_points.claims if claim.rating in _LEVELS]
    from .. import __version__

    run = {
        "tool": {"driver": {"name": "sourcescore", "version": __version__, "rules": rules}},
        "columnKind": "utf16CodeUnits" if utf16 else "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(report)}} for report, _ in results],
        "results": found,
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _result(claim: Claim, report: Report, lines: _Lines) -> dict[str, Any]:
    reasons = "; ".join(
        f"“{s.text}” {s.message or s.category} ({s.contribution:+.2f})" for s in claim.signals if s.contribution
    )
    source = claim.source.kind + (f" ({claim.source.name})" if claim.source.name else "")
    message = f"Rated {claim.rating} of 5 ({claim.label}), score {claim.score:.2f}. Source: {source}."
    uri = _uri(report)

    def location(start: int, end: int) -> dict[str, Any]:
        return {"artifactLocation": {"uri": uri}, "region": lines.region(start, end)}

    return {
        "ruleId": f"rating-{claim.rating}",
        "level": _LEVELS[claim.rating],
        "message": {"text": f"{message} {reasons}".strip()},
        "locations": [{"physicalLocation": location(claim.start, claim.end)}],
        "relatedLocations": [
            {
                "id": number,
                "physicalLocation": location(s.start, s.end),
                "message": {"text": f"{s.rule}: {s.message or s.category}"},
            }
            for number, s in enumerate(claim.signals, 1)
        ],
        "properties": {"score": claim.score, "sourceKind": claim.source.kind},
    }


def _uri(report: Report) -> str:
    return quote(str(report.id or "text").replace("\\", "/"))


class _Lines:
    """Offsets to lines and columns, both counted from 1."""

    def __init__(self, text: str, utf16: bool) -> None:
        self._text = text
        self._utf16 = utf16
        self._starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]

    def region(self, start: int, end: int) -> dict[str, int]:
        first, column = self._place(start)
        last, end_column = self._place(end)
        return {"startLine": first, "startColumn": column, "endLine": last, "endColumn": end_column}

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at) - 1
        before = self._text[self._starts[line] : at]
        return line + 1, (len(before.encode("utf-16-le", "surrogatepass")) // 2 if self._utf16 else len(before)) + 1
