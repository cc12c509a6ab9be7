"""LanguageTool's ``data``: a text in pieces of text and markup, and the way from its words back to the pieces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from .problems import Problem


class _Piece(msgspec.Struct):
    """One piece: ``text``, or ``markup`` that reads as ``interpretAs``."""

    text: str | None = None
    markup: str | None = None
    interpretAs: str | None = None


class _Data(msgspec.Struct):
    annotation: list[_Piece]


_DECODER = msgspec.json.Decoder(_Data)


class Part(NamedTuple):
    """A piece: ``plain`` is what is read, ``given`` what stands in the document; both begin at code points there."""

    plain: str
    given: str
    plain_start: int
    given_start: int


class AnnotatedText:
    """A text as it is read (``plain``) and as it was given (``given``, markup included)."""

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

    @classmethod
    def of(cls, text: str) -> AnnotatedText:
        """A text without markup."""
        return cls([(text, text)])

    @classmethod
    def parse(cls, data: str) -> AnnotatedText:
        """The text of a ``data`` parameter. Raises Problem where it is not what LanguageTool describes."""
        try:
            pieces = _DECODER.decode(data).annotation
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise Problem("malformed", f"data: {error}") from None
        if any((piece.text is None) == (piece.markup is None) for piece in pieces):
            raise Problem("malformed", "data: each annotation has either text or markup")
        return cls(
            [
                (piece.text, piece.text) if piece.text is not None else (piece.interpretAs or "", piece.markup or "")
                for piece in pieces
            ]
        )

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
