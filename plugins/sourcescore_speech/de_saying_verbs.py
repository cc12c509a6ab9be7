"""The German verbs of saying and thinking of de_verbs.toml, and which of them a word can be a form of."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import tomli

_NO_VERBS: Final = frozenset("den von an in ein darin davon daran hin".split())


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


def _is_verb(word: str) -> bool:
    return "|" not in word and word not in _NO_VERBS


@lru_cache(1)
def _data() -> dict[str, Any]:
    return tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))


@lru_cache(1)
def exceptions() -> dict[str, frozenset[str]]:
    """Words that rule a verb out in their clause: "forderte zwölf Tote" says nothing."""
    return {lemma: frozenset(words.split()) for lemma, words in _data()["exceptions"].items()}


@lru_cache(1)
def entries() -> tuple[Entry, ...]:
    """The verbs of de_verbs.toml."""
    data = _data()
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
    data = _data()["evidence"]
    return frozenset(data["verbs"].split()), frozenset(data["words"].split()), tuple(data["endings"].split())


@lru_cache(1)
def managed() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs that say something also as what somebody managed to do ("konnte nachweisen"), and the modals they stand with."""
    data = _data()["managed"]
    return frozenset(data["verbs"].split()), frozenset(data["modals"].split())


class Candidate(NamedTuple):
    """An entry that a word form can belong to. ``kinds``: which forms it can be; ``joined``: with its particle;
    ``needs``: sets of words of which one each has to stand in the sentence."""

    entry: Entry
    kinds: frozenset[str]
    joined: bool
    needs: tuple[frozenset[str], ...]


def lacks(needs: tuple[frozenset[str], ...], words: Set[str]) -> bool:
    """Whether one of the words that a candidate needs is not among these."""
    for wanted in needs:  # noqa: SIM110  written out, since this is asked of every verb of a text
        if wanted.isdisjoint(words):
            return True
    return False


class _Lookup:
    """The entries whose verb a word can be a form of."""

    def __init__(self, analyse: Callable[[str], Any]) -> None:
        self._analyse = analyse
        self._fronted = tuple(_data()["fronted"]["participles"].split())
        self._fronted_tails = frozenset(participle[-4:] for participle in self._fronted)
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
        if not forms and low[-4:] in self._fronted_tails and word[0].isupper() and low.endswith(self._fronted):
            forms = tuple(
                [form for form in self._analyse(low) if form.kind == "participle"]
            )  # "Hervorgehoben hat sie, …"
        if low not in self._by_word:
            known = self._by_lemma
            for form in forms:
                if form.lemma in known:
                    break
            else:
                return ()
        return self._candidates(low, forms)

    def _candidates(self, low: str, forms: Any) -> tuple[Candidate, ...]:
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
    if not kinds & {"finite", "participle"} and not (kinds and entry.lemma in managed()[0]):
        return None
    needs = _lower(entry.company)
    if entry.particle and not joined:
        needs = (frozenset({entry.particle}), *needs)
    return Candidate(entry, kinds, joined, needs)


lookup_of = lru_cache(16)(_Lookup)
"""The lookup for a function that analyses word forms; one for each."""
