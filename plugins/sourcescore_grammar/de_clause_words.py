"""Small German words by which clauses begin, join and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SUBORDINATORS: Final = frozenset(
    "dass daß weil da ob wenn falls sofern soweit solange sobald nachdem bevor ehe bis während indem obwohl "
    "obgleich wenngleich obschon damit sodass als wie wonach wobei wodurch womit woran worauf worin wofür wogegen "
    "wovon wozu weshalb weswegen warum wo wohin woher wer wen wem wessen was".split()
)
RELATIVES: Final = frozenset("der die das den dem dessen deren denen welcher welche welches welchen welchem".split())
PREPOSITIONS: Final = frozenset(
    "an auf aus bei bis durch für gegen hinter in mit nach neben ohne seit trotz über um unter von vor wegen "
    "während zu zwischen gegenüber samt laut anhand aufgrund mithilfe".split()
)
FUSED_TOO: Final = PREPOSITIONS | {"im", "am", "zum", "zur"}
"""Also those that have an article in them."""
ALSO_PREPOSITIONS: Final = frozenset("bis während seit".split())
INFINITIVE_OPENERS: Final = frozenset("um ohne statt anstatt".split())
COORDINATORS: Final = frozenset("und oder aber sondern denn doch sowie jedoch beziehungsweise bzw".split())
JOINERS: Final = frozenset("und oder sowie beziehungsweise bzw".split())
"""Coordinators that join clauses without a comma; "aber", "doch", "jedoch" inside of a clause are adverbs."""
BREAKS: Final = frozenset(',;:–—()[]-„“”»«"‚‘‹›') | {"--"}
NO_NOUNS: Final = frozenset("ich du er sie es wir ihr man sich ihn ihm ihnen mich mir uns dich dir nicht auch".split())
SUBJECTS: Final = frozenset("ich du er sie es wir ihr man".split())
NAMING: Final = frozenset("bezeichnen nennen werten betrachten erachten empfinden einstufen gelten".split())
_FOCUS: Final = frozenset("auch selbst nur erst sogar außer besonders insbesondere gerade kurz schon eben".split())
_FOCUSED: Final = frozenset("wenn weil dass daß obwohl nachdem bevor falls sobald solange sofern".split())


def opening(lowers: Sequence[str], first: int, end: int) -> int:
    """The word that opens a clause, behind "und" and the like, and behind what stresses it: "auch wenn", "vor allem weil"."""
    start = first
    if lowers[start] in COORDINATORS and start + 1 < end:
        start += 1
    if start + 1 < end and lowers[start + 1] in _FOCUSED and lowers[start] in _FOCUS:
        return start + 1
    if start + 2 < end and lowers[start + 2] in _FOCUSED and lowers[start] == "vor" and lowers[start + 1] == "allem":
        return start + 2
    return start
