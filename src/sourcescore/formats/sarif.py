"""SARIF 2.1.0 for code scanning: one result for each claim that is rated 3 or lower, its reasons as related locations.

The rule of a result is what weakens its claim most: a rule of sourcescore, or the kind of its source.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..report import Claim, Report, Signal
from ..rules import Rule
from .view import Lines, Points, Results, View, one_line, reason, source_words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {1: "error", 2: "warning", 3: "note"}
_STDIN = "stdin"
_SOURCES = {
    "anonymous": "The claim rests on a source that is kept unnamed.",
    "vague": "The claim rests on a source that nobody could ask.",
    "media": "The claim is another medium's.",
    "role": "The source is known by its role, not by name.",
    "named": "The claim is a named source's.",
    "documented": "The claim rests on a document.",
    "none": "The claim is the text's own.",
}


def format_sarif(results: Results, view: View | None = None) -> str:
    """One run with all texts. Columns count code points, or UTF-16 units where the reports do."""
    import msgspec

    from .. import __version__

    view = view or View()
    utf16 = any(report.offsets == "utf-16" for report, _ in results)
    found: list[dict[str, Any]] = []
    for number, (report, text) in enumerate(results):
        writer = _Writer(report.with_offsets("codepoint", text), text, number, utf16, view)
        found += writer.results()
    ids = sorted({result["ruleId"] for result in found})
    messages = {s.rule: reason(s) for report, _ in results for claim in report.claims for s in claim.signals}
    for result in found:
        result["ruleIndex"] = ids.index(result["ruleId"])
    run = {
        "tool": {
            "driver": {
                "name": "sourcescore",
                "semanticVersion": __version__,
                "rules": [_rule(rule_id, messages.get(rule_id, ""), view) for rule_id in ids],
            }
        },
        "columnKind": "utf16CodeUnits" if utf16 else "unicodeCodePoints",
        "invocations": [_invocation(results)],
        "artifacts": [
            {"location": {"uri": _uri(report)}, "roles": ["analysisTarget"], "properties": {"language": report.lang}}
            for report, _ in results
        ],
        "results": found,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"


def _invocation(results: Results) -> dict[str, Any]:
    """The warnings of incomplete reports, where SARIF has its place for what the tool itself has to say."""
    notes = [
        {
            "level": "warning",
            "message": {"text": warning},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(report), "index": number}}}],
        }
        for number, (report, _) in enumerate(results)
        for warning in report.warnings
    ]
    return {"executionSuccessful": True, **({"toolExecutionNotifications": notes} if notes else {})}


class _Writer:
    """Turns the claims of one report into results."""

    def __init__(self, report: Report, text: str, index: int, utf16: bool, view: View) -> None:
        self._report = report
        self._text = text
        self._artifact = {"uri": _uri(report), "index": index}
        self._lines = Lines(text, utf16)
        self._view = view

    def results(self) -> list[dict[str, Any]]:
        return [self._result(claim) for claim in self._report.claims if claim.rating in _LEVELS]

    def _result(self, claim: Claim) -> dict[str, Any]:
        points = Points.of(claim, self._view)
        rule = _cause(claim, points, self._view)
        related = [*points.counted, *points.silent]
        result: dict[str, Any] = {
            "ruleId": rule,
            "level": _LEVELS[claim.rating],
            "message": {"text": self._message(claim, points)},
            "locations": [{"physicalLocation": self._location(claim.start, claim.end, snippet=True)}],
            "partialFingerprints": {"claim/v1": _fingerprint(claim)},
            "rank": round(100 * (1 - claim.score), 1),
            "properties": {
                "rating": claim.rating, "label": claim.label, "score": claim.score,
                "source": {"kind": claim.source.kind, "name": claim.source.name},
            },
        }  # fmt: skip
        if related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    "physicalLocation": self._location(signal.start, signal.end),
                    "message": {"text": f"{signal.rule}: {reason(signal)}"},
                    "properties": {"category": signal.category, "contribution": signal.contribution},
                }
                for number, signal in enumerate(related, 1)
            ]
        return result

    def _message(self, claim: Claim, points: Points) -> str:
        """What a reader sees beside the claim; ``[words](1)`` links to the first related location."""
        parts = [f"{claim.rating} of 5, {claim.label}."]
        base = f" ({points.base:.2f})" if points.base is not None else ""
        parts.append(f"{_capital(source_words(claim.source, self._lines))}{base}.")
        for number, signal in enumerate(points.counted, 1):
            words = re.sub(r"[\[\]\\]", r"\\\g<0>", one_line(signal.text))
            parts.append(f"[{words}]({number}): {reason(signal)} ({signal.contribution:+.2f}).")
        parts.append(f"Score {claim.score:.2f}.")
        return " ".join(parts)

    def _location(self, start: int, end: int, *, snippet: bool = False) -> dict[str, Any]:
        line, column = self._lines.place(start)
        end_line, end_column = self._lines.place(end)
        region: dict[str, Any] = {
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
            "charOffset": self._lines.units(0, start), "charLength": self._lines.units(start, end),
        }  # fmt: skip
        if snippet:
            region["snippet"] = {"text": self._text[start:end]}
        return {"artifactLocation": self._artifact, "region": region}


def _cause(claim: Claim, points: Points, view: View) -> str:
    """The id of what weakens the claim most: what a signal takes off, or what the source gives less than none would."""
    worst: Signal | None = min(points.counted, key=lambda s: s.contribution, default=None)
    loss = view.base(claim.source.kind) - view.base("none")
    if worst is not None and worst.contribution < min(loss, 0):
        return worst.rule
    return f"source.{claim.source.kind}"


def _rule(rule_id: str, message: str, view: View) -> dict[str, Any]:
    rule = view.rule(rule_id)
    kind = rule_id.removeprefix("source.")
    if rule is None and rule_id.startswith("source."):
        said = _SOURCES.get(kind, f"The claim's source is of the kind {kind}.")
        text = f"{said} A claim with such a source starts at {view.base(kind):.2f}."
    else:
        said = message or rule_id
        text = said if rule is None else _help(rule, said)
    return {
        "id": rule_id,
        "name": "".join(_capital(part) for part in re.split(r"[^\w]|_", rule_id) if part),
        "shortDescription": {"text": said},
        "help": {"text": text},
        **({"properties": {"tags": [rule.category]}} if rule else {}),
    }


def _help(rule: Rule, message: str) -> str:
    parts = [f"{message} (category {rule.category})."]
    for title, examples in (("Is marked", rule.hits), ("Is not marked", rule.misses)):
        shown: Sequence[str] = examples[:3]
        parts += [f"{title}: {example}" for example in shown]
    return "\n".join(parts)


def _fingerprint(claim: Claim) -> str:
    """The same for the same words, wherever they stand: a moved paragraph is no new finding."""
    return hashlib.sha256(one_line(claim.text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _uri(report: Report) -> str:
    name = report.id or _STDIN
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
