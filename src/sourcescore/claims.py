"""Document → the claims in it, where no plugin knows the language's grammar better; and signals sorted into claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .document import Document
from .report import BY_PLACE, Claim, Signal, make_claim


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
    text = document.text
    placed: list[Claim] = []
    outside: list[Signal] = []
    rest = iter(sorted(signals, key=BY_PLACE))
    signal = next(rest, None)
    for claim in claims:
        start, end = claim.start, claim.end
        while signal is not None and signal.start < start:
            outside.append(signal)
            signal = next(rest, None)
        inside: list[Signal] = []
        while signal is not None and signal.start < end:
            inside.append(signal)
            signal = next(rest, None)
        placed.append(make_claim(start, end, text[start:end], signals=tuple(inside)))
    if signal is not None:
        outside += [signal, *rest]
    return placed, outside
