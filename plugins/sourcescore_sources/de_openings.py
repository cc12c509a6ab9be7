"""Who says what by a name with a colon ("Huber: …"), or by a noun of speech ("die Ankündigung der Bank, …")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sourcescore import Document

from .de_kinds import can_speak
from .de_marks import Marked
from .de_nouns import nouns
from .de_passages import Passages, Relation
from .de_phrases import Phrase, Phrases

_TO_THAT: Final = frozenset("dazu darauf daraufhin hierzu und".split())


class Openings:
    """Finds such openings in one document."""

    def __init__(self, document: Document, phrases: Phrases, passages: Passages, marked: Marked) -> None:
        self.colons = marked.colons
        self.speech_nouns = marked.speech_nouns
        self.document = document
        self.words = document.words
        self.lowers = document.lowers
        self.grammar: Any = document.analysis("grammar")
        self.phrases = phrases
        self.passages = passages

    def relations(self) -> Iterator[Relation]:
        """The relations of names with a colon, then those of nouns."""
        yield from self._names_with_colon()
        yield from self._nouns()

    def _names_with_colon(self) -> Iterator[Relation]:
        """ "Huber: „…“" and the headline "Minister: Budget wird knapp"."""
        document = self.document
        for colon in self.colons:
            index = document.sentence_index(colon)
            sentence = document.sentences[index]
            if colon > sentence.first + 40 or ":" in self.words[sentence.first : colon]:
                continue
            if colon + 2 >= sentence.last and index + 1 >= len(document.sentences):
                continue
            first = sentence.first
            phrase = self.phrases.at(first, colon)
            weiter = phrase is not None and phrase.last + 1 == colon and self.lowers[phrase.last] == "weiter"
            if phrase is None or not (phrase.last == colon or weiter):
                phrase = self._introduced(first, colon) or self._on_subject(first, colon) or self._adds(first, colon)
            if phrase is None or not can_speak(self.document, phrase):
                continue
            behind = self.passages.behind_colon(colon, sentence)
            if behind is None:
                continue
            turn = "?" in (self.words[sentence.last - 1], self.words[sentence.first - 1])  # of an interview
            if (
                behind[0] != "direct"
                and not turn
                and (sum(b - a for a, b in behind[1]) < 4 or self._is_listed(behind[1]))
            ):
                continue
            yield Relation(behind[0], phrase, (), behind[1], index, phrase.last if weiter else -1)

    def _is_listed(self, ranges: tuple[tuple[int, int], ...]) -> bool:
        """Whether figures without a verb stand there: "Gelb-Rot: Huber (61.)", "Hammerwerfen: 1. Moser 80,88"."""
        words = [k for a, b in ranges for k in range(a, b)]
        if not any(self.words[k][0].isdigit() for k in words[:12]):
            return False
        return not any(self.words[k][0].islower() and self.grammar.is_finite(k) for k in words[:30])

    def _on_subject(self, first: int, colon: int) -> Phrase | None:
        """A name at the beginning, and what it speaks about: "Huber zum Spiel: …"."""
        phrase = self.phrases.at(first, colon, apposition=False, tail=False)
        if phrase is None or phrase.determiner or phrase.last >= colon or colon - phrase.last > 6:
            return None
        verbs = any(self.grammar.is_finite(k) and self.words[k][0].islower() for k in range(phrase.last, colon))
        return None if verbs or self.lowers[phrase.last] not in ("zu", "zum", "zur", "über", "nach") else phrase

    def _adds(self, first: int, colon: int) -> Phrase | None:
        """A name behind "dazu" and its like, without a verb: "Dazu der Minister: …"."""
        if self.lowers[first] not in _TO_THAT:
            return None
        phrase = self.phrases.at(first + 1, colon)
        return phrase if phrase is not None and phrase.last == colon else None

    def _introduced(self, first: int, colon: int) -> Phrase | None:
        """A name at the beginning that an apposition without a verb ties to the colon: "Anna Huber, Chefin der …: …"."""
        phrase = self.phrases.at(first, colon, apposition=False)
        if phrase is None or phrase.determiner or phrase.last - phrase.first < 2 or self.words[phrase.last] != ",":
            return None
        verbs = any(self.grammar.is_finite(k) and not self.grammar.is_nonfinite(k) for k in range(phrase.last, colon))
        return None if verbs else phrase

    def _nouns(self) -> Iterator[Relation]:
        """ "die Ankündigung ihres Trainers, den Vertrag zu lösen": a clause behind a noun of speech is what is said."""
        known = nouns()
        lowers, words, quoted = self.lowers, self.words, self.document.quoted
        for noun in self.speech_nouns:
            if not words[noun][0].isupper() or quoted[noun] or "," not in words[noun + 1 : noun + 12]:
                continue
            low = lowers[noun]
            index = self.document.sentence_index(noun)
            sentence = self.document.sentences[index]
            behind = None
            comma = noun + 1
            if comma < sentence.last and words[comma] != ",":
                first = comma + 1 if lowers[comma] in ("von", "vom") else comma
                behind = self.phrases.at(first, sentence.last)
                comma = behind.last if behind is not None else sentence.last
            if comma + 2 >= sentence.last or words[comma] != ",":
                continue
            segment = self.grammar.segment_at(comma + 1)
            if segment.first != comma + 1 or not self._is_content(segment):
                continue
            source = behind
            if source is None and low in known.general:
                source = self.phrases.at(noun, comma)
            end = (
                self.passages.end(sentence)
                if segment.kind == "main"
                else min(segment.last, self.passages.end(sentence))
            )
            yield Relation("indirect", source, (noun,), ((comma + 1, end),), index, -1)

    def _is_content(self, segment: Any) -> bool:
        """Whether a clause can say what a noun of speech means: "dass …", "… zu lösen", or a reporting subjunctive."""
        low = self.lowers[segment.first]
        if low in ("dass", "daß", "ob"):
            return True
        if segment.kind == "infinitive":
            return low not in ("um", "ohne", "statt", "anstatt")
        return segment.kind == "main" and segment.finite in self.document.analysis("speech").subjunctives
