"""Readability: how hard a text is to read. It informs and carries no weight.

Words and sentences are the document's own (textstat takes "Dr. Müller" for the end of a sentence), and so are syllables:
German ones are its vowels and diphthongs. textstat counts the places where a line may be hyphenated instead ("Abend": one),
at twenty times the cost, and brings NLTK with every start; a test holds the figures here against its own. Formulas that
rest on English word lists are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sourcescore import Document, hookimpl

from .counted import Words, measured


def _german(words: Words, sentences: int) -> dict[str, float]:
    """Wiener Sachtextformel 1 (Bamberger and Vanecek 1984), Flesch reading ease as Amstad (1978) fitted it, LIX, RIX."""
    count = words.number
    length = count / sentences
    return {
        "wiener_sachtextformel": 0.1935 * 100 * words.many / count
        + 0.1672 * length
        + 0.1297 * 100 * words.long / count
        - 0.0327 * 100 * words.short / count
        - 0.875,
        "flesch_reading_ease": 180 - length - 58.5 * words.syllables / count,
        **_by_letters(words, sentences),
    }


def _english(words: Words, sentences: int) -> dict[str, float]:
    """Automated Readability Index (Senter and Smith 1967), Coleman–Liau index (1975), LIX, RIX: none counts syllables."""
    count, letters = words.number, words.letters
    return {
        "automated_readability_index": 4.71 * letters / count + 0.5 * count / sentences - 21.43,
        "coleman_liau_index": 5.88 * letters / count - 29.6 * sentences / count - 15.8,
        **_by_letters(words, sentences),
    }


def _by_letters(words: Words, sentences: int) -> dict[str, float]:
    """LIX (Björnsson 1968) and RIX (Anderson 1983): sentence length and words of more than six letters."""
    return {"lix": words.number / sentences + 100 * words.long / words.number, "rix": words.long / sentences}


_FORMULAS: Mapping[str, Callable[[Words, int], dict[str, float]]] = {"de": _german, "en": _english}


@hookimpl
def summarize(document: Document) -> Mapping[str, Any]:
    """``readability`` for the report's summary: the language's formulas, each to one decimal; nothing for short texts."""
    formulas = _FORMULAS.get(document.lang)
    if formulas is None:
        return {}
    words = measured(document)
    if not words.number:
        return {}
    return {"readability": {name: round(value, 1) for name, value in formulas(words, len(document.sentences)).items()}}
