"""Finds the German verbs by which a text says that somebody says or thinks something: every verb of de_verbs.toml in
all its forms, with its particle, its auxiliary and the words that make up a fixed phrase."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from sourcescore import Document, Forms

HAVE = frozenset("hat haben hatte hatten habe hätte hätten".split())
BE = frozenset("ist sind war waren sei seien wäre wären".split())
BECOME = frozenset("wird werden wurde wurden werde würde würden".split())
_AUXILIARIES = HAVE | BE | BECOME
_CLAUSE_ENDS = frozenset(',.;:–—-!?…)“”"«»‹›‘’(')
_COORDINATORS = frozenset("und oder sowie aber doch".split())
_REACH = 45
_POINTERS = frozenset("davon daran darauf damit dafür dagegen darüber".split())
_GAPS = frozenset("am im in vor".split())


class Entry(NamedTuple):
    """A verb of the list. ``particle``: of a separable verb, else ""; ``company``: sets of words of which one each has
    to stand in the clause."""

    lemma: str
    base: str
    particle: str
    company: tuple[frozenset[str], ...]
    content: str
    stance: str
    told: bool


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


def _is_verb(word: str) -> bool:
    return "|" not in word and word not in ("den", "von", "an", "in", "ein", "darin", "davon", "daran", "hin")


@lru_cache(1)
def exceptions() -> dict[str, frozenset[str]]:
    """Words that rule a verb out in their clause: "forderte zwölf Tote" says nothing."""
    data = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))
    return {lemma: frozenset(words.split()) for lemma, words in data["exceptions"].items()}


@lru_cache(1)
def entries() -> tuple[Entry, ...]:
    """The verbs of de_verbs.toml."""
    data = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))
    found = []
    told = frozenset(data["told"]["verbs"].split())
    for table in data["verbs"]:
        for text in table["lemmas"]:
            words = text.split()
            at = next(k for k, word in enumerate(words) if word.endswith("n") and word[0].islower() and _is_verb(word))
            verb = words.pop(at)
            particle, _, base = verb.rpartition("-")
            company = tuple(frozenset(word.split("|")) for word in words)
            lemma, content = particle + base, table["content"]
            in_nouns = content in ("act", "told") or lemma in told
            found.append(Entry(lemma, base, particle, company, content, table["stance"], in_nouns))
    return tuple(found)


@lru_cache(1)
def evidence() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Verbs of what documents say ("zeigen"); the words of which one has to stand in their clause, and ends of such."""
    data = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))["evidence"]
    return frozenset(data["verbs"].split()), frozenset(data["words"].split()), tuple(data["endings"].split())


class Candidate(NamedTuple):
    """An entry that a word form can belong to. ``kinds``: which forms it can be; ``joined``: with its particle;
    ``needs``: sets of words of which one each has to stand in the sentence."""

    entry: Entry
    kinds: frozenset[str]
    joined: bool
    needs: tuple[frozenset[str], ...]

    def lacks(self, words: Iterable[str]) -> bool:
        """Whether one of the words that it needs is not among these."""
        for wanted in self.needs:  # noqa: SIM110  written out, since this is asked of every verb of a text
            if wanted.isdisjoint(words):
                return True
        return False


class _Lookup:
    """The entries whose verb a word can be a form of."""

    def __init__(self, analyse: Callable[[str], Any]) -> None:
        self._analyse = analyse
        self._by_lemma: dict[str, list[Entry]] = {}
        self._by_word: dict[str, list[Entry]] = {}
        for entry in entries():
            if entry.base == "sein" and entry.company:  # looked up by its rarer words
                for word in {w for words in entry.company for w in words if len(w) > 3}:
                    self._by_word.setdefault(word.lower(), []).append(entry)
                continue
            for lemma in {entry.lemma, entry.base}:
                self._by_lemma.setdefault(lemma, []).append(entry)

    def __call__(self, word: str) -> tuple[Candidate, ...]:
        low = word.lower()
        forms = self._analyse(low) if word[0].islower() or word.isupper() else ()
        if not forms and low.endswith(("t", "en")):  # "Hervorgehoben hat sie, …"
            forms = tuple(form for form in self._analyse(low) if form.kind == "participle")
        if low not in self._by_word:
            known = self._by_lemma
            for form in forms:
                if form.lemma in known:
                    break
            else:
                return ()
        found = [Candidate(entry, frozenset(), False, _lower(entry.company)) for entry in self._by_word.get(low, ())]
        for lemma in dict.fromkeys(form.lemma for form in forms):
            for entry in self._by_lemma.get(lemma, ()):
                candidate = _candidate(entry, forms)
                if candidate is not None and candidate not in found:
                    found.append(candidate)
        # A phrase of more words says more than the bare verb: it is tried first.
        found.sort(key=lambda c: (-len(c.entry.company), -len(c.entry.particle)))
        return tuple(found)


def _lower(company: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(word.lower() for word in words) for words in company)


def _candidate(entry: Entry, forms: Any) -> Candidate | None:
    """What a word with these readings can be of an entry's verb; None where it can only be an infinitive."""
    kinds = frozenset(form.kind for form in forms if form.lemma == entry.lemma)
    joined = bool(kinds)
    if not kinds and entry.particle:
        kinds = frozenset(form.kind for form in forms if form.lemma == entry.base and form.kind == "finite")
    if not kinds & {"finite", "participle"}:
        return None
    needs = _lower(entry.company)
    if entry.particle and not joined:
        needs = (frozenset({entry.particle}), *needs)
    return Candidate(entry, kinds, joined, needs)


