"""Document → the claims in it, where no plugin knows the language's grammar better; and signals sorted into claims."""

from __future__ import annotations

from collections.abc import Sequence

from .document import Document
from .report import NOBODY, Claim, Signal, make_claim


def default_claims(document: Document) -> list[Claim]:
    """Every sentence with at least three words that does not end in a question mark."""
    claims = []
    for sentence in document.sentences:
        words = [word for word in document.words[sentence.first : sentence.last] if word[0].isalnum()]
        asks = "?" in document.words[max(sentence.first, sentence.last - 3) : sentence.last]
        if len(words) >= 3 and not asks:
            claims.append(Claim(sentence.start, sentence.end, document.text[sentence.start : sentence.end]))
    return claims


def place_signals(
    document: Document, claims: Sequence[Claim], signals: Sequence[Signal]
) -> tuple[list[Claim], list[Signal]]:
    """The claims with their text and the signals that begin in them, and the signals that are in none. Both are given in
    the order of the text."""
    text = document.text
    placed: list[Claim] = []
    outside: list[Signal] = []
    at = 0
    for claim in claims:
        start, end = claim.start, claim.end
        while at < len(signals) and signals[at].start < start:
            outside.append(signals[at])
            at += 1
        first = at
        while at < len(signals) and signals[at].start < end:
            at += 1
        words = text[start:end]
        if first == at and claim.text == words and claim.source is NOBODY and not claim.signals:
            placed.append(claim)
        else:
            placed.append(make_claim(start, end, words, signals=tuple(signals[first:at])))
    outside += signals[at:]
    return placed, outside
