"""Direct speech in German: which quotation marks hold what somebody says, and which a name, a title or a word."""

from __future__ import annotations

from typing import Any

from sourcescore import Document, Quotation

_STOPS = (".", "!", "?", "…", "...")


def is_direct(document: Document, grammar: Any, quotation: Quotation) -> bool:
    """Whether what stands in the quotation marks is said: by its full stop, who says it, or its verb."""
    first, last = quotation.first + 1, quotation.last - 1
    words = document.words
    count = sum(1 for i in range(first, last) if words[i][0].isalnum())
    if count < 2 or quotation.nested:
        return False
    if count >= 3 and (words[last - 1] in _STOPS or (quotation.first and words[quotation.first - 1] == ":")):
        return True
    if last < len(words) - 1 and words[quotation.last : quotation.last + 1] == [","]:
        behind = quotation.last + 1
        if any(behind <= saying.finite <= behind + 1 for saying in document.analysis("reporting")):
            return True
    return count >= 4 and any(grammar.is_finite(i) for i in range(first, last) if words[i][0].islower())
