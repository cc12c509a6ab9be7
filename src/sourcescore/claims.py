"""Document → the claims in it, where no plugin knows the language's grammar better; and signals sorted into claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from .document import Document
from .report import Claim, Signal, Source

_NOBODY = Source()


def default_claims(document: Document) -> list[Claim]:
    """Every sentence with at least three words that does not end in a question mark."""
    claims = []
    for sentence in document.sentences:
        words = [word for word in document.words[sentence.first : sentence.last] if word[0].isalnum()]
        asks = "?" in document.words[max(sentence.first, sentence.last - 3) : sentence.last]
        if len(words) >= 3 and not asks:
            claims.append(Claim(sentence.start, sentence.end))
    return claims


def place_signals(
    document: Document, claims: Sequence[Claim], signals: Iterable[Signal]
) -> tuple[list[Claim], list[Signal]]:
    """The claims with their text and the signals that begin in them, and the signals that are in none."""
    starts = [claim.start for claim in claims]
    inside: list[list[Signal]] = [[] for _ in claims]
    outside: list[Signal] = []
    for signal in sorted(signals, key=lambda signal: signal.order):
        k = bisect_right(starts, signal.start) - 1
        if k >= 0 and signal.start < claims[k].end:
            inside[k].append(signal)
        else:
            outside.append(signal)
    placed = [
        Claim(claim.start, claim.end, document.text[claim.start : claim.end], source=_NOBODY, signals=tuple(mine))
        for claim, mine in zip(claims, inside, strict=True)
    ]
    return placed, outside
