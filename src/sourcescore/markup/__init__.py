"""Texts with markup: the prose of Markdown and HTML, the way back to the source, passages where rules are switched off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from ..errors import UsageError
from .comments import SwitchedOff
from .pieces import MarkedText, Prose

__all__ = ["KINDS", "MarkedText", "Markup", "Prose", "SwitchedOff", "kind_of", "read_markup"]

Markup = Literal["plain", "markdown", "html"]
KINDS: tuple[Markup, ...] = get_args(Markup)
_SUFFIXES: dict[str, Markup] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


def kind_of(name: str) -> Markup:
    """The kind of markup that a file of this name has: told by its ending, "plain" where that says nothing."""
    dot = name.rfind(".")
    return _SUFFIXES.get(name[dot:].lower(), "plain") if dot >= 0 else "plain"


def read_markup(source: str, kind: str) -> MarkedText:
    """The prose of a source: ``plain`` to be read, ``span()`` the way back, ``switched_off`` the passages where
    comments switch rules off. ``kind`` is one of KINDS. Raises UsageError for another one."""
    read: Callable[[str], MarkedText]
    if kind == "plain":
        return MarkedText([(source, source)])
    if kind == "markdown":
        from .markdown import read_markdown as read
    elif kind == "html":
        from .html import read_html as read
    else:
        raise UsageError(f'unknown markup "{kind}"; known: {", ".join(KINDS)}')
    return read(source)
