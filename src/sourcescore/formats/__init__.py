"""Report → what is printed. A format is a function from (report, text) pairs to a string; plugins may bring more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .html import format_html
from .json import format_json, format_jsonl
from .sarif import format_sarif
from .text import format_text
from .view import Results, View

Format = Callable[[Results, View], str]

FORMATS: Mapping[str, Format] = {
    "text": format_text,
    "json": format_json,
    "jsonl": format_jsonl,
    "html": format_html,
    "sarif": format_sarif,
}

__all__ = [
    "FORMATS",
    "Format",
    "Results",
    "View",
    "format_html",
    "format_json",
    "format_jsonl",
    "format_sarif",
    "format_text",
]
