"""Scare quotes in German: one or two words in quotation marks from which the writer keeps a distance.

Names and titles are capitalised, somebody's own words have a verb of saying nearby; what is left is distance.
"""

from __future__ import annotations

from collections.abc import Iterator

from sourcescore import Document, Quotation, Signal

_LONGEST = 2
_NAMING = frozenset(
    "wort wörter begriff titel namens genannt heißt hieß nennt nannte genannte motto slogan name bezeichnet".split()
)


def scare_quotes(document: Document) -> Iterator[Signal]:
    """The words between scare quotes, the marks included."""
    for quotation in document.quotations:
        if (
            not quotation.nested
            and quotation.last - quotation.first - 2 <= _LONGEST
            and _distances(document, quotation)
        ):
            yield Signal(
                quotation.start, quotation.end, "distancing", f"{document.lang}.distancing.quotes",
                "Anführungszeichen: der Text hält Abstand zu dem Wort",
            )  # fmt: skip


def _distances(document: Document, quotation: Quotation) -> bool:
    inside = range(quotation.first + 1, quotation.last - 1)
    words = [document.words[i] for i in inside]
    if not words or not all(word[0].isalpha() and word[0].islower() for word in words):
        return False
    sentence = document.sentence_at(quotation.first)
    if _NAMING & set(document.lowers[max(sentence.first, quotation.first - 3) : quotation.first]):
        return False
    behind = document.words[quotation.last] if quotation.last < sentence.last else ""
    if behind[:1].isupper():  # an adjective before its noun: the sentence goes on, nobody is being quoted
        return True
    if not document.has_analysis("reporting"):
        return True
    index = document.sentence_index(quotation.first)
    return not any(saying.sentence == index for saying in document.analysis("reporting"))
