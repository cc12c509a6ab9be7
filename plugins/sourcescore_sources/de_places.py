"""Where else in a German text a name stands."""

from __future__ import annotations

from typing import Final

from sourcescore import Document

_SHORT: Final = 5_000
"""Words up to which it is quicker to look for one name than to write down where each stands."""


def places(document: Document, low: str) -> list[int]:
    """The tokens that are a capitalised word (given in lower case), in their order."""
    words, lowers = document.words, document.lowers
    if len(words) <= _SHORT:
        found: list[int] = []
        at = -1
        for _ in range(lowers.count(low)):
            at = lowers.index(low, at + 1)
            if words[at][0].isupper():
                found.append(at)
        return found
    known: dict[str, list[int]] | None = document.notes.get(places)
    if known is None:
        known = document.notes[places] = {}
        for i, word in enumerate(words):
            if word[0].isupper():
                known.setdefault(lowers[i], []).append(i)
    return known.get(low, [])
