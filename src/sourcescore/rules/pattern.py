"""The words of a rule: a small language of words, beginnings, endings, alternatives, optional words and gaps.

=============  =======================================================================================
``offenbar``   the word, also with a capital at the start of a sentence or all in capitals
``Kreise``     the word with its capital (a pattern with capitals is taken to the letter)
``mutmaß*``    a word's beginning; ``*kreisen`` its ending; ``*richt*`` a part; ``*`` any one word
``soll|will``  one of several words
``nicht?``     a word that may be missing
``...``        a gap of any length within the clause; ``..3`` of at most three words
``{verb}``     one word of the list ``verb`` in ``[lists]`` of the same file (or of the file's plugin)
``^``          at its beginning: only where a sentence begins
``[`` ``]``    around the words to be marked, where the others are only context
=============  =======================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..tokens import tokenize

if TYPE_CHECKING:
    from ..document import Document


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern: exact words (``lower``, ``exact``), or a test for beginnings and endings; or a gap."""

    lower: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    infixes: tuple[str, ...] = ()
    anything: bool = False
    optional: bool = False
    gap: int = -1

    @property
    def is_gap(self) -> bool:
        """Whether the element stands for any words up to ``gap`` many (0: as many as the clause has)."""
        return self.gap >= 0

    @property
    def is_literal(self) -> bool:
        """Whether it is made of whole words alone, so that it can be looked up."""
        return not (self.prefixes or self.suffixes or self.infixes or self.anything or self.is_gap)

    def matches(self, document: Document, i: int) -> bool:
        """Whether the document's word i is one of the element's."""
        word = document.words[i]
        low = document.lowers[i]
        if low in self.lower and (word == low or word.isupper() or _begins(document, i)):
            return True
        if word in self.exact:
            return True
        if self.anything:
            return word[0].isalnum()
        if self.prefixes or self.suffixes or self.infixes:
            return self._by_part(word, low, document, i)
        return False

    def _by_part(self, word: str, low: str, document: Document, i: int) -> bool:
        prefixes = self.prefixes
        if prefixes and (
            word.startswith(prefixes)
            or (low != word and low.startswith(prefixes) and (word.isupper() or _begins(document, i)))
        ):
            return True
        for part in self.suffixes:
            if (word if part[0].isupper() else low).endswith(part):
                return True
        return any(part in low for part in self.infixes)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. ``anchor``: the element it is looked up by; ``marked``: the range of elements to be marked."""

    source: str
    elements: tuple[Element, ...]
    anchor: int
    at_start: bool = False
    marked: tuple[int, int] = (0, 0)
    keys: frozenset[str] | None = None
    """The words, in lower case, that the anchor can be; None where it is more than whole words."""
    in_clause: bool = False
    """Whether all words have to stand in one clause: a gap of any length does not reach beyond it."""
    beside: tuple[int, frozenset[str]] | None = None
    """Which word beside the anchor, -1 or 1, has to be which in lower case, where that is sure: a quick first look."""

    def candidates(self, document: Document, first: int, last: int) -> Sequence[int]:
        """The words first to last where the anchor could stand."""
        lowers, keys = document.lowers, self.keys
        first, last = max(first, 0), min(last, len(lowers))
        if keys is None:
            return range(first, last)
        # Most sentences have none of the words, which a set tells faster than a loop.
        if keys.isdisjoint(lowers[first:last]):
            return ()
        return [i for i in range(first, last) if lowers[i] in keys]

    def match_at(self, document: Document, i: int) -> tuple[int, int, int, int] | None:
        """Match with the anchor at word i: (first, last, marked first, marked last), half open, or None."""
        elements = self.elements
        anchor = elements[self.anchor]
        word = document.words[i]
        if word not in anchor.lower and not anchor.matches(document, i):  # most words stand there in small letters
            return None
        if len(elements) == 1:
            return None if self.at_start and not _begins(document, i) else (i, i + 1, i, i + 1)
        unit = document.clause_at(i) if self.in_clause else document.sentence_at(i)
        low, high = unit.first, unit.last
        right = _extend(document, elements, self.anchor + 1, len(elements), i + 1, high, 1)
        if right is None:
            return None
        left = _extend(document, elements, self.anchor - 1, -1, i - 1, low - 1, -1)
        if left is None:
            return None
        places = {**left, self.anchor: i, **right}
        first, last = min(places.values()), max(places.values()) + 1
        if self.at_start and not _begins(document, first):
            return None
        marked = [places[k] for k in range(*self.marked) if k in places] or [first, last - 1]
        return first, last, marked[0], marked[-1] + 1


def _extend(
    document: Document, elements: Sequence[Element], k: int, stop: int, i: int, edge: int, step: int
) -> dict[int, int] | None:
    """Places of the elements k to stop in one direction from word i, within the edge; the nearest places win."""
    if k == stop:
        return {}
    element = elements[k]
    if element.is_gap:
        reach = abs(edge - i) if element.gap == 0 else min(element.gap, abs(edge - i))
        for skip in range(reach + 1):
            rest = _extend(document, elements, k + step, stop, i + skip * step, edge, step)
            if rest is not None:
                return rest
        return None
    if i != edge and element.matches(document, i):
        rest = _extend(document, elements, k + step, stop, i + step, edge, step)
        if rest is not None:
            return {k: i, **rest}
    if element.optional:
        return _extend(document, elements, k + step, stop, i, edge, step)
    return None


def _begins(document: Document, i: int) -> bool:
    """Whether a capital at word i may be that of a sentence's beginning."""
    if i == 0:
        return True
    before = document.words[i - 1]
    if before in ":–—-„»«“\"'‚‹›|•*/(" or before in ".!?…":
        return True
    return document.sentence_at(i).first == i


