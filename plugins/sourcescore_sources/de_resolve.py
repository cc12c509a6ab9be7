"""Puts together who says what in a German text: verbs of saying, markers, quotations, and sentences that go on in the
words of the source before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from sourcescore import Attribution, Document, Quotation, Signal, Source

from .de_bearers import Bearers
from .de_frames import Frames
from .de_kinds import can_speak, is_general, is_medium, is_text, kind_of, takes_genitive
from .de_markers import Markers
from .de_marks import Marked
from .de_openings import Openings
from .de_passages import Relation
from .de_phrases import Phrase, Phrases


class WhoSays:
    """The attribution relations of one document, in tokens."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.phrases = Phrases(document, takes_genitive, is_medium, is_text, is_general)
        self.frames = Frames(document, self.phrases)
        self.grammar: Any = document.analysis("grammar")
        self.tokens = Marked(document)

    @cached_property
    def marked(self) -> list[Relation]:
        """The relations that markers such as "laut" and "so" make."""
        markers = Markers(self.document, self.phrases, self.frames, self.tokens)
        openings = Openings(self.document, self.phrases, self.frames.passages, self.tokens)
        return [*markers.relations(), *openings.relations()]

    @cached_property
    def framed(self) -> list[Relation]:
        """The relations of sentences that say themselves who speaks."""
        found = [*self.frames.relations(), *self.marked]
        return sorted(found, key=lambda r: (r.sentence, r.content, r.cue, r.type))

    def all(self, hearsay: frozenset[int]) -> Iterator[Relation]:
        """All relations; ``hearsay``: tokens of reportative sollen and wollen."""
        by_sentence: dict[int, list[Relation]] = {}
        for relation in self.framed:
            by_sentence.setdefault(relation.sentence, []).append(relation)
        yield from _Runs(self, by_sentence, hearsay).relations()


