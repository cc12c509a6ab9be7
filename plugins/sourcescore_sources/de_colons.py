"""What stands behind a colon in somebody's words, though no verb of saying stands before it: "Huber geht weiter: Man müsse …"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sourcescore import Document

from .de_kinds import can_speak, kind_of
from .de_passages import Passages, Relation
from .de_phrases import Phrase

_FIRST: Final = frozenset("ich wir mich mir uns".split())
_ON_RECORD: Final = frozenset(("named", "role", "media"))
_FEWEST: Final = 3
_DASHES: Final = frozenset(("–", "—", "--"))


class Colons:
    """Finds such colons in one document. ``subject_of``: the subject of a sentence's main clause that ends before a token;
    ``subjunctives``: the verbs in the reporting subjunctive of a sentence."""

    def __init__(
        self,
        document: Document,
        passages: Passages,
        grammar: Any,
        subject_of: Callable[[int, int], Phrase | None],
        subjunctives: Callable[[int], list[int]],
    ) -> None:
        self.document = document
        self.passages = passages
        self.grammar = grammar
        self._subject_of = subject_of
        self._subjunctives = subjunctives

    def opened(self, colon: int) -> Relation | None:
        """The relation that a colon opens, where what stands behind it is in reported or direct speech: a main clause in the
        reporting subjunctive, or one with "ich"."""
        document = self.document
        index = document.sentence_index(colon)
        sentence = document.sentences[index]
        first, end = colon + 1, self.passages.end(sentence)
        if end - first < _FEWEST or document.quoted[colon] or "?" in document.words[end : sentence.last]:
            return None
        if not _DASHES.isdisjoint(document.words[self.passages.content_start(sentence) : colon]):
            return None  # parts of a headline
        kind = self._kind(index, first, end)
        source = self._subject_of(index, colon) if kind else None
        if source is None or not can_speak(document, source) or kind_of(document, source) not in _ON_RECORD:
            return None
        if end - first < colon - sentence.first:
            first = self.passages.content_start(sentence)  # too short for the claim to rest on it alone
        return Relation(kind, source, (), ((first, end),), index, -1)

    def _kind(self, index: int, first: int, end: int) -> str:
        """How the words from first to end are somebody's: "indirect", "direct", or "" where they are the text's own."""
        reported = [i for i in self._subjunctives(index) if first <= i < end]
        mains = [s for s in self.grammar.segments(index) if s.kind == "main" and first <= s.finite < end]
        if mains and mains[0].finite in reported:
            return "indirect"
        lowers = self.document.lowers
        return "direct" if any(not _FIRST.isdisjoint(lowers[s.first : s.last]) for s in mains) else ""
