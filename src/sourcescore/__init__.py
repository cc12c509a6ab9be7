"""How firmly does a text stand behind what it says, and who says so? Claims with a rating, the reasons, the source.

>>> import sourcescore
>>> report = sourcescore.score("Musk soll 10.000 Chips gekauft haben.", lang="de")
>>> report.claims[0].rating
2

Rule plugins import what they need from here: Signal, Claim, Source, Attribution, Document, Match, hookimpl.
"""

from __future__ import annotations

from .document import Clause, Document
from .errors import SourcescoreError
from .hookspecs import hookimpl
from .policy import Policy
from .quotations import Quotation
from .report import Attribution, Claim, Report, Signal, Source
from .rules import Match
from .scorer import Scorer, score
from .tokens import Sentence

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Claim",
    "Clause",
    "Document",
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
]
