"""Sources: attribution, anonymous and vague sources, media, documents; and who says what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from sourcescore import Attribution, Document, Signal, hookimpl

_HERE = Path(__file__).parent


@hookimpl
def rule_files(lang: str) -> Iterable[Path]:
    """The rules for one language."""
    path = _HERE / f"{lang}.toml"
    return [path] if path.exists() else []


@hookimpl
def categories() -> Mapping[str, float]:
    """The categories with their default weights."""
    return {"attribution": 0.0, "anonymous_source": -0.3, "vague_source": -0.2}


@hookimpl
def analyses(lang: str) -> Mapping[str, Callable[[Document], Any]]:
    """``who says``: the attribution relations of a document, in tokens."""
    if lang != "de":
        return {}
    from .de_resolve import find_relations

    return {"who says": find_relations}


@hookimpl
def conditions(lang: str) -> Mapping[str, Callable[..., bool]]:
    """Conditions on the phrase around a marker; see the catalogue of conditions in the documentation."""
    if lang != "de":
        return {}
    from .de_conditions import CONDITIONS

    return CONDITIONS


@hookimpl
def signal_rules(lang: str) -> Mapping[str, str]:
    """What ``find_signals`` finds."""
    if lang != "de":
        return {}
    return {
        "de.attribution.verb": "Ein Verb des Sagens, zu dem die Quelle und das Gesagte gefunden sind.",
        "de.attribution.verb_assert": "Ein Verb des Behauptens: die Quelle besteht auf etwas.",
        "de.attribution.verb_opinion": "Ein Verb des Meinens: die Quelle urteilt oder erwartet.",
        "de.attribution.verb_promise": "Ein Verb des Ankündigens oder Versprechens: noch nicht eingelöst.",
        "de.vague.group": "Mehrere Leute einer Art oder Medien ohne Namen als Quelle.",
    }


@hookimpl
def find_signals(document: Document) -> Iterable[Signal]:
    """Verbs of saying that tie a claim to a source, and sources that are several people of one sort."""
    if document.lang != "de":
        return []
    from .de_resolve import attribution_signals, vague_signals

    return chain(attribution_signals(document), vague_signals(document))


@hookimpl
def resolve_sources(document: Document) -> Iterable[Attribution]:
    """Who says what in a German or English text; other languages are left to other plugins."""
    if document.lang == "de":
        from .de_resolve import resolve

        return resolve(document)
    if document.lang == "en":
        from .en_relations import resolve as resolve_english

        return resolve_english(document)
    return []
