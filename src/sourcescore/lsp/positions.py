"""Offsets of a text to positions of an editor and back: lines, and columns in the units that the client counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from lsprotocol import types
from pygls.workspace import PositionCodec

_LINE_END = re.compile(r"\r\n|\n|\r")


def units_of(codec: PositionCodec) -> Callable[[str], int]:
    """How many units of the client's encoding a string has. The codec itself goes over it letter by letter."""
    size = codec.client_num_units("\U0001f600")
    if size == 1:
        return len
    if size == 2:
        return lambda text: len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    return lambda text: len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


class Positions:
    """The lines of one text. Lines end where the protocol says: at line feeds, carriage returns, or both together."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self._text = text
        self._units = units_of(codec)
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, at: int) -> types.Position:
        """The position of a code point."""
        line = bisect_right(self._starts, at) - 1
        return types.Position(line, self._units(self._text[self._starts[line] : at]))

    def range(self, start: int, end: int) -> types.Range:
        """The range of code points start to end (half open)."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """The code point at a position; positions beyond a line or the text are taken back into it."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] if position.line + 1 < len(self._starts) else len(self._text)
        line = self._text[start:end].rstrip("\r\n")
        units, at = 0, 0
        for at, char in enumerate(line):
            if units >= position.character:
                return start + at
            units += self._units(char)
        return start + len(line)
