"""What kind of source a German noun phrase names: a document, somebody named, a role, a medium, people in general, or
somebody kept unnamed. Decided by its head noun, its number and its determiner (de_nouns.toml has the nouns)."""

from __future__ import annotations

from typing import Final

from sourcescore import Document

from .de_marks import SURVEYED
from .de_media import is_media, is_medium_behind, is_quoted
from .de_nouns import TELLERS, is_medium, nouns
from .de_number import are_several, has_plural_verb, is_plural_form, is_singular_verb
from .de_phrases import Phrase
from .de_words import DEFINITE, INDEFINITE, PRONOUNS

_GENERAL: Final = frozenset(
    "viele vielen manche manchen einige einigen mehrere mehreren zahlreiche zahlreichen alle allen etliche".split()
)
_UNNAMED: Final = frozenset(
    "ungenannte ungenannter ungenannten anonyme anonymer anonymen vertraute vertrauten eingeweihte eingeweihten informierte "
    "informierten unterrichtete unterrichteten".split()
)


_SHARES: Final = frozenset("hälfte drittel viertel großteil mehrheit mehrzahl teil anteil prozent".split())
_ITS_OWN: Final = ("-informationen", "-infos", "-info", "-recherchen")
_PLAIN_FINDINGS: Final = frozenset(("daten", "zahlen", "ergebnisse"))
_FINDINGS: Final = tuple(
    "studien untersuchungen umfragen statistiken analysen auswertungen erhebungen -daten sdaten rdaten -zahlen".split()
)
"""What research comes to, in the plural: a source that can be looked up where the text says which."""


def kind_of(document: Document, phrase: Phrase) -> str:
    """The kind of source that a noun phrase names: documented, named, role, media, vague or anonymous."""
    known = document.notes.setdefault(kind_of, {})
    kind: str | None = known.get(phrase)
    if kind is None:
        kind = known[phrase] = _find_kind(document, phrase)
    return kind


