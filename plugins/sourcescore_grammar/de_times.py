"""German words for times and amounts, by which plans are told from reports and rough figures from other uses."""

from __future__ import annotations

FUTURE = frozenset(
    "künftig künftige künftigen zukünftig bald demnächst morgen übermorgen heuer voraussichtlich frühestens spätestens "
    "langfristig mittelfristig kurzfristig weiterhin anschließend danach daraufhin später folgen folgenden".split()
)
_COMING = frozenset("nächste nächsten nächster nächstes kommende kommenden kommender kommendes".split())
_PERIODS = frozenset(
    "woche wochen monat monate monaten monats jahr jahre jahren jahres jahrzehnt jahrzehnte tag tage tagen herbst frühjahr "
    "frühling sommer winter quartal montag dienstag mittwoch donnerstag freitag samstag sonntag saison zeit".split()
)
_SEASONS = frozenset("herbst frühjahr frühling sommer winter".split())
MONTHS = frozenset(
    "jänner januar februar feber märz april mai juni juli august september oktober november dezember".split()
)
_DAYS = frozenset("montag dienstag mittwoch donnerstag freitag samstag sonntag".split())
FUTURE_PHRASES = (
    (_COMING, _PERIODS | MONTHS),
    (frozenset(["im"]), _SEASONS | MONTHS),
    (frozenset(["in"]), frozenset(["kürze", "zukunft", "bälde"])),
    (
        frozenset(["ab"]),
        MONTHS | _DAYS | frozenset(["sofort", "heute", "anfang", "mitte", "ende", "dem", "kommendem"]),
    ),
    (
        frozenset("bis anfang mitte ende".split()),
        MONTHS | frozenset(["ende", "mitte", "zum", "des", "jahresende", "anfang"]),
    ),
    (frozenset("noch".split()), frozenset("heuer heute vor im in diese dieses diesen".split())),
    (frozenset("diese dieses diesen".split()), _PERIODS),
)
PAST = frozenset(
    "bereits schon gestern vorgestern damals früher zuletzt kürzlich jüngst einst seinerzeit bislang bisher seit derzeit "
    "aktuell gegenwärtig momentan vergangenen vergangene vergangenes vergangener vorigen letzten".split()
)

NUMBER_WORDS = frozenset(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend hundertausend zweihundert "
    "dreihundert hunderte tausende alle allen alles sämtliche jeder jede jedes jeden jedem niemand nichts keine kein "
    "doppelt dreimal zweimal viermal halb hälfte zweier dreier verdoppelt".split()
)
UNITS = frozenset(
    "million millionen milliarde milliarden hälfte drittel viertel fünftel zehntel achtel dutzend dutzende hundert tausend "
    "jahr jahre jahren jahrzehnt jahrzehnte monat monate woche wochen tag tage stunde stunden minute minuten prozent meter "
    "kilometer kilo tonne tonnen euro dollar mal doppelte dreifache vierfache zehnfache jahrhundert".split()
)


def is_year(low: str) -> bool:
    """Whether a word is a year of this century: "2029"."""
    return len(low) == 4 and low.isdigit() and low[:2] == "20"
