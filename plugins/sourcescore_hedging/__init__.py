"""Hedging: hearsay, rumour, inference, possibility, allegation, distancing, conditions, plans and rough figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from sourcescore import Document, Signal, hookimpl

_HERE = Path(__file__).parent


@hookimpl
def languages() -> Iterable[str]:
    """The languages that have a file of rules here."""
    return sorted({path.stem[:2] for path in _HERE.glob("*.toml")})


@hookimpl
def rule_files(lang: str) -> Iterable[Path]:
    """The rules for hedging in one language."""
    return sorted(_HERE.glob(f"{lang}*.toml"))


@hookimpl
def categories() -> Mapping[str, float]:
    """The categories of hedging with their default weights."""
    return {
        "hearsay": -0.48,
        "rumour": -0.6,
        "inference": -0.25,
        "possibility": -0.4,
        "allegation": -0.15,
        "distancing": 0.0,
        "approximation": 0.0,
        "conditional": 0.0,
        "prospective": -0.2,
    }


@hookimpl
def signal_rules(lang: str) -> Mapping[str, str]:
    """What ``find_signals`` finds."""
    return (
        {
            "de.distancing.quotes": "Anführungszeichen um ein oder zwei Wörter, die Abstand ausdrücken.",
            "de.conditional.verb_first": "Ein Satz, der mit seinem Verb beginnt und sagt, wann etwas wäre.",
            "de.conditional.verb_first_present": "Ein Satz, der mit seinem Verb beginnt und sagt, wann etwas ist.",
        }
        if lang == "de"
        else {}
    )


@hookimpl
def find_signals(document: Document) -> Iterable[Signal]:
    """Scare quotes, and conditions without a conjunction."""
    if document.lang != "de":
        return []
    from .de_quotes import scare_quotes
    from .de_verb_first import verb_first_conditions

    return chain(scare_quotes(document), verb_first_conditions(document))
