"""German verb forms by stem and ending: which readings a word form has as a verb, without looking at its sentence.

A form is cut into prefixes, stem and ending; stems and whatever is irregular stand in de_verbs.toml. Source of the
paradigms: Duden, Die Grammatik, "Das Verb" (conjugation, e-insertion, separable and inseparable prefixes).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import tomli


class VerbForm(NamedTuple):
    """One reading of a word form as a verb.

    ``lemma``: the infinitive, a separable particle in front ("mitteilen"). ``kind``: "finite", "infinitive",
    "zu-infinitive" ("mitzuteilen") or "participle" (the past one). ``mood``: "indicative", "subjunctive1", "subjunctive2",
    "imperative", or "" where not finite. ``tense``: "present", "past", or "". ``persons``: some of "1s 2s 3s 1p 2p 3p",
    separated by spaces, or "".
    """

    lemma: str
    kind: str
    mood: str
    tense: str
    persons: str


class _Stem(NamedTuple):
    """A stem of a verb: which endings it takes, and whether the verb's participle has "ge-"."""

    lemma: str
    endings: dict[str, tuple[VerbForm, ...]]
    ge: bool


_DATA = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))


def _words(key: str) -> list[str]:
    return [word for line in _DATA[key] for word in line.split()]


PARTICLES = frozenset(_words("particles"))
"""What may stand before a verb and part from it: "mit", "zurück", "statt"."""

_PREFIXES = frozenset(_words("prefixes"))
_STACKED = frozenset(_words("stacked"))
_NEVER = frozenset(_words("never"))
_KEPT = {word: reading for reading, lines in _DATA["only"].items() for line in lines for word in line.split()}
_PREFIX_HEADS = frozenset(prefix[:2] for prefix in _PREFIXES)
_PARTICLE_LENGTHS = {
    head: tuple(sorted({len(particle) for particle in PARTICLES if particle.startswith(head)}, reverse=True))
    for head in {particle[:2] for particle in PARTICLES}
}
"""How long a particle can be, the longest first, by the first two letters of a form."""


def _readings(table: str) -> dict[str, tuple[VerbForm, ...]]:
    """Endings and what they say, written down as lines of: ending, mood or kind, tense, persons ("-" for no ending)."""
    found: dict[str, list[VerbForm]] = {}
    for line in filter(None, table.splitlines()):
        ending, label, tense, *persons = line.split()
        finite = label not in ("infinitive", "participle")
        form = VerbForm("", "finite" if finite else label, label if finite else "", tense.strip("-"), " ".join(persons))
        found.setdefault(ending.strip("-"), []).append(form)
    return {ending: tuple(forms) for ending, forms in found.items()}


_WEAK_PRESENT = """
{n} infinitive -
{n} indicative present 1p 3p
{e}t indicative present 3s 2p
{e}st indicative present 2s
{m} indicative present 1s
{m} subjunctive1 present 1s 3s
{m}st subjunctive1 present 2s
{m}t subjunctive1 present 2p
{n} subjunctive1 present 1p 3p
{m} imperative present 2s
{e}t imperative present 2p
"""
_WEAK_PAST = """
{e}te indicative past 1s 3s
{e}test indicative past 2s
{e}ten indicative past 1p 3p
{e}tet indicative past 2p
{e}te subjunctive2 past 1s 3s
{e}test subjunctive2 past 2s
{e}ten subjunctive2 past 1p 3p
{e}tet subjunctive2 past 2p
"""
_WEAK = _readings((_WEAK_PRESENT + _WEAK_PAST).format(n="en", e="", m="e"))  # sagen
_WEAK_E = _readings((_WEAK_PRESENT + _WEAK_PAST).format(n="en", e="e", m="e"))  # melden, öffnen
_WEAK_S = _readings((_WEAK_PRESENT + _WEAK_PAST).format(n="en", e="", m="e") + "t indicative present 2s\n")  # setzen
_WEAK_N = _readings((_WEAK_PRESENT + _WEAK_PAST).format(n="n", e="", m="e"))  # handeln, fordern
_CLIPPED = _readings("""
e indicative present 1s
e subjunctive1 present 1s 3s
e imperative present 2s
""")  # (ich) handle, (er) erneure
_STRONG_PRESENT = """
{n} infinitive -
{n} indicative present 1p 3p
{e}t indicative present 2p
e indicative present 1s
e subjunctive1 present 1s 3s
est subjunctive1 present 2s
et subjunctive1 present 2p
{n} subjunctive1 present 1p 3p
{e}t imperative present 2p
"""
_STRONG = _readings(_STRONG_PRESENT.format(n="en", e=""))
_STRONG_E = _readings(_STRONG_PRESENT.format(n="en", e="e"))
_STRONG_N = _readings(_STRONG_PRESENT.format(n="n", e=""))  # tun
_IMPERATIVE_E = _readings("e imperative present 2s")
_THIRD = _readings("- indicative present 3s")
_SECOND = _readings("- indicative present 2s")
_FIRST_AND_THIRD = _readings("- indicative present 1s 3s")
_IMPERATIVE = _readings("- imperative present 2s")
_STRONG_PAST = _readings("""
- indicative past 1s 3s
st indicative past 2s
est indicative past 2s
en indicative past 1p 3p
t indicative past 2p
et indicative past 2p
""")
_MIXED_PAST = _readings("""
- indicative past 1s 3s
st indicative past 2s
n indicative past 1p 3p
t indicative past 2p
""")
_SUBJUNCTIVE2 = _readings("""
- subjunctive2 past 1s 3s
st subjunctive2 past 2s
n subjunctive2 past 1p 3p
t subjunctive2 past 2p
""")
_PARTICIPLE = _readings("- participle -")
_BARE_PARTICIPLE = _readings("- participle -")  # what is left of a participle without its "ge", behind a prefix

