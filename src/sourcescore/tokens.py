"""Raw text to tokens and sentences: one regular expression for words, then a look at the few places that may end one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Final
from unicodedata import is_normalized, normalize

from .language import Language

# Soft hyphens and zero-width characters may stand inside a word: they belong to its place, but not to the word.
_JOINER: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INVISIBLE: Final = dict.fromkeys(map(ord, _JOINER))
# "di" is for ver.di, a union that writes its name as a site.
_SITE: Final = r"\.(?:at|biz|ch|com|de|di|eu|fm|info|io|it|li|me|net|org|tv|uk)\b"
# Two searches: each for one letter or a set of them, which is twice as fast as one for either.
_RARE: Final = re.compile(rf"[@{_JOINER}\u0300-\u036f]")
_RARE_SITE: Final = re.compile(_SITE)


def _token_pattern(word: str, before: str = "") -> re.Pattern[str]:
    """One group around everything, so that ``split`` gives the words and what is between them in turn."""
    return re.compile(
        rf"""(
        {before}
          [a-zA-Zäöüß]++(?=[ ,.])                                   # most words: nothing more to look at
        | \d+(?:[.,:]\d+)+(?:-{word})*                               # 10.000  3,5  14:30  2,5-Zoll
        | {word}(?:[-‐‑'’&/+*:]{word})*(?:-(?!\w))?                   # words, also Tesla-Chef, Mitarbeiter:innen, Vor-
        | \.\.\.+ | --+ | \S
        )""",
        re.VERBOSE,
    )


_TOKEN: Final = _token_pattern(r"\w+")
# Most texts hold neither addresses nor marks inside of words: they need not pay for looking at each word twice.
_TOKEN_WITH_RARE: Final = _token_pattern(
    rf"\w[\w\u0300-\u036f{_JOINER}]*",
    r"""
          (?:https?://|www\.)[^\s<>"»«„“”]*[\w/] |
          [\w.+-]{1,64}+@\w[\w-]*(?:\.\w[\w-]*)+ |
          \w[\w-]*+(?:\.\w[\w-]*+){0,3}"""
    + _SITE
    + r"""(?!\.?\w) |
    """,
)

OPENING: Final = "„“»«‚‘‹›\"'([{–—-•*"
CLOSING: Final = "“”«»‘’‹›\"')]}"
STOPS: Final = frozenset({".", "!", "?", "…", "...", "....", "‽", "。", "।"})
"""Marks that may end a sentence."""
_ELLIPSIS: Final = frozenset({"…", "...", "...."})


class Stretch:
    """A stretch of a text: characters ``start`` to ``end``, tokens ``first`` to ``last`` (both half open). Two of the same
    kind at the same place are equal."""

    __slots__ = ("end", "first", "last", "start")

    def __init__(self, start: int, end: int, first: int, last: int) -> None:
        self.start: Final = start
        self.end: Final = end
        self.first: Final = first
        self.last: Final = last

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Stretch)
            and type(other) is type(self)
            and (self.start, self.end, self.first, self.last) == (other.start, other.end, other.first, other.last)
        )

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.first, self.last))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(start={self.start}, end={self.end}, first={self.first}, last={self.last})"


class Sentence(Stretch):
    """A sentence, a heading or a fragment."""

    __slots__ = ()


def tokenize(text: str) -> tuple[list[str], list[int], list[int]]:
    """The words of a text and where each starts and ends; white space is no token. A word is without the invisible
    characters at its place, and its letters are composed ("ü", not "u" and two dots)."""
    rare = (
        _RARE.search(text)
        or _RARE_SITE.search(text)
        or "://" in text
        or "www." in text
        or not (text.isascii() or is_normalized("NFC", text))
    )
    parts = (_TOKEN_WITH_RARE if rare else _TOKEN).split(text)
    edges = list(accumulate(map(len, parts)))
    if not rare:
        return parts[1::2], edges[:-1:2], edges[1::2]
    tokens = [
        (word, start, start + len(part.rstrip(_JOINER)))
        for part, start in zip(parts[1::2], edges[:-1:2], strict=True)
        if (word := part if part.isascii() else normalize("NFC", part.translate(_INVISIBLE)))
    ]
    return [word for word, _, _ in tokens], [start for _, start, _ in tokens], [end for _, _, end in tokens]


def split_sentences(
    text: str, words: list[str], starts: list[int], ends: list[int], language: Language, stops: Iterable[int]
) -> list[Sentence]:
    """Cut tokens into sentences: at ends of sentences, blank lines, and line ends that no sentence runs across.

    ``stops``: where those of the words stand that are STOPS.
    """
    count = len(words)
    if not count:
        return []
    cuts = {i for i in _line_cuts(text, words, starts, ends) if i < count}
    for i in stops:
        cut = _cut_after(i, text, words, starts, ends, language)
        if cut:
            cuts.add(cut)
    edges = _no_longer_than(_LONGEST, sorted({0, count, *cuts}), words)
    return [Sentence(starts[a], ends[b - 1], a, b) for a, b in pairwise(edges)]


_LONGEST: Final = 250
"""No sentence that anybody writes has as many words. Tables and lists without full stops are cut here, so that what looks
at whole sentences stays cheap on any text."""


def _no_longer_than(limit: int, edges: list[int], words: list[str]) -> list[int]:
    """The edges, with further ones where two lie too far apart: behind the last comma or semicolon before the limit."""
    found = edges[:1]
    for edge in edges[1:]:
        while edge - found[-1] > limit:
            stop = found[-1] + limit
            found.append(next((i for i in range(stop, stop - limit // 2, -1) if words[i - 1] in ",;:"), stop))
        found.append(edge)
    return found


def _cut_after(i: int, text: str, words: list[str], starts: list[int], ends: list[int], language: Language) -> int:
    """The token that begins the next sentence if the mark at token i ends one, else 0."""
    count = len(words)
    j = i + 1
    while j < count and words[j] in STOPS:
        j += 1
    # Quotation marks and brackets that close right behind the mark belong to the sentence.
    while j < count and words[j] in CLOSING and starts[j] == ends[j - 1]:
        if words[j] in "\"'" and j + 1 < count and starts[j + 1] == ends[j] and words[j + 1][0].isalnum():
            break
        j += 1
    if j >= count:
        return 0
    after = words[j]
    glued = starts[j] == ends[j - 1]
    if glued and after not in OPENING:
        # "Ende.Anfang" without a space: a lost line break where a lower-case word meets a capital one.
        if not (words[i] == "." and after[0].isupper() and len(after) > 2 and i and words[i - 1][-1].islower()):
            return 0
        if len(words[i - 1]) < 3 or words[i - 1].lower() in language.abbreviations:
            return 0
    opener = after in OPENING
    following = words[j + 1] if opener and j + 1 < count else after
    if after in ",;:)" or (after in "–—-" and words[i] != "."):
        return 0
    if following[0].islower() and "\n" not in text[ends[j - 1] : starts[j]]:
        return 0
    if words[i] == "." and i and starts[i] == ends[i - 1] and j == i + 1 and not _ends_after(i, j, words, language):
        return 0
    if (
        words[i] in _ELLIPSIS
        and j == i + 1
        and not opener
        and i
        and starts[i] != ends[i - 1]
        and not after[0].isupper()
    ):
        return 0
    return j


def _ends_after(i: int, j: int, words: list[str], language: Language) -> bool:
    """Whether the full stop at token i, glued to the word before it, ends a sentence and is no abbreviation's."""
    before = words[i - 1]
    low = before.lower()
    after = words[j]
    if low in language.closing_abbreviations:
        return after[0].isupper()
    if low in language.abbreviations:
        return False
    if len(before) == 1 and before.isalpha():  # an initial, or one letter of "z. B."
        return False
    if before.isdigit():
        earlier = words[i - 2].lower() if i > 1 else ""
        nearby = after.lower().rstrip(".")
        if nearby in language.after_ordinal:
            return False
        if len(before) <= 2 and earlier in language.before_ordinal:
            return not after[0].isalnum()
        if i < 2 or earlier in STOPS:  # "1. Punkt" of a list
            return False
    return True


_LINE_MARKS: Final = "\n\r\u2028\u2029"
_LINE_ENDS: Final = re.compile(rf"[{_LINE_MARKS}]\s*")  # begins with a mark: others are passed over at once
_LINE_END: Final = re.compile(r"\r\n|\n|\r|\u2029")


def _line_cuts(text: str, words: list[str], starts: list[int], ends: list[int]) -> list[int]:
    """Tokens that begin a sentence because a line or paragraph begins there."""
    cuts: list[int] = []
    if not any(mark in text for mark in _LINE_MARKS):
        return cuts
    for match in _LINE_ENDS.finditer(text):
        token = bisect_left(starts, match.end())
        if token == 0 or token >= len(words):
            continue
        blank = len(_LINE_END.findall(match.group())) > 1
        if blank or not _runs_on(text, ends[token - 1], words[token - 1], words[token]):
            cuts.append(token)
    return cuts


def _runs_on(text: str, end: int, before: str, after: str) -> bool:
    """Whether a sentence runs across the single line break behind its word that ends at ``end``, as in text wrapped to a
    fixed width."""
    line_start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    width = end - line_start
    if after in "•*-–" or before[-1] in ".!?…:":
        return before[-1] == ":" and after not in "•*-–" and after[0].islower()
    if before[-1] in ",;" or after[0].islower():
        return True
    return 45 <= width <= 100
