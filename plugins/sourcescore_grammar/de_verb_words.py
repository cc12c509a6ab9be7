"""Where a German text may have its verbs: which words may have their capital from where they stand, and where clauses meet."""

from __future__ import annotations

from typing import Final

from sourcescore import Document, Forms

from .de_clause_words import BREAKS, JOINERS

_OPENERS: Final = frozenset(':–-—„»«"“‚‹›(.!?…')
_OPENS: Final = 1
BREAKS_OFF: Final = 2
JOINS: Final = 4
_PARTS: Final = {
    word: _OPENS * (word in _OPENERS) | BREAKS_OFF * (word in BREAKS) | JOINS * (low in JOINERS)
    for low in _OPENERS | BREAKS | JOINERS
    for word in (low, low.title(), low.upper())
}
parts = _PARTS.get
"""Which parts a mark or word may play where clauses meet, as bits: the word behind it may have its capital from it; it ends
a clause; it joins two."""


def verb_words(document: Document) -> Forms:
    """The words in lower case where they open a sentence, a quotation or what follows a colon; as they are elsewhere: a
    capital inside of a sentence marks a noun, and nouns are most of the words that a text has for itself."""
    words, lowers = document.words, document.lowers
    last = len(words) - 1
    openings = [i + 1 for i, played in document.forms.marked(parts) if played & _OPENS and i < last]
    for sentence in document.sentences:
        for i in range(sentence.first, min(sentence.first + 3, sentence.last)):
            openings.append(i)
            if words[i][0].isalnum():
                break
    return document.forms.lowered([i for i in openings if words[i] != lowers[i]])
