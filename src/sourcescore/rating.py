"""Signals and source → score, rating, contributions: a sum that a reader can recompute."""

from __future__ import annotations

from typing import Final

from .policy import Policy
from .report import Claim, make_claim, make_signal

VOICES: Final = ("named", "role")
"""The kinds of source that speak in their own name, whom a reader could hold to what they say."""


class Rater:
    """Rates claims by a policy: the source's base plus each signal's weight, clamped to 0–1, put into a band.

    The first signal of a category counts in full, each further one ``policy.repeat`` times as much as the one before; of
    an opinion and of what else is only looked for in somebody's mouth, the first is all that counts.
    Contributions have two decimals and are what is added: they sum up to the score exactly.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._bases = {kind: round(100 * base) for kind, base in policy.sources.items()}
        self._points: dict[tuple[str, str, int], tuple[int, bool]] = {}
        self._bands: dict[int, tuple[float, int, str]] = {}

    def __call__(self, claim: Claim) -> Claim:
        """The claim with its score, rating and label, and its signals with what each contributes."""
        cents = self._bases.get(claim.source.kind, 0)
        signals = claim.signals
        if signals:
            counts: dict[str, int] = {}
            rated = []
            for signal in signals:
                category, rule = signal.category, signal.rule
                times = counts.get(category, 0)
                key = (category, rule, times)
                known = self._points.get(key)
                if known is None:
                    weight = self.policy.weight(category, rule)
                    share = weight * self.policy.part(category, times)
                    known = self._points[key] = round(100 * share), bool(weight)
                points, weighs = known
                if points:
                    cents += points
                    signal = make_signal(
                        signal.start, signal.end, category, rule, signal.message, signal.text, points / 100
                    )
                if weighs:
                    counts[category] = times + 1
                rated.append(signal)
            signals = tuple(rated)
        band = self._bands.get(cents)
        if band is None:
            score = min(100, max(0, cents)) / 100
            rating = self.policy.rating(score)
            band = self._bands[cents] = (score, rating, self.policy.label(rating))
        score, rating, label = band
        if signals is claim.signals and claim.score == score and claim.rating == rating and claim.label == label:
            return claim  # it is so from the start: nobody's, and with nothing in it
        return make_claim(claim.start, claim.end, claim.text, rating, label, score, claim.source, signals)
