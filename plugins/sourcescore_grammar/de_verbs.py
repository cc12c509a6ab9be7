"""German verb forms by stem and ending: which readings a word form has as a verb, without looking at its sentence.

A form is cut into prefixes, stem and ending; stems and whatever is irregular stand in de_verbs.toml. Source of the
paradigms: Duden, Die Grammatik, "Das Verb" (conjugation, e-insertion, separable and inseparable prefixes).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import tomli

from .de_endings import (
    BARE_PARTICIPLE,
    CLIPPED,
    FIRST_AND_THIRD,
    IMPERATIVE,
    IMPERATIVE_E,
    MIXED_PAST,
    PARTICIPLE,
    SECOND,
    STRONG,
    STRONG_E,
    STRONG_N,
    STRONG_PAST,
    SUBJUNCTIVE2,
    THIRD,
    WEAK,
    WEAK_E,
    WEAK_N,
    WEAK_S,
    VerbForm,
    readings,
)


class _Stem(NamedTuple):
    """A stem of a verb: which endings it takes, and whether the verb's participle has "ge-"."""

    lemma: str
    endings: dict[str, tuple[VerbForm, ...]]
    ge: bool


_DATA: Final = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))


def _words(key: str) -> list[str]:
    return [word for line in _DATA[key] for word in line.split()]


PARTICLES: Final = frozenset(_words("particles"))
"""What may stand before a verb and part from it: "mit", "zurück", "statt"."""

_PREFIXES: Final = frozenset(_words("prefixes"))
_STACKED: Final = frozenset(_words("stacked"))
_NEVER: Final = frozenset(_words("never"))
_KEPT: Final = {word: reading for reading, lines in _DATA["only"].items() for line in lines for word in line.split()}
_PREFIX_HEADS: Final = frozenset(prefix[:2] for prefix in _PREFIXES)
_PARTICLE_LENGTHS: Final = {
    head: tuple(sorted({len(particle) for particle in PARTICLES if particle.startswith(head)}, reverse=True))
    for head in {particle[:2] for particle in PARTICLES}
}
"""How long a particle can be, the longest first, by the first two letters of a form."""


_INSERTED_E: Final = re.compile(r"(?:[td]|(?:[bcdfgkpstxz]|ch)[mn])$|kni$")
_MODALS: Final = frozenset("können müssen dürfen sollen wollen mögen wissen".split())
_IN_ELN_ERN: Final = ("eln", "ern")

_WITHOUT_GE: Final = frozenset(_words("weak_without_ge"))
_REGULAR: Final = {
    lemma[:-1] if lemma.endswith(_IN_ELN_ERN) else lemma[:-2]: lemma for lemma in chain(_words("weak"), _WITHOUT_GE)
}
_SHORTENED: Final = {lemma[:-3] + lemma[-2]: lemma for lemma in _REGULAR.values() if lemma.endswith(_IN_ELN_ERN)}
_STEMS: Final[dict[str, list[_Stem]]] = {}
_COMPLETE: Final[set[str]] = set()
"""The stems to which the regular verbs were added."""


def _stems(stem: str) -> list[_Stem]:
    """The verbs that have this stem. Regular ones are only made when met: there are thousands, and few in a text."""
    found = _STEMS.get(stem, [])
    if stem in _COMPLETE:
        return found
    _COMPLETE.add(stem)
    if stem in _REGULAR:
        lemma = _REGULAR[stem]
        if lemma.endswith(_IN_ELN_ERN):
            endings = WEAK_N
        elif _INSERTED_E.search(stem):
            endings = WEAK_E
        else:
            endings = WEAK_S if stem[-1] in "sßzx" else WEAK
        found = [*found, _Stem(lemma, endings, lemma not in _WITHOUT_GE)]
    if stem in _SHORTENED:
        found = [*found, _Stem(_SHORTENED[stem], CLIPPED, True)]
    if found:
        _STEMS[stem] = found
    return found


def _add(stem: str, lemma: str, endings: dict[str, tuple[VerbForm, ...]]) -> None:
    _STEMS.setdefault(stem, []).append(_Stem(lemma, endings, True))