class _Runs:
    """Walks through the sentences and carries a source on: reporting subjunctives, quotations and "ich" without a frame."""

    def __init__(self, who: WhoSays, framed: dict[int, list[Relation]], hearsay: frozenset[int]) -> None:
        self.who = who
        self.document = who.document
        self.framed = framed
        self.hearsay: dict[int, list[int]] = {}
        for i in sorted(hearsay):
            self.hearsay.setdefault(self.document.sentence_index(i), []).append(i)
        self.speech: Any = self.document.analysis("speech")
        document = self.document
        quoted = document.quoted
        self.speakers = {document.sentence_index(i) for i in who.tokens.speakers if not quoted[i]}
        self.unnamed: dict[int, list[Signal]] = {}
        for signal in document.signals:
            general = signal.category in ("anonymous_source", "vague_source")
            if general or (signal.category == "rumour" and signal.text[0].isupper()):
                self.unnamed.setdefault(document.sentence_index(document.token_at(signal.start)), []).append(signal)
        self.quotations: dict[int, list[Quotation]] = {}
        for quotation in self.document.quotations:
            if not quotation.nested:
                self.quotations.setdefault(self.document.sentence_index(quotation.first), []).append(quotation)

    def relations(self) -> Iterator[Relation]:
        document = self.document
        last: Relation | None = None
        run: Relation | None = None
        turn: Relation | None = None
        covered = self._covered()
        told = set(covered)
        interview = self._interview()
        for index, sentence in enumerate(document.sentences):
            own = self.framed.get(index, [])
            if own:
                if run is not None:
                    yield run
                    run = None
                if interview and (speaker := self._turn(own)) is not None:
                    turn = speaker
                governing = next((r for r in own if r.content and r.source is not None), None)
                for relation in own:
                    resolved = relation
                    if relation.carried and relation.source is None and last is not None:
                        resolved = relation._replace(source=last.source)
                    if not relation.content and governing is not None:
                        resolved = relation._replace(content=governing.content)
                    if turn is not None and not relation.cue and self._is_asking(relation):
                        continue
                    if resolved.content:
                        yield resolved
                        yield from self._fragments(resolved, index)
                # Of two frames in a sentence the outer one goes on: "Laut Medien gab er zu, …"
                main = max((r for r in own if r.content and r.source is not None), key=_extent, default=None)
                if main is not None:
                    last = main
                elif any(r.carried for r in own) is False:
                    last = last if last is not None and any(r.source is None for r in own) else None
                continue
            kind = self._goes_on(index, last, covered, told)
            if turn is not None:
                kind, last = "direct", turn
                if self._is_asking(turn):
                    continue
                yield Relation("direct", turn.source, (), ((sentence.first, sentence.last),), index, -1)
                continue
            if not kind and index not in covered:
                general = self._general(index)
                if general is not None:
                    yield general
                ahead = self._speaks_ahead(index)
                if ahead is not None:
                    yield Relation("direct", ahead.source, (), ((sentence.first, sentence.last),), index, -1)
                    continue
            if not kind:
                if run is not None:
                    yield run
                    run = None
                if index not in covered:
                    last = None if self._breaks(index, last) else last
                continue
            told.add(index)
            source = last.source if last is not None else self._earlier_subject(index)
            if kind == "direct":
                for quotation in self.quotations.get(index, ()):
                    if last is not None:
                        yield Relation("direct", source, (), ((quotation.first, quotation.last),), index, -1)
                continue
            content = (sentence.first, sentence.last)
            if run is not None and run.type == kind and run.source == source and run.content[-1][1] == sentence.first:
                run = run._replace(content=((run.content[0][0], sentence.last),))
            else:
                if run is not None:
                    yield run
                plan = kind == "hearsay" and index not in self.hearsay
                run = Relation(kind, source, (), (content,), index, -1, "plan" if plan else "neutral")
            for quotation in self.quotations.get(index, ()):
                if quotation.last - quotation.first > 3:
                    yield Relation("direct", source, (), ((quotation.first, quotation.last),), index, -1)
        if run is not None:
            yield run

    def _interview(self) -> bool:
        """Whether names with a colon take turns in the text."""
        speakers = [
            self.document.lowers[r.source.head]
            for relations in self.framed.values()
            for r in relations
            if not r.cue and r.source is not None
        ]
        return len(speakers) >= 3 and 2 <= len(set(speakers)) < len(speakers)

    def _turn(self, own: list[Relation]) -> Relation | None:
        return next((r for r in own if not r.cue and r.source is not None), None)

    def _is_asking(self, turn: Relation) -> bool:
        """Whether a turn of an interview is the interviewer's, whom the paper's own name stands for."""
        return turn.source is not None and is_medium(self.document.lowers[turn.source.head])

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
            return Relation("reported", phrase, (), ((sentence.first, sentence.last),), index, -1)
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
            return phrase.first == sentence.first
        subjects = self.who.frames.subjects
        found = subjects.before(self.who.frames.passages.content_start(sentence), mains[0].finite)
        found = found or subjects.behind(mains[0].finite + 1, sentence.last)
        return found is not None and found.first <= phrase.first < found.last

    def _speaks_ahead(self, index: int) -> Relation | None:
        """Somebody says "ich" or "wir" here, and one of the next sentences says who ("…, sagte Huber")."""
        document = self.document
        if not self._first_person(index):
            return None
        for later in range(index + 1, min(index + 4, len(document.sentences))):
            own = self.framed.get(later, [])
            if own:
                relation = own[0]
                inserted = relation.content and relation.cue and relation.content[0][0] < relation.cue[0]
                return relation if inserted and self._first_person(later) else None
        return None

    def _first_person(self, index: int) -> bool:
        return index in self.speakers

    def _earlier_subject(self, index: int) -> Phrase | None:
        """Where nobody was said to speak: whom the sentence before is about, if that can speak."""
        if index == 0:
            return None
        mains = [s for s in self.who.grammar.segments(index - 1) if s.kind == "main"]
        if not mains:
            return None
        sentence = self.document.sentences[index - 1]
        subjects = self.who.frames.subjects
        found = subjects.before(self.who.frames.passages.content_start(sentence), mains[0].finite)
        found = found or subjects.behind(mains[0].finite + 1, sentence.last)
        return found if found is not None and can_speak(self.document, found) else None

    def _covered(self) -> set[int]:
        """The sentences that lie in a quotation whose speaker a frame names."""
        found: set[int] = set()
        for relations in self.framed.values():
            for relation in relations:
                for first, end in relation.content:
                    a, b = self.document.sentence_index(first), self.document.sentence_index(end - 1)
                    found.update(range(a, b + 1))
        return found

    def _passes_on(self, index: int) -> bool:
        """Whether "soll" is the verb of the sentence: right behind words that somebody said, it passes on more of them."""
        document = self.document
        mains = [s for s in self.who.grammar.segments(index) if s.kind == "main"]
        before = document.text[document.sentences[index - 1].end : document.sentences[index].start]
        return (
            bool(mains)
            and document.lowers[mains[0].finite] in ("soll", "sollen")
            and not document.quoted[mains[0].finite]
            and before.count("\n") < 2
        )

    def _goes_on(self, index: int, last: Relation | None, covered: set[int], told: set[int]) -> str:
        """How a sentence without a frame of its own goes on in the words of a source: the type of relation, or ""."""
        if index in covered:
            return ""
        document = self.document
        sentence = document.sentences[index]
        subjunctives = self.speech.subjunctives_of(index)
        if subjunctives and self._governs(index, subjunctives):
            return "free_indirect"
        if index in self.hearsay and last is not None and not document.quoted[self.hearsay[index][0]]:
            return "hearsay"
        if last is not None and index - 1 in told and self._passes_on(index):
            return "hearsay"
        quotations = self.quotations.get(index, ())
        if any(q in self.speech.quotations for q in quotations) and last is not None:
            return "direct"
        asks = "?" in document.words[sentence.last - 1 : sentence.last]
        if last is not None and not asks and self._first_person(index):
            return "free_indirect"
        return ""

    def _governs(self, index: int, subjunctives: list[int]) -> bool:
        """Whether the subjunctive is that of a main clause."""
        grammar = self.who.grammar
        mains = [s for s in grammar.segments(index) if s.kind == "main"]
        return not mains or any(s.finite in subjunctives for s in mains)

    def _breaks(self, index: int, last: Relation | None) -> bool:
        """A source is carried over one plain sentence, not further."""
        return last is not None and index - last.sentence > 2

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