_INSERTED_E = re.compile(r"(?:[td]|(?:[bcdfgkpstxz]|ch)[mn])$|kni$")
_MODALS = frozenset("können müssen dürfen sollen wollen mögen wissen".split())
_IN_ELN_ERN = ("eln", "ern")

_WITHOUT_GE = frozenset(_words("weak_without_ge"))
_REGULAR = {
    lemma[:-1] if lemma.endswith(_IN_ELN_ERN) else lemma[:-2]: lemma for lemma in chain(_words("weak"), _WITHOUT_GE)
}
_SHORTENED = {lemma[:-3] + lemma[-2]: lemma for lemma in _REGULAR.values() if lemma.endswith(_IN_ELN_ERN)}
_STEMS: dict[str, list[_Stem]] = {}


def _stems(stem: str) -> list[_Stem]:
    """The verbs that have this stem. Regular ones are only looked up: there are thousands, and few in a text."""
    found = _STEMS.get(stem, [])
    if stem in _REGULAR:
        lemma = _REGULAR[stem]
        if lemma.endswith(_IN_ELN_ERN):
            endings = _WEAK_N
        elif _INSERTED_E.search(stem):
            endings = _WEAK_E
        else:
            endings = _WEAK_S if stem[-1] in "sßzx" else _WEAK
        found = [*found, _Stem(lemma, endings, lemma not in _WITHOUT_GE)]
    if stem in _SHORTENED:
        found = [*found, _Stem(_SHORTENED[stem], _CLIPPED, True)]
    return found


def _add(stem: str, lemma: str, endings: dict[str, tuple[VerbForm, ...]]) -> None:
    _STEMS.setdefault(stem, []).append(_Stem(lemma, endings, True))


def _add_strong(entry: str) -> None:
    """One line of principal parts: infinitive, third person present, past, subjunctive II, participle; "/" for variants."""
    lemma, thirds, pasts, seconds, participles = entry.split()
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    if not lemma.endswith("en"):
        _add(stem, lemma, _STRONG_N)
    else:
        _add(stem, lemma, _STRONG_E if _INSERTED_E.search(stem) else _STRONG)
    for third in thirds.split("/"):
        if lemma in _MODALS:
            _add(third, lemma, _FIRST_AND_THIRD)
            _add(third + ("t" if third[-1] in "sß" else "st"), lemma, _SECOND)
        else:
            _add_present(lemma, stem, third)
    for past in pasts.split("/"):
        _add(past, lemma, _MIXED_PAST if past.endswith("e") else _STRONG_PAST)
    for second in seconds.split("/"):
        _add(second, lemma, _SUBJUNCTIVE2)
    for participle in participles.split("/"):
        _add(participle, lemma, _PARTICIPLE)
        if participle.startswith("ge"):
            _add(participle[2:], lemma, _BARE_PARTICIPLE)


def _add_present(lemma: str, stem: str, third: str) -> None:
    """The second and third person singular, and the imperative with the same vowel ("gib", but "fahre")."""
    _add(third, lemma, _THIRD)
    keeps_t = third.endswith("t") and stem.endswith("t") and not third.endswith("et")
    changed = third if keeps_t else third[:-1]
    _add(changed + ("t" if changed[-1] in "sßz" else "st"), lemma, _SECOND)
    if "e" in stem and "i" in third and "i" not in stem and third.endswith("t"):
        _add(changed, lemma, _IMPERATIVE)
    else:
        _add(stem, lemma, _IMPERATIVE_E)