def _add_strong(entry: str) -> None:
    """One line of principal parts: infinitive, third person present, past, subjunctive II, participle; "/" for variants."""
    lemma, thirds, pasts, seconds, participles = entry.split()
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    if not lemma.endswith("en"):
        _add(stem, lemma, STRONG_N)
    else:
        _add(stem, lemma, STRONG_E if _INSERTED_E.search(stem) else STRONG)
    for third in thirds.split("/"):
        if lemma in _MODALS:
            _add(third, lemma, FIRST_AND_THIRD)
            _add(third + ("t" if third[-1] in "sß" else "st"), lemma, SECOND)
        else:
            _add_present(lemma, stem, third)
    for past in pasts.split("/"):
        _add(past, lemma, MIXED_PAST if past.endswith("e") else STRONG_PAST)
    for second in seconds.split("/"):
        _add(second, lemma, SUBJUNCTIVE2)
    for participle in participles.split("/"):
        _add(participle, lemma, PARTICIPLE)
        if participle.startswith("ge"):
            _add(participle[2:], lemma, BARE_PARTICIPLE)


def _add_present(lemma: str, stem: str, third: str) -> None:
    """The second and third person singular, and the imperative with the same vowel ("gib", but "fahre")."""
    _add(third, lemma, THIRD)
    keeps_t = third.endswith("t") and stem.endswith("t") and not third.endswith("et")
    changed = third if keeps_t else third[:-1]
    _add(changed + ("t" if changed[-1] in "sßz" else "st"), lemma, SECOND)
    if "e" in stem and "i" in third and "i" not in stem and third.endswith("t"):
        _add(changed, lemma, IMPERATIVE)
    else:
        _add(stem, lemma, IMPERATIVE_E)


def _build() -> None:
    for entry in _DATA["strong"]:
        _add_strong(entry)
    for pair in _words("imperatives"):
        lemma, _, form = pair.partition(":")
        _add(form, lemma, IMPERATIVE)
    for entry in _DATA["irregular"]:
        form, lemma, *reading = entry.split()
        _add(form, lemma, readings("- " + " ".join(reading)))


_build()


_KNOWN_STEMS: Final = frozenset(chain(_STEMS, _REGULAR, _SHORTENED))
_ENDINGS: Final = sorted(
    {
        ending
        for endings in (
            *(stem.endings for stems in _STEMS.values() for stem in stems),
            WEAK,
            WEAK_E,
            WEAK_S,
            WEAK_N,
            CLIPPED,
        )
        for ending in endings
    }
)
_NO_ENDING: Final = (0,)
_ENDING_LENGTHS: Final = {
    last: tuple(sorted({0, *(len(ending) for ending in _ENDINGS if ending.endswith(last))}))
    for last in {ending[-1] for ending in _ENDINGS if ending}
}
"""How long an ending can be, by the last letter of a form."""


def lemmas() -> tuple[str, ...]:
    """The infinitives of the lexicon, without what prefixes and particles make of them, sorted."""
    return tuple(sorted({*_REGULAR.values(), *(stem.lemma for stems in _STEMS.values() for stem in stems)}))


_new: Callable[[type[VerbForm], tuple[str, ...]], VerbForm] = tuple.__new__


def _of(form: VerbForm, lemma: str) -> VerbForm:
    """The same reading, of another verb."""
    _, kind, mood, tense, persons = form
    return _new(VerbForm, (lemma, kind, mood, tense, persons))


def _simple(low: str, behind_prefix: bool) -> list[VerbForm]:
    """The readings of a form without separable particle; behind an inseparable prefix, participles have no "ge-"."""
    found: list[VerbForm] = []
    length = len(low)
    for long in _ENDING_LENGTHS.get(low[-1], _NO_ENDING):
        cut = length - long
        if cut < 2:
            break
        if low[:cut] not in _KNOWN_STEMS:  # most words are no verbs
            continue
        ending = low[cut:]
        for stem in _stems(low[:cut]):
            if stem.endings is BARE_PARTICIPLE and not behind_prefix:
                continue
            if stem.endings is PARTICIPLE and behind_prefix and low.startswith("ge"):
                continue
            forms = stem.endings.get(ending, ())
            for form in forms:
                found.append(_of(form, stem.lemma))
            if (behind_prefix or not stem.ge) and _makes_participle(stem, ending):
                found.append(VerbForm(stem.lemma, "participle", "", "", ""))
    if low.startswith("ge") and not behind_prefix:
        found += _ge_participle(low)
    return found


