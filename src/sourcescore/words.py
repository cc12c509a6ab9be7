"""Word forms by number: what is known of a form is found out once, and then looked up for all words of a text together;
and so is how what stands between two spaces is cut into words.

Most words of a text were met before, and most of those mean nothing to most rules. A look-up by number for a whole text
costs a quarter of one by word, so that each further question that a plugin asks about words costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from threading import RLock
from typing import Any, ClassVar, Final
from unicodedata import is_normalized

from .tokens import tokenize

_SPACES: Final = "\n\r\t\u00a0"
"""What parts words as the usual space does, and is as long: ends of lines, tabs, spaces at which no line may end."""

Judge = Callable[[str], Any]
"""What is to be known of a word form, whatever stands beside it: the same for the same form, False or empty for most."""

_LONGEST: Final = 60
"""Letters of what stands between two spaces up to which it is remembered how it is cut."""
_MARKS: Final = "„“”»«‚‘‹›\"'()[],.;:!?…"
"""Marks that are each a token of its own at the beginning and the end of what stands between two spaces."""


class Vocabulary:
    """The word forms met so far, numbered in their order; and tables of what has been found out about each."""

    LARGEST: ClassVar[int] = 200_000
    """How many forms are kept before it is better to begin anew."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.lowers: list[str] = []
        self.lengths: list[int] = []
        self.numbers: dict[str, int] = {}
        self.whole: dict[str, int] = {}
        """What stands between two spaces and is a word: its number."""
        self.cuts: dict[str, tuple[int, ...]] = {}
        """The words of what stands between two spaces, where they are all of it: "Rom," is "Rom" and ","."""
        self._tables: dict[Judge, list[Any]] = {}
        self._marks: dict[Judge, list[Any]] = {}
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self.forms)

    def __getitem__(self, form: str) -> int:
        """The number of a form, a new one where it was not met yet."""
        number = self.numbers.get(form)
        if number is None:
            with self._lock:
                number = self._number(form)
        return number

    def _number(self, form: str) -> int:
        number = self.numbers.get(form)
        if number is None:
            number = len(self.forms)
            low = form.lower()
            self.lowers.append(form if low == form else low)
            self.lengths.append(len(form))
            self.forms.append(form)
            self.numbers[form] = number  # at last: who sees it here looks it up there
        return number

    @property
    def full(self) -> bool:
        """Whether it is better to begin anew."""
        return len(self.forms) > self.LARGEST or len(self.whole) + len(self.cuts) > 2 * self.LARGEST

    def learn(self, piece: str) -> tuple[int, ...] | None:
        """The words of what stands between two spaces, None where they are not all of it; they are remembered."""
        words = _cut(piece) if len(piece) <= _LONGEST else None
        if words is None:
            return None
        with self._lock:
            numbers = tuple([self._number(word) for word in words])
            if words == [piece]:
                self.whole[piece] = numbers[0]
            else:
                self.cuts[piece] = numbers
        return numbers

    def table(self, judge: Judge) -> list[Any]:
        """What the judge says of each form, by its number."""
        table = self._tables.get(judge)
        if table is None or len(table) < len(self.forms):
            with self._lock:
                table = self._tables.setdefault(judge, [])
                table += map(judge, self.forms[len(table) :])
        return table

    def marks(self, judge: Judge) -> list[Any]:
        """The same, with None for what is empty, which is told from the rest in no time."""
        marks = self._marks.get(judge)
        if marks is None or len(marks) < len(self.forms):
            with self._lock:
                marks = self._marks.setdefault(judge, [])
                marks += [said or None for said in self.table(judge)[len(marks) :]]
        return marks


def _cut(piece: str) -> list[str] | None:
    """The words of what stands between two spaces, None where they are not all of it. Most is told without a search: a
    word, with marks before and behind it."""
    if piece.isalnum() and is_normalized("NFC", piece):
        return [piece]
    core = piece.strip(_MARKS)
    if _is_word(core) and ".." not in piece and is_normalized("NFC", core):
        first = piece.find(core)
        words = [piece[k] for k in range(first)]
        words.append(core)
        for k in range(first + len(core), len(piece)):
            words.append(piece[k])
        return words
    words = tokenize(piece)[0]
    return words if "".join(words) == piece else None


def _is_word(core: str) -> bool:
    """Whether these are letters and digits, with hyphens between them."""
    if core.isalnum():
        return True
    return "-" in core and core.replace("-", "").isalnum() and "--" not in core and core[0] != "-" and core[-1] != "-"


class Forms:
    """The word forms of a text by their numbers in a vocabulary."""

    __slots__ = ("_marked", "_pick", "numbers", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, numbers: list[int]) -> None:
        self.vocabulary = vocabulary
        self.numbers = numbers
        self._marked: dict[Judge, list[tuple[int, Any]]] = {}
        self._pick: Callable[[Sequence[Any]], tuple[Any, ...]] = (
            itemgetter(*numbers) if len(numbers) > 1 else lambda table: tuple(table[k] for k in numbers)
        )

    @classmethod
    def of(cls, words: Iterable[str], vocabulary: Vocabulary) -> Forms:
        """The forms of these words."""
        return cls(vocabulary, [vocabulary[word] for word in words])

    @property
    def words(self) -> list[str]:
        """Each word."""
        return list(self._pick(self.vocabulary.forms))

    @property
    def lowers(self) -> list[str]:
        """Each word in lower case."""
        return list(self._pick(self.vocabulary.lowers))

    def look_up(self, judge: Judge) -> tuple[Any, ...]:
        """What a judge says of each word. It is asked once for each form, and never again."""
        return self._pick(self.vocabulary.table(judge))

    def marked(self, judge: Judge) -> list[tuple[int, Any]]:
        """The places of the words of which a judge says something that is not empty, and what it says."""
        known = self._marked.get(judge)
        if known is None:
            marks = self.vocabulary.marks(judge)
            known = self._marked[judge] = [(i, marks[k]) for i, k in enumerate(self.numbers) if marks[k] is not None]
        return known

    def lowered(self, places: Iterable[int]) -> Forms:
        """The same forms, in lower case at some places."""
        numbers, vocabulary = list(self.numbers), self.vocabulary
        for i in places:
            numbers[i] = vocabulary[vocabulary.lowers[numbers[i]]]
        return Forms(vocabulary, numbers)


def read(text: str, vocabulary: Vocabulary) -> tuple[Forms, list[int], list[int]]:
    """The words of a text and where each starts and ends, as ``tokenize`` gives them. No word reaches across a space, and
    most of what stands between two was met before."""
    plain = text
    for mark in _SPACES:
        if mark in plain:
            plain = plain.replace(mark, " ")
    pieces = plain.split(" ")
    whole, cuts = vocabulary.whole.get, vocabulary.cuts.get
    known: list[Any] = list(map(whole, pieces))  # not list[int]: compiled, each number would be made anew
    lengths = vocabulary.lengths
    found: list[Any] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for k, number in enumerate(known):
        if number is not None:
            found.append(number)
            starts.append(at)
            at += len(pieces[k])
            ends.append(at)
        else:
            piece = pieces[k]
            cut = cuts(piece)
            if cut is None:
                cut = vocabulary.learn(piece)
            if cut is not None:
                found += cut
                for part in cut:
                    starts.append(at)
                    at += lengths[part]
                    ends.append(at)
            else:
                words, firsts, lasts = tokenize(piece)
                found += [vocabulary[word] for word in words]
                starts += [at + first for first in firsts]
                ends += [at + last for last in lasts]
                at += len(piece)
        at += 1
    return Forms(vocabulary, found), starts, ends
