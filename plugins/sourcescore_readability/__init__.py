"""Readability: how hard a text is to read. It informs and carries no weight.

Words and sentences are the document's own (textstat takes "Dr. Müller" for the end of a sentence), and so are syllables:
German ones are its vowels and diphthongs. textstat counts the places where a line may be hyphenated instead ("Abend": one),
at twenty times the cost, and brings NLTK with every start; a test holds the figures here against its own. Formulas that
rest on English word lists are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import repeat
from typing import Any

from sourcescore import Document, hookimpl

_LONG = 6


class _Syllables(dict[str, int]):
    """Syllables of German word forms, each counted once."""

    def __missing__(self, word: str) -> int:
        if len(self) > 200_000:
            self.clear()
        count = self[word] = len(_NUCLEUS.findall(word)) or 1
        return count


# A syllable has one nucleus: a diphthong or long double vowel, or a single vowel. "qu" has no vowel of its own.
_NUCLEUS = re.compile(r"(?<!q)u|ei|ai|au|eu|äu|ie|aa|ee|oo|[aeioyäöü]")
_SYLLABLES = _Syllables()


def _german(words: list[str], sentences: int) -> dict[str, float]:
    """Wiener Sachtextformel 1 (Bamberger and Vanecek 1984), Flesch reading ease as Amstad (1978) fitted it, LIX, RIX."""
    count = len(words)
    syllables = list(map(_SYLLABLES.__getitem__, words))
    many = sum(map(int.__gt__, syllables, repeat(2)))
    long = sum(map(int.__gt__, map(len, words), repeat(_LONG)))
    length = count / sentences
    return {
        "wiener_sachtextformel": 0.1935 * 100 * many / count
        + 0.1672 * length
        + 0.1297 * 100 * long / count
        - 0.0327 * 100 * syllables.count(1) / count
        - 0.875,
        "flesch_reading_ease": 180 - length - 58.5 * sum(syllables) / count,
        **_by_letters(count, long, sentences),
    }


def _english(words: list[str], sentences: int) -> dict[str, float]:
    """Automated Readability Index (Senter and Smith 1967), Coleman–Liau index (1975), LIX, RIX: none counts syllables."""
    count = len(words)
    letters = sum(map(len, words))
    long = sum(map(int.__gt__, map(len, words), repeat(_LONG)))
    return {
        "automated_readability_index": 4.71 * letters / count + 0.5 * count / sentences - 21.43,
        "coleman_liau_index": 5.88 * letters / count - 29.6 * sentences / count - 15.8,
        **_by_letters(count, long, sentences),
    }


def _by_letters(count: int, long: int, sentences: int) -> dict[str, float]:
    """LIX (Björnsson 1968) and RIX (Anderson 1983): sentence length and words of more than six letters."""
    return {"lix": count / sentences + 100 * long / count, "rix": long / sentences}


_FORMULAS: Mapping[str, Callable[[list[str], int], dict[str, float]]] = {"de": _german, "en": _english}


@hookimpl
def summarize(document: Document) -> Mapping[str, Any]:
    """``readability`` for the report's summary: the language's formulas, each to one decimal; nothing for short texts."""
    formulas = _FORMULAS.get(document.lang)
    if formulas is None:
        return {}
    words = [word for word in document.lowers if word[0].isalpha()]
    if not words:
        return {}
    return {"readability": {name: round(value, 1) for name, value in formulas(words, len(document.sentences)).items()}}
