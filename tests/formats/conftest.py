"""Reports made by hand, so that what a format prints does not hang on what the rules find today."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcescore import Claim, Policy, Report, Signal, Source
from sourcescore.formats import View

TEXT = (
    "Graz – Der Wirt soll 🚲 & Geld <genommen> haben, sagt ein Insider. Die Wirtin will davon nichts gewusst haben.\n"
    "\n"
    "Laut Stadtwerken ist die Brücke marode. Sie müsse gesperrt werden.\n"
    "Rund 100 Leute wohnen dort.\n"
    "\n"
    "Gerüchteküche\n"
)

POLICY = Policy(
    weights={"hearsay": -0.5, "anonymous_source": -0.1, "attribution": 0.0, "approximation": 0.0, "rumour": -0.5},
    sources={"anonymous": 0.1, "named": 0.7, "none": 0.75},
    bands=(0.1, 0.4, 0.6, 0.8),
)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def signal(words: str, category: str, contribution: float = 0.0, message: str = "") -> Signal:
    start, end = span(words)
    return Signal(
        start, end, category, f"de.{category}.{words.split(maxsplit=1)[0].lower()}", message, words, contribution
    )


def claim(words: str, rating: int, label: str, score: float, source: Source, *signals: Signal) -> Claim:
    start, end = span(words)
    return Claim(start, end, words, rating, label, score, source, signals)


def source(kind: str, words: str, *, carried: bool = False) -> Source:
    start, end = span(words)
    return Source(kind, words, start, end, carried)


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def view() -> View:
    return View(policy=POLICY)


@pytest.fixture
def report() -> Report:
    """One claim of each sort: clamped at 0, hearsay, a named source, a source carried over, a plain statement."""
    return Report(
        id="wirt.txt",
        lang="de",
        claims=(
            claim(
                "Der Wirt soll 🚲 & Geld <genommen> haben, sagt ein Insider.", 1, "very weak", 0.0,
                source("anonymous", "ein Insider"),
                signal("soll", "hearsay", -0.5, "Wiedergabe fremder Rede"),
                signal("sagt", "attribution", 0.0, "Sprecher genannt"),
                signal("Insider", "anonymous_source", -0.1, "Quelle bleibt ungenannt"),
            ),
            claim(
                "Die Wirtin will davon nichts gewusst haben.", 2, "weak", 0.25, Source(),
                signal("will", "hearsay", -0.5, "Wiedergabe fremder Rede"),
            ),
            claim(
                "Laut Stadtwerken ist die Brücke marode.", 4, "good", 0.7, source("named", "Stadtwerken"),
                signal("Laut", "attribution", 0.0, "Quelle genannt"),
            ),
            claim(
                "Sie müsse gesperrt werden.", 4, "good", 0.7, source("named", "Stadtwerken", carried=True),
                signal("müsse", "indirect_speech"),
            ),
            claim(
                "Rund 100 Leute wohnen dort.", 4, "good", 0.75, Source(), signal("Rund", "approximation"),
            ),
        ),
        signals=(signal("Gerüchteküche", "rumour", 0.0, "Ausdrücklich unbestätigt"),),
        summary={"claims": 5, "mean_score": 0.48, "ratings": {"1": 1, "2": 1, "3": 0, "4": 3, "5": 0}, "sources": {}},
    )  # fmt: skip


@pytest.fixture
def empty() -> Report:
    summary = {"claims": 0, "mean_score": None, "ratings": dict.fromkeys("12345", 0), "sources": {}}
    return Report(id=None, lang="de", summary=summary)


@pytest.fixture
def lone() -> Callable[[Claim], tuple[Report, str]]:
    """A report with one claim over ``TEXT``."""
    return lambda only: (Report(id="x", lang="de", claims=(only,)), TEXT)