_TOKEN: Final = re.compile(r"\[|\]|\.\.\.|\.\.\d+|\^|(?:\{[^{}]*\}|[^\s\[\]{}^])+|[{}]")


_PHRASE: Final = re.compile(r"[^\s\[\]{}^*?|.]+(?:\s+[^\s\[\]{}^*?|.]+)*")


def compile_pattern(source: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """A pattern from its source. Raises ValueError with what was expected."""
    if _PHRASE.fullmatch(source):
        return _phrase(source)
    elements: list[Element] = []
    at_start = False
    opened: int | None = None
    marked: tuple[int, int] | None = None
    for part in _TOKEN.findall(source):
        if part == "^":
            if elements:
                raise ValueError('"^" is only allowed at the beginning')
            at_start = True
        elif part == "[":
            if opened is not None or marked:
                raise ValueError('only one "[…]" in a pattern')
            opened = len(elements)
        elif part == "]":
            if opened is None or opened == len(elements):
                raise ValueError('"]" without words in "[…]" before it')
            marked, opened = (opened, len(elements)), None
        elif part == "...":
            elements.append(Element(gap=0))
        elif re.fullmatch(r"\.\.\d+", part):
            if int(part[2:]) == 0:
                raise ValueError('a gap needs at least one word: "..1"')
            elements.append(Element(gap=int(part[2:])))
        else:
            elements.append(_element(part, lists))
    if opened is not None:
        raise ValueError('"[" without "]"')
    if not elements:
        raise ValueError("is empty, expected at least one word")
    if elements[0].is_gap or elements[-1].is_gap:
        raise ValueError("a gap needs words on both sides")
    anchor = _choose_anchor(elements)
    element = elements[anchor]
    keys = frozenset({*element.lower, *map(str.lower, element.exact)}) if element.is_literal else None
    in_clause = any(element.gap == 0 for element in elements)
    return Pattern(
        source, tuple(elements), anchor, at_start, marked or (0, len(elements)), keys, in_clause,
        _beside(elements, anchor),
    )  # fmt: skip


def _beside(elements: Sequence[Element], anchor: int) -> tuple[int, frozenset[str]] | None:
    """The word that has to stand right beside the anchor, where it is one of a few and can not be missing."""
    for step in (1, -1):
        k = anchor + step
        if 0 <= k < len(elements) and elements[k].is_literal and not elements[k].optional:
            return step, frozenset({*elements[k].lower, *map(str.lower, elements[k].exact)})
    return None


def _phrase(source: str) -> Pattern:
    """A pattern of nothing but words, the most common one by far: thousands of them have to load fast."""
    words = source.split()
    elements = tuple(map(_word, words))
    longest = max(map(len, words))
    anchor = next(k for k, word in enumerate(words) if len(word) == longest)
    beside = None
    if len(words) > 1:
        step = 1 if anchor + 1 < len(words) else -1
        beside = step, _only(words[anchor + step])
    return Pattern(source, elements, anchor, False, (0, len(elements)), _only(words[anchor]), False, beside)


@lru_cache(100_000)
def _only(word: str) -> frozenset[str]:
    return frozenset((word.lower(),))


@lru_cache(100_000)
def _word(word: str) -> Element:
    low = word.lower()
    if not word.isalnum():
        _whole(word)
    return Element(lower=frozenset((word,))) if word == low else Element(exact=frozenset((word,)))


@lru_cache(100_000)
def _whole(word: str) -> None:
    """Raises ValueError where a text never has this as one word: a comma is a word of its own."""
    words = tokenize(word.replace("*", "x"))[0]  # any letter may stand for what a beginning or an ending leaves open
    if word.startswith(".."):
        raise ValueError(f'"{word}" is no gap: expected "...", or ".." and a number, such as "..3"')
    if len(words) > 1 and "*" not in word:
        raise ValueError(
            f'"{word}" is several words and marks in a text, expected spaces between them: "{" ".join(words)}"'
        )
    if len(words) > 1:
        raise ValueError(f'"{word}" is several words and marks in a text, expected spaces between them')


def _element(part: str, lists: Mapping[str, Sequence[str]]) -> Element:
    if part in ("{", "}"):
        raise ValueError('the name of a list stands in "{…}"')
    optional = len(part) > 1 and part.endswith("?")
    part = part[:-1] if optional else part
    if part == "*":
        return Element(anything=True, optional=optional)
    words: list[str] = []
    for alternative in part.split("|"):
        if alternative.startswith("{"):
            name = alternative.strip("{}")
            if name not in lists:
                raise ValueError(f'no list "{name}" in [lists]; known: {", ".join(sorted(lists)) or "none"}')
            words.extend(lists[name])
        elif not alternative or alternative.strip("*") == "":
            raise ValueError(f'"{part}" has an empty alternative')
        else:
            words.append(alternative)
    for word in words:
        if not word.isalnum():
            _whole(word)
    plain = [w for w in words if "*" not in w]
    starred = [w for w in words if "*" in w]
    if any("*" in w.strip("*") for w in starred):
        raise ValueError(f'"{part}": "*" is allowed at the beginning and the end of a word')
    return Element(
        lower=frozenset(w for w in plain if w == w.lower()),
        exact=frozenset(w for w in plain if w != w.lower()),
        prefixes=tuple(w[:-1] for w in starred if w.endswith("*") and not w.startswith("*")),
        suffixes=tuple(w[1:] for w in starred if w.startswith("*") and not w.endswith("*")),
        infixes=tuple(w.strip("*").lower() for w in starred if w.startswith("*") and w.endswith("*")),
        optional=optional,
    )


_LONG_PART: Final = 5


def _choose_anchor(elements: Sequence[Element]) -> int:
    """The element to look the pattern up by: whole words and long parts before short parts, long words (they are rare)
    before short ones."""

    def worth(k: int) -> tuple[bool, bool, int, int]:
        element = elements[k]
        words = [*element.lower, *element.exact, *element.prefixes, *element.suffixes]
        shortest = min(map(len, words), default=0)
        sure = element.is_literal or (shortest >= _LONG_PART and not element.infixes)
        return (not element.anything, sure, shortest, -k)

    usable = [k for k, e in enumerate(elements) if not e.is_gap and not e.optional]
    if not usable:
        raise ValueError("expected at least one word that is not optional")
    return max(usable, key=worth)
