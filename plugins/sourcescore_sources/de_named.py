"""The name that stands behind a German noun phrase and belongs to it, though no apposition joins them."""

from __future__ import annotations

from sourcescore import Document

from .de_phrases import Phrase, Phrases


class Named:
    """Finds such names in one document."""

    def __init__(self, document: Document, phrases: Phrases) -> None:
        self.phrases = phrases
        self.words = document.words
        self.lowers = document.lowers

    def example(self, phrase: Phrase, limit: int) -> Phrase | None:
        """Who is named for a group: "Kritiker wie Anna Huber", "Fachleute wie der Chemiker Franz Huber"."""
        if phrase.determiner or phrase.last + 1 >= limit or self.lowers[phrase.last] != "wie":
            return None
        named = self.phrases.at(phrase.last + 1, limit)
        return named if named is not None and named.name_end - named.first > 1 else None

    def with_name(self, phrase: Phrase, limit: int) -> Phrase:
        """The phrase with the name that follows between commas, where a place stands between: "sagt der Leiter der
        Abteilung im Amt der Landesregierung, Franz Huber"."""
        if phrase.last >= limit or self.lowers[phrase.last] not in ("im", "in", "am", "beim", "bei", "an", "für"):
            return phrase
        inner = self.phrases.at(phrase.last + 1, limit, apposition=False)
        if inner is None or self.words[inner.last : inner.last + 1] != [","]:
            return phrase
        name = self.phrases.at(inner.last + 1, limit, apposition=False)
        if name is None or name.determiner or name.last - name.first != 2:
            return phrase
        if self.words[name.last : name.last + 1] not in ([","], ["."], []):
            return phrase
        return Phrase(phrase.first, name.last, name.head, name.name_end, phrase.determiner)

    def named_behind(self, phrase: Phrase, verb: int) -> Phrase:
        """The phrase with the name that stands behind it between commas, if one does."""
        if self.words[verb - 1] != "," or "," not in self.words[phrase.last : verb - 1]:
            return phrase
        comma = self.words.index(",", phrase.last)
        name = self.phrases.at(comma + 1, verb - 1)
        if name is None or name.determiner or name.last != verb - 1:
            return phrase
        return Phrase(phrase.first, name.last, name.head, name.name_end, phrase.determiner)
