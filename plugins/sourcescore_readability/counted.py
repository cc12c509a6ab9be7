"""What readability formulas count in a text: words, letters, syllables; each word form is measured once."""

from __future__ import annotations

from typing import Final, NamedTuple

from sourcescore import Document

_LONG: Final = 6


_NUCLEI: Final = {"e": "iue", "a": "iua", "ä": "u", "i": "e", "o": "o", "y": "", "ö": "", "ü": "", "u": ""}
"""A syllable has one nucleus: a vowel, with one of these behind it where they make a diphthong or a long vowel."""
_LETTERS: Final = 256
_BIT: Final = {letter: 1 << k for k, letter in enumerate(_NUCLEI)}
_VOWEL: Final = [_BIT.get(chr(k), 0) for k in range(_LETTERS)]
_SECOND: Final = [sum(_BIT[second] for second in _NUCLEI.get(chr(k), "")) for k in range(_LETTERS)]
"""By the number of a letter: its bit as a vowel, and those of the vowels that go with it; numbers, since each letter of each
new word is looked at."""


def _syllables(low: str) -> int:
    count = -low.count("qu") if "q" in low else 0  # "qu" has no vowel of its own
    second = 0
    for character in low:
        letter = ord(character)
        vowel = _VOWEL[letter] if letter < _LETTERS else 0
        if not vowel or vowel & second:
            second = 0
        else:
            count += 1
            second = _SECOND[letter]
    return count or 1


class Words(NamedTuple):
    """What the formulas know of a text's words: how many, their letters, how many have more than six letters; and by the
    German count their syllables, how many have one, and how many more than two."""

    number: int
    letters: int
    long: int
    syllables: int
    short: int
    many: int


_BITS: Final = 32


def _measures(form: str) -> int:
    """What a word adds to each field of Words, side by side in one number, so that a text's are its sum; 0 for no word."""
    if not form[0].isalpha():
        return 0
    letters, syllables = len(form), _syllables(form.lower())
    if letters >= _LETTERS:
        return _packed(letters, syllables)
    key = letters * _LETTERS + syllables
    packed = _PACKED.get(key)
    if packed is None:
        packed = _PACKED[key] = _packed(letters, syllables)
    return packed


def _packed(letters: int, syllables: int) -> int:
    fields = Words(1, letters, letters > _LONG, syllables, syllables == 1, syllables > 2)
    return sum([int(field) << _BITS * k for k, field in enumerate(fields)])


_PACKED: Final[dict[int, int]] = {}
"""What has been packed before; there are few numbers of letters and syllables."""


def measured(document: Document) -> Words:
    """What the formulas know of the words of a text."""
    total: int = sum(document.forms.look_up(_measures))
    return Words(*(total >> _BITS * k & (1 << _BITS) - 1 for k in range(len(Words._fields))))
