"""Speech whose quotation marks a German text has lost: who says the sentences with "ich" and "wir", and those beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, Protocol

from sourcescore import Document

from .de_calendar import DATES
from .de_frames import Frames
from .de_kinds import kind_of
from .de_marks import Marked
from .de_nouns import is_medium, nouns
from .de_passages import Relation
from .de_phrases import Phrase, Phrases
from .de_roles import is_full_name


class Reader(Protocol):
    """What a document's other parts know: phrases, frames, grammar, marked words."""

    document: Document
    phrases: Phrases
    frames: Frames
    grammar: Any
    tokens: Marked

    @property
    def unnamed(self) -> frozenset[int]:
        """The tokens of markers that name no source."""


class Talk:
    """Finds who says a sentence without a frame of its own. ``framed``: the relations of each sentence that has one;
    ``speakers``: the sentences in which somebody says "ich" or "wir"; ``covered``: those in a quotation; ``talk``: those
    of ``speakers`` whose speaker was found; ``marked``: whether the text marks its quotations; ``last``: who spoke last."""

    who: Reader
    document: Document
    framed: dict[int, list[Relation]]
    speakers: set[int]
    covered: set[int]
    active: set[int]
    talk: set[int]
    told: set[int]
    speech: Any
    interview: bool
    marked: bool
    last: Relation | None

    def _spoken_ahead(self, index: int) -> Relation | None:
        """Somebody says "ich" or "wir" here, and one of the next sentences says who ("…, sagte Huber")."""
        document = self.document
        if index not in self.speakers:
            return None
        for later in range(index + 1, min(index + 4, len(document.sentences))):
            own = self.framed.get(later, [])
            if own:
                relation = own[0]
                inserted = relation.content and relation.cue and relation.content[0][0] < relation.cue[0]
                inserted = inserted and self._can_be_quoted(relation)
                going_on = later in self.speakers or self.speakers.issuperset(range(index, later))
                return self._whole("direct", relation.source, index) if inserted and going_on else None
        return None

    def _answers_ahead(self, index: int) -> Relation | None:
        """Somebody says "ich" or "wir" here, before the paper asks the first question of an interview: who answers then."""
        if not self.interview or index not in self.speakers or self._asks(index):
            return None
        source = self._named_ahead(index)
        return self._whole("direct", source, index) if source is not None else None

    def _between(self, index: int) -> Relation | None:
        """A sentence beside one in which somebody says "ich" or "wir", without being said to, is said by the same person:
        between two of them, or where nothing in it is what a report would say."""
        if index in self.covered or index in self.active or self._asks(index):
            return None
        if index - 1 in self.speakers and index + 1 in self.speakers:
            said = self.last or next(iter(self.framed.get(index + 1, ())), None) or self._spoken_ahead(index + 1)
            if said is not None and said.source is not None and not self._is_about(index, said.source):
                return self._whole("direct", said.source, index) if not self._narrates(index) else None
        if self.marked or not (index - 1 in self.talk or self._talks_ahead(index + 1)) or self._reports(index):
            return None
        if self._narrates(index):
            return None
        source = self._speaker_of_talk(index)
        if source is None or self._is_about(index, source):
            return None
        return self._whole("direct", source, index)

    def _aside(self, index: int) -> Relation | None:
        """A sentence right behind somebody's words that goes on with them though nothing marks it: one about what "man"
        does, or a short one before the reporting subjunctive goes on."""
        last = self.last
        if last is None or not (last.sentence == index - 1 or index - 1 in self.told) or not self._can_be_quoted(last):
            return None
        if index in self.covered or index in self.active or self._asks(index) or self._reports(index):
            return None
        document = self.document
        sentence = document.sentences[index]
        if "\n\n" in document.text[document.sentences[index - 1].end : sentence.start]:
            return None
        words = document.words[sentence.first + 1 : sentence.last]
        if any(left.istitle() and right.istitle() for left, right in pairwise(words)):
            return None  # somebody new is named
        short = len(words) < _SHORT and bool(self.speech.subjunctives_of(index + 1))
        if not short and not self.marked and self._judges(index):
            return self._whole("direct", last.source, index)
        if not short and "man" not in document.lowers[sentence.first : sentence.last]:
            return None
        return self._whole("direct", last.source, index)

    def _judges(self, index: int) -> bool:
        """Whether a sentence says in the present how something is ("Das ist absurd", "Aber es gibt keine Gefahr"), behind
        words that somebody said in the indicative."""
        if self.speech.subjunctives_of(index - 1):
            return False
        sentence = self.document.sentences[index]
        lowers = self.document.lowers
        first = sentence.first + (lowers[sentence.first] in _JOINING)
        return lowers[first] in _SUBJECTS and lowers[first + 1] in _STATING

    def _talks_ahead(self, index: int) -> bool:
        """Whether somebody says "ich" or "wir" here, without being said to."""
        return index in self.speakers and index not in self.framed and index not in self.covered

    def _speaker_of_talk(self, index: int) -> Phrase | None:
        """Who says the unframed sentences around this one."""
        if index - 1 in self.talk and self.last is not None:
            return self.last.source
        said = self._spoken_ahead(index + 1)
        if said is not None:
            return said.source
        if self.last is not None and index - self.last.sentence <= 2:
            return self.last.source
        portrayed = self._portrayed(index + 1) if self._talks_ahead(index + 1) else None
        if portrayed is not None:
            return portrayed.source
        return self._named_ahead(index) if self.interview else None

    def _portrayed(self, index: int) -> Relation | None:
        """Whom the sentences before tell of, where that person says "ich" or "wir" here."""
        raise NotImplementedError

    def _narrates(self, index: int) -> bool:
        """Whether a sentence tells what happened as nobody speaks: by a past other than "war" and its like ("Das gelang"),
        of somebody new by full name, or of "der 54-Jährige"."""
        document = self.document
        sentence = document.sentences[index]
        if any(low.endswith(_AGES) for low in document.lowers[sentence.first : sentence.last]):
            return True
        words = document.words
        if any(
            words[i].istitle() and words[i + 1].istitle() and is_full_name(document, i)
            for i in range(sentence.first + 1, sentence.last - 1)
        ):
            return True
        mains = [s for s in self.who.grammar.segments(index) if s.kind == "main"]
        if not mains or document.lowers[mains[0].finite] in _SPOKEN_PASTS:
            return False
        forms = [form for form in self.who.grammar.readings(mains[0].finite) if form.kind == "finite"]
        return bool(forms) and all(form.tense == "past" for form in forms)

    def _reports(self, index: int) -> bool:
        """Whether a sentence has what a report says and somebody who is asked hardly: a day, a figure, a colon, the past."""
        sentence = self.document.sentences[index]
        if any(
            low in DATES or low == ":" or low[0].isdigit()
            for low in self.document.lowers[sentence.first : sentence.last]
        ):
            return True
        grammar = self.who.grammar
        main = next((s for s in grammar.segments(index) if s.kind == "main"), None)
        if main is None:
            return False
        tenses = {form.tense for form in grammar.readings(main.finite) if form.kind == "finite"}
        return "past" in tenses and "present" not in tenses

    def _is_about(self, index: int, source: Phrase) -> bool:
        """Whether a sentence is about the one who would say it: by name, or as "er" or "sie" beside the verb."""
        sentence = self.document.sentences[index]
        lowers = self.document.lowers
        rest = lowers[sentence.first : sentence.last]
        if lowers[source.head] in rest or (source.name_end > source.first and lowers[source.name_end - 1] in rest):
            return True
        main = next((s for s in self.who.grammar.segments(index) if s.kind == "main"), None)
        return main is not None and not _THIRD.isdisjoint(lowers[max(main.first, main.finite - 1) : main.finite + 2])

    def _asks(self, index: int) -> bool:
        return "?" in self.document.words[self.document.sentences[index].last - 1]

    def _named_ahead(self, index: int) -> Phrase | None:
        """Where nobody was said to speak before: who the next sentences say it was ("…, so Huber")."""
        for later in range(index + 1, min(index + 5, len(self.document.sentences))):
            for relation in self.framed.get(later, ()):
                if self._can_be_quoted(relation) and relation.content and not self._is_asking(relation):
                    return relation.source
        return None

    def _can_be_quoted(self, relation: Relation) -> bool:
        """Whether the source is somebody who could say "ich": no text, no medium, no crowd."""
        return relation.source is not None and kind_of(self.document, relation.source) in ("named", "role")

    def _is_asking(self, turn: Relation) -> bool:
        """Whether a turn of an interview is the interviewer's, whom the paper's own name stands for."""
        low = self.document.lowers[turn.source.head] if turn.source is not None else ""
        return low in nouns().media_names or is_medium(low)

    def _whole(self, kind: str, source: Phrase | None, index: int) -> Relation:
        sentence = self.document.sentences[index]
        return Relation(kind, source, (), ((sentence.first, sentence.last),), index, -1)


_SHORT: Final = 13
_JOINING: Final = frozenset("aber denn und doch".split())
_SUBJECTS: Final = frozenset("das es da darum deshalb daher klar wichtig hier".split())
_STATING: Final = frozenset("ist sind gibt geht braucht muss müssen kann darf wird heißt".split())
_THIRD: Final = frozenset(("er", "sie"))
_AGES: Final = ("-jährige", "-jährigen", "-jähriger")
_SPOKEN_PASTS: Final = frozenset(
    f"{verb}{ending}"
    for verb in (
        "war",
        "hatte",
        "wollte",
        "konnte",
        "musste",
        "sollte",
        "durfte",
        "gab",
        "ging",
        "kam",
        "wusste",
        "dachte",
    )
    for ending in ("", "n", "en", "st", "t")
)
"""Pasts of verbs that people use when they speak, too."""
