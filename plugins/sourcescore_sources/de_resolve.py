"""Puts together who says what in a German text: verbs of saying, markers, quotations, and sentences that go on in the
words of the source before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sourcescore import Attribution, Document, Signal, Source

from .de_bearers import Bearers
from .de_frames import Frames
from .de_kinds import kind_of
from .de_markers import Markers
from .de_marks import Marked
from .de_nouns import is_general, is_medium, is_text, nouns, takes_genitive
from .de_openings import Openings
from .de_passages import Relation
from .de_phrases import Phrase, Phrases
from .de_runs import Runs
from .de_words import DEFINITE


class WhoSays:
    """The attribution relations of one document, in tokens."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.phrases = Phrases(document, takes_genitive, is_medium, is_text, is_general)
        self.frames = Frames(document, self.phrases)
        self.grammar: Any = document.analysis("grammar")
        self.tokens = Marked(document)
        self._marked: list[Relation] | None = None
        self._framed: list[Relation] | None = None
        self._marking: frozenset[int] | None = None
        self._unnamed: frozenset[int] | None = None
        self._speakers: frozenset[int] | None = None

    @property
    def marked(self) -> list[Relation]:
        """The relations that markers such as "laut" and "so" make."""
        if self._marked is None:
            self._marked = self._find_marked()
        return self._marked

    def _find_marked(self) -> list[Relation]:
        markers = Markers(self.document, self.phrases, self.frames, self.tokens)
        openings = Openings(self.document, self.phrases, self.frames.passages, self.tokens)
        return [*markers.relations(), *openings.relations()]

    @property
    def marking(self) -> frozenset[int]:
        """The tokens of those markers and of their cues."""
        if self._marking is None:
            self._marking = self._find_marking()
        return self._marking

    def _find_marking(self) -> frozenset[int]:
        return frozenset(i for relation in self.marked for i in (relation.signal, *relation.cue))

    @property
    def unnamed(self) -> frozenset[int]:
        """The tokens of those markers that name no source."""
        if self._unnamed is None:
            self._unnamed = self._find_unnamed()
        return self._unnamed

    def _find_unnamed(self) -> frozenset[int]:
        return frozenset(relation.signal for relation in self.marked if relation.source is None)

    @property
    def speakers(self) -> frozenset[int]:
        """The tokens of all sources of framed relations."""
        if self._speakers is None:
            self._speakers = self._find_speakers()
        return self._speakers

    def _find_speakers(self) -> frozenset[int]:
        return frozenset(i for r in self.framed if r.source is not None for i in range(r.source.first, r.source.last))

    @property
    def framed(self) -> list[Relation]:
        """The relations of sentences that say themselves who speaks."""
        if self._framed is None:
            self._framed = self._find_framed()
        return self._framed

    def _find_framed(self) -> list[Relation]:
        found = [*self.frames.relations(), *self.marked]
        return sorted(found, key=lambda r: (r.sentence, r.content, r.cue, r.type))

    def all(self, hearsay: frozenset[int]) -> Iterator[Relation]:
        """All relations; ``hearsay``: tokens of reportative sollen and wollen."""
        by_sentence: dict[int, list[Relation]] = {}
        for relation in self.framed:
            by_sentence.setdefault(relation.sentence, []).append(relation)
        yield from Runs(self, by_sentence, hearsay).relations()


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
        if saying is None or relation.signal in seen or relation.stance in ("confirm", "deny", "silent"):
            continue
        if (relation.source is None and saying.lemma != "lauten") or saying.lemma == "wollen":
            continue  # "wie er wissen will" is marked as hearsay
        if saying.lemma in _MARKED_OTHERWISE or (saying.lemma == "versprechen" and _for_itself(document, saying)):
            continue  # marked as an allegation, as what is to come
        if saying.finite in reported or _is_told_inside(relation, who.framed):
            continue
        unnamed = relation.source is not None and kind_of(document, relation.source) == "vague"
        if unnamed and relation.type == "reported" and relation.stance != "neutral":
            continue  # the source is marked as a vague one; that it has a view adds nothing
        seen.add(relation.signal)
        i = relation.signal
        name = _VERB_RULES.get(saying.stance, "verb")
        message = _VERB_MESSAGES.get(saying.stance, "Verb des Sagens: wer das sagt, steht dabei")
        rule = f"{document.lang}.attribution.{name}"
        yield Signal(document.starts[i], document.ends[i], "attribution", rule, message)


def vague_signals(document: Document) -> Iterator[Signal]:
    """The sources that are several people of one sort, or media without a name: "Bürger", "örtliche Medien". Whoever is
    vague by the word alone ("Experten") is found by rules."""
    who: WhoSays = document.analysis("who says")
    seen: set[int] = set()
    known = nouns()
    for relation in who.framed:
        source = relation.source
        if source is None or source.head in seen or kind_of(document, source) != "vague":
            continue
        head = document.lowers[source.head]
        named = any(word[0].isupper() for word in document.words[source.head + 1 : source.head + 2])
        crowd = head in _CROWDS or (head.endswith("forscher") and not named)
        bare = crowd and source.determiner not in DEFINITE
        if known.has("group", head) or bare or head.endswith("-medien"):
            seen.add(source.head)
            i = source.head
            yield Signal(
                document.starts[i], document.ends[i], "vague_source", f"{document.lang}.vague.group",
                "Allgemeine Quelle, bei der niemand nachfragen kann",
            )  # fmt: skip


_CROWDS: Final = frozenset(
    "medien fachmedien zeitungen umfragen meinungsumfragen medieninformationen untersuchungen studien feldstudien leute "
    "ärzte ärztinnen mediziner astronomen seismologen".split()
)

