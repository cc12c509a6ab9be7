"""JSON for programs: one report as an object, several as an array; JSON Lines, one report a line."""

from __future__ import annotations

from collections.abc import Sequence

from ..report import Report


def format_json(results: Sequence[tuple[Report, str]]) -> str:
    """Indented JSON: an object for one report, an array for several."""
    import msgspec

    reports = [report.to_dict() for report, _ in results]
    data = reports[0] if len(reports) == 1 else reports
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def format_jsonl(results: Sequence[tuple[Report, str]]) -> str:
    """One report a line."""
    return "".join(report.to_json() + "\n" for report, _ in results)
