"""What is told in nouns, or stood before: German verbs of saying that govern no clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sourcescore import Document, Sentence

from .de_kinds import kind_of
from .de_passages import Passages, Range, Relation
from .de_phrases import Phrase

_BACK: Final = frozenset("das dies davon damit daran darauf".split())
_EARLIER: Final = frozenset("zuvor zuerst bereits schon".split())


class Told:
    """Resolves the sayings without a clause, for ``Frames``."""

    document: Document
    words: list[str]
    lowers: list[str]
    grammar: Any
    passages: Passages

    def _without_clause(
        self, saying: Any, sentence: Sentence, segment: Any, source: Phrase | None
    ) -> Iterator[Relation]:
        """The saying governs no clause: it points back ("Das berichtet …"), or tells what was said in nouns."""
        lowers = self.lowers
        denied = lowers[segment.first] not in ("das", "dies") and "nicht" in lowers[segment.first : segment.last]
        if (
            saying.finite == segment.first + 1
            and not denied
            and lowers[segment.first] in _BACK
            and segment.first > sentence.first + 3
        ):
            before = (self.passages.content_start(sentence), segment.first - 1)
            yield Relation("indirect", source, saying.tokens, (before,), saying.sentence, saying.verb, saying.stance)
            return
        if self._points_back(saying, sentence):
            first = self.passages.content_start(sentence)
            own: Range = (first, first + 1)
            told: tuple[Range, ...] = (own,)
            if saying.sentence > 0 and lowers[first] not in _EARLIER:  # "Zuvor hatte die Zeitung darüber berichtet."
                previous = self.document.sentences[saying.sentence - 1]
                told = ((previous.first, self.passages.end(previous)), own)
            yield Relation("indirect", source, saying.tokens, told, saying.sentence, saying.verb, saying.stance)
            return
        if source is None or segment.kind == "subordinate":
            return
        if not saying.told:
            return
        denies = lowers[max(0, saying.finite - 1)] == "nicht" or "nicht" in lowers[saying.finite : saying.finite + 3]
        if denies and saying.stance != "silent":
            return
        first, end = self._told_range(sentence, segment)
        stance = saying.stance
        if saying.passive and kind_of(self.document, source) != "documented":
            stance = "event"  # "wurde von Kollegen gewürdigt": the text itself tells what happened
        yield Relation("reported", source, saying.tokens, ((first, end),), saying.sentence, saying.verb, stance)

    def _points_back(self, saying: Any, sentence: Sentence) -> bool:
        first = self.passages.content_start(sentence)
        if saying.lemma in ("berichten", "schreiben", "informieren") and not saying.passive:
            clause = self.grammar.segment_at(saying.finite)
            if clause.kind == "main" and "darüber" in self.lowers[clause.first : clause.last]:
                return True
        if self.lowers[first : first + 2] == ["zu", "diesem"] and saying.finite == first + 3:
            return True  # "Zu diesem Schluss kommt die Studie."
        if self.lowers[first] not in ("das", "dies"):
            return False
        return bool(saying.finite == first + 1) and saying.content == "statement"

    def _told_range(self, sentence: Sentence, segment: Any) -> Range:
        first, end = self.passages.content_start(sentence), sentence.last
        segments = [
            s
            for s in self.grammar.segments(self.document.sentence_index(segment.first))
            if s.kind == "main" or s == segment
        ]
        at = segments.index(segment) if segment in segments else 0
        if at > 0 and segments[at - 1].last + 2 >= segment.first:
            first = segment.first - (1 if self.lowers[segment.first - 1] in ("und", "aber") else 0)
        if (
            at + 1 < len(segments)
            and segments[at + 1].first > segment.last
            and self.lowers[segments[at + 1].first - 1] in ("und", "aber")
        ):
            end = segments[at + 1].first - 1
        return first, end
