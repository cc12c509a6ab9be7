"""Speech: verbs of saying, reporting subjunctive, direct quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sourcescore import Document, Match, Signal, hookimpl

_HERE = Path(__file__).parent


@hookimpl
def rule_files(lang: str) -> Iterable[Path]:
    """The rules for one language."""
    path = _HERE / f"{lang}.toml"
    return [path] if path.exists() else []


@hookimpl
def categories() -> Mapping[str, float]:
    """The categories with their default weights."""
    return {"indirect_speech": 0.0, "direct_quote": 0.0}


@hookimpl
def analyses(lang: str) -> Mapping[str, Callable[[Document], Any]]:
    """``reporting``: the verbs of saying; ``speech``: reporting subjunctives and quotations of direct speech."""
    if lang != "de":
        return {}
    from .de_reporting import find_sayings
    from .de_speech import Speech

    return {"reporting": find_sayings, "speech": Speech}


@hookimpl
def conditions(lang: str) -> Mapping[str, Callable[..., bool]]:
    """``verb of saying: LEMMA|LEMMA``: the words hold the verb of one of these, with its particle and its company."""
    return {"verb of saying": is_saying} if lang == "de" else {}


def is_saying(match: Match, lemmas: str) -> bool:
    """A verb of saying, as de_verbs.toml lists it by its infinitive, stands here: "warf ihm Betrug vor", not "warf Steine"."""
    wanted = lemmas.split("|")
    return any(
        match.first <= saying.verb < match.last and saying.lemma in wanted
        for saying in match.document.analysis("reporting")
    )


@hookimpl
def signal_rules(lang: str) -> Mapping[str, str]:
    """What ``find_signals`` finds."""
    if lang != "de":
        return {}
    return {
        "de.indirect_speech.subjunctive": "Das finite Verb steht im Konjunktiv der indirekten Rede.",
        "de.direct_quote.speech": "Wörtliche Rede in Anführungszeichen.",
    }


@hookimpl
def find_signals(document: Document) -> Iterable[Signal]:
    """Finite verbs in the reporting subjunctive, and direct speech in quotation marks."""
    if document.lang != "de":
        return []
    from .de_speech import speech_signals

    return speech_signals(document)
