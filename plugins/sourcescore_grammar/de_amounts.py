"""Conditions on German amounts: whether a number, a part or a whole follows, and whether "über" is a mere preposition."""

from __future__ import annotations

from typing import Final

from sourcescore import Match

from .de_times import NUMBER_WORDS, UNITS, is_year

_ARTICLES: Final = frozenset("ein eine einen einem einer der die das den dem".split())
_SIGNS: Final = frozenset("€ $ £ us-$ eur usd chf".split())
_COMPOUND_ENDINGS: Final = tuple(
    "tausend hundert zig zehn mal fach fache fachen facht stündige stündigen einhalb prozentige prozentigen "
    "prozentiger köpfige köpfigen jährige".split()
)
_NOT_NUMBERS: Final = frozenset(
    "einmal diesmal manchmal niemal jedesmal einfach einfache mehrfach vielfach einzig zehn".split()
)
_WHOLES: Final = frozenset(
    "alle allen aller alles jede jeder jedes jeden jedem sämtliche sämtlichen kein keine keinen keiner niemand "
    "doppelt verdoppelt verdreifacht vervierfacht halbiert halb ganz täglich".split()
)
_GOVERNORS: Final = tuple(
    "verfüg bericht informier sprech spricht sprach diskuti entscheid entschied verhandel abstimm stimmt stimmen freu "
    "jubel klag streit sieg triumph urteil nachdenken vertrag verträge kredit darlehen rechnung scheck auftrag "
    "aufträge debatte diskussion daten angabe information wissen buch film erfolg kontrolle macht abstimmung gespräch "
    "einigung vereinbar abkommen überblick führung gesetz volksabstimmung referendum bescheid anleihe artikel staffel "
    "distanz zeitraum verteilt läuft laufen lief".split()
)
"""Verbs and nouns whose object "über" introduces: "ein Vertrag über drei Jahre", "verfügt über 20 Betten"."""


def _is_number(low: str) -> bool:
    return (
        (low[0].isdigit() and ":" not in low)  # "3:2" is a result
        or low in NUMBER_WORDS
        or low in UNITS
        or low in _SIGNS
        or (low.endswith(_COMPOUND_ENDINGS) and low not in _NOT_NUMBERS)
        or low == "zehn"
    )


def before_amount(match: Match) -> bool:
    """A number, a number word or a unit of measure follows: "rund 100", "knapp drei", "gut ein Drittel", "etwa die Hälfte"."""
    document, end = match.document, match.sentence.last
    i = match.last
    if i >= end:
        return False
    low = document.lowers[i]
    if low in ("um", "bis", "zu", "zwischen", ".") and i + 1 < end:  # "etwa um 20 Uhr", "ca. 20"
        i += 1
        low = document.lowers[i]
    if low in ("rund", "etwa", "circa", "knapp") and i + 1 < end:  # "schätzungsweise rund 1.000"
        i += 1
        low = document.lowers[i]
    if "Paar" in document.words[i : i + 2]:
        return False  # "mehr als ein Paar Schuhe": counted, not guessed
    if is_year(low) and not (i + 1 < end and (document.words[i + 1][0].isupper() or document.words[i + 1] in "%€$")):
        return False
    if _is_number(low):
        return True
    return low in _ARTICLES and i + 1 < end and _is_number(document.lowers[i + 1])


def before_part(match: Match) -> bool:
    """ "ein" or "eine" and a noun follow, counted as one: "mindestens ein Mensch"."""
    document, i = match.document, match.last
    if i + 1 >= match.sentence.last or document.lowers[i] not in ("ein", "eine", "einen", "einem", "einer", "eines"):
        return False
    return any(document.words[k][0].isupper() for k in range(i + 1, min(i + 3, match.sentence.last)))


def before_whole(match: Match) -> bool:
    """A word for all, none or a multiple follows: "fast alle", "nahezu jeder", "beinahe verdoppelt"."""
    return match.next() in _WHOLES


def governed_ueber(match: Match) -> bool:
    """A verb or noun right before governs the preposition: "verfügt über 20 Betten", "ein Kredit über drei Millionen"."""
    document, sentence = match.document, match.sentence
    nearby = document.lowers[max(sentence.first, match.first - 4) : match.first]
    if "," not in nearby and any(low.startswith(_GOVERNORS) for low in nearby):
        return True
    behind = document.lowers[match.last + 1 : min(match.last + 5, sentence.last)]
    return not {"hinweg", "hinaus", "verteilt", "abgestimmt", "entschieden", "verhandelt", "verfügt"}.isdisjoint(behind)
