"""Signals that nobody wants to see: those that the policy ignores, and those that a comment in the text switches off."""

from __future__ import annotations

from dataclasses import replace

from .document import Document
from .policy import Ignore, Policy
from .report import Claim, Signal


def kept(policy: Policy, document: Document, signals: list[Signal]) -> list[Signal]:
    """The signals without those that are ignored whoever is the source, or switched off where they stand."""
    off = document.switched_off
    if not policy.ignore and not off:
        return signals
    ignore = [rule for rule in policy.ignore if not rule.source]
    return [
        s
        for s in signals
        if not any(_ignores(rule, s) for rule in ignore)
        and not any(passage.covers(s.start, s.end, s.rule, s.category) for passage in off)
    ]


def kept_of_source(policy: Policy, claim: Claim) -> Claim:
    """The claim without the signals that the policy ignores where its source speaks."""
    name = (claim.source.name or "").lower()
    ignore = [rule for rule in policy.ignore if rule.source and _names(name, rule.source.lower())]
    if not ignore:
        return claim
    return replace(claim, signals=tuple(s for s in claim.signals if not any(_ignores(r, s) for r in ignore)))


def _ignores(rule: Ignore, signal: Signal) -> bool:
    return (
        (not rule.rule or rule.rule == signal.rule)
        and (not rule.category or rule.category == signal.category)
        and (not rule.phrase or rule.phrase.lower() == signal.text.lower())
    )


def _names(name: str, wanted: str) -> bool:
    """Whether a source's name holds the wanted words as whole words; both in lower case."""
    at = name.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (name[at - 1 : at].isalnum() or name[end : end + 1].isalnum()):
            return True
        at = name.find(wanted, at + 1)
    return False