# A verb of opinion or insistence says that its source judges or claims; rules.toml weighs these on their own.
_VERB_RULES: Final = {"opinion": "verb_opinion", "assert": "verb_assert", "promise": "verb_promise"}
_VERB_MESSAGES: Final = {
    "opinion": "Verb des Meinens: die Quelle urteilt oder erwartet",
    "assert": "Verb des Behauptens: die Quelle besteht darauf",
    "promise": "Verb des Ankündigens: die Quelle hat es noch nicht getan",
}


_MARKED_OTHERWISE: Final = frozenset(("vorwerfen", "rechnen", "erhoffen"))


def _for_itself(document: Document, saying: Any) -> bool:
    """ "verspricht sich davon": hopes, and promises nothing."""
    return any(document.lowers[i] == "sich" for i in saying.tokens)


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
    relayed = _relayed(who, relations)
    citing = {
        r.sentence: r.source
        for r in relations
        if r.source is not None and r.cue and r.content and kind_of(document, r.source) == "media"
    }
    for relation in relations:
        bearer = bearers.of(relation)
        source = stands_for = None
        if relation.source is not None and bearer is not None:
            source = _source(document, _acting(document, bearer.kind, relation), relation.source)
            if relation.stance in _OWN_VOICE or _acts(document, bearer.kind, relation):
                stands_for = Source()
            elif bearer.phrase != relation.source:
                stands_for = _source(document, _acting(document, bearer.kind, relation), bearer.phrase)
            unnamed = relation.source is not None and kind_of(document, relation.source) == "anonymous"
            if unnamed and document.lowers[relation.signal] in _CITING and relation.sentence in citing:
                # "berichtete das Blatt unter Berufung auf Insider": one can ask the paper
                stands_for = _source(document, "media", citing[relation.sentence])
            if bearer.kind == "media" and (speaker := relayed.get(relation.signal)) is not None:
                stands_for = _source(document, kind_of(document, speaker), speaker)
        yield Attribution(
            relation.type,
            source,
            # The verb of a told act of speech is part of what is told: there is no cue apart from it.
            _spans(document, _runs(relation.cue if relation.type != "reported" else ())),
            _spans(document, relation.content),
            bearer=stands_for,
        )


def _relayed(who: WhoSays, relations: Iterable[Relation]) -> dict[int, Phrase]:
    """The markers of media that only pass on what somebody else said ("sagte der Minister laut Agentur"): token → speaker."""
    markers = [r.signal for r in who.marked if r.source is not None and r.signal >= 0 and r.content]
    if not markers:
        return {}
    found: dict[int, Phrase] = {}
    for relation in relations:
        if relation.source is None or relation.signal < 0 or not relation.cue:
            continue
        if kind_of(who.document, relation.source) not in ("named", "role"):
            continue
        segment = who.grammar.segment_at(relation.signal)
        for i in markers:
            if relation.signal < i < min(segment.last, relation.signal + 12):
                found[i] = relation.source
    return found


def _acts(document: Document, kind: str, relation: Relation) -> bool:
    """Whether people who are none to be asked do something with their words: "zahlreiche Nutzer begrüßen den Schritt" is
    what the text itself says of them; "Experten fordern mehr Geld" is what experts say."""
    if kind != "vague" or relation.type != "reported" or relation.source is None:
        return False
    kinds = nouns().of[document.lowers[relation.source.head]]
    crowd = "group" in kinds or (not kinds and relation.source.last - relation.source.first > 1)
    return crowd and "vague" not in kinds and relation.stance in ("demand", "opinion")


def _acting(document: Document, kind: str, relation: Relation) -> str:
    """A medium that promises, demands, confirms or denies something, or says what it thinks, does so for itself: "der Sender
    wies die Vorwürfe zurück"; so does one that makes something known, or speaks of itself."""
    if kind != "media" or relation.source is None:
        return kind
    lowers = document.lowers
    if relation.stance in _FOR_ITSELF or any(lowers[i] in _MAKING_KNOWN for i in relation.cue):
        return "named"
    source, name = relation.source, lowers[relation.source.head]
    if name in DEFINITE:
        return kind  # "DER STANDARD"
    told = (i for first, end in relation.content for i in range(first, end) if not source.first <= i < source.last)
    return "named" if any(lowers[i] == name or lowers[i].startswith(f"{name}-") for i in told) else kind


_CITING: Final = frozenset("berufung verweis bezugnahme hinweis".split())
_OWN_VOICE: Final = frozenset(("plan", "event"))
"""Somebody announced or did something: the text tells of it in its own voice."""
_MAKING_KNOWN: Final = frozenset("teilte teilt mitteilte mitteilt mitgeteilt bekannt bekanntgab verlautbarte".split())
_FOR_ITSELF: Final = frozenset(("promise", "demand", "deny", "confirm", "opinion"))


def _source(document: Document, kind: str, phrase: Phrase) -> Source:
    start, end = document.starts[phrase.first], document.ends[phrase.last - 1]
    if kind in ("vague", "role") and _is_kept_unnamed(document, phrase):
        kind = "anonymous"
    return Source(kind, document.text[start:end], start, end)


def _is_kept_unnamed(document: Document, phrase: Phrase) -> bool:
    """Whether a relative clause right behind the source says so: "ein Händler, der nicht genannt werden will"."""
    if document.words[phrase.last : phrase.last + 1] != [","]:
        return False
    clause = document.clause_at(phrase.last + 1)
    return any(s.category == "anonymous_source" for s in document.signals_between(clause.start, clause.end))


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
