"""Where else in a German text a name stands; looked up once for all names, since a long text asks for many."""

from __future__ import annotations

from sourcescore import Document


def places(document: Document, low: str) -> list[int]:
    """The tokens that are a capitalised word (given in lower case), in their order."""
    known: dict[str, list[int]] | None = document.notes.get(places)
    if known is None:
        known = document.notes[places] = {}
        lowers = document.lowers
        for i, word in enumerate(document.words):
            if word[0].isupper():
                known.setdefault(lowers[i], []).append(i)
    return known.get(low, [])
