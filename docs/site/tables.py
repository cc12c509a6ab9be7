"""Bars in the code of a table: other readers of Markdown want them with a backslash, the one that builds the site without."""

from __future__ import annotations

import re
from typing import Any


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with plain bars in the code of its tables."""
    lines = markdown.split("\n")
    return "\n".join(
        re.sub(r"`[^`]*`", lambda code: code[0].replace("\\|", "|"), line) if line.startswith("|") else line
        for line in lines
    )