def _find_kind(document: Document, phrase: Phrase) -> str:
    words, lowers = document.words, document.lowers
    known = nouns()
    inside = lowers[phrase.first : phrase.last]
    alone = phrase.last - phrase.first == 1
    if alone and (lowers[phrase.first] in PRONOUNS or lowers[phrase.first] in DEFINITE):
        return "role"
    if alone and lowers[phrase.first] == "beide":
        return "named"  # two of whom the text has just told
    if alone and (lowers[phrase.first] in _GENERAL or lowers[phrase.first] in ("wenige", "andere")):
        return "vague"
    if inside[0] in ("einer", "eine") and len(inside) > 1 and inside[1] == "von":
        return "role"  # "einer von ihnen"
    if alone and lowers[phrase.first] == "darin":
        return "documented"
    if is_media(document, phrase):
        return "media"
    if _anonymous(document, phrase, inside):
        return "anonymous"
    head = lowers[phrase.head]
    if head in _SHARES and not SURVEYED.isdisjoint(inside):
        return "documented"  # "die Hälfte der Befragten"
    if head in TELLERS or (head.endswith("angaben") and len(head) > 7):
        return _teller(document, phrase)
    if "meisten" in inside and not _names_in(document, phrase):
        return "vague"  # "die meisten Umfragen"
    if (head in _PLAIN_FINDINGS or head.endswith(_FINDINGS)) and (
        phrase.determiner in DEFINITE or phrase.last > phrase.name_end
    ):
        return "documented"  # "die Studien", "Zahlen des Ministeriums"; bare "Studien" can be any
    if known.has("party", head) and phrase.determiner not in _GENERAL and lowers[phrase.first] not in _GENERAL:
        return "named"  # "Republikaner kündigen Widerstand an"
    proper = _names_in(document, phrase)
    owner = head.partition("-")[0] if "-" in head else ""
    if owner and head.endswith(_ITS_OWN) and (owner in known.media_names or is_medium(owner)):
        return "media"  # "laut STANDARD-Informationen"
    if (
        owner
        and owner not in _NO_OWNERS
        and known.has("vague", head)
        and document.words[phrase.head][: len(owner)].isupper()
    ):
        return "named"  # "UN-Schätzungen"
    if phrase.determiner in INDEFINITE and known.has("role", head) and _owned_by_name(document, phrase):
        return "role"  # "ein Sprecher Putins"
    if known.has("vague", head) and not proper and _is_plural(head, phrase.determiner):
        if not phrase.determiner and head.endswith("er") and is_singular_verb(document, phrase.last):
            return "role"
        if head in _NEVER_NAMED:
            return "vague"
        if _organisation_behind(document, phrase) and lowers[phrase.last - 1] not in _SOME_MEDIA:
            return "named"  # "Experten der WU Wien": one can ask there; not "Berichten lokaler Medien"
        return "role" if is_known_group(document, phrase.head) else "vague"
    opens = document.sentence_at(phrase.first).first == phrase.first and lowers[phrase.first].endswith(
        ("e", "er", "es", "en")
    )
    first_name = phrase.head > phrase.first and not phrase.determiner and words[phrase.first][0].isupper() and not opens
    if known.has("document", head) and not known.has("role", head) and not first_name:
        of_medium = owner in known.media_names or (owner and is_medium(owner)) or is_medium_behind(document, phrase)
        return "media" if of_medium else "documented"  # "der Times-Bericht", "ein Bericht der Zeitung"
    if head in known.rulings:
        return "documented" if phrase.determiner in DEFINITE else "named"
    if words[phrase.first][0].isdigit() and phrase.head > phrase.first and not _organisation_behind(document, phrase):
        return "role"  # "100 Gründer": people who can be found, and none is named
    if proper and not (alone and has_plural_verb(document, phrase) and not words[phrase.first].isupper()):
        return "named"
    if head.endswith(_ON_DUTY):
        return "role"  # "Ermittler gehen von Brandstiftung aus": it is known who they are
    if alone and has_plural_verb(document, phrase):
        return "vague"
    if known.has("group", head) and head.endswith(("n", "e", "er", "s", "en")):
        of_many = phrase.determiner in _GENERAL or lowers[phrase.first] in _GENERAL
        bare = not phrase.determiner and are_several(document, phrase)
        if of_many or bare:
            return "role" if _organisation_behind(document, phrase) else "vague"
        if phrase.determiner == "die" or is_plural_form(head):
            return "role"
    if head.endswith("innen") and phrase.determiner in DEFINITE:
        return "role"
    if known.has("body", head) and _place_named(document, phrase):
        return "named"
    if known.has("authority", head) and _called(document, phrase):
        return (
            "documented" if head.startswith("gerichtshof") else "named"
        )  # what "der Oberste Gerichtshof" says is a ruling
    if head in _PROPER:
        return "named"
    if known.has("role", head):
        if known.has("authority", head) and len(head) >= _LONG:
            return "named"
        if (
            phrase.determiner not in INDEFINITE
            and _organisation_behind(document, phrase)
            and known.has("authority", head)
        ):
            return "named"
        return "role"
    if known.has("authority", head):
        return "named" if phrase.determiner not in INDEFINITE else "role"
    if phrase.determiner in INDEFINITE:
        return "role"
    if phrase.determiner in _GENERAL or lowers[phrase.first] in _GENERAL:
        return "vague"
    return "named" if words[phrase.head][0].isupper() else "role"


_NO_OWNERS: Final = frozenset("it edv pr tv us eu".split())
_LONG: Final = 12
"""Letters of a compound that says which body it is: "Rechnungshof"."""
_PROPER: Final = frozenset("vatikan kreml pentagon".split())
_ON_DUTY: Final = (
    "ermittler", "ermittlern", "fahnder", "fahndern", "behörden", "gewerkschaften", "organisatoren", "veranstalter",
    "veranstaltern", "initiatoren", "sanitäter", "sanitätern",
)  # fmt: skip
_SINGULAR: Final = frozenset("der die das dem des ein eine einem einer eines".split())


_SCIENTISTS: Final = (
    "forscher", "wissenschaft", "studien", "archäolog", "paläontolog", "anthropolog", "ethnolog", "psycholog", "biolog",
    "virolog", "epidemiolog", "geolog", "ökolog", "soziolog", "linguist", "astronom", "physiker", "chemiker",
)  # fmt: skip


def is_known_group(document: Document, i: int) -> bool:
    """Researchers whom the text has brought in, and a team that is named by its head: "die Forscher", "Forscher um Huber"."""
    lowers = document.lowers
    if lowers[i + 1 : i + 2] == ["um"] and document.words[i + 2 : i + 3] and document.words[i + 2][0].isupper():
        return True
    if not lowers[i].startswith(_SCIENTISTS):
        return False
    before = (
        lowers[
            i - 2 if i > 1 and lowers[i - 1].endswith(("er", "en")) and lowers[i - 1] not in ("der", "den") else i - 1
        ]
        if i
        else ""
    )
    return before in ("die", "den", "der")  # also "die Wiener Forscher"


