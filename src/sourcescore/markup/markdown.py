"""Markdown → its prose: front matter, code and link targets left out; every word knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from .html import html_pieces
from .pieces import MarkedText

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\A(?:\ufeff)?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\s]+\]:?")
_CODE = "X"  # holds the place of a word, or the words around it would grow together
_CODE_BLOCKS = ("fence", "code_block")
_Bit = tuple[str, str]
"""What a stretch reads as, and the words by which it is found in the source."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Escapes and entities stay tokens of their own, with what stands in the source, when nothing joins the text.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def read_markdown(source: str) -> MarkedText:
    """The prose of a Markdown source (CommonMark with tables), with the words inside its HTML."""
    front = _FRONT.match(source)
    begin = front.end() if front else 0
    pieces: list[tuple[str, str]] = [("", source[:begin])] if begin else []
    body = source[begin:]
    lines = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", body))]
    lines.append(len(body))
    at = 0
    for token in _parser().parse(body):
        if token.map is None or token.type not in ("inline", "html_block", *_CODE_BLOCKS):
            continue
        start = max(at, lines[token.map[0]])
        end = max(start, lines[min(token.map[1], len(lines) - 1)])
        if token.type in _CODE_BLOCKS:  # reads as white space, not as nothing: what stands in it is no comment
            pieces += [("", body[at:start])] if start > at else []
            pieces += [("\n\n", body[start:end])] if end > start else []
            at = end
            continue
        if token.type == "html_block":
            pieces += [("\n\n", body[at:start])] if start > at else []
            pieces += html_pieces(body[start:end])
            at = end
            continue
        if start > at:  # words are looked for in their own block, not in code that was passed over
            pieces.append(("", body[at:start]))
            at = start
        for bit in _bits(token.children or []):
            at = _add(pieces, body, at, end, bit)
        pieces.append(("\n\n", ""))
    if at < len(body):
        pieces.append(("", body[at:]))
    return MarkedText.of_markup(pieces)


def _bits(tokens: Sequence[Token]) -> Iterator[_Bit]:
    for token in tokens:
        if token.type == "text":
            at = 0
            for note in _NOTE.finditer(token.content):
                yield from _text(token.content[at : note.start()])
                yield "", note.group()
                at = note.end()
            yield from _text(token.content[at:])
        elif token.type == "text_special":
            yield token.content, token.markup
        elif token.type == "softbreak":
            yield " ", "\n"
        elif token.type == "hardbreak":
            yield "\n", "\n"
        elif token.type == "code_inline":
            yield _CODE, token.content
        elif token.type == "html_inline":
            yield ("\n" if re.match(r"<br\b", token.content, re.IGNORECASE) else ""), token.content


def _text(content: str) -> Iterator[_Bit]:
    if content:
        yield content, content


def _add(pieces: list[tuple[str, str]], body: str, at: int, end: int, bit: _Bit) -> int:
    """Adds a stretch at its place in the source, and before it what markup lies between. Gives where it ends."""
    plain, words = bit
    if words == "\n":
        return _add_break(pieces, body, at, end, plain)
    place = body.find(words, at, end)
    if place < 0:  # the parser changed the words: a NUL, or white space inside of code
        pieces.append((plain, ""))
        return at
    if place > at:
        pieces.append(("", body[at:place]))
    pieces.append((plain, words))
    return place + len(words)


_BREAK = re.compile(r"\\?[ \t]*(?:\r\n|\r|\n)[ \t]*")


def _add_break(pieces: list[tuple[str, str]], body: str, at: int, end: int, plain: str) -> int:
    found = _BREAK.search(body, at, end)
    if found is None:
        pieces.append((plain, ""))
        return at
    if found.start() > at:
        pieces.append(("", body[at : found.start()]))
    pieces.append((plain, found.group()))
    return found.end()
