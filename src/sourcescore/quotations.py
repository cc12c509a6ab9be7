"""Finds the passages in quotation marks, whichever marks a house uses: „…“ »…« «…» “…” "…" ‚…‘ ‹…›."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

_PAIRS: Final = {
    "„": '“”"',
    "»": "«",
    "«": "»",
    "“": "”",
    "”": "”",
    '"': '"“”',
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "‘": "’",
}
MARKS: Final = frozenset(_PAIRS) | frozenset("“”«»")
"""All quotation marks."""
_SINGLE: Final = frozenset("‚‹›‘")


class Quotation(NamedTuple):
    """A passage in quotation marks: characters and tokens, the marks included (half open).

    ``nested``: stands inside of another quotation.
    """

    start: int
    end: int
    first: int
    last: int
    nested: bool


def find_quotations(
    text: str, words: list[str], starts: list[int], ends: list[int], marks: Iterable[int]
) -> list[Quotation]:
    """All closed quotations, in the order of their opening marks; a mark that nothing closes is left alone.

    ``marks``: where those of the words stand that are MARKS.
    A quotation may run over several sentences, but not over a blank line unless the mark is clearly directed.
    """
    found: list[Quotation] = []
    stack: list[int] = []
    for i in marks:
        word = words[i]
        closed = next((k for k in range(len(stack) - 1, -1, -1) if word in _PAIRS[words[stack[k]]]), None)
        if closed is not None and _may_close(i, text, starts, ends):
            opening = stack[closed]
            del stack[closed:]
            if i > opening + 1:
                found.append(Quotation(starts[opening], ends[i], opening, i + 1, bool(stack)))
            continue
        if word in _PAIRS and _may_open(i, text, words, starts, ends):
            # Paragraphs of one long quotation each open anew: the earlier, unclosed mark of the same sort is dropped.
            stack = [k for k in stack if words[k] != word or word in _SINGLE]
            stack.append(i)
    return sorted(found)


def _may_open(i: int, text: str, words: list[str], starts: list[int], ends: list[int]) -> bool:
    if i + 1 >= len(words):
        return False
    before = text[starts[i] - 1] if starts[i] else " "
    if words[i] in "„‚":  # these open in every language that has them
        return True
    glued_behind = starts[i + 1] == ends[i]
    return glued_behind and (before.isspace() or before in "([{–—-/„»«‚“\"'…:")


def _may_close(i: int, text: str, starts: list[int], ends: list[int]) -> bool:
    before = text[starts[i] - 1] if starts[i] else " "
    after = text[ends[i]] if ends[i] < len(text) else " "
    if before.isspace():
        return after.isspace() or after in ".,;:!?)"
    return not after.isalnum()