def _build() -> None:
    for entry in _DATA["strong"]:
        _add_strong(entry)
    for pair in _words("imperatives"):
        lemma, _, form = pair.partition(":")
        _add(form, lemma, _IMPERATIVE)
    for entry in _DATA["irregular"]:
        form, lemma, *reading = entry.split()
        _add(form, lemma, _readings("- " + " ".join(reading)))


_build()


_KNOWN_STEMS = frozenset(chain(_STEMS, _REGULAR, _SHORTENED))
_ENDINGS = sorted(
    {
        ending
        for endings in (
            *(stem.endings for stems in _STEMS.values() for stem in stems),
            _WEAK,
            _WEAK_E,
            _WEAK_S,
            _WEAK_N,
            _CLIPPED,
        )
        for ending in endings
    }
)
_NO_ENDING = (0,)
_ENDING_LENGTHS = {
    last: tuple(sorted({0, *(len(ending) for ending in _ENDINGS if ending.endswith(last))}))
    for last in {ending[-1] for ending in _ENDINGS if ending}
}
"""How long an ending can be, by the last letter of a form."""


def lemmas() -> tuple[str, ...]:
    """The infinitives of the lexicon, without what prefixes and particles make of them, sorted."""
    return tuple(sorted({*_REGULAR.values(), *(stem.lemma for stems in _STEMS.values() for stem in stems)}))


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
            if stem.endings is _BARE_PARTICIPLE and not behind_prefix:
                continue
            if stem.endings is _PARTICIPLE and behind_prefix and low.startswith("ge"):
                continue
            forms = stem.endings.get(ending, ())
            found += [VerbForm(stem.lemma, *form[1:]) for form in forms]
            if (behind_prefix or not stem.ge) and _makes_participle(stem, ending):
                found.append(VerbForm(stem.lemma, "participle", "", "", ""))
    if low.startswith("ge") and not behind_prefix:
        found += _ge_participle(low)
    return found


def _makes_participle(stem: _Stem, ending: str) -> bool:
    endings = stem.endings
    if endings is _WEAK_E:
        return ending == "et"
    return ending == "t" and (endings is _WEAK or endings is _WEAK_S or endings is _WEAK_N)


def _ge_participle(low: str) -> list[VerbForm]:
    return [
        VerbForm(stem.lemma, "participle", "", "", "")
        for ending in ("t", "et")
        if low.endswith(ending)
        for stem in _stems(low[2 : -len(ending)])
        if stem.ge and _makes_participle(stem, ending)
    ]


_LOAN = re.compile(r"(\w{2,}ier)(en|t|e|te|ten|st|est|et|test|tet)")


def _whole(low: str) -> list[VerbForm]:
    """The readings without a separable particle: as it stands, else with an inseparable prefix."""
    found = _simple(low, False)
    if found or low[:2] not in _PREFIX_HEADS:
        return found
    for length in range(2, min(7, len(low) - 2)):
        prefix = low[:length]
        if prefix in _PREFIXES:
            found += [form._replace(lemma=prefix + form.lemma) for form in _simple(low[length:], True)]
    return found


def _loan(low: str) -> list[VerbForm]:
    """The readings as a verb in -ieren that the lexicon need not know."""
    loan = _LOAN.fullmatch(low) if "ier" in low else None
    if not loan:
        return []
    lemma = loan.group(1) + "en"
    found = [form._replace(lemma=lemma) for form in _WEAK[loan.group(2)]]
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
            return [form._replace(lemma=particle + form.lemma) for form in found]
    return []


_DUAL = ("durch", "hinter", "über", "um", "unter", "voll", "wider", "wieder")  # inseparable as well as separable
_UNLIKELY_BASES = frozenset(_words("not_behind_particles"))
_ORDER = {"infinitive": 0, "finite": 1, "participle": 2, "zu-infinitive": 3}


@lru_cache(200_000)
def analyse(word: str) -> tuple[VerbForm, ...]:
    """All readings of a word form as a verb, infinitives first; () where the lexicon knows it as none.

    Capitals are ignored: that a capital makes a noun is for the caller to see.
    """
    low = word.lower()
    if low in _NEVER or len(low) < 2:
        return ()
    found = _whole(low)
    if low.startswith(_DUAL) or all(form.mood == "imperative" for form in found):
        found += _separable(low)
    found = found or _loan(low)
    if not found:
        return ()
    kept = _KEPT.get(low)
    if kept is not None:
        found = [form for form in found if form.kind == kept or form.mood.startswith(kept)]
    return tuple(sorted(dict.fromkeys(found), key=lambda form: _ORDER[form.kind]))


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
