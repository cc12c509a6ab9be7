"""How firmly does a text stand behind what it says, and who says so? Claims with a rating, the reasons, the source.

>>> import sourcescore
>>> report = sourcescore.score("Musk soll 10.000 Chips gekauft haben.", lang="de")
>>> report.claims[0].rating
2

Rule plugins import what they need from here: Signal, Claim, Source, Attribution, Document, Match, hookimpl.
"""

from __future__ import annotations

from importlib import import_module as _import_module
from typing import TYPE_CHECKING
from typing import Any as _Any

if TYPE_CHECKING:
    from .arrow import score_table
    from .document import Clause, Document
    from .errors import SourcescoreError
    from .hookspecs import hookimpl
    from .policy import Policy
    from .quotations import Quotation
    from .report import Attribution, Claim, Report, Signal, Source
    from .rules import Match
    from .scorer import Scorer, score
    from .tokens import Sentence
    from .words import Forms

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Claim",
    "Clause",
    "Document",
    "Forms",
    "Match",
    "Policy",
    "Quotation",
    "Report",
    "Scorer",
    "Sentence",
    "Signal",
    "Source",
    "SourcescoreError",
    "__version__",
    "hookimpl",
    "score",
    "score_table",
]


_HOMES = {
    "arrow": ("score_table",),
    "document": ("Clause", "Document"),
    "errors": ("SourcescoreError",),
    "hookspecs": ("hookimpl",),
    "policy": ("Policy",),
    "quotations": ("Quotation",),
    "report": ("Attribution", "Claim", "Report", "Signal", "Source"),
    "rules": ("Match",),
    "scorer": ("Scorer", "score"),
    "tokens": ("Sentence",),
    "words": ("Forms",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> _Any:
    # Each name is loaded when it is used: a command starts the processes that score before it loads what it does not need.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(_import_module(f"{__name__}.{_HOME[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
