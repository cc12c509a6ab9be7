"""Carries a source on from sentence to sentence in a German text: runs of reporting subjunctives, reportative "soll",
quotations without a frame of their own, turns of an interview, "ich" whose quotation marks are lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sourcescore import Quotation, Sentence, Signal

from .de_interviews import find_labels
from .de_kinds import kind_of
from .de_nouns import nouns
from .de_passages import Relation
from .de_phrases import Phrase
from .de_roles import is_full_name
from .de_surveyed import Surveyed
from .de_talk import Reader
from .de_words import DEFINITE


class Runs(Surveyed):
    """Walks through the sentences and carries a source on: reporting subjunctives, quotations and "ich" without a frame."""

    def __init__(self, who: Reader, framed: dict[int, list[Relation]], hearsay: frozenset[int]) -> None:
        self.who = who
        self.document = who.document
        self.loose = {index: own for index, own in framed.items() if self._names_nobody(own)}
        self.framed = {index: own for index, own in framed.items() if index not in self.loose}
        self.hearsay: dict[int, list[int]] = {}
        for i in sorted(hearsay):
            self.hearsay.setdefault(self.document.sentence_index(i), []).append(i)
        self.speech: Any = self.document.analysis("speech")
        document = self.document
        quoted = document.quoted
        self.speakers = {document.sentence_index(i) for i in who.tokens.speakers if not quoted[i]}
        self.labels = find_labels(document, who.phrases, who.tokens, self.speakers)
        self.surveyed = {document.sentence_index(i): i for i in who.tokens.surveyed if not quoted[i]}
        self.unnamed: dict[int, list[Signal]] = {}
        for signal in document.signals:
            general = signal.category in ("anonymous_source", "vague_source")
            talk = signal.category == "rumour" and signal.text[0].isupper() and "estätig" not in signal.text
            if general or talk:
                self.unnamed.setdefault(document.sentence_index(document.token_at(signal.start)), []).append(signal)
        self.quotations: dict[int, list[Quotation]] = {}
        for quotation in self.document.quotations:
            if not quotation.nested:
                self.quotations.setdefault(self.document.sentence_index(quotation.first), []).append(quotation)
        self.interview = self._takes_turns()
        if not self.interview:
            self.framed |= self._opened()
        self.covered = self._covered(self.framed)
        self.marked = any(q.last - q.first > _NAME for found in self.quotations.values() for q in found)
        self.active = {
            *self.hearsay,
            *self.speakers,
            *self.surveyed,
            *self.unnamed,
            *self.quotations,
            *self.speech.sentences,
        }
        self.told = self._covered(framed)
        self.talk: set[int] = set()
        self.last: Relation | None = None
        self.heard: Relation | None = None
        self.run: Relation | None = None
        self.turn: Relation | None = None

    def relations(self) -> Iterator[Relation]:
        """All relations, those of frames and those that are carried on."""
        for index, sentence in enumerate(self.document.sentences):
            yield from (relation for relation in self.loose.get(index, ()) if relation.content)
            own = self.framed.get(index)
            self._take_turn(index)
            if own and self.last is not None and self._is_told(own, index):
                yield from self._end_run()
                self.told.add(index)
                yield self._whole("free_indirect", self.last.source, index)
            elif own:
                yield from self._end_run()
                yield from self._framed_sentence(own, index)
            elif self.turn is not None:
                if not self._is_asking(self.turn):
                    yield self._whole("direct", self.turn.source, index)
            elif index not in self.loose and (said := self._between(index)) is not None:
                yield from self._end_run()
                yield said
            elif index not in self.loose and (said := self._aside(index)) is not None:
                yield from self._end_run()
                self.told.add(index)
                yield said
            elif index in self.active or (self.last is not None and index - 1 in self.told):
                yield from self._carried_sentence(index, sentence)
            else:
                yield from self._end_run()
                self._fade(index)
        yield from self._end_run()

    def _is_told(self, own: list[Relation], index: int) -> bool:
        """Whether it is told itself that somebody speaks, right behind what was told: "Die Polizei habe bestätigt, …"."""
        if index - 1 not in self.told or self.last is None or not self._can_be_quoted(self.last):
            return False
        subjunctives = self.speech.subjunctives_of(index)
        for source in (relation.source for relation in own):
            if (
                source is not None
                and source.name_end - source.first > 1
                and is_full_name(self.document, source.name_end - 2)
            ):
                return False  # the text gives a full name: it is this person's view that counts
        finites = {s.verb: s.finite for s in self.document.analysis("reporting") if s.sentence == index}
        return bool(subjunctives) and all(finites.get(r.signal, -1) in subjunctives for r in own)

    def _take_turn(self, index: int) -> None:
        """Where a sentence begins with "Antwort:", who answers has the word, and nobody at "Frage:"."""
        if index in self.labels.answering:
            self.turn = self.last = self._whole("direct", self.labels.answers, index)
        elif index in self.labels.asking:
            self.turn = self.last = None

    def _names_nobody(self, own: list[Relation]) -> bool:
        """Whether frames say only that somebody speaks, and not that it is somebody else: "uns wird gesagt, dass …"."""
        unnamed = self.who.unnamed
        return all(r.source is None and not r.carried and (r.signal < 0 or r.signal not in unnamed) for r in own)

    def _framed_sentence(self, own: list[Relation], index: int) -> Iterator[Relation]:
        """The relations of a sentence that says who speaks; the outer one is carried on."""
        if self.interview and (speaker := self._speaker(own)) is not None:
            self.turn = speaker
        if self.turn is not None and not self._is_asking(self.turn):
            own = [r for r in own if not r.cue or r.source is None or self._is_cited(r.source)]
            if self.interview and not any(r.source is not None for r in own):
                yield self._whole("direct", self.turn.source, index)
        elif self.turn is not None:
            own = [r for r in own if not r.carried]  # "STANDARD: Es heißt, …"
        own = [r for r in own if not any(self._holds(outer, r) for outer in own)]
        whole = [r for r in own if r.content and r.source is not None]
        governing = whole[0] if whole else None
        for relation in own:
            if not relation.cue and self._is_asking(relation) and (self.turn is not None or "?" in self.document.words):
                continue  # the paper's question, or what it says before it asks
            if relation.carried and relation.source is None:
                source = self.last.source if self.last is not None else self._document_before(index)
                relation = relation._replace(source=source)
            elif (
                not relation.content and governing is not None
            ):  # "unter Berufung auf": the same words have two sources
                relation = relation._replace(content=governing.content)
            if relation.content:
                yield relation
                yield from self._fragments(relation, index)
        # Of two frames in a sentence the outer one goes on: "Laut Medien gab er zu, …"
        main = max(whole, key=_extent) if len(whole) > 1 else governing
        if main is not None or not any(r.carried or r.source is None for r in own):
            self.last = main
        if main is not None and self._can_be_quoted(main):
            self.heard = main

    def _holds(self, outer: Relation, inner: Relation) -> bool:
        """Whether somebody says that somebody else speaks ("Die Leute riefen, dass …, so Huber"): it is told by the former."""
        if outer is inner or outer.type not in ("indirect", "direct") or not inner.cue or inner.source is None:
            return False
        if kind_of(self.document, inner.source) != "vague" or not self._can_be_quoted(outer) or not outer.cue:
            return False
        return _is_inside(inner.cue, outer.content) and not _is_inside(outer.cue, inner.content)

    def _is_cited(self, source: Phrase) -> bool:
        """Whether who answers names a source that can be looked up, and speaks not just of what people say."""
        return kind_of(self.document, source) in ("documented", "media", "anonymous")

    def _document_before(self, index: int) -> Phrase | None:
        """What is written down and was spoken of in the sentence before "demnach": "Neue Zahlen liegen vor"."""
        if index == 0:
            return None
        before = self.document.sentences[index - 1]
        for k in range(before.last - 1, before.first - 1, -1):
            if self.document.words[k][0].isupper() and nouns().has("document", self.document.lowers[k]):
                phrase = self.who.phrases.before(k + 1, before.first)
                if phrase is not None and self.document.lowers[max(0, phrase.first - 1)] in DEFINITE:
                    phrase = self.who.phrases.at(phrase.first - 1, before.last) or phrase
                if phrase is not None and kind_of(self.document, phrase) == "documented":
                    return phrase
        return None

    def _carried_sentence(self, index: int, sentence: Sentence) -> Iterator[Relation]:
        """The relations of a sentence without a frame of its own that may be somebody's words."""
        self.last = self._portrayed(index) or self.last
        kind = self._goes_on(index)
        if not kind:
            other = None
            if index not in self.covered:
                other = (
                    self._general(index)
                    or self._surveyed(index)
                    or self._figures(index)
                    or self._spoken_ahead(index)
                    or self._answers_ahead(index)
                )
            if other is not None:
                if other.type == "direct":
                    self.talk.add(index)
                    self.last = self.last or other
                yield other
            yield from self._end_run()
            self._fade(index)
            return
        self.told.add(index)
        if index in self.speakers:
            self.talk.add(index)
        source = self.last.source if self.last is not None else None
        if self.last is None and kind != "hearsay":
            source = self._earlier_subject(index) or self._heard_before(index) or self._named_ahead(index)
        quotations = self.quotations.get(index, ())
        if kind == "direct":
            for quotation in quotations:
                yield Relation("direct", source, (), ((quotation.first, quotation.last),), index, -1)
            return
        run = self.run
        if run is not None and run.type == kind and run.source == source and run.content[-1][1] == sentence.first:
            self.run = run._replace(content=((run.content[0][0], sentence.last),))
        else:
            yield from self._end_run()
            plan = kind == "hearsay" and index not in self.hearsay
            self.run = self._whole(kind, source, index)._replace(stance="plan" if plan else "neutral")
        for quotation in quotations:
            if quotation.last - quotation.first > 3:
                yield Relation("direct", source, (), ((quotation.first, quotation.last),), index, -1)

    def _heard_before(self, index: int) -> Phrase | None:
        """Who was said to speak some sentences before, though the text has told of other things since."""
        heard = self.heard
        return heard.source if heard is not None and index - heard.sentence <= _LATELY else None

    def _end_run(self) -> Iterator[Relation]:
        if self.run is not None:
            yield self.run
            self.run = None

    def _fade(self, index: int) -> None:
        """A source is carried over one plain sentence, not further."""
        if index in self.covered or index in self.loose:
            return
        if self.last is not None and index - self.last.sentence > 2:
            self.last = None

    def _takes_turns(self) -> bool:
        """Whether names with a colon take turns in the text."""
        speakers = [
            self.document.lowers[r.source.head]
            for relations in self.framed.values()
            for r in relations
            if not r.cue and r.source is not None
        ]
        if len(speakers) >= 3 and 2 <= len(set(speakers)) < len(speakers):
            return True
        asking = [low for low in speakers if low in nouns().media_names]  # the paper asks, somebody answers
        return bool(asking) and len(set(speakers)) == 2 and "?" in self.document.words

    def _speaker(self, own: list[Relation]) -> Relation | None:
        return next((r for r in own if not r.cue and r.source is not None), None)

    def _general(self, index: int) -> Relation | None:
        """A sentence about what people in general or somebody unnamed think or know, without a verb of saying."""
        document = self.document
        sentence = document.sentences[index]
        signals = self.unnamed.get(index, ())
        for signal in signals:
            i = document.token_at(signal.start)
            phrase = self.who.phrases.before(
                document.token_at(signal.end - 1) + 1, sentence.first
            ) or self.who.phrases.at(i, sentence.last)
            if phrase is None or document.quoted[i]:
                continue
            if not self._is_subject(phrase, index):
                continue
            return self._whole("reported", phrase, index)
        return None

    def _is_subject(self, phrase: Phrase, index: int) -> bool:
        """Whether a phrase is the subject of the sentence's main clause, or where it is heard ("in Bankenkreisen")."""
        document = self.document
        sentence = document.sentences[index]
        before = document.lowers[phrase.first - 1] if phrase.first > sentence.first else ""
        if before in ("in", "aus") and phrase.first - sentence.first < 4:
            return True
        mains = [s for s in self.who.grammar.segments(index) if s.kind == "main"]
        if not mains:
            return phrase.first == sentence.first and sentence.last - phrase.last > 1
        subjects = self.who.frames.subjects
        found = subjects.before(self.who.frames.passages.content_start(sentence), mains[0].finite)
        found = found or subjects.behind(mains[0].finite + 1, sentence.last)
        return found is not None and found.first <= phrase.first < found.last

    def _covered(self, framed: dict[int, list[Relation]]) -> set[int]:
        """The sentences of which these frames say that they are somebody's words."""
        found: set[int] = set()
        for relations in framed.values():
            for relation in relations:
                for first, end in relation.content:
                    a, b = self.document.sentence_index(first), self.document.sentence_index(end - 1)
                    found.update(range(a, b + 1))
        return found

    def _passes_on(self, index: int) -> bool:
        """Whether "soll" is the verb of the sentence: right behind words that somebody said, it passes on more of them."""
        document = self.document
        sentence = document.sentences[index]
        if _PASSING_ON.isdisjoint(document.lowers[sentence.first : sentence.last]):
            return False
        mains = [s for s in self.who.grammar.segments(index) if s.kind == "main"]
        before = document.text[document.sentences[index - 1].end : sentence.start]
        return (
            bool(mains)
            and document.lowers[mains[0].finite] in _PASSING_ON
            and not document.quoted[mains[0].finite]
            and before.count("\n") < 2
        )

    def _goes_on(self, index: int) -> str:
        """How a sentence without a frame of its own goes on in the words of a source: the type of relation, or ""."""
        if index in self.covered:
            return ""
        document = self.document
        sentence = document.sentences[index]
        subjunctives = self.speech.subjunctives_of(index)
        if subjunctives and self._governs(index, subjunctives):
            return "free_indirect"
        if index in self.hearsay and not document.quoted[self.hearsay[index][0]]:
            return "hearsay"
        if self.last is None:
            return ""
        if index - 1 in self.told and self._passes_on(index):
            return "hearsay"
        if any(quotation in self.speech.quotations for quotation in self.quotations.get(index, ())):
            return "direct"
        asks = "?" in document.words[sentence.last - 1 : sentence.last]
        return "free_indirect" if index in self.speakers and not asks else ""

    def _governs(self, index: int, subjunctives: list[int]) -> bool:
        """Whether the subjunctive is that of a main clause, and of none that is said to be told."""
        grammar = self.who.grammar
        ranges = [told for relation in self.loose.get(index, ()) for told in relation.content]
        subjunctives = [i for i in subjunctives if not any(first <= i < end for first, end in ranges)]
        if not subjunctives:
            return False
        mains = [s for s in grammar.segments(index) if s.kind == "main"]
        return not mains or any(s.finite in subjunctives for s in mains)

    def _fragments(self, relation: Relation, index: int) -> Iterator[Relation]:
        """Passages in quotation marks within what is said are direct speech of the same source."""
        if relation.type == "direct":
            return
        for quotation in self.quotations.get(index, ()):
            inside = any(a <= quotation.first and quotation.last <= b + 1 for a, b in relation.content)
            if inside and quotation.last - quotation.first > 3 and self._is_words(quotation):
                yield Relation("direct", relation.source, relation.cue, ((quotation.first, quotation.last),), index, -1)

    def _is_words(self, quotation: Quotation) -> bool:
        """Whether a quotation is somebody's words and no name: a word in lower case other than "der" or "und" is in it."""
        words = self.document.words
        inner = [w for w in words[quotation.first + 1 : quotation.last - 1] if w[0].isalnum()]
        return any(w[0].islower() and len(w) > 3 for w in inner)


_LATELY: Final = 5
_NAME: Final = 6
"""Quotation marks around as many words, or fewer, may be those of a name or title."""
_PASSING_ON: Final = frozenset(("soll", "sollen"))


def _is_inside(tokens: tuple[int, ...], ranges: tuple[tuple[int, int], ...]) -> bool:
    return all(any(first <= i < end for first, end in ranges) for i in tokens)


def _extent(relation: Relation) -> int:
    return sum(b - a for a, b in relation.content)