_lookup = lru_cache(16)(_Lookup)


def find_sayings(document: Document) -> list[Saying]:
    """The verbs of saying and thinking of a document, in order."""
    lookup = _lookup(document.analysis("verb forms"))
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

    def _clause(self, i: int) -> list[str]:
        segment = self.grammar.segment_at(i)
        return self.document.lowers[segment.first : segment.last]

    def sayings(self, candidates: list[tuple[int, tuple[Candidate, ...]]]) -> Iterator[Saying]:
        taken: set[int] = set()
        document = self.document
        last, present = 0, list[str]()
        for i, found in candidates:
            if i in taken:
                continue
            for candidate in found:
                if candidate.needs:
                    if i >= last:
                        sentence = document.sentence_at(i)
                        last, present = sentence.last, document.lowers[sentence.first : sentence.last]
                    if candidate.lacks(present):
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
            return self._participle(i, auxiliary, entry)
        if "finite" not in kinds:
            return self._as_reported(i, entry) if "participle" in kinds else None
        if self._is_infinitive(i, kinds) or self._is_attribute(i):
            return None
        if entry.lemma in self._exceptions and not self._exceptions[entry.lemma].isdisjoint(self._clause(i)):
            return None
        if self._is_possessive(i):
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

    def _opens_with_participle(self, i: int, kinds: frozenset[str]) -> bool:
        """ "Hervorgehoben hat sie, dass …", "Kritisiert wird …"."""
        if "participle" not in kinds or self.document.sentence_at(i).first != i:
            return False
        return self.document.lowers[i + 1 : i + 2] != [] and self.document.lowers[i + 1] in _AUXILIARIES

    def _is_attribute(self, i: int) -> bool:
        """Whether the form stands before a noun that the finite verb follows: "in der verkündeten Entscheidung erklärten …"."""
        words = self.document.words
        return (
            words[i].endswith(("te", "ten"))
            and i + 2 < len(words)
            and words[i + 1][0].isupper()
            and self.grammar.segment_at(i).finite == i + 2
        )

    def _shows(self, i: int) -> bool:
        """Whether what can be looked up stands in the clause of the verb at i."""
        clause = self._clause(i)
        first = self.grammar.segment_at(i).first
        if first and self.document.words[first - 1] == ")":  # "wie eine Studie der Organisation (OECD) zeigt"
            clause = self.document.lowers[max(self.document.sentence_at(i).first, first - 25) : i]
        return "sich" not in clause and any(low in self._findings or low.endswith(self._endings) for low in clause)

    def _is_possessive(self, i: int) -> bool:
        """Whether "meinen" says whose something is: "meinen ersten Titel", not "meinen viele"."""
        if self.document.lowers[i] != "meinen" or i + 1 >= len(self.document.words):
            return False
        behind = self.document.words[i + 1]
        return behind[0].islower() and behind.endswith("en") and behind not in ("einigen", "manchen")

    def _be(self, i: int, entry: Entry) -> Saying | None:
        """ "ist überzeugt", "sind der Ansicht": found by the adjective or noun at i."""
        segment = self.grammar.segment_at(i)
        lowers = self.document.lowers
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
        if segment.kind != "subordinate" and segment.first > sentence.first and segment.finite < 0:
            for earlier in reversed(self.grammar.segments(self.document.sentence_index(i))):
                if earlier.first < segment.first and earlier.kind == "main":
                    finite = earlier.finite
                    return finite if lowers[finite] in _AUXILIARIES else -1
        return -1

    def _is_infinitive(self, i: int, kinds: frozenset[str]) -> bool:
        """Whether a form that can be both is an infinitive here: behind "zu", or governed by a modal verb."""
        if "infinitive" not in kinds:
            return False
        lowers = self.document.lowers
        if i and lowers[i - 1] == "zu":
            return True
        segment = self.grammar.segment_at(i)
        if segment.finite >= 0 and segment.finite != i:
            return True
        return i + 1 < len(lowers) and lowers[i + 1] in ("zu", "soll", "will", "kann", "sollen", "wollen", "können")

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
        for wanted in entry.company:
            place = next(
                (k for k in (*places, *more) if (lowers[k] in wanted or words[k] in wanted) and k not in found), -1
            )
            if place < 0 or (place >= segment.last and lowers[place] in _POINTERS):
                return None  # "sprach von 45 Leuten, davon 20 Frauen"
            found.append(place)
        return found

    def _bracket_end(self, i: int, last: int) -> int:
        """Where the clause of the verb at i ends: appositions between commas belong to it, other clauses do not."""
        words = self.document.words
        for segment in self.grammar.segments(self.document.sentence_index(i)):
            if last < len(words) and words[last] == "(" and segment.first > last:
                last = next((k + 1 for k in range(last, min(last + 40, len(words))) if words[k] == ")"), last)
            glued = segment.kind == "fragment" or words[segment.first - 1] in '“”«»)"'
            if segment.first >= last and glued and segment.first - last <= 1:
                last = segment.last
        return last
