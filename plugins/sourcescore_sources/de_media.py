"""Whether a German noun phrase names another medium: by its noun, by a known name, or by what the text has called it."""

from __future__ import annotations

from typing import Final

from sourcescore import Document

from .de_nouns import base_of, is_medium, is_role, nouns
from .de_phrases import Phrase
from .de_places import places
from .de_words import DEFINITE, INDEFINITE, LOWER_NAMES, PAPERS, PRESS

_ARTICLES: Final = DEFINITE | INDEFINITE


def is_quoted(document: Document, phrase: Phrase) -> bool:
    """Whether a name in quotation marks is part of a phrase."""
    return any(word in '„»"“' for word in document.words[phrase.first : phrase.name_end])


def is_media(document: Document, phrase: Phrase) -> bool:
    """Whether a phrase names a medium, or media."""
    lowers = document.lowers
    known = nouns()
    if is_quoted(document, phrase):
        if known.has("document", lowers[phrase.head]):
            return False  # "eine in „Nature“ veröffentlichte Studie"
        return not is_role(lowers[phrase.head]) or is_medium(lowers[phrase.head])
    head = lowers[phrase.head]
    named = phrase.name_end - phrase.head > 1  # "die staatliche Agentur Ukrinform", but "die Agentur"
    if known.has("media", head) and not (head == "agentur" and phrase.determiner and not named):
        return True
    run = [low for low in lowers[phrase.first : phrase.name_end] if low[0].isalnum()]
    while run and run[0] in _ARTICLES:
        run = run[1:]
    joined = " ".join(run)
    if len(run) == 1 and "." in joined and joined.rpartition(".")[0] in known.media_names - known.common:
        return True  # "heise.de"
    if len(run) > 1 and run[0].endswith(("en", "er")) and " ".join(map(base_of, run)) in known.media_bases:
        return True  # "laut Süddeutscher Zeitung", "der Frankfurter Allgemeinen"
    if joined in known.media_names or (joined.endswith("s") and joined[:-1] in known.media_names and len(joined) > 4):
        return True
    if bool(run) and not is_role(run[0]) and len(run) > 1 and " ".join(run[:2]) in known.media_names:
        return True
    if len(run) in (2, 3) and run[0].endswith("er") and run[-1] in PAPERS and not is_role(run[0]):
        return True  # "die Stuttgarter Nachrichten"
    if len(run) in (2, 3, 4) and run[0].endswith(("er", "e", "en")) and run[-1] in PRESS and not is_role(run[0]):
        return True  # "die Mitteldeutsche Zeitung"
    # "des Berliner Tagesspiegels": the last word names the paper
    tail = run[-1].removesuffix("s") if run else ""
    if len(run) > 1 and len(tail) > 5 and tail in known.media_names and not is_role(run[0]):
        return True
    return len(run) == 1 and not phrase.determiner and not known.of[head] and _is_introduced(document, phrase.head)


def _is_introduced(document: Document, i: int) -> bool:
    """Whether the text says of the name at i elsewhere which medium it is: "die Zeitung Politika"."""
    words, lowers = document.words, document.lowers
    name = lowers[i]
    found: bool | None = document.notes.get((_is_introduced, name))
    if found is None:
        found = any(at and words[at - 1][0].isupper() and is_medium(lowers[at - 1]) for at in places(document, name))
        document.notes[_is_introduced, name] = found
    return found


def is_medium_behind(document: Document, phrase: Phrase) -> bool:
    """Whether a report is a medium's: "ein Bericht der Zeitung", "eine Meldung von Reuters"."""
    lowers, names = document.lowers, nouns().media_names
    return any(
        (document.words[k][0].isupper() or lowers[k] in LOWER_NAMES)
        and (
            is_medium(lowers[k])
            or f"{lowers[k - 1]} {lowers[k]}" in names
            or (document.words[k - 1] in '„"»' and lowers[k] in names)
        )
        for k in range(phrase.name_end, phrase.last)
    )
