"""Report → what is printed. A format is a function from (report, text) pairs to a string; plugins may bring more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..report import Report
from .html import format_html
from .json import format_json, format_jsonl
from .sarif import format_sarif
from .text import Style, format_text

Results = Sequence[tuple[Report, str]]
Format = Callable[[Results], str]

FORMATS: Mapping[str, Format] = {
    "text": format_text,
    "json": format_json,
    "jsonl": format_jsonl,
    "html": format_html,
    "sarif": format_sarif,
}

__all__ = ["FORMATS", "Format", "Results", "Style"]
