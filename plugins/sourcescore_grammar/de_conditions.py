"""Conditions on German verbs and clauses that rules use by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sourcescore import Match


def perfect_infinitive(match: Match) -> bool:
    """The modal verb governs a perfect infinitive: "gekauft haben", "geflohen sein", "verhaftet worden sein"."""
    return bool(match.document.analysis("grammar").group(match.first).kind == "perfect")


def passive_infinitive(match: Match) -> bool:
    """The modal verb governs a passive infinitive: "eröffnet werden"."""
    return bool(match.document.analysis("grammar").group(match.first).kind == "passive")


CONDITIONS: Mapping[str, Callable[..., bool]] = {
    "perfect infinitive": perfect_infinitive,
    "passive infinitive": passive_infinitive,
}
