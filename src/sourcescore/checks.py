"""What plugins give, checked: each function says what is wrong with it, "" where nothing is.

What an object holds is taken for anything at all, also where its class says otherwise: nobody checked it before.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from os import PathLike
from typing import Any, Final

from .report import ATTRIBUTION_TYPES, SOURCE_KINDS, Attribution, Claim, Signal, Source

_MAPPINGS: Final = {
    "categories": "names to weights",
    "conditions": "names to functions",
    "analyses": "names to functions",
    "signal_rules": "full ids to texts",
    "formats": "names to functions",
}
_FUNCTIONS: Final = ("conditions", "analyses", "formats")
_LISTS: Final = {"rule_files": (str | PathLike, "paths"), "languages": (str, "codes of languages")}


def wrong_set_up(hook: str, given: object) -> str:
    """Of the hooks that are called before any text: a mapping or a list, of the right things."""
    if hook in _MAPPINGS:
        if not isinstance(given, Mapping):
            return f"{hook} gave {type(given).__name__}, expected a mapping from {_MAPPINGS[hook]}"
        for name, value in given.items():
            if not isinstance(name, str):
                return f"{hook} gave the name {name!r}, expected a text"
            if hook in _FUNCTIONS and not callable(value):
                return f'{hook} gave {type(value).__name__} for "{name}", expected a function'
    if hook in _LISTS:
        kind, what = _LISTS[hook]
        if isinstance(given, str) or not isinstance(given, Iterable):
            return f"{hook} gave {type(given).__name__}, expected a list of {what}"
        if bad := [item for item in given if not isinstance(item, kind)]:
            return f"{hook} gave {bad[0]!r}, expected a list of {what}"
    return ""


def wrong_list(hook: str, given: object, kind: type) -> str:
    """Of find_signals and resolve_sources: something to go through, whose items are looked at one by one."""
    if isinstance(given, Iterable):
        return ""
    return f"{hook} gave {type(given).__name__}, expected a list of {kind.__name__}"


def wrong_signal(signal: object, length: int, categories: Container[str]) -> str:
    """Of find_signals, in a text of ``length`` code points."""
    if not isinstance(signal, Signal):
        return f"find_signals gave {type(signal).__name__}, expected Signal"
    given: Any = signal
    if not _inside(given.start, given.end, length):
        return f"a signal at {given.start}–{given.end} lies outside of the text (0–{length})"
    if not isinstance(given.category, str) or given.category not in categories:
        return f'a signal has the unknown category "{given.category}"; declare it with the hook categories()'
    if not (isinstance(given.rule, str) and given.rule and isinstance(given.message, str)):
        return "a signal has no rule: expected a name, and a message that is a text"
    return ""


def wrong_claims(claims: object, length: int) -> str:
    """Of find_claims: a list of claims in the order of the text that do not overlap."""
    if not isinstance(claims, Iterable):
        return f"find_claims gave {type(claims).__name__}, expected a list of Claim"
    at = 0
    for item in claims:
        if not isinstance(item, Claim):
            return f"find_claims gave {type(item).__name__}, expected Claim"
        claim: Any = item
        if not _inside(claim.start, claim.end, length):
            return f"a claim at {claim.start}–{claim.end} lies outside of the text (0–{length})"
        if claim.start < at:
            return f"the claim at {claim.start}–{claim.end} begins before the one in front of it ends ({at})"
        at = claim.end
    return ""


def wrong_attribution(attribution: object, length: int, claims: int) -> str:
    """Of resolve_sources, in a text with so many ``claims``."""
    if not isinstance(attribution, Attribution):
        return f"resolve_sources gave {type(attribution).__name__}, expected Attribution"
    given: Any = attribution
    if given.type not in ATTRIBUTION_TYPES:
        return f'an attribution has the unknown type "{given.type}"; known: {", ".join(ATTRIBUTION_TYPES)}'
    for name, part in (("cue", given.cue), ("content", given.content), ("claims", given.claims)):
        if not isinstance(part, list | tuple):
            return f"the {name} of an attribution is {part!r}, expected a tuple"
    for part in (given.cue, given.content):
        for place in part:
            if not isinstance(place, list | tuple) or len(place) != 2:
                return f"an attribution has the place {place!r}, expected (start, end)"
            start, end = place
            if not _inside(start, end, length):
                return f"an attribution at {start}–{end} lies outside of the text (0–{length})"
    for source in (given.source, given.bearer):
        if source is not None and (wrong := _wrong_source(source, length)):
            return wrong
    if given.claims and (bad := [i for i in given.claims if type(i) is not int or not 0 <= i < claims]):
        return f"an attribution covers claim {bad[0]}, but there are {claims}"
    return ""


def wrong_rating(claim: object, given: Claim) -> str:
    """Of rate: the claim that was ``given``, with its score and rating."""
    if not isinstance(claim, Claim):
        return f"rate gave {type(claim).__name__}, expected Claim"
    found: Any = claim
    if (found.start, found.end) != (given.start, given.end):
        return f"rate gave a claim at {found.start}–{found.end} for the one at {given.start}–{given.end}"
    if not isinstance(found.score, float | int) or not 0 <= found.score <= 1:
        return f"rate gave the score {found.score!r}, expected a number from 0 to 1"
    if found.rating not in range(1, 6):
        return f"rate gave the rating {found.rating!r}, expected 1 to 5"
    return ""


def wrong_summary(summary: object) -> str:
    """Of summarize: plain data under names."""
    if not isinstance(summary, Mapping) or not all(isinstance(name, str) for name in summary):
        return f"summarize gave {type(summary).__name__}, expected a mapping from names to plain data"
    if not _plain(summary):
        return "summarize gave something that JSON can not hold"
    return ""


def _inside(start: object, end: object, length: int) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end <= length


def _wrong_source(source: object, length: int) -> str:
    if not isinstance(source, Source):
        return f"an attribution has the source {source!r}, expected Source or None"
    given: Any = source
    if given.kind not in SOURCE_KINDS:
        return f'a source has the unknown kind "{given.kind}"; known: {", ".join(SOURCE_KINDS)}'
    if (given.start is not None or given.end is not None) and not _inside(given.start, given.end, length):
        return f"a source at {given.start}–{given.end} lies outside of the text (0–{length})"
    return ""


def _plain(data: Any) -> bool:
    if data is None or isinstance(data, str | int | float | bool):
        return True
    if isinstance(data, Mapping):
        return all(isinstance(key, str) and _plain(value) for key, value in data.items())
    return isinstance(data, list | tuple) and all(map(_plain, data))
