"""Word forms by number: what is known of a form is found out once, and then looked up for all words of a text together.

Most words of a text were met before, and most of those mean nothing to most rules. A look-up by number for a whole text
costs a quarter of one by word, so that each further question that a plugin asks about words costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import itemgetter
from threading import RLock
from typing import Any, ClassVar

Judge = Callable[[str], Any]
"""What is to be known of a word form, whatever stands beside it: the same for the same form, False or empty for most."""


class Vocabulary(dict[str, int]):
    """The word forms met so far, numbered in their order; and tables of what has been found out about each."""

    LARGEST: ClassVar[int] = 200_000
    """How many forms are kept before it is better to begin anew."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[str] = []
        self.lowers: list[str] = []
        self._tables: dict[Judge, list[Any]] = {}
        self._lock = RLock()

    def __missing__(self, form: str) -> int:
        with self._lock:
            number = self.get(form)
            if number is None:
                number = len(self.forms)
                self.lowers.append(form.lower())
                self.forms.append(form)
                self[form] = number
        return number

    def learn(self, words: Iterable[str]) -> None:
        """Numbers those of the words that are new, all under one lock."""
        new = [form for form in dict.fromkeys(words) if form not in self]
        if new:
            with self._lock:
                for form in new:
                    if form not in self:
                        self[form] = len(self.forms)
                        self.lowers.append(form.lower())
                        self.forms.append(form)

    def table(self, judge: Judge) -> list[Any]:
        """What the judge says of each form, by its number."""
        table = self._tables.get(judge)
        if table is None or len(table) < len(self.forms):
            with self._lock:
                table = self._tables.setdefault(judge, [])
                table += map(judge, self.forms[len(table) :])
        return table


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
    def of(cls, words: Sequence[str], vocabulary: Vocabulary) -> Forms:
        """The forms of these words."""
        vocabulary.learn(words)
        return cls(vocabulary, list(map(vocabulary.__getitem__, words)))

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
            found = self.look_up(judge)
            known = self._marked[judge] = [(i, found[i]) for i in compress(range(len(found)), found)]
        return known

    def lowered(self, places: Iterable[int]) -> Forms:
        """The same forms, in lower case at some places."""
        numbers, vocabulary = list(self.numbers), self.vocabulary
        for i in places:
            numbers[i] = vocabulary[vocabulary.lowers[numbers[i]]]
        return Forms(vocabulary, numbers)