def _is_plural(head: str, determiner: str) -> bool:
    """Whether a noun such as "Forscher" or "Experten" is a plural beside its determiner."""
    if determiner in ("der", "den"):
        return head.endswith("n") and head != "beobachterin"
    return determiner == "die" or determiner not in _SINGULAR


_SOME_MEDIA: Final = frozenset("medien zeitungen sender agenturen".split())
_NEVER_NAMED: Final = frozenset(
    "medienberichten medienberichte schätzungen gerüchte gerüchten berichte spekulationen zungen".split()
)


def _anonymous(document: Document, phrase: Phrase, inside: list[str]) -> bool:
    words, lowers = document.words, document.lowers
    head = lowers[phrase.head]
    if is_quoted(document, phrase):
        return False
    if nouns().has("anonymous", head) and head not in ("kreis",):
        return not (head.endswith("quelle") and phrase.determiner in DEFINITE)
    if _UNNAMED & set(inside) or (phrase.first and lowers[phrase.first - 1].startswith("vertraute")):
        return True
    text = " ".join(inside)
    if "kenntnis" in inside or "namentlich nicht" in text or "nicht namentlich" in text or "nicht genannt" in text:
        return True
    return any(
        nouns().has("anonymous", low) and words[phrase.first + k][0].isupper() for k, low in enumerate(inside) if k
    )


def _place_named(document: Document, phrase: Phrase) -> bool:
    """Whether an adjective or a name says whose government or police it is: "die polnische Regierung"."""
    places = range(phrase.first, phrase.head)
    if any(
        document.words[k].istitle() and document.lowers[k].endswith("er") and len(document.words[k]) > 4 for k in places
    ):
        return True  # "Wiener Berufsrettung"
    if "in" in document.lowers[phrase.name_end : phrase.last]:
        return True  # "die Regierung in Warschau"
    before = document.lowers[phrase.first : phrase.head]
    return any(low.endswith(("sche", "schen", "scher")) and len(low) > 6 for low in before) or _organisation_behind(
        document, phrase
    )


def _called(document: Document, phrase: Phrase) -> bool:
    """Whether an adjective with a capital makes a noun a name: "das Jüngste Gericht" is one, "das oberste Gericht" is none."""
    inside = range(phrase.first + 1, phrase.head)
    return any(document.words[k].istitle() and document.lowers[k].endswith(("e", "en", "er", "es")) for k in inside)


def _owned_by_name(document: Document, phrase: Phrase) -> bool:
    """Whether one name in the genitive, and nothing more, stands behind the noun."""
    last = document.words[phrase.name_end - 1]
    return phrase.name_end - phrase.head == 2 and last.istitle() and last.endswith("s") and not last.endswith("ss")


_COMMON: Final = frozenset(("role", "authority", "vague", "group"))


def _names_in(document: Document, phrase: Phrase) -> bool:
    """Whether a proper name stands in the phrase: a capitalised word beside the noun for a role, or no noun at all."""
    words, lowers = document.words, document.lowers
    known = nouns()
    run = [k for k in range(phrase.head, phrase.name_end) if words[k][0].isalpha()]
    common = [k for k in run if not known.of[lowers[k]].isdisjoint(_COMMON)]
    if len(run) > len(common) and common:
        return True
    if not common and not phrase.determiner:
        return not known.has("document", lowers[phrase.head])
    if not common and (len(run) > 1 or words[phrase.head].isupper()):
        return True
    tail = words[phrase.name_end : phrase.last]
    if tail[:2] == ["zusammen", "mit"] and len([word for word in tail if word.istitle()]) > 1:
        return True  # "der Präsident zusammen mit Obmann Franz Huber"
    if "und" in tail:  # "der Vizepräsident des Senats und Klubobmann Franz Huber"
        joined = words.index("und", phrase.name_end)
        more = [k for k in range(joined + 1, phrase.last) if words[k][0].isupper()]
        if len(more) > 1 and known.has("role", lowers[more[0]]) and any(not known.of[lowers[k]] for k in more[1:]):
            return True
    # ", der Chef des Hauses, Franz Huber": the name may be the apposition
    for k in range(phrase.name_end, phrase.last - 1):
        if words[k] == "," and words[k + 1][0].isupper() and lowers[k + 1] not in DEFINITE:
            rest = range(k + 1, phrase.last)
            if any(words[m][0].isupper() and not known.has("role", lowers[m]) for m in rest):
                return True
        if words[k] == "," and lowers[k + 1] in DEFINITE:  # ", der Österreicher Hannes Huber"
            pairs = range(k + 2, phrase.last - 1)
            if any(words[m][0].isupper() and words[m + 1].istitle() and words[m + 1].isalpha() for m in pairs):
                return True
    return False


