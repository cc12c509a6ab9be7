"""Scare quotes in German: one or two words in quotation marks from which the writer keeps a distance.

Names and titles are capitalised, somebody's own words have a verb of saying nearby; what is left is distance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sourcescore import Document, Quotation, Signal

_LONGEST: Final = 2
_NAMING: Final = frozenset(
    "wort wörter begriff titel namens genannt heißt hieß nennt nannte genannte motto slogan name bezeichnet".split()
)
_ARTICLES: Final = frozenset("der die das den dem des ein eine einen einem einer eines von vom im am zur zum".split())


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
    if not words or not all(word.islower() and word.replace("-", "").isalpha() for word in words):
        return False
    sentence = document.sentence_at(quotation.first)
    if _NAMING & set(document.lowers[max(sentence.first, quotation.first - 3) : quotation.first]):
        return False
    behind = document.words[quotation.last] if quotation.last < sentence.last else ""
    if behind[:1].isupper():  # an adjective before its noun: the sentence goes on, nobody is being quoted
        return True
    if _is_name(document, quotation, sentence.first):
        return False
    if not document.has_analysis("reporting"):
        return True
    index = document.sentence_index(quotation.first)
    return not any(saying.sentence == index for saying in document.analysis("reporting"))


def _is_name(document: Document, quotation: Quotation, first: int) -> bool:
    """Whether the words name the thing before them ("das Auto „mindset“"), or are it themselves ("die „documenta“")."""
    before = document.words[quotation.first - 1] if quotation.first > first else ""
    if before.lower() in _ARTICLES:
        return True
    if not before[:1].isupper() or not document.has_analysis("grammar"):
        return False
    return not document.analysis("grammar").readings(quotation.last - 2)
