"""Signals and source → score, rating, contributions: a sum that a reader can recompute."""

from __future__ import annotations

from dataclasses import replace

from .policy import Policy
from .report import Claim, Signal


def rate_claim(claim: Claim, policy: Policy) -> Claim:
    """The claim rated: the source's base plus each signal's weight, clamped to 0–1, put into a band.

    The first signal of a category counts in full, each further one ``policy.repeat`` times as much as the one before.
    Contributions have two decimals and are what is added: they sum up to the score exactly.
    """
    counts: dict[str, int] = {}
    signals = []
    cents = round(100 * policy.sources.get(claim.source.kind, 0.0))
    for signal in claim.signals:
        times = counts.get(signal.category, 0)
        weight = policy.weight(signal.category, signal.rule)
        if weight:
            counts[signal.category] = times + 1
        points = round(100 * weight * policy.repeat**times)
        cents += points
        if points:
            signal = Signal(
                signal.start, signal.end, signal.category, signal.rule, signal.message, signal.text, points / 100
            )
        signals.append(signal)
    score = min(100, max(0, cents)) / 100
    rating = policy.rating(score)
    return Claim(claim.start, claim.end, claim.text, rating, policy.label(rating), score, claim.source, tuple(signals))


VOICES = ("named", "role")
"""The kinds of source that speak in their own name, whom a reader could hold to what they say."""


def heard(claim: Claim, policy: Policy) -> Claim:
    """The claim without the signals that count only in somebody's mouth (``policy.spoken``), where nobody is speaking
    whom a reader could hold to it."""
    if not policy.spoken or claim.source.kind in VOICES:
        return claim
    signals = tuple(signal for signal in claim.signals if signal.category not in policy.spoken)
    return claim if len(signals) == len(claim.signals) else replace(claim, signals=signals)
