"""A text in pieces, as it is read and as it was given, and the way from its words back to the pieces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from .comments import SwitchedOff, passages


class Part(NamedTuple):
    """A piece: ``plain`` is what is read, ``given`` what stands in the document; both begin at code points there."""

    plain: str
    given: str
    plain_start: int
    given_start: int


class Prose(str):
    """The words of a marked text, which still know their lines in the source."""

    marked: MarkedText

    def line(self, at: int) -> int:
        """The line of the source, from 1, where the word at this offset stands."""
        return self.marked.line(self.marked.span(at, at + 1)[0])


class MarkedText:
    """A text as it is read (``plain``) and as it was given (``given``, markup included).

    ``switched_off``: the passages of ``plain`` where comments switch rules off. ``complaints``: comments that could not
    be understood, as (line, what is wrong).
    """

    def __init__(self, pieces: Sequence[tuple[str, str]]) -> None:
        """``pieces``: (plain, given) pairs, in order."""
        self.parts: list[Part] = []
        plain_start = given_start = 0
        for plain, given in pieces:
            self.parts.append(Part(plain, given, plain_start, given_start))
            plain_start += len(plain)
            given_start += len(given)
        self.plain = "".join(plain for plain, _ in pieces)
        self.given = "".join(given for _, given in pieces)
        # Pieces that read as nothing hold no position of the plain text.
        self._read = [part for part in self.parts if part.plain]
        self._starts = [part.plain_start for part in self._read]
        self.switched_off: tuple[SwitchedOff, ...] = ()
        self.complaints: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of_markup(cls, pieces: Sequence[tuple[str, str]]) -> MarkedText:
        """A text whose comments, pieces that read as nothing, may switch rules off."""
        text = cls(pieces)
        comments = [(part.plain_start, part.given_start, part.given) for part in text.parts if not part.plain]
        text.switched_off, complaints = passages(comments, len(text.plain))
        text.complaints = tuple((text.line(at), wrong) for at, wrong in complaints)
        return text

    @property
    def prose(self) -> Prose:
        """``plain``, with the way to the source's lines."""
        prose = Prose(self.plain)
        prose.marked = self
        return prose

    def line(self, at: int) -> int:
        """The line, from 1, of a place in ``given``."""
        return self.given.count("\n", 0, at) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the words at start to end of ``plain`` stand in ``given`` (code points, half open). Words that come
        from markup stand at all of it."""
        if start >= end:
            return self._edge(start), self._edge(start)
        first, last = self._part(start), self._part(end - 1)
        begin = first.given_start + (start - first.plain_start if first.plain == first.given else 0)
        inside = end - last.plain_start if last.plain == last.given else len(last.given)
        return begin, last.given_start + inside

    def _part(self, at: int) -> Part:
        return self._read[bisect_right(self._starts, at) - 1]

    def _edge(self, at: int) -> int:
        if not self._read:
            return 0
        part = self._part(min(at, len(self.plain) - 1))
        return part.given_start + (min(at - part.plain_start, len(part.given)) if part.plain == part.given else 0)
