"""Whether a German sentence goes on with what happened: beside past events "sollte" is what was planned, elsewhere advice."""

from __future__ import annotations

from typing import Final

from sourcescore import Document

from .de import Grammar

_TELLING: Final = frozenset(
    "sagen erklären meinen betonen berichten fordern kritisieren mitteilen schreiben warnen empfehlen raten verlangen "
    "kommentieren glauben finden ergänzen hinzufügen mahnen auffordern ankündigen behaupten vorschlagen hoffen erwarten "
    "versichern drohen appellieren plädieren bezeichnen verweisen".split()
)
"""Verbs whose past says when somebody spoke, not when it happened."""


def goes_on_telling(document: Document, i: int) -> bool:
    """Whether the sentence of token i tells what happened, itself or following on one that does; never within quotation
    marks, and not where the present or somebody's words are in it."""
    index = document.sentence_index(i)
    if any(q.first <= i < q.last for q in document.quotations):
        return False
    own = _times(document, index, i)
    if own - {"event"}:
        return False
    return "event" in own or (index > 0 and not own and _times(document, index - 1, -1) == {"event"})


def _times(document: Document, index: int, but: int) -> set[str]:
    """What the clauses of a sentence are told in: "event" (past), "told" (somebody's words), "present"; ``but``: the finite
    verb that is left out."""
    grammar: Grammar = document.analysis("grammar")
    found = set()
    for segment in grammar.segments(index):
        if segment.finite < 0 or segment.finite == but:
            continue
        forms = [form for form in grammar.readings(segment.finite) if form.kind == "finite"]
        told = any(
            form.lemma in _TELLING
            for k in (segment.finite, segment.last - 1 - grammar.full_stop(segment.last))
            for form in grammar.readings(k)
        )
        if told or any(form.mood == "subjunctive1" for form in forms):
            found.add("told")
        elif any(form.tense == "past" and form.mood == "indicative" for form in forms):
            found.add("event")
        elif forms and segment.kind == "main":
            found.add("present")
    return found