def _organisation_behind(document: Document, phrase: Phrase) -> bool:
    return any(
        document.words[k][0].isupper() and document.words[k - 1] != "und" for k in range(phrase.name_end, phrase.last)
    )


_UNCALLED: Final = frozenset("role vague group".split())
_TRADES: Final = frozenset(
    "medizinischen politischen technischen statistischen militärischen diplomatischen kritischen praktischen logistischen "
    "optimistischen pessimistischen realistischen telefonischen gerichtsmedizinischen forensischen historischen".split()
)


def _teller(document: Document, phrase: Phrase) -> str:
    """The kind of "Angaben der Polizei", "eigenen Angaben", "Polizeiangaben"."""
    lowers, words = document.lowers, document.words
    inner = [k for k in range(phrase.head + 1, phrase.last) if words[k][0].isupper()]
    if inner:
        known = nouns().of
        return "role" if all(not known[lowers[k]].isdisjoint(_UNCALLED) for k in inner) else "named"
    if any(
        low.endswith(("ischen", "yschen", "deutschen")) and low not in _TRADES
        for low in lowers[phrase.first : phrase.head]
    ):
        return "named"  # "nach französischen Angaben"
    if lowers[phrase.head] != "angaben" and lowers[phrase.head].endswith("angaben"):
        whose = nouns().of[lowers[phrase.head].removesuffix("angaben").removesuffix("s")]
        sure = "-" in lowers[phrase.head] or ("authority" in whose and "body" not in whose)
        return "named" if sure else "role"  # "UNO-Angaben", "Ministeriumsangaben", but "Polizeiangaben"
    if not phrase.determiner and lowers[phrase.head] in ("berechnungen", "einschätzungen"):
        return "vague"
    own = any(low.startswith("eigen") for low in lowers[phrase.first : phrase.head])
    return (
        "named" if own or phrase.determiner else "role"
    )  # "eigenen Angaben", "ihren Angaben"; not "ersten Erkenntnissen"


_EVENTS: Final = tuple(
    "ung heit keit tät nis ierung anschlag ausfall einbruch attentat unglück brand krise streit "
    "antwort sieg niederlage projekt premiere turnier konzert".split()
)


def is_event(low: str) -> bool:
    """Whether a noun means something that happens and nobody who could speak: "Verschiebung", "Attentat"."""
    known = nouns()
    speakers = ("role", "authority", "organisation", "body", "group", "media", "document", "speech")
    return low.endswith(_EVENTS) and not any(known.has(kind, low) for kind in speakers)


_NO_SPEAKERS: Final = frozenset(
    "antwort foto fotos bild grafik video quelle fazit ergebnis frage problem grund beispiel motto ziel thema stand fakt "
    "reaktion nachteile vorteile premiere spiel "
    "nachtrag update links info infos tipp tipps hinweis vorteil nachteil preis datum ort zeit termin text von start ende folge "
    "konsequenz hintergrund themen punkt prozent euro tabelle rang platz artikel kommentar symbolbild titel film buch "
    "tor tore hinspiel rückspiel karten zuschauer schiedsrichter aufstellung saisonergebnisse spielstand frauen männer damen "
    "herren wichtig pikant brisant erstaunlich spannend kurz konkret "
    "auffallend auffällig bemerkenswert sprich kurios interessant zusatz kurzum heißt "
    "thementag abstract".split()
)


_SPEAKING: Final = frozenset("role media vague authority organisation body party group".split())


def can_speak(document: Document, phrase: Phrase) -> bool:
    """Whether what a phrase names can say something, so that a colon behind it opens its words."""
    low = document.lowers[phrase.head]
    known = nouns()
    if low in _NO_SPEAKERS or phrase.last - phrase.first > 9:
        return False
    last = phrase.name_end - 1
    described = last > phrase.head and low.endswith(("e", "er", "es", "en"))
    if len(document.lowers[last]) > 5 and is_event(document.lowers[last]) and (last == phrase.head or described):
        return False  # "Streit", "Vorsätzliche Brandstiftung"
    if not known.of[low].isdisjoint(_SPEAKING):
        return True
    words = document.words
    run = range(phrase.head, phrase.name_end)
    return not phrase.determiner and all(words[k][0].isupper() or words[k] in '„“"»«&.' for k in run) and len(run) <= 4