def _extent(relation: Relation) -> int:
    return sum(b - a for a, b in relation.content)


def find_relations(document: Document) -> WhoSays:
    """The analysis ``who says``."""
    return WhoSays(document)


def attribution_signals(document: Document) -> Iterator[Signal]:
    """The signals of verbs of saying that tie a claim to a source."""
    who: WhoSays = document.analysis("who says")
    verbs = {saying.verb: saying for saying in document.analysis("reporting")}
    seen: set[int] = set()
    reported = frozenset(document.analysis("speech").subjunctives)  # what is reported reports nothing itself
    for relation in who.framed:
        saying = verbs.get(relation.signal)
        if saying is None or relation.signal in seen or relation.stance in ("confirm", "deny"):
            continue
        if relation.source is None and saying.lemma != "lauten":
            continue
        if saying.finite in reported or _is_told_inside(relation, who.framed):
            continue
        if relation.type == "reported" and relation.source and kind_of(document, relation.source) == "vague":
            continue  # the source is marked as a vague one; that it speaks adds nothing
        seen.add(relation.signal)
        i = relation.signal
        name = _VERB_RULES.get(saying.stance, "verb")
        message = _VERB_MESSAGES.get(saying.stance, "Verb des Sagens: wer das sagt, steht dabei")
        rule = f"{document.lang}.attribution.{name}"
        yield Signal(document.starts[i], document.ends[i], "attribution", rule, message)


# A verb of opinion or insistence says that its source judges or claims; rules.toml weighs these on their own.
_VERB_RULES = {"opinion": "verb_opinion", "assert": "verb_assert"}
_VERB_MESSAGES = {
    "opinion": "Verb des Meinens: die Quelle urteilt oder erwartet",
    "assert": "Verb des Behauptens: die Quelle besteht darauf",
}


def _is_told_inside(relation: Relation, framed: list[Relation]) -> bool:
    """Whether the act of speech is itself what another source tells: "Insidern zufolge fordern die Gläubiger …"."""
    if relation.type != "reported" and relation.stance != "demand":
        return False
    return any(
        other is not relation and other.type != "reported" and other.cue and other.sentence == relation.sentence
        and any(a <= relation.signal < b for a, b in other.content)
        for other in framed
    )  # fmt: skip


def resolve(document: Document) -> Iterable[Attribution]:
    """The attribution relations of a document in characters."""
    who: WhoSays = document.analysis("who says")
    hearsay = frozenset(
        document.token_at(signal.start)
        for signal in document.signals
        if signal.category == "hearsay" and signal.text.lower().startswith(("soll", "will", "woll"))
    )
    bearers = Bearers(document, who.frames.subjects)
    relations = sorted(who.all(hearsay), key=lambda r: (r.sentence, r.signal, r.content))
    for relation in relations:
        bearer = bearers.of(relation)
        source = stands_for = None
        if relation.source is not None and bearer is not None:
            source = _source(document, bearer.kind, relation.source)
            if relation.stance == "plan":
                stands_for = Source()  # somebody announced it, but the text speaks of the plan in its own voice
            elif bearer.phrase != relation.source:
                stands_for = _source(document, bearer.kind, bearer.phrase)
        yield Attribution(
            relation.type,
            source,
            # The verb of a told act of speech is part of what is told: there is no cue apart from it.
            _spans(document, _runs(relation.cue if relation.type != "reported" else ())),
            _spans(document, relation.content),
            bearer=stands_for,
        )


def _source(document: Document, kind: str, phrase: Phrase) -> Source:
    start, end = document.starts[phrase.first], document.ends[phrase.last - 1]
    return Source(kind, document.text[start:end], start, end)


def _runs(tokens: tuple[int, ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i in sorted(set(tokens)):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _spans(document: Document, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((document.starts[a], document.ends[b - 1]) for a, b in sorted(ranges) if a < b)
