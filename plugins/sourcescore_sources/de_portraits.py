"""Whom the last sentences of a German text are about, where nobody was said to speak: who then says "ich"."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from sourcescore import Document

from .de_colons import Colons
from .de_kinds import can_speak, kind_of
from .de_nouns import is_role, nouns
from .de_passages import Relation
from .de_phrases import Phrase
from .de_roles import has_full_name, is_full_name
from .de_talk import Reader, Talk

_FIRST: Final = frozenset("ich wir mich mir".split())
_BODIES: Final = frozenset("role authority organisation party".split())
_FULL: Final = 2
_BACK: Final = 2
"""Sentences in a text's own words between whom it tells of and who says "ich", the first of the two included."""


class Portraits(Talk):
    """Finds whom a sentence is about."""

    who: Reader
    document: Document
    told: set[int]
    speakers: set[int]
    marked: bool
    last: Relation | None

    def _subject_of(self, index: int, last: int | None = None) -> Phrase | None:
        """The subject of the sentence's first main clause, which ends before token ``last``."""
        sentence, frames = self.document.sentences[index], self.who.frames
        first = frames.passages.content_start(sentence)
        return frames.subjects.of_sentence(index, first, sentence.last if last is None else last)

    def _opened(self) -> dict[int, list[Relation]]:
        """What colons open in sentences without a frame of their own."""
        subjunctives = self.speech.subjunctives_of
        colons = Colons(self.document, self.who.frames.passages, self.who.grammar, self._subject_of, subjunctives)
        found: dict[int, list[Relation]] = {}
        for colon in self.who.tokens.colons:
            index = self.document.sentence_index(colon)
            if index in self.framed or index in found or self._reports_itself(index, colon):
                continue
            relation = colons.opened(colon)
            if relation is not None and relation.source is not None and self._is_somebody(relation.source):
                found[index] = [relation]
        return found

    def _reports_itself(self, index: int, colon: int) -> bool:
        """Whether what stands before a colon is in the reporting subjunctive itself."""
        return any(i < colon for i in self.speech.subjunctives_of(index))

    def _is_somebody(self, phrase: Phrase) -> bool:
        """Whether a phrase is a person whom the text calls by name, or somebody or a body with "der" or "die"."""
        low = self.document.lowers[phrase.head]
        kinds = nouns().of[low]
        if phrase.determiner or "role" in kinds:
            return phrase.determiner in ("der", "die", "das", "") and not kinds.isdisjoint(_BODIES)
        return "party" in kinds or self._is_known(phrase)

    def _earlier_subject(self, index: int) -> Phrase | None:
        """Where nobody was said to speak: whom the last sentence in the text's own words is about, if that can speak."""
        asked = index
        while index > 0 and index - 1 in self.told:
            index = self._begun.get(index - 1, index - 1)
        self._begun[asked] = index
        found = self._subject_of(index - 1) if index > 0 else None
        if found is None or found.determiner.startswith("kein") or not can_speak(self.document, found):
            return None
        return found

    def _portrayed(self, index: int) -> Relation | None:
        """Somebody says "ich" or "wir" behind a sentence whose subject is another person than who spoke last, and nobody is
        said to speak behind it."""
        if index not in self.speakers or self.marked or self._asks(index) or self._spoken_ahead(index) is not None:
            return None
        sentence = self.document.sentences[index]
        if _FIRST.isdisjoint(self.document.lowers[sentence.first : sentence.last]) or self._reports(index):
            return None
        if self.document.words[sentence.first] in "–—-":
            return None  # somebody else's turn in a dialogue
        first = max(0, index - _BACK, self.last.sentence + 1 if self.last is not None else 0)
        for earlier in range(index - 1, first - 1, -1):
            if earlier in self.told or earlier in self.framed:
                return None
            person = self._subject_of(earlier)
            alone = person is not None and person.last == person.name_end
            if person is not None and alone and self._is_known(person) and self._is_heard(person):
                return self._whole("direct", person, index)
        return None

    @cached_property
    def _begun(self) -> dict[int, int]:
        """Sentence by sentence, as far as it has been asked: the first of those told before it, without a gap."""
        return {}

    @cached_property
    def _heard_names(self) -> tuple[frozenset[str], int]:
        """The last words of all sources that are named, and how many sentences quote somebody."""
        lowers = self.document.lowers
        sources = (r.source for own in self.framed.values() for r in own if r.source is not None)
        quoted = sum(any(map(self._can_be_quoted, own)) for own in self.framed.values())
        return frozenset(lowers[source.name_end - 1] for source in sources), quoted

    def _is_heard(self, phrase: Phrase) -> bool:
        """Whether the person is said to be something ("Pianist Franz Huber") or is quoted elsewhere, or the text quotes people so
        often that its author is unlikely to say "ich"."""
        lowers = self.document.lowers
        if phrase.last - phrase.first > _FULL or any(map(is_role, lowers[phrase.first : phrase.last - 1])):
            return True
        names, quoted = self._heard_names
        return lowers[phrase.last - 1] in names or len(self.speakers) <= quoted

    def _is_known(self, phrase: Phrase) -> bool:
        """Whether a phrase is a person whom the text calls by a first and a last name, here or elsewhere."""
        document = self.document
        last = phrase.name_end - 1
        if phrase.determiner or kind_of(document, phrase) != "named":
            return False
        if last > phrase.first:
            return is_full_name(document, last - 1)
        return has_full_name(document, last)
