"""Which language a text is in, by py3langid; a short text is only told apart among the languages that have rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

_SHORT = 40
_ENOUGH = 2000


def detect_language(text: str, supported: Sequence[str]) -> str:
    """The code (``"de"``) of the language that a text is most likely in.

    A text of under 40 letters is taken for one of ``supported``: there is too little in it to decide among a hundred.
    """
    sample = text[:_ENOUGH]
    if not any(char.isalpha() for char in sample):
        return supported[0] if supported else "xx"
    short = sum(map(str.isalpha, sample)) < _SHORT
    ranking = _identifier().rank(sample)
    for code, _ in ranking:
        if not short or code in supported:
            return str(code)
    return str(ranking[0][0])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
