"""JSON for programs: one text as an object, several as an array; JSON Lines, one report a line."""

from __future__ import annotations

from .view import Results, View


def format_json(results: Results, view: View | None = None) -> str:
    """Indented JSON: an object where one text was asked for, an array where several were."""
    import msgspec

    reports = [report.to_dict() for report, _ in results]
    several = view.several if view else len(reports) != 1
    return msgspec.json.format(msgspec.json.encode(reports if several else reports[0]), indent=1).decode() + "\n"


def format_jsonl(results: Results, view: View | None = None) -> str:
    """One report a line."""
    return "".join(report.to_json() + "\n" for report, _ in results)
