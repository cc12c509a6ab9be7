"""LanguageTool's ``data``: a text in pieces of text and markup."""

from __future__ import annotations

import msgspec

from ..markup import MarkedText
from .problems import Problem


class _Piece(msgspec.Struct):
    """One piece: ``text``, or ``markup`` that reads as ``interpretAs``."""

    text: str | None = None
    markup: str | None = None
    interpretAs: str | None = None


class _Data(msgspec.Struct):
    annotation: list[_Piece]


_DECODER = msgspec.json.Decoder(_Data)


def parse_data(data: str) -> MarkedText:
    """The text of a ``data`` parameter; comments in its markup may switch rules off. Raises Problem where it is not what
    LanguageTool describes."""
    try:
        pieces = _DECODER.decode(data).annotation
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Problem("malformed", f"data: {error}") from None
    if any((piece.text is None) == (piece.markup is None) for piece in pieces):
        raise Problem("malformed", "data: each annotation has either text or markup")
    return MarkedText.of_markup(
        [
            (piece.text, piece.text) if piece.text is not None else (piece.interpretAs or "", piece.markup or "")
            for piece in pieces
        ]
    )
