"""Who stands behind each claim: the weakest source of the attribution relations whose content covers it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from .report import Attribution, Claim, Source, Span, make_attribution, make_claim

WEAKEST_FIRST: Final = ("anonymous", "vague", "media", "role", "named", "documented", "none")
_STRENGTH: Final = {kind: k for k, kind in enumerate(WEAKEST_FIRST)}
_ON_RECORD: Final = ("documented", "named", "role")
_COVERED: Final = 0.4


def attach_sources(
    claims: Sequence[Claim], attributions: Iterable[Attribution]
) -> tuple[list[Claim], list[Attribution]]:
    """The claims with their sources and the relations with the indexes of the claims that they cover.

    A relation covers a claim where its content makes up two fifths or more of the claim's letters; where none does, the
    ones with the largest share of at least a fifth. A claim that none covers rests on the relation whose cue stands in
    it. Of several sources the weakest governs.
    """
    attributions = sorted(attributions, key=lambda a: a.order)
    starts = [claim.start for claim in claims]
    shares: dict[int, dict[int, int]] = {}
    cues: dict[int, int] = {}
    frames: dict[int, list[int]] = {}
    for k, attribution in enumerate(attributions):
        for index, letters in _overlaps(claims, starts, attribution.content):
            mine = shares.setdefault(index, {})
            mine[k] = mine.get(k, 0) + letters
        for index, letters in _overlaps(claims, starts, attribution.cue):
            cues[index] = cues.get(index, 0) + letters
            frames.setdefault(index, []).append(k)
    covers: list[list[int]] = [[] for _ in attributions]
    result = list(claims)
    for index in shares.keys() | frames.keys():
        claim, mine = claims[index], shares.get(index, {})
        whole = max(1, claim.end - claim.start - cues.get(index, 0))
        covering = [k for k in mine if mine[k] >= _COVERED * whole]
        if not covering and mine:
            most = max(mine.values())
            covering = [k for k in mine if mine[k] == most] if most >= _COVERED / 2 * whole else []
        for k in covering:
            covers[k].append(index)
        # A sentence that only says who said the one before has no content of its own: it rests on whom it names.
        resting = sorted(covering, key=lambda k: -mine[k]) or frames.get(index, [])
        sources = [s for k in resting if (s := _bearer(attributions[k])) is not None]
        if sources:
            result[index] = _resting_on(_weakest(claim, sources), claim)
    return result, [
        make_attribution(a.type, a.source, a.cue, a.content, tuple(sorted(c)), a.bearer) if c or a.claims else a
        for a, c in zip(attributions, covers, strict=True)
    ]


def _bearer(attribution: Attribution) -> Source | None:
    """Who answers for the content of a relation. Hearsay that goes on behind somebody's own words is not theirs: who is
    named could be quoted, and "soll" says that the writer has it from elsewhere."""
    source = attribution.bearer or attribution.source
    carried = attribution.type == "hearsay" and not attribution.cue
    return None if carried and source is not None and source.kind in _ON_RECORD else source


def with_messages(claim: Claim, messages: Mapping[str, str]) -> Claim:
    """The claim; where it has a source, with the messages that its signals' rules have for that ("without a source" is
    wrong there). ``messages``: rule id → message."""
    if claim.source.kind == "none" or all(signal.rule not in messages for signal in claim.signals):
        return claim
    return replace(
        claim, signals=tuple(replace(s, message=messages.get(s.rule, s.message)) for s in claim.signals)
    )  # fmt: skip


def _overlaps(claims: Sequence[Claim], starts: list[int], spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """(index of a claim, letters of it within the spans)."""
    for start, end in spans:
        index = max(0, bisect_right(starts, start) - 1)
        while index < len(claims) and claims[index].start < end:
            letters = min(claims[index].end, end) - max(claims[index].start, start)
            if letters > 0:
                yield index, letters
            index += 1


def _weakest(claim: Claim, sources: Sequence[Source]) -> Source:
    source = sources[0]
    for other in sources:  # of two alike, whose words are most of the claim
        if _STRENGTH[other.kind] < _STRENGTH[source.kind]:
            source = other
    carried = source.name is not None if source.start is None else source.start < claim.start
    return source if carried == source.carried else Source(source.kind, source.name, source.start, source.end, carried)


def _resting_on(source: Source, claim: Claim) -> Claim:
    return make_claim(
        claim.start, claim.end, claim.text, claim.rating, claim.label, claim.score, source, claim.signals
    )  # fmt: skip
