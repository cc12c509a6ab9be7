"""German words for days, months and stretches of time: what stands beside a verb of saying without naming a speaker."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag")
MONTHS: Final = frozenset(
    "jänner januar feber februar märz april mai juni juli august september oktober november dezember".split()
)
DATES: Final = MONTHS | set(WEEKDAYS) | {f"{day}s" for day in WEEKDAYS}
_PARTS: Final = frozenset("morgen vormittag mittag nachmittag abend nacht".split())
TIMES: Final = (
    MONTHS
    | set(WEEKDAYS)
    | _PARTS
    | {day + part for day in WEEKDAYS for part in _PARTS}
    | set("anfang mitte ende jahr jahres woche monat tag".split())
)
"""What a date is made of: "am Montagabend", "Ende Jänner"."""
TIME_NOUNS: Final = TIMES | set(
    "jahre jahren monate monaten wochen tage tagen stunde stunden minuten zeit mal uhr prozent".split()
)
"""Heads of noun phrases that nobody can be: "Drei Jahre später sagte …"."""
