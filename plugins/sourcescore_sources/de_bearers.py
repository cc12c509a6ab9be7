"""Whom the words for a source stand for: "er", "der Minister", "eigenen Angaben zufolge" pick up somebody named before."""

from __future__ import annotations

from typing import Final, NamedTuple

from sourcescore import Document

from .de_kinds import can_speak, kind_of
from .de_nouns import is_role, is_text, nouns
from .de_passages import Relation
from .de_phrases import Phrase
from .de_roles import ADJECTIVE, NO_FIRST_NAMES, OFFICES, can_be_named, has_full_name, is_anybody_named, is_called
from .de_subjects import Subjects
from .de_words import INDEFINITE, POSSESSIVE, PRONOUNS

_DEFINITE: Final = frozenset("der die das dem den des dieser diese dieses diesem diesen".split())


_JOURNALS: Final = frozenset(
    "fachblatt fachmagazin fachjournal fachzeitschrift wissenschaftsmagazin fachpublikation".split()
)
_FAR: Final = 600
"""Words before which a compound does not say any more which ministry "das Ministerium" is."""
_COURTS: Final = ("gerichtshof", "gerichtshofs", "höchstgericht", "ogh", "vfgh", "vwgh", "eugh", "bgh")
_DECIDED: Final = frozenset("entschied entschieden entscheidet urteilte urteilt geurteilt beschied beschieden".split())
_BODIES: Final = frozenset("authority organisation body party media".split())
_OWN: Final = frozenset(("eigenem", "eigenen", "eigener"))


class Bearer(NamedTuple):
    """Who stands behind a relation: a kind, and the phrase that names it best, here or in an earlier sentence."""

    kind: str
    phrase: Phrase


