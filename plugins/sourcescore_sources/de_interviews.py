"""Interviews in German whose turns are called "Frage: …" and "Antwort: …": where they stand, and who answers."""

from __future__ import annotations

from typing import Final, NamedTuple

from sourcescore import Document

from .de_kinds import kind_of
from .de_marks import Marked
from .de_phrases import Phrase, Phrases

_ASKING: Final = "frage"
_ANSWERING: Final = "antwort"
_TITLES: Final = frozenset(("herr", "frau", "doktor", "professor"))
_FEWEST: Final = 2


class Labels(NamedTuple):
    """The sentences that open a question or an answer, and who answers."""

    asking: frozenset[int]
    answering: frozenset[int]
    answers: Phrase | None


_NONE: Final = Labels(frozenset(), frozenset(), None)


def find_labels(document: Document, phrases: Phrases, marked: Marked, speakers: set[int]) -> Labels:
    """The labels of a document; none where nobody answers who says "ich" or "wir" (``speakers``: those sentences), such as
    where a paper answers its own questions."""
    found: dict[str, list[int]] = {_ASKING: [], _ANSWERING: []}
    for colon in marked.colons:
        index = document.sentence_index(colon)
        if document.sentences[index].first == colon - 1 and document.lowers[colon - 1] in found:
            found[document.lowers[colon - 1]].append(index)
    answering = found[_ANSWERING]
    if len(answering) < _FEWEST or speakers.isdisjoint(answering):
        return _NONE
    first = min(answering + found[_ASKING])
    person = _addressed(document, phrases, found[_ASKING]) or _named_first(document, phrases, first)
    return Labels(frozenset(found[_ASKING]), frozenset(answering), person) if person is not None else _NONE


def _addressed(document: Document, phrases: Phrases, asking: list[int]) -> Phrase | None:
    """Whom a question speaks to by name ("Herr Huber, …"): where the text first names that person."""
    for index in asking:
        sentence = document.sentences[index]
        for i in range(sentence.first, min(sentence.last - 1, sentence.first + 5)):
            if document.lowers[i] in _TITLES:
                at = document.lowers.index(document.lowers[i + 1])
                return phrases.before(at + 1, document.sentence_at(at).first)
    return None


def _named_first(document: Document, phrases: Phrases, last: int) -> Phrase | None:
    """The first person with a full name whom the sentences before the interview name."""
    words = document.words
    for sentence in document.sentences[:last]:
        i = sentence.first
        while i + 1 < sentence.last:
            if not words[i][0].isupper():
                i += 1
                continue
            phrase = phrases.at(i, sentence.last, apposition=False, tail=False)
            if phrase is None:
                i += 1
                continue
            if phrase.last - phrase.first > 1 and not phrase.determiner and kind_of(document, phrase) == "named":
                return phrase
            i = max(i + 1, phrase.last)
    return None
