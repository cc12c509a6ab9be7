"""German verb forms by stem and ending: which readings a word form has as a verb, without looking at its sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli


class VerbForm(NamedTuple):
    """One reading of a word form as a verb."""

    lemma: str
    kind: str
    mood: str
    tense: str
    persons: str


_DATA = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))
_STRONG: list[str] = _DATA["strong"]
_WEAK = [stem for line in _DATA["weak"] for stem in line.split()]
_NEVER = frozenset(word for line in _DATA["never"] for word in line.split())
_ADJECTIVES = frozenset(stem for line in _DATA["adjectives"] for stem in line.split())
PARTICLES = frozenset(
    "ab an auf aus bei bekannt dar ein fern fest fort frei gut her herab heraus herbei herein hervor hin hinaus hinein "
    "hinzu klar los mit nach nieder offen richtig statt teil um vor voran voraus vorbei weg weiter wieder zu zurück "
    "zusammen".split()
)
_PREFIXES = (
    "be",
    "ent",
    "emp",
    "er",
    "miss",
    "ver",
    "zer",
    "über",
    "unter",
    "wider",
    "hinter",
    "um",
    "durch",
    "voll",
)


def _build() -> dict[str, list[VerbForm]]:
    table: dict[str, list[VerbForm]] = {}

    def add(word: str, *form: str) -> None:
        table.setdefault(word, []).append(VerbForm(*form))

    for entry in _STRONG:
        lemma, present, past, second, participle = entry.split()
        stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
        plural = "sind" if lemma == "sein" else lemma
        add(lemma, lemma, "infinitive", "", "", "")
        add(participle, lemma, "participle", "", "", "")
        add(present, lemma, "finite", "indicative", "present", "3s")
        add(plural, lemma, "finite", "indicative", "present", "1p 3p")
        add(past, lemma, "finite", "indicative", "past", "1s 3s")
        add(past + ("n" if past.endswith("e") else "en"), lemma, "finite", "indicative", "past", "1p 3p")
        add("sei" if lemma == "sein" else stem + "e", lemma, "finite", "subjunctive1", "present", "3s")
        if lemma == "sein":
            add("seien", lemma, "finite", "subjunctive1", "present", "3p")
        add(second, lemma, "finite", "subjunctive2", "past", "3s")
        add(second + "n", lemma, "finite", "subjunctive2", "past", "3p")
    add("worden", "werden", "participle", "", "", "")
    for stem in _WEAK:
        e = "e" if stem[-1] in "td" or stem.endswith(("rechn", "öffn", "ordn", "zeichn")) else ""
        lemma = stem + ("n" if stem.endswith(("el", "er")) else "en")
        add(lemma, lemma, "infinitive", "", "", "")
        add(lemma, lemma, "finite", "indicative", "present", "1p 3p")
        add(stem + e + "t", lemma, "finite", "indicative", "present", "3s")
        if stem not in _ADJECTIVES:
            add(stem + "e", lemma, "finite", "subjunctive1", "present", "3s")
        for ending, who in (("te", "1s 3s"), ("ten", "1p 3p")):
            add(stem + e + ending, lemma, "finite", "indicative", "past", who)
            add(stem + e + ending, lemma, "finite", "subjunctive2", "past", who)
        inseparable = stem.startswith(_PREFIXES) or stem.endswith("ier")
        add(("" if inseparable else "ge") + stem + e + "t", lemma, "participle", "", "", "")
    return table


_TABLE = _build()


_LOAN = re.compile(r"(\w{2,}ier)(en|t|e|te|ten)")


def _loan_forms(stem: str, ending: str) -> tuple[VerbForm, ...]:
    """The forms of verbs in -ieren, which are all regular."""
    lemma = stem + "en"
    past = VerbForm(lemma, "finite", "indicative", "past", "1s 3s" if ending == "te" else "1p 3p")
    return {
        "en": (VerbForm(lemma, "infinitive", "", "", ""), VerbForm(lemma, "finite", "indicative", "present", "1p 3p")),
        "t": (VerbForm(lemma, "finite", "indicative", "present", "3s"), VerbForm(lemma, "participle", "", "", "")),
        "e": (VerbForm(lemma, "finite", "subjunctive1", "present", "3s"),),
        "te": (past, past._replace(mood="subjunctive2")),
        "ten": (past, past._replace(mood="subjunctive2")),
    }[ending]


@lru_cache(200_000)
def analyse(word: str) -> tuple[VerbForm, ...]:
    """All readings of a word form as a verb; () where it is none that is known."""
    low = word.lower()
    if low in _NEVER:
        return ()
    if low in _TABLE:
        return tuple(_TABLE[low])
    loan = _LOAN.fullmatch(low)
    if loan:
        return _loan_forms(loan.group(1), loan.group(2))
    for prefix in _PREFIXES:
        rest = low[len(prefix) :]
        if low.startswith(prefix) and len(rest) > 2:
            found = [f._replace(lemma=prefix + f.lemma) for f in _TABLE.get(rest, ()) if f.kind != "participle"]
            found += [f._replace(lemma=prefix + f.lemma) for f in _TABLE.get("ge" + rest, ()) if f.kind == "participle"]
            if found:
                return tuple(found)
    for length in range(min(8, len(low) - 3), 1, -1):
        particle, rest = low[:length], low[length:]
        if particle in PARTICLES:
            if rest.startswith("zu") and len(rest) > 5:
                inner = [f for f in analyse(rest[2:]) if f.kind == "infinitive"]
                if inner:
                    return tuple(f._replace(lemma=particle + f.lemma, kind="zu-infinitive") for f in inner)
            found = [f._replace(lemma=particle + f.lemma) for f in analyse(rest)]
            if found:
                return tuple(found)
    return ()


def is_finite(word: str) -> bool:
    """Whether the form can be finite."""
    return any(f.kind == "finite" for f in analyse(word))


def is_infinitive(word: str) -> bool:
    """Whether the form can be an infinitive."""
    return any(f.kind == "infinitive" for f in analyse(word))


def is_participle(word: str) -> bool:
    """Whether the form can be a past participle."""
    return any(f.kind == "participle" for f in analyse(word))


def subjunctive(word: str) -> str:
    """ "unambiguous", "ambiguous" (also an indicative form), or ""."""
    forms = [f for f in analyse(word) if f.kind == "finite"]
    if not any(f.mood.startswith("subjunctive") for f in forms):
        return ""
    return "ambiguous" if any(f.mood == "indicative" for f in forms) else "unambiguous"
