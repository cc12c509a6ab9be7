"""Where else in a German text a name stands."""

from __future__ import annotations

from sourcescore import Document


def places(document: Document, low: str) -> list[int]:
    """The tokens that are a capitalised word (given in lower case), in their order."""
    words = document.words
    return [i for i in with_capitals(document).get(low, ()) if words[i][0].isupper()]


def with_capitals(document: Document) -> dict[str, list[int]]:
    """Where each word stands that is not all in small letters, by what it is in small letters."""
    known: dict[str, list[int]] | None = document.notes.get(with_capitals)
    if known is None:
        known = document.notes[with_capitals] = _with_capitals(document.words, document.lowers)
    return known


def _with_capitals(words: list[str], lowers: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i in range(len(words)):
        low = lowers[i]
        if words[i] != low:
            found.setdefault(low, []).append(i)
    return found
