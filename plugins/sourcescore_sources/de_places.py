"""Where else in a German text a name stands."""

from __future__ import annotations

from sourcescore import Document


def places(document: Document, low: str) -> list[int]:
    """The tokens that are a capitalised word (given in lower case), in their order."""
    words = document.words
    known: dict[str, list[int]] | None = document.notes.get(places)
    if known is None:
        known = document.notes[places] = _with_capitals(words, document.lowers)
    return [i for i in known.get(low, ()) if words[i][0].isupper()]


def _with_capitals(words: list[str], lowers: list[str]) -> dict[str, list[int]]:
    """Where each word stands that is not all in small letters, by what it is in small letters."""
    found: dict[str, list[int]] = {}
    for i in range(len(words)):
        low = lowers[i]
        if words[i] != low:
            found.setdefault(low, []).append(i)
    return found
