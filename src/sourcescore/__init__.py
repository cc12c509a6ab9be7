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

if TYPE_CHECKING:
    from .arrow import score_table

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


def __getattr__(name: str) -> _Any:
    # Tables stand behind everything else here: what they need is not loaded, nor imported in a circle, before it is used.
    if name == "score_table":
        return _import_module(f"{__name__}.arrow").score_table
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
