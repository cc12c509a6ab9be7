"""The endings of German verbs, and what each says.

Source of the paradigms: Duden, Die Grammatik, "Das Verb" (conjugation, e-insertion).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple


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


FINITE: Final = 1
NONFINITE: Final = 2
_MOOD_1: Final = 4
_MOOD_2: Final = 8
AMBIGUOUS: Final = 12
MOODS: Final = {_MOOD_1: "first", _MOOD_2: "second", AMBIGUOUS: "ambiguous"}


def kinds_of(readings: Iterable[VerbForm]) -> int:
    """Which kinds of verb form these readings are, and which subjunctive they can be, as bits."""
    bits = 0
    moods = set()
    thirds = plurals = reports = False
    for _, kind, mood, _, persons in readings:
        if kind != "finite":
            bits |= NONFINITE
            continue
        bits |= FINITE
        moods.add(mood)
        thirds = thirds or (mood == "indicative" and "3" in persons)
        plurals = plurals or (mood == "subjunctive2" and "p" in persons)
        reports = reports or (mood == "subjunctive1" and "3" in persons)
    if reports and not thirds:
        return bits | _MOOD_1
    if "subjunctive2" in moods and "indicative" not in moods:
        return bits | _MOOD_2
    return bits | AMBIGUOUS if plurals else bits


def readings(table: str) -> dict[str, tuple[VerbForm, ...]]:
    """Endings and what they say, written down as lines of: ending, mood or kind, tense, persons ("-" for no ending)."""
    found: dict[str, list[VerbForm]] = {}
    for line in filter(None, table.splitlines()):
        ending, label, tense, *persons = line.split()
        finite = label not in ("infinitive", "participle")
        form = VerbForm("", "finite" if finite else label, label if finite else "", tense.strip("-"), " ".join(persons))
        found.setdefault(ending.strip("-"), []).append(form)
    return {ending: tuple(forms) for ending, forms in found.items()}


_WEAK_PRESENT: Final = """
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
_WEAK_PAST: Final = """
{e}te indicative past 1s 3s
{e}test indicative past 2s
{e}ten indicative past 1p 3p
{e}tet indicative past 2p
{e}te subjunctive2 past 1s 3s
{e}test subjunctive2 past 2s
{e}ten subjunctive2 past 1p 3p
{e}tet subjunctive2 past 2p
"""
WEAK: Final = readings((_WEAK_PRESENT + _WEAK_PAST).format(n="en", e="", m="e"))  # sagen
WEAK_E: Final = readings((_WEAK_PRESENT + _WEAK_PAST).format(n="en", e="e", m="e"))  # melden, öffnen
WEAK_S: Final = readings(
    (_WEAK_PRESENT + _WEAK_PAST).format(n="en", e="", m="e") + "t indicative present 2s\n"
)  # setzen
WEAK_N: Final = readings((_WEAK_PRESENT + _WEAK_PAST).format(n="n", e="", m="e"))  # handeln, fordern
CLIPPED: Final = readings("""
e indicative present 1s
e subjunctive1 present 1s 3s
e imperative present 2s
""")  # (ich) handle, (er) erneure
_STRONG_PRESENT: Final = """
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
STRONG: Final = readings(_STRONG_PRESENT.format(n="en", e=""))
STRONG_E: Final = readings(_STRONG_PRESENT.format(n="en", e="e"))
STRONG_N: Final = readings(_STRONG_PRESENT.format(n="n", e=""))  # tun
IMPERATIVE_E: Final = readings("e imperative present 2s")
THIRD: Final = readings("- indicative present 3s")
SECOND: Final = readings("- indicative present 2s")
FIRST_AND_THIRD: Final = readings("- indicative present 1s 3s")
IMPERATIVE: Final = readings("- imperative present 2s")
STRONG_PAST: Final = readings("""
- indicative past 1s 3s
st indicative past 2s
est indicative past 2s
en indicative past 1p 3p
t indicative past 2p
et indicative past 2p
""")
MIXED_PAST: Final = readings("""
- indicative past 1s 3s
st indicative past 2s
n indicative past 1p 3p
t indicative past 2p
""")
SUBJUNCTIVE2: Final = readings("""
- subjunctive2 past 1s 3s
st subjunctive2 past 2s
n subjunctive2 past 1p 3p
t subjunctive2 past 2p
""")
PARTICIPLE: Final = readings("- participle -")
BARE_PARTICIPLE: Final = readings("- participle -")  # what is left of a participle without its "ge", behind a prefix