def _makes_participle(stem: _Stem, ending: str) -> bool:
    endings = stem.endings
    if endings is WEAK_E:
        return ending == "et"
    return ending == "t" and (endings is WEAK or endings is WEAK_S or endings is WEAK_N)


def _ge_participle(low: str) -> list[VerbForm]:
    return [
        VerbForm(stem.lemma, "participle", "", "", "")
        for ending in ("t", "et")
        if low.endswith(ending)
        for stem in _stems(low[2 : -len(ending)])
        if stem.ge and _makes_participle(stem, ending)
    ]


_LOAN: Final = re.compile(r"(\w{2,}ier)(en|t|e|te|ten|st|est|et|test|tet)")


def _whole(low: str) -> list[VerbForm]:
    """The readings without a separable particle: as it stands, else with an inseparable prefix."""
    found = _simple(low, False)
    if found or low[:2] not in _PREFIX_HEADS:
        return found
    for length in range(2, min(7, len(low) - 2)):
        prefix = low[:length]
        if prefix in _PREFIXES:
            found += [_of(form, prefix + form.lemma) for form in _simple(low[length:], True)]
    return found


def _loan(low: str) -> list[VerbForm]:
    """The readings as a verb in -ieren that the lexicon need not know."""
    loan = _LOAN.fullmatch(low) if "ier" in low else None
    if not loan:
        return []
    lemma = loan.group(1) + "en"
    found = [_of(form, lemma) for form in WEAK[loan.group(2)]]
    if loan.group(2) == "t":
        found.append(VerbForm(lemma, "participle", "", "", ""))
    return found


def _separable(low: str) -> list[VerbForm]:
    """The readings with a separable particle in front, of which the longest that leaves a verb is taken."""
    for length in _PARTICLE_LENGTHS.get(low[:2], ()):
        particle = low[:length]
        if length > len(low) - 3 or particle not in PARTICLES:
            continue
        rest = low[length:]
        found = _whole(rest) if rest not in _UNLIKELY_BASES else []
        if rest.startswith("zu") and len(rest) > 4:
            infinitives = [form for form in _whole(rest[2:]) or _loan(rest[2:]) if form.kind == "infinitive"]
            found += [form._replace(kind="zu-infinitive") for form in infinitives]
        if not found and particle in _STACKED:
            found = _separable(rest)
        found = [form for form in found if form.mood != "imperative"]
        if found:
            return [_of(form, particle + form.lemma) for form in found]
    return []


_DUAL: Final = ("durch", "hinter", "über", "um", "unter", "voll", "wider", "wieder")  # inseparable as well as separable
_UNLIKELY_BASES: Final = frozenset(_words("not_behind_particles"))
_ORDER: Final = {"infinitive": 0, "finite": 1, "participle": 2, "zu-infinitive": 3}


@lru_cache(200_000)
def analyse(word: str) -> tuple[VerbForm, ...]:
    """All readings of a word form as a verb, infinitives first; () where the lexicon knows it as none.

    Capitals are ignored: that a capital makes a noun is for the caller to see.
    """
    low = word.lower()
    if low in _NEVER or len(low) < 2:
        return ()
    found = _whole(low)
    if not found or low.startswith(_DUAL) or all(form.mood == "imperative" for form in found):
        found += _separable(low)
    found = found or _loan(low)
    if not found:
        return ()
    kept = _KEPT.get(low)
    if kept is not None:
        found = [form for form in found if form.kind == kept or form.mood.startswith(kept)]
    if len(found) == 1:
        return tuple(found)
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(form: VerbForm) -> int:
    return _ORDER[form.kind]


def is_finite(word: str) -> bool:
    """Whether the form can be finite."""
    return any(form.kind == "finite" for form in analyse(word))


def is_infinitive(word: str) -> bool:
    """Whether the form can be an infinitive without "zu"."""
    return any(form.kind == "infinitive" for form in analyse(word))


def is_participle(word: str) -> bool:
    """Whether the form can be a past participle."""
    return any(form.kind == "participle" for form in analyse(word))


def subjunctive(word: str) -> str:
    """Whether the form can be a third person of subjunctive I or II.

    "unambiguous"; "ambiguous" where the same form is also an indicative third person ("bewegten"); "" where it can not.
    """
    third = {form.mood for form in analyse(word) if form.kind == "finite" and "3" in form.persons}
    if not third & {"subjunctive1", "subjunctive2"}:
        return ""
    return "ambiguous" if "indicative" in third else "unambiguous"
