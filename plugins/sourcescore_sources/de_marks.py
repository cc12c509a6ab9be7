"""The words that may open or close an attribution in German, and where they stand in a text: found in one pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

import tomli

from sourcescore import Document

from .de_nouns import nouns

BEHIND: Final = frozenset("laut gemäß lt".split())
ECHOES: Final = frozenset("demnach danach".split())
RELATIVE_ECHOES: Final = frozenset("wonach derzufolge demzufolge".split())
HEISST: Final = frozenset("heißt hieß heiße geheißen".split())
INSIDE: Final = frozenset("in im aus bei beim von vom seitens vonseiten".split())
CONCLUSIONS: Final = frozenset(
    "fazit resümee bilanz conclusio schlussfolgerung urteil befund these credo argument begründung".split()
)
FINDINGS: Final = CONCLUSIONS | frozenset("ergebnis ergebnisse resultat schluss".split())
"""What a study comes to: "Ergebnis der Studie ist, dass …"."""
HEARD: Final = frozenset("hören vernehmen erfahren lesen entnehmen".split())


@lru_cache(1)
def tellers() -> frozenset[str]:
    """The nouns of "nach Angaben …": what a source gives when it tells."""
    data = tomli.loads(Path(__file__).with_name("de_nouns.toml").read_text(encoding="utf-8"))
    return frozenset(data["teller"]["words"].split())


@lru_cache(1)
def readable() -> frozenset[str]:
    """The nouns of "nach einem Bericht …": documents that a source is read in."""
    data = tomli.loads(Path(__file__).with_name("de_nouns.toml").read_text(encoding="utf-8"))
    return frozenset(data["teller"]["documents"].split())


TRIGGERS: Final = (
    BEHIND
    | ECHOES
    | RELATIVE_ECHOES
    | HEISST
    | HEARD
    | FINDINGS
    | frozenset(
        "darin zufolge nach so berufung verweis hinweis bezugnahme sicht ansicht meinung auffassung einschätzung folge".split()
    )
)

SPEAKERS: Final = frozenset(
    "ich wir mir mich uns mein meine meinem meinen meiner unser unsere unserem unseren unserer du dich dir dein deine".split()
)
SURVEYED: Final = frozenset("befragten befragte befragter umfrageteilnehmer umfrageteilnehmern probanden".split())
SURVEYS: Final = tuple("umfrage umfragen befragung erhebung studie studien mikrozensus".split())
"""Ends of nouns for what asks or counts many: "in einer Umfrage lag sie vorn"."""
_TRIGGER: Final = 1
_SPEECH_NOUN: Final = 2
_SPEAKER: Final = 4
_COLON: Final = 8
_SURVEYED: Final = 16


_SURVEY_TAILS: Final = frozenset(survey[-5:] for survey in SURVEYS)
_MARKS: Final = {
    low: _TRIGGER * (low in TRIGGERS)
    | _SPEAKER * (low in SPEAKERS)
    | _COLON * (low == ":")
    | _SURVEYED * (low in SURVEYED)
    for low in TRIGGERS | SPEAKERS | SURVEYED | {":"}
}


@lru_cache(1)
def _judge() -> Callable[[str], int]:
    """What says what a word can be here, as bits."""
    is_speech, speech_tails = nouns().of.is_speech, nouns().of.speech_tails

    def judge(form: str) -> int:
        low = form.lower()
        tail = low[-5:]
        bits = _MARKS.get(low, 0)
        if tail in _SURVEY_TAILS and form[0].isupper() and low.endswith(SURVEYS):
            bits |= _TRIGGER
        return bits | _SPEECH_NOUN if (tail in speech_tails or "-" in low) and is_speech(low) else bits

    return judge


class _Tells(dict[str, bool]):
    """Whether a word is a noun of "nach Angaben", "nach einem Bericht", or a compound with one."""

    def __missing__(self, low: str) -> bool:
        result = self[low] = low.endswith(_endings())
        return result


@lru_cache(1)
def _endings() -> tuple[str, ...]:
    return tuple(sorted(tellers() | readable()))


_TELLS: Final = _Tells()


def tells_near(lowers: list[str]) -> bool:
    """Whether one of these words can be a noun of "nach Angaben" or "nach einem Bericht"."""
    return any(map(_TELLS.__getitem__, lowers))


class Marked:
    """The tokens of one document that are such words."""

    def __init__(self, document: Document) -> None:
        found = document.forms.marked(_judge())
        self.triggers = [i for i, bits in found if bits & _TRIGGER]
        self.speech_nouns = [i for i, bits in found if bits & _SPEECH_NOUN]
        self.speakers = [i for i, bits in found if bits & _SPEAKER]
        self.surveyed = [i for i, bits in found if bits & _SURVEYED]
        self.colons = [i for i, bits in found if bits & _COLON]
