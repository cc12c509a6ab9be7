"""Whether a German text has said by name who "der Minister", "seine Anwältin" or "der Apple-Chef" is."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from sourcescore import Document

from .de_calendar import TIMES
from .de_nouns import nouns
from .de_phrases import Phrase
from .de_places import places, with_capitals
from .de_subjects import PREPOSITIONS
from .de_words import ADVERBS, DETERMINERS, NO_ADJECTIVES, PRONOUNS

_FAR: Final = 1500
"""Words behind which nobody remembers who held an office."""
_SHORTEST: Final = 4
_APPOSITION: Final = 9
_NEAR: Final = 7
ADJECTIVE: Final = re.compile("(lich|ig|isch|bar|sam|haft|end|los|voll|ngen|nant|iv)(e|er|es|en|em)$")
NO_FIRST_NAMES: Final = frozenset(
    "solche weniger viel mehr neue neuer neues erste letzte große kleine junge alte gute guter gutes schlechte hohe hoher "
    "starke harte schwere schwerer klare weitere weiterer scharfe breite schnelle teure späte frühe nächste beide".split()
)

_NO_NAMES: Final = DETERMINERS | PRONOUNS | ADVERBS | PREPOSITIONS | NO_ADJECTIVES | TIMES
OFFICES: Final = tuple(
    "sprecher sprecherin beamte beamter beamten polizist polizistin polizeichef verteidiger verteidigerin ankläger anklägerin "
    "staatsanwalt staatsanwältin richter richterin gutachter gutachterin arzt ärztin mediziner medizinerin zeuge zeugin "
    "bürgermeister bürgermeisters bürgermeisterin mitarbeiter mitarbeiterin kommandant wirt lehrer lehrerin nachbar "
    "nachbarin polizeichefin polizeichefs beamtin inspektor offizier".split()
)
"""Ends of words for people whom a text speaks of without a name, also with "der": others were named before."""
_ANYBODY: Final = OFFICES + tuple(
    "mann mannes frau junge mädchen täter täterin opfer kläger klägerin angreifer verdächtige verdächtiger beschuldigte "
    "beschuldigter angeklagte angeklagter angestellte angestellter patient patientin schüler schülerin besitzer besitzerin "
    "käufer kunde kundin fahrer lenker lenkerin passagier versorger versorgers hersteller anbieter betreiber anrainer "
    "bewohner einwohner".split()
)
_POINTING: Final = frozenset(
    "zitierte zitierten befragte befragten genannte genannten zuständige zuständigen örtliche".split()
)


def can_be_named(phrase: Phrase, lowers: list[str]) -> bool:
    """Whether a phrase is what a text calls somebody for a change whom it has named: "der Designer", "die Autorin"."""
    head = lowers[phrase.head]
    known = nouns().of[head]
    if head.endswith(_ANYBODY) or "authority" in known or "organisation" in known or "body" in known:
        return False
    if not _POINTING.isdisjoint(lowers[phrase.first : phrase.head]):
        return False
    if phrase.determiner == "die":
        return head.endswith("in")
    return phrase.determiner in ("der", "dem", "des") and not ("group" in known and phrase.determiner == "der")


def is_anybody_named(document: Document, last: int) -> bool:
    """Whether a first and a last name stand before a token."""
    first = document.notes.get(is_anybody_named)
    if first is None:
        words = document.words
        first = document.notes[is_anybody_named] = next(
            (
                i
                for i in range(1, len(words) - 1)
                if words[i].istitle() and words[i + 1].istitle() and is_full_name(document, i)
            ),
            len(words),
        )
    return bool(first < last)


def is_full_name(document: Document, i: int) -> bool:
    """Whether a first and a last name stand at token i: "Anna Huber", not "Neue Wege", "Die Halle"."""
    low = document.lowers[i]
    names = _is_surname(document, i) and _is_surname(document, i + 1)
    return names and low not in NO_FIRST_NAMES and not ADJECTIVE.search(low)


def has_full_name(document: Document, i: int) -> bool:
    """Whether the last name at token i stands behind a first name somewhere in the text."""
    name = document.lowers[i]
    found: bool | None = document.notes.get((has_full_name, name))
    if found is None:
        behind = [at for at in places(document, name) if at and document.words[at - 1].istitle()]
        found = document.notes[has_full_name, name] = any(is_full_name(document, at - 1) for at in behind)
    return found


def is_called(document: Document, phrase: Phrase) -> bool:
    """Whether the role of a phrase stands beside a name earlier in the text: "Anna Huber, Leiterin der Schule … die
    Leiterin". Where the phrase says of what ("der Leiter der Schule"), that has to stand there as well."""
    words, lowers = document.words, document.lowers
    owner, _, role = lowers[phrase.head].rpartition("-")
    if len(role) < _SHORTEST:
        return False
    of = {lowers[k] for k in range(phrase.name_end, phrase.last) if words[k][0].isupper()}
    alike = [
        at
        for low, at in with_capitals(document).items()
        if low.endswith(role) or (owner and low.startswith(f"{owner}-"))
    ]
    for j in chain.from_iterable(alike):
        if not phrase.first - _FAR < j < phrase.first or not words[j][0].isupper():
            continue
        if of and of.isdisjoint(lowers[max(0, j - _NEAR) : j + _NEAR]):
            continue
        if _is_surname(document, j + 1) or _is_named_behind(document, j) or _is_named_before(document, j):
            return True
    return False


def _is_surname(document: Document, i: int) -> bool:
    """Whether the word at i is a name and no noun, time or adjective: "Huber", not "Wien" behind "in"."""
    word = document.words[i] if i < len(document.words) else ""
    low = word.lower()
    plain = word[:1].isupper() and word.replace("-", "").isalpha() and (len(word) == 1 or not word.isupper())
    return plain and not nouns().of[low] and low not in _NO_NAMES


def _is_named_behind(document: Document, j: int) -> bool:
    """Whether an apposition behind the role at j is a name: "der Leiter der Schule in Graz, Franz Huber"."""
    last = min(document.sentence_at(j).last - 2, j + _APPOSITION)
    comma = next((k for k in range(j + 1, last) if document.words[k] in ",:.–"), -1)
    return (
        comma > 0
        and document.words[comma] == ","
        and _is_surname(document, comma + 1)
        and _is_surname(document, comma + 2)
    )


def _is_named_before(document: Document, j: int) -> bool:
    """Whether the role at j begins an apposition to a name: "Anna Huber, die neue Leiterin"."""
    k = j - 1
    while k > 1 and document.words[k][0].islower() and j - k < _SHORTEST:
        k -= 1
    return k > 1 and document.words[k] == "," and _is_surname(document, k - 1) and _is_surname(document, k - 2)
