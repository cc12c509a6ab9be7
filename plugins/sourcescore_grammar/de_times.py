"""German words for times and amounts, by which plans are told from reports and rough figures from other uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_FUTURE: Final = frozenset(
    "künftig künftige künftigen zukünftig zukünftige zukünftigen bald baldigst demnächst übermorgen voraussichtlich "
    "frühestens spätestens langfristig mittelfristig kurzfristig ehestmöglich schnellstmöglich schrittweise nunmehr "
    "fortan hinkünftig nächstens kommendes".split()
)
_LATER: Final = frozenset("morgen heuer dann danach anschließend daraufhin später zunächst vorerst weiterhin".split())
"""Words of a time to come that a report of the past also uses: not sure enough beside a perfect."""

_COMING: Final = frozenset(
    "nächste nächsten nächster nächstes kommende kommenden kommender kommendem folgende folgenden".split()
)
_SEASONS: Final = frozenset("herbst frühjahr frühling sommer winter advent".split())
WEEKDAYS: Final = frozenset("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag".split())
_DAYS: Final = WEEKDAYS | {"wochenende"}
_MONTHS: Final = frozenset(
    "jänner januar februar feber märz april mai juni juli august september oktober november dezember".split()
)
_SPANS: Final = frozenset(
    "woche wochen monat monate monaten monats jahr jahre jahren jahres jahrzehnt jahrzehnte jahrzehnten tag tage "
    "tagen quartal halbjahr saison jahreshälfte zeit zukunft stunden legislaturperiode spielzeit runde".split()
)
_PERIODS: Final = _SPANS | _SEASONS | _DAYS | _MONTHS
_AHEAD: Final = frozenset("jahren monaten wochen tagen stunden minuten".split())
"""Behind "in" these name a time to come ("in zwei Monaten"), where none of the following stands between."""
_SURE_PHRASES: Final = (
    (_COMING - frozenset(["folgende", "folgenden"]), _PERIODS),
    (frozenset(["in"]), frozenset(["zukunft", "kürze", "bälde"])),
    (frozenset(["ab"]), _MONTHS | _DAYS | frozenset(["sofort", "heute", "morgen", "anfang", "mitte", "ende", "dem"])),
    (frozenset(["bis"]), _MONTHS | _DAYS | frozenset(["ende", "mitte", "anfang", "zum", "zur", "jahresende", "dahin"])),
)
_PHRASES: Final = (
    *_SURE_PHRASES,
    (_COMING, _PERIODS),
    (frozenset(["im"]), _SEASONS | _MONTHS | frozenset(["laufe"])),
    (frozenset(["."]), _MONTHS),
    (frozenset(["anfang", "mitte", "ende"]), _MONTHS | frozenset(["des", "nächster", "kommender", "dieser"])),
    (frozenset(["noch"]), frozenset("heuer heute vor im in diese dieses diesen am".split())),
    (frozenset("diese dieses diesen dieser diesem".split()), _PERIODS),
)
_PAST: Final = frozenset(
    "bereits schon gestern vorgestern damals früher zuletzt kürzlich jüngst einst seinerzeit bislang bisher seit "
    "derzeit aktuell gegenwärtig momentan vergangenen vergangene vergangenes vergangener vorigen letzten unterdessen "
    "mittlerweile inzwischen längst ehemals jetzige jetzigen jetziger jetziges".split()
)
_NOW: Final = frozenset("aktuell derzeit gegenwärtig momentan mittlerweile seit bereits".split())
_NOT_AHEAD: Final = _PAST | frozenset("den diesen ersten späten frühen seinen ihren jungen".split())

NUMBER_WORDS: Final = frozenset(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend hunderttausend "
    "zweihundert dreihundert vierhundert fünfhundert zweitausend dreitausend zehntausend hunderte hunderten tausende "
    "tausenden zweier dreier zweieinhalb dreieinhalb viereinhalb eineinhalb anderthalb dreimal zweimal viermal "
    "fünfmal zehnmal halb halbe halben halbes dreiviertel dritte vierte fünfte zehnte".split()
)
UNITS: Final = frozenset(
    "million millionen milliarde milliarden billion billionen hälfte drittel viertel fünftel sechstel siebtel achtel "
    "neuntel zehntel dutzend dutzende hundert tausend jahr jahre jahren jahrzehnt jahrzehnte jahrhundert monat monate "
    "monaten woche wochen tag tage tagen stunde stunden minute minuten sekunde sekunden prozent prozentpunkt "
    "prozentpunkte meter kilometer zentimeter millimeter kilo kilogramm gramm tonne tonnen liter hektar quadratmeter "
    "euro cent dollar franken pfund mal doppelte doppelten dreifache dreifachen vierfache fünffache zehnfache "
    "vielfache halbe halben viertelstunde dreiviertelstunde halbstunde einviertel punkt punkte grad "
    "viertelmillion dreiviertelmillion viertelmilliarde".split()
)


def names_future(lowers: Sequence[str], *, surely: bool = False) -> bool:
    """Whether the words name a time to come: "künftig", "nächste Woche", "bis 2030", "im Herbst".

    With ``surely`` only what no report of the past would say beside a perfect.
    """
    for i, low in enumerate(lowers):
        if low in _FUTURE or (not surely and low in _LATER):
            return True
        before = lowers[i - 1] if i else ""
        if not surely and _ahead(lowers, i):
            return True
        if is_year(low) and (before in ("bis", "ab", "spätestens", "frühestens") or not surely):
            return True
        if low in _AHEAD and "in" in lowers[max(0, i - 4) : i] and _NOT_AHEAD.isdisjoint(lowers[max(0, i - 3) : i]):
            return True
        if any(before in opening and low in closing for opening, closing in (_SURE_PHRASES if surely else _PHRASES)):
            return True
    return False


def names_past(lowers: Sequence[str]) -> bool:
    """Whether the words name a time that is past or now: "bereits", "seit Jahren", "gestern", "derzeit"."""
    return not _PAST.isdisjoint(lowers) and any(low in _PAST and not _ahead(lowers, i) for i, low in enumerate(lowers))


def names_now(lowers: Sequence[str]) -> bool:
    """Whether the words name a time that has begun: "derzeit", "bereits", not "bereits am Mittwoch"."""
    return not _NOW.isdisjoint(lowers) and any(low in _NOW and not _ahead(lowers, i) for i, low in enumerate(lowers))


def _ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether "bereits" or "schon" at i stands before a day or time that may be to come: "schon am Mittwoch", "schon bald"."""
    if lowers[i] not in ("bereits", "schon"):
        return False
    behind = lowers[i + 1 : i + 4]
    if behind[:1] and behind[0] in ("am", "im", "ab", "in", "um", "diesen", "diese", "dieses"):
        behind = behind[1:]
    return bool(behind) and (
        behind[0] in _DAYS | _SEASONS | _FUTURE | _COMING
        or behind[0] in ("heute", "morgen")
        or (behind[0] in _MONTHS and not is_year(behind[1] if len(behind) > 1 else ""))
        or behind[1:2] == ["uhr"]
        or is_year(behind[0])
    )


def is_year(low: str) -> bool:
    """Whether a word is a year of this century: "2029"."""
    return len(low) == 4 and low.isdigit() and low[:2] == "20"
