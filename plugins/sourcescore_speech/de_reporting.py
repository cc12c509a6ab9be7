"""Finds the German verbs by which a text says that somebody says or thinks something: every verb of de_verbs.toml in
all its forms, with its particle, its auxiliary and the words that make up a fixed phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sourcescore import Document, Forms

from .de_saying_verbs import Candidate, Entry, evidence, exceptions, lacks, lookup_of, managed

HAVE: Final = frozenset("hat haben hatte hatten habe hätte hätten".split())
BE: Final = frozenset("ist sind war waren sei seien wäre wären".split())
BECOME: Final = frozenset("wird werden wurde wurden werde würde würden".split())
_AUXILIARIES: Final = HAVE | BE | BECOME
_CLAUSE_ENDS: Final = frozenset(',.;:–—-!?…)“”"«»‹›‘’(')
_COORDINATORS: Final = frozenset("und oder sowie aber doch".split())
_DENIALS: Final = frozenset("nicht nie niemand kein keine keinen keinem keiner weder kaum".split())
_MODALS: Final = frozenset(
    "kann können konnte konnten könne könnte könnten soll sollen sollte sollten solle will wollen wollte wollten wolle muss "
    "müssen musste mussten müsse müsste müssten darf dürfen durfte durften dürfe dürfte dürften".split()
)
_REACH: Final = 45
_BEHIND: Final = frozenset(',“”"«»!?')
_ARTICLES: Final = frozenset("der die das dem den des ein eine einen einem einer eines".split())
_BEFORE_ATTRIBUTES: Final = frozenset("bereits schon eingangs oben oft viel vielfach mehrfach zuvor".split())
"""Behind an article these stand before a participle: "der bereits erwähnte Unterschied"."""
_ASKING: Final = frozenset("wer was wen wem wie wo wann ob warum weshalb wieso wohin woher dass daß".split())
_SUBJECTS: Final = frozenset("er sie der die das ein eine".split())
_RELATIVES: Final = frozenset("der die das dem den dessen deren denen".split())
_WHICH: Final = frozenset("die das der deren dessen welche welches".split())
_PARTICLES: Final = frozenset("an ab auf aus ein vor zu zurück los statt hervor".split())
_ADDED: Final = frozenset("dazu dabei daraufhin danach abschließend etwa auch indes jedoch".split())
"""Between an inserted verb and its subject: "…, bemerkte dazu die Ministerin"."""
_POINTERS: Final = frozenset("davon daran darauf damit dafür dagegen darüber".split())


class Saying(NamedTuple):
    """A verb of saying or thinking in a text.

    ``verb``: the token that carries the meaning; ``finite``: the finite verb (an auxiliary, or the verb itself);
    ``tokens``: all words of the cue; ``content`` and ``stance`` as in de_verbs.toml; ``told``: whether nouns alone may tell
    what was said; ``passive``: "wurde vorgeworfen".
    """

    verb: int
    finite: int
    tokens: tuple[int, ...]
    lemma: str
    content: str
    stance: str
    told: bool
    passive: bool
    sentence: int


def find_sayings(document: Document) -> list[Saying]:
    """The verbs of saying and thinking of a document, in order."""
    lookup = lookup_of(document.analysis("verb forms"))
    forms: Forms = document.analysis("verb words")
    candidates = forms.marked(lookup)
    if not candidates:
        return []
    return list(_Finder(document).sayings(candidates))


class _Finder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.grammar = document.analysis("grammar")
        self._exceptions = exceptions()
        self._evident, self._findings, self._endings = evidence()
        self._managed, self._modals = managed()

    def _clause(self, i: int) -> list[str]:
        segment = self.grammar.segment_at(i)
        return self.document.lowers[segment.first : segment.last]

    def sayings(self, candidates: list[tuple[int, tuple[Candidate, ...]]]) -> Iterator[Saying]:
        taken: set[int] = set()
        document = self.document
        last, present = 0, frozenset[str]()
        for i, found in candidates:
            if i in taken:
                continue
            for candidate in found:
                needs = candidate.needs
                if needs:
                    if i >= last:
                        sentence = document.sentence_at(i)
                        last, present = sentence.last, frozenset(document.lowers[sentence.first : sentence.last])
                    if lacks(needs, present):
                        continue
                entry = candidate.entry
                saying = self._be(i, entry) if entry.base == "sein" else self._resolve(i, candidate)
                if saying is not None:
                    taken.update(saying.tokens)
                    yield saying
                    break

    def _resolve(self, i: int, candidate: Candidate) -> Saying | None:
        """The saying that the form at i of this entry's verb makes, or None."""
        entry, kinds, joined, _ = candidate
        if self.document.words[i][0].isupper() and not self._opens_with_participle(i, kinds):
            return None  # a noun ("Hinweise"); a sentence does not open with its finite verb of saying
        if entry.lemma in self._evident and not entry.company and not self._shows(i):
            return None
        if "participle" in kinds and (auxiliary := self._auxiliary(i)) >= 0:
            if entry.lemma == "bemerken" and "das" in self._clause(i):
                return None  # "Das hat auch die Firma bemerkt": noticed
            if self.document.lowers[i - 1] == "als" or entry.content == "behind":
                return None  # "hat die Firma schlimmer getroffen als befürchtet", "hat sie gefunden"
            if self._is_ruled_out(i, auxiliary, entry) or self._is_adverb(i):
                return None
            return self._participle(i, auxiliary, entry)
        if "infinitive" in kinds and entry.lemma in self._managed and (modal := self._modal(i)) >= 0:
            return self._saying(i, modal, [modal, i], entry, False)
        if "finite" not in kinds:
            return self._as_reported(i, entry) if "participle" in kinds else None
        if self._is_infinitive(i, kinds) or self._is_attribute(i) or self._is_adverb(i):
            return None
        if self._is_ruled_out(i, i, entry) or (not (entry.particle and joined) and self._has_other_particle(i, entry)):
            return None
        if self._is_possessive(i):
            return None
        if entry.content == "behind" and not (self._stands_behind(i) or self._finds_that(i, entry)):
            return None
        tokens = [i]
        if entry.particle and not joined:
            particle = self._particle(i, entry.particle)
            if particle < 0:
                return None
            tokens.append(particle)
        company = self._company(i, entry, tokens[-1])
        if company is None:
            return None
        return self._saying(i, i, [*tokens, *company], entry, False)

    def _is_ruled_out(self, i: int, finite: int, entry: Entry) -> bool:
        """Whether a word in the clause says that the verb says nothing: "forderte zwölf Tote", "wurde dafür verurteilt"."""
        words = self._exceptions.get(entry.lemma)
        return words is not None and not words.isdisjoint((*self._clause(finite), *self._clause(i)))

    def _is_adverb(self, i: int) -> bool:
        """Whether "wiederholt" says how often, before another verb: "hat wiederholt erklärt", "warnte wiederholt davor"."""
        if self.document.lowers[i] != "wiederholt":
            return False
        segment = self.grammar.segment_at(i)
        behind = self.document.lowers[i + 1 : segment.last]
        return segment.finite != i and behind != [] and behind[0] not in _AUXILIARIES | _CLAUSE_ENDS

    def _has_other_particle(self, i: int, entry: Entry) -> bool:
        """Whether the clause of the verb at i ends with the particle of another verb: "riefen … an", "schrieb … ab"."""
        lowers, last = self.document.lowers, self.grammar.segment_at(i).last
        if _PARTICLES.isdisjoint(lowers[i + 1 : last]):
            return False
        at = next((k for k in range(i + 1, last) if lowers[k] in _PARTICLES and self._ends_clause(k, last)), -1)
        return at > 0 and lowers[at] != entry.particle and not any(lowers[at] in words for words in entry.company)

    def _ends_clause(self, k: int, last: int) -> bool:
        return k + 1 >= last or self.document.lowers[k + 1] in _COORDINATORS or self.document.lowers[k + 1] in ".:,;–!?"

    def _modal(self, i: int) -> int:
        """The past modal verb that governs an infinitive at i ("musste … einräumen"), or -1; denied, nobody said it."""
        segment = self.grammar.segment_at(i)
        lowers = self.document.lowers
        if lowers[segment.finite] not in self._modals or segment.finite < 0 or lowers[i - 1] == "zu":
            return -1
        denied = not _DENIALS.isdisjoint(lowers[segment.first : segment.last])
        return -1 if denied else int(segment.finite)

    def _opens_with_participle(self, i: int, kinds: frozenset[str]) -> bool:
        """ "Hervorgehoben hat sie, dass …", "Kritisiert wird …"."""
        if "participle" not in kinds or self.document.sentence_at(i).first != i:
            return False
        return self.document.lowers[i + 1 : i + 2] != [] and self.document.lowers[i + 1] in _AUXILIARIES

    def _is_attribute(self, i: int) -> bool:
        """Whether the form stands before a noun that the finite verb follows: "in der verkündeten Entscheidung erklärten …"."""
        words = self.document.words
        if not words[i].endswith(("te", "ten")) or i + 2 >= len(words) or not words[i + 1][0].isupper():
            return False
        behind_article = i > 1 and words[i - 1] in _BEFORE_ATTRIBUTES and self.document.lowers[i - 2] in _ARTICLES
        return behind_article or self.grammar.segment_at(i).finite == i + 2

    def _shows(self, i: int) -> bool:
        """Whether what can be looked up stands in the clause of the verb at i."""
        clause = self._clause(i)
        first = self.grammar.segment_at(i).first
        before = self.document.words[first - 1] if first else ""
        relative = before == "," and first == i and self.document.lowers[self.grammar.segment_at(i - 2).first] in _WHICH
        if (
            before == ")" or relative
        ):  # "eine Studie der Stadt (MA 1) zeigt", "eine Studie, die seit Mai vorliegt, zeigt"
            clause = [*self.document.lowers[max(self.document.sentence_at(i).first, first - 25) : i], *clause[1:]]
        return "sich" not in clause and any(low in self._findings or low.endswith(self._endings) for low in clause)

    def _stands_behind(self, i: int) -> bool:
        """Whether the verb at i begins a clause behind a comma, and its subject follows: "…, findet der Minister"."""
        words, lowers = self.document.words, self.document.lowers
        segment = self.grammar.segment_at(i)
        if segment.first != i or words[i - 1] not in _BEHIND or not _DENIALS.isdisjoint(lowers[i : segment.last]):
            return False
        subject = i + 1 + (lowers[i + 1 : i + 2] == ["sich"])
        subject += lowers[subject : subject + 1] != [] and lowers[subject] in _ADDED
        opener = lowers[self.document.sentence_at(i).first]
        return opener not in _ASKING and (words[subject][0].isupper() or lowers[subject] in _SUBJECTS)

    def _finds_that(self, i: int, entry: Entry) -> bool:
        """ "Er findet, dass …", "Sie fand, das Haus sei zu teuer": finding what is then said."""
        lowers = self.document.lowers
        if entry.lemma != "finden" or self.document.words[i + 1 : i + 2] != [","]:
            return False
        finite = self.grammar.segment_at(i + 2).finite
        said = any(k == finite for k, _ in self.grammar.subjunctives)
        return said or lowers[i + 2 : i + 3] in (["dass"], ["daß"])

    def _is_possessive(self, i: int) -> bool:
        """Whether "meinen" says whose something is: "meinen ersten Titel", not "meinen viele"."""
        if self.document.lowers[i] != "meinen" or i + 1 >= len(self.document.words):
            return False
        behind = self.document.words[i + 1]
        return behind[0].islower() and behind.endswith("en") and behind not in ("einigen", "manchen")

    def _be(self, i: int, entry: Entry) -> Saying | None:
        """ "ist überzeugt", "sind der Ansicht": found by the adjective or noun at i, not "ist sicher ein Erfolg"."""
        segment = self.grammar.segment_at(i)
        lowers = self.document.lowers
        if len(entry.company) == 1:
            behind = lowers[i + 1] if i + 1 < segment.last else ""
            ends = not behind or behind in _CLAUSE_ENDS or behind in BE or behind == "davon"
            if not ends or i == segment.first or not _DENIALS.isdisjoint(lowers[segment.first : i]):
                return None
        finite = next((k for k in range(i - 1, max(segment.first, i - 12) - 1, -1) if lowers[k] in BE), -1)
        if finite < 0 and i + 1 < len(lowers) and lowers[i + 1] in BE:
            finite = i + 1
        company = self._company(i, entry, i) if finite >= 0 else None
        if company is None:
            return None
        return self._saying(finite, finite, [finite, i, *company], entry, False)

    def _participle(self, i: int, auxiliary: int, entry: Entry) -> Saying | None:
        lowers = self.document.lowers
        passive = lowers[auxiliary] in BECOME or "worden" in lowers[i + 1 : i + 3]
        if lowers[auxiliary] in BE and not passive:
            return None
        company = self._company(i, entry, i)
        if company is None:
            return None
        tokens = [auxiliary, i, *company]
        if passive and "worden" in lowers[i + 1 : i + 3]:
            tokens.append(lowers.index("worden", i + 1))
        return self._saying(i, auxiliary, tokens, entry, passive)

    def _as_reported(self, i: int, entry: Entry) -> Saying | None:
        """ "wie (bereits) berichtet": a participle without an auxiliary, behind "wie"."""
        lowers = self.document.lowers
        if "wie" in lowers[max(0, i - 2) : i] and entry.content == "statement" and not entry.company:
            return self._saying(i, i, [i], entry, True)
        return None

    def _saying(self, verb: int, finite: int, tokens: list[int], entry: Entry, passive: bool) -> Saying:
        where = self.document.sentence_index(verb)
        return Saying(
            verb,
            finite,
            tuple(sorted(set(tokens))),
            entry.lemma,
            entry.content,
            entry.stance,
            entry.told,
            passive,
            where,
        )

    def _auxiliary(self, i: int) -> int:
        """The finite auxiliary of a participle at i, or -1: right behind it, or before it in the same main clause."""
        lowers = self.document.lowers
        sentence = self.document.sentence_at(i)
        for k in range(i + 1, min(i + 4, sentence.last)):
            if lowers[k] in _AUXILIARIES and (k == i + 1 or lowers[k - 1] in ("worden", "haben")):
                return k
            if lowers[k] in _CLAUSE_ENDS:
                break
        segment = self.grammar.segment_at(i)
        for k in range(i - 1, segment.first - 1, -1):
            if lowers[k] in _AUXILIARIES:
                return k
        # "hat der Chef, der seit Mai im Amt ist, gesagt": the bracket may hold whole clauses.
        joined = lowers[segment.first - 1] in ("und", "oder") and self.document.words[segment.first - 2].islower()
        joined = joined and segment.finite == i and self.document.words[i + 1 : i + 2] in (["."], [":"])
        # "hat den Plan als mutig und neu begrüßt"
        if segment.kind != "subordinate" and segment.first > sentence.first and (segment.finite < 0 or joined):
            for earlier in reversed(self.grammar.segments(self.document.sentence_index(i))):
                named = self.document.words[earlier.finite][0].isupper() and earlier.first > sentence.first
                if earlier.first < segment.first and earlier.kind == "main" and not named:
                    finite = earlier.finite
                    return finite if lowers[finite] in (HAVE if joined else _AUXILIARIES) else -1
        return -1

    def _is_infinitive(self, i: int, kinds: frozenset[str]) -> bool:
        """Whether a form that can be both is an infinitive here: behind "zu", or governed by a modal verb."""
        if "infinitive" not in kinds:
            return False
        lowers = self.document.lowers
        if i and lowers[i - 1] == "zu":
            return True
        segment = self.grammar.segment_at(i)
        if (segment.finite >= 0 and segment.finite != i) or self._ends_chain(i, segment):
            return True
        return i + 1 < len(lowers) and lowers[i + 1] in ("zu", "soll", "will", "kann", "sollen", "wollen", "können")

    def _ends_chain(self, i: int, segment: Any) -> bool:
        """Whether the modal verb of the clause before governs the form at i, too: "kann Fehler ansprechen, Reformen fordern
        und …", "sie können nicht gewinnen und erwarten, dass …"."""
        shared = segment.first == i and self.document.lowers[i - 1] in _COORDINATORS
        last = segment.kind == "main" and i == segment.last - 1 - self.grammar.full_stop(segment.last) > segment.first
        if not shared and not (last and self.document.words[segment.first - 1] == ","):
            return False
        for earlier in reversed(self.grammar.segments(self.document.sentence_index(i))):
            if earlier.last > segment.first or earlier.kind == "fragment":
                continue
            if earlier.kind != "main" or earlier.finite < earlier.last - 1 or earlier.last - earlier.first < 3:
                return earlier.kind == "main" and self.document.lowers[earlier.finite] in _MODALS
        return False

    def _particle(self, i: int, particle: str) -> int:
        """The place of the particle of a separable verb: at the end of its clause, which may hold other clauses."""
        lowers = self.document.lowers
        last = self.document.sentence_at(i).last
        for k in range(i + 1, min(i + _REACH, last)):
            if lowers[k] == particle and (
                k + 1 >= last or lowers[k + 1] in _CLAUSE_ENDS or lowers[k + 1] in _COORDINATORS
                or lowers[k + 1] in ("dass", "daß", "wie", "als")
            ):  # fmt: skip
                return k
        return -1

    def _company(self, i: int, entry: Entry, until: int) -> list[int] | None:
        """The places of the words that belong to the verb, or None where one is missing."""
        if not entry.company:
            return []
        document = self.document
        segment = self.grammar.segment_at(i)
        lowers, words = document.lowers, document.words
        last = max(segment.last, until + 1)
        if segment.kind == "subordinate" or (segment.finite >= 0 and segment.finite < i):
            places = range(i - 1, segment.first - 1, -1)
            more = range(i + 1, min(last, i + 3))
        else:
            places, more = range(i + 1, min(i + _REACH, self._bracket_end(i, last))), range(segment.first, i)
        found: list[int] = []
        own = (i,) if entry.base == "sein" else ()  # looked up by a word of its company
        for wanted in entry.company:
            place = next(
                (k for k in (*own, *places, *more) if (lowers[k] in wanted or words[k] in wanted) and k not in found),
                -1,
            )
            if place < 0 or (place >= segment.last and lowers[place] in _POINTERS):
                return None  # "sprach von 45 Leuten, davon 20 Frauen"
            found.append(place)
        return found

    def _bracket_end(self, i: int, last: int) -> int:
        """Where the clause of the verb at i ends: appositions between commas belong to it, other clauses do not."""
        words, held = self.document.words, -1
        for segment in self.grammar.segments(self.document.sentence_index(i)):
            if last < len(words) and words[last] == "(" and segment.first > last:
                last = next((k + 1 for k in range(last, min(last + 40, len(words))) if words[k] == ")"), last)
            relative = segment.kind == "subordinate" and self.document.lowers[segment.first] in _RELATIVES
            if segment.first == last + 1 and words[last] == "," and relative:
                held = segment.last + 1
                continue  # "hält den Plan, der seit Mai vorliegt, für falsch"
            if held == segment.first and segment.kind == "fragment":
                last, held = segment.last, -1
                continue
            glued = segment.kind == "fragment" or words[segment.first - 1] in '“”«»)"'
            if segment.first >= last and glued and segment.first - last <= 1:
                last = segment.last
        return last