class Bearers:
    """Follows the sources through one document, sentence by sentence."""

    def __init__(self, document: Document, subjects: Subjects) -> None:
        self.document = document
        self.subjects = subjects
        self.last: Bearer | None = None
        self.named: Bearer | None = None
        self._introduced: list[tuple[int, str]] | None = None

    def of(self, relation: Relation) -> Bearer | None:
        """The bearer of a relation; relations have to be asked in the order of the text."""
        phrase = relation.source
        if phrase is None:
            return None
        bearer = self._resolve(phrase, relation)
        if bearer.phrase == phrase or bearer.kind != "named":
            self.last = bearer
        if bearer.kind == "named" and bearer.phrase == phrase:
            self.named = bearer
        self.last = bearer
        return bearer

    def _resolve(self, phrase: Phrase, relation: Relation) -> Bearer:
        lowers = self.document.lowers
        inside = lowers[phrase.first : phrase.last]
        if len(inside) == 1 and inside[0] in PRONOUNS:
            bearer = self._of_pronoun(phrase, relation)
            if bearer.phrase == phrase and self._is_published(relation):
                return Bearer("documented", phrase)
            return bearer
        if not _OWN.isdisjoint(inside) or (
            inside[0] in ("seiner", "ihrer", "deren", "dessen", "seinen", "ihren") and len(inside) == 2
        ):
            return self._of_own(phrase, relation)
        head = lowers[phrase.head]
        if head in ("angaben", "informationen", "berichten", "aussagen") and phrase.last - phrase.name_end == 0:
            if (
                phrase.determiner in ("den", "diesen")
                and self.last is not None
                and inside[-1] in ("angaben", "informationen")
            ):
                adjectives = phrase.last - phrase.first - 2
                if adjectives == 0:
                    return self.last
            if phrase.determiner == "diesen" and self.last is not None:
                return Bearer(self.last.kind, phrase)
        if is_text(head) and not nouns().has("document", head):
            inner = self._behind_teller(phrase)
            if inner is not None and inner.determiner == "der" and self._are_several(lowers[inner.head]):
                kind = kind_of(self.document, inner)  # "nach Angaben der Entwickler": several, who are known
                return Bearer("role" if kind in ("named", "role") and inner.last == inner.name_end else kind, inner)
            if inner is not None:
                return self._resolve(inner, relation)
        kind = kind_of(self.document, phrase)
        general = kind in ("role", "vague") or nouns().has("vague", head)
        if general and self._is_published(relation):
            return Bearer("documented", phrase)
        if kind == "role" and phrase.determiner in _DEFINITE:
            return Bearer(self._known(phrase), phrase)
        if kind == "role" and (phrase.determiner in POSSESSIVE or lowers[phrase.first].endswith("s")):
            return Bearer("named" if is_called(self.document, phrase) else "role", phrase)  # "seine Anwältin"
        if self._is_medium_told(phrase, kind):
            return Bearer("media", phrase)
        if kind in ("named", "role") and (self._is_read(relation) or self._is_ruling(head, relation)):
            return Bearer("documented", phrase)
        return Bearer(kind, phrase)

    def _is_read(self, relation: Relation) -> bool:
        """Whether it "geht aus" the source "hervor": what does so is written down."""
        return any(self.document.lowers[i] in ("hervor", "hervorgeht", "hervorging") for i in relation.cue)

    def _is_ruling(self, head: str, relation: Relation) -> bool:
        """Whether a court has decided what is told: that can be looked up."""
        lowers = self.document.lowers
        return head.endswith(_COURTS) and any(lowers[i] in _DECIDED for i in relation.cue)

    def _is_published(self, relation: Relation) -> bool:
        """Whether the clause of the verb says in which journal it stands: "wie die Forscher im Fachblatt Science schreiben"."""
        if relation.signal < 0:
            return False
        segment = self.subjects.grammar.segment_at(relation.signal)
        return not _JOURNALS.isdisjoint(self.document.lowers[segment.first : segment.last])

    def _is_medium_told(self, phrase: Phrase, kind: str) -> bool:
        """Whether "dem Bericht", "den Berichten" pick up what a medium has told."""
        alone = phrase.last == phrase.name_end and phrase.determiner in _DEFINITE
        reports = self.document.lowers[phrase.head] in ("bericht", "berichten", "meldung", "meldungen", "artikel")
        return (
            alone
            and reports
            and kind in ("documented", "vague")
            and self.last is not None
            and self.last.kind == "media"
        )

    def _behind_teller(self, phrase: Phrase) -> Phrase | None:
        """Whose "Angaben" they are: "der Polizei", "von Bewohnern", "aus Bankenkreisen"."""
        first = phrase.name_end
        if first < phrase.last and self.document.lowers[first] in ("von", "aus", "vom", "im", "aus"):
            first += 1
        return self.subjects.phrases.at(first, phrase.last) if first < phrase.last else None

    def _of_pronoun(self, phrase: Phrase, relation: Relation) -> Bearer:
        low = self.document.lowers[phrase.first]
        if low in ("ich", "wir") and self.last is None:
            return Bearer("none", phrase)
        if low in ("er", "sie") and (nearer := self._person_before(relation.sentence)) is not None:
            return Bearer("named", nearer)
        if self.last is not None and self.last.kind in ("named", "role", "anonymous"):
            return self.last
        subject = self._subject_within(phrase, relation) or self._subject_before(relation.sentence)
        if subject is not None and can_speak(self.document, subject) and _agree(low, subject.determiner):
            kind = kind_of(self.document, subject)
            if kind in ("named", "role", "vague", "anonymous"):
                if kind == "role" and subject.determiner in _DEFINITE:
                    kind = self._known(subject)
                return Bearer(kind, subject)
        return self.named or Bearer("named" if low in ("er", "sie") else "role", phrase)

    def _person_before(self, index: int) -> Phrase | None:
        """Another person than who spoke last, whom the sentence before is about by a full name."""
        if self.last is None or self.last.phrase.last > self.document.sentences[index - 1].first or index == 0:
            return None
        found = self._subject_of(index - 1)
        if found is None or not self._is_person(found):
            return None
        name = self.document.lowers[found.last - 1]
        return None if name in self.document.lowers[self.last.phrase.first : self.last.phrase.last] else found

    def _of_own(self, phrase: Phrase, relation: Relation) -> Bearer:
        """ "nach eigenen Angaben", "seiner Ansicht nach": the subject of the clause, else the source before."""
        first = min((a for a, _ in relation.content), default=phrase.first)
        sentence = self.document.sentences[relation.sentence]
        if self.document.lowers[phrase.first] in ("seiner", "ihrer", "seinen", "ihren") and self.last is not None:
            return self.last
        grammar = self.subjects.grammar
        segment = grammar.segment_at(phrase.first)
        if segment.kind == "subordinate":
            found = self.subjects.before(max(sentence.first, segment.first - 12), segment.first - 1)
        else:
            main = next((s for s in grammar.segments(relation.sentence) if s.kind == "main"), None)
            if main is None:
                found = self.subjects.phrases.at(first, sentence.last)
            else:
                found = self.subjects.before(first, main.finite) or self.subjects.behind(main.finite + 1, sentence.last)
        if found is None:
            return self.last or Bearer("named", phrase)
        lowers = self.document.lowers
        if found.last - found.first == 1 and lowers[found.first] in PRONOUNS:
            return self._of_pronoun(found, relation)
        kind = kind_of(self.document, found)
        if kind == "role" and found.determiner in _DEFINITE:
            kind = self._known(found)
        return Bearer("named" if kind == "media" else kind, found)  # a medium that speaks of itself

    def _known(self, phrase: Phrase) -> str:
        """Whether "der Minister" was named before: not where it was brought in as "ein …", nor for the police and courts,
        which stay what they are."""
        lowers = self.document.lowers
        head = lowers[phrase.head]
        if nouns().has("body", head) or (phrase.determiner == "die" and self._are_several(head)):
            return "role"
        if is_called(self.document, phrase):
            return "named"
        if phrase.last > phrase.name_end:
            return "role"  # the text says which: it brings in somebody new
        if nouns().has("organisation", head):
            return "named"
        if self.last is not None and self.last.kind == "role" and self.last.phrase.determiner in INDEFINITE | {""}:
            return "role"
        for i, low in self._brought_in():
            if phrase.first - 1500 <= i < phrase.first and (low.endswith(head) or head.endswith(low)):
                return "role"
        if self._is_last_named(phrase) or self._is_mentioned(phrase):
            return "named"
        return "named" if can_be_named(phrase, lowers) and is_anybody_named(self.document, phrase.first) else "role"

    def _is_last_named(self, phrase: Phrase) -> bool:
        """Whether the last source with a name can be this person: no body, and nobody with another office."""
        named = self.named or (self.last if self.last is not None and self.last.kind == "named" else None)
        if named is None:
            return False
        if named.phrase == phrase:
            return True
        lowers = self.document.lowers
        low = lowers[named.phrase.head]
        if lowers[phrase.head].endswith(OFFICES) and is_role(low):
            return False  # "Richter Franz Huber … der Verteidiger"
        initials = len(low) > 1 and self.document.words[named.phrase.head].isupper()
        return nouns().of[low].isdisjoint(_BODIES) and not initials

    def _is_mentioned(self, phrase: Phrase) -> bool:
        """Whether the text has said before who it is, though not as a source: "Bildungsministerium … das Ministerium",
        "Anna Moser gewann … die Titelverteidigerin"."""
        document, lowers = self.document, self.document.lowers
        head = lowers[phrase.head]
        if phrase.determiner == "der" and self._are_several(head):
            return False  # "nach Ansicht der Forscher"
        if any(low.endswith(head) and low != head for low in lowers[max(0, phrase.first - _FAR) : phrase.first]):
            return True
        index = document.sentence_index(phrase.first)
        for earlier in range(index - 1, max(-1, index - 4), -1):
            for segment in self.subjects.grammar.segments(earlier):
                if segment.kind != "main":
                    continue
                found = self.subjects.before(segment.first, segment.finite)
                found = found or self.subjects.behind(segment.finite + 1, segment.last)
                if found is not None and self._is_person(found):
                    return True
        return False

    def _is_person(self, phrase: Phrase) -> bool:
        """Whether a phrase is a first and a last name, with or without what the person is."""
        words = self.document.words[phrase.first : phrase.last]
        if len(words) == 1 and words[0].istitle() and kind_of(self.document, phrase) == "named":
            return has_full_name(self.document, phrase.first)
        if len(words) < 2 or not all(word.istitle() and word.isalpha() for word in words[-2:]):
            return False
        last, first = words[-1].lower(), words[-2].lower()
        if first == phrase.determiner or first in NO_FIRST_NAMES or ADJECTIVE.search(first):
            return False  # "Die Wege", "Rechtliche Bedenken"
        known = nouns().of
        return not known[last] and kind_of(self.document, phrase) == "named"

    def _brought_in(self) -> list[tuple[int, str]]:
        """The words that "ein" and its like bring in, each with its place."""
        if self._introduced is not None:
            return self._introduced
        lowers = self.document.lowers
        articles = [i for i, low in enumerate(lowers) if low in INDEFINITE]
        places = sorted({k for i in articles for k in range(i + 1, min(i + 4, len(lowers)))})
        self._introduced = [(k, lowers[k]) for k in places if len(lowers[k]) > 4]
        return self._introduced

    def _are_several(self, head: str) -> bool:
        """Whether a noun behind "die" is a plural of people: "die Forscher", not "die Forscherin"."""
        known = nouns().of[head]
        people = "vague" in known or "group" in known or ("role" in known and head.endswith("er"))
        return not head.endswith("in") and people

    def _subject_within(self, phrase: Phrase, relation: Relation) -> Phrase | None:
        """The subject of a main clause before the pronoun in its sentence: "Pilz hegt Verdacht, und er fordert …"."""
        sentence = self.document.sentences[relation.sentence]
        mains = [s for s in self.subjects.grammar.segments(relation.sentence) if s.kind == "main"]
        if not mains or mains[0].last > phrase.first:
            return None
        found = self.subjects.before(sentence.first, mains[0].finite)
        if found is None or self.document.lowers[found.first] in PRONOUNS:
            return None
        return found

    def _subject_before(self, index: int) -> Phrase | None:
        found = (self._subject_of(earlier) for earlier in range(index - 1, max(-1, index - 3), -1))
        return next((subject for subject in found if subject is not None), None)

    def _subject_of(self, index: int) -> Phrase | None:
        """The subject of a sentence's first main clause, if it is no pronoun."""
        sentence = self.document.sentences[index]
        found = self.subjects.of_sentence(index, sentence.first, sentence.last)
        if found is None or (found.last - found.first == 1 and self.document.lowers[found.first] in PRONOUNS):
            return None
        return found


def _agree(pronoun: str, determiner: str) -> bool:
    """Whether a pronoun can stand for a phrase with this determiner: "er" for "der", "sie" for "die"."""
    if determiner.startswith("kein"):
        return False
    if pronoun == "er":
        return determiner not in ("die", "das", "eine", "diese", "dieses")
    return pronoun != "sie" or determiner not in ("der", "das", "dieser", "dieses")
