"""A place where a rule's words stand, as conditions see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..document import Document

if TYPE_CHECKING:
    from ..document import Clause
    from ..tokens import Sentence


class Match:
    """Words ``first`` to ``last`` (half open) of ``document`` that a rule's pattern found."""

    __slots__ = ("document", "first", "last")

    def __init__(self, document: Document, first: int, last: int) -> None:
        self.document: Final = document
        self.first: Final = first
        self.last: Final = last

    def __repr__(self) -> str:
        return f"Match({' '.join(self.document.words[self.first : self.last])!r}, first={self.first}, last={self.last})"

    @property
    def word(self) -> str:
        """The first word, in lower case."""
        return self.document.lowers[self.first]

    @property
    def sentence(self) -> Sentence:
        """The sentence that the words stand in."""
        return self.document.sentence_at(self.first)

    @property
    def clause(self) -> Clause:
        """The clause (between commas and their like) that the words stand in."""
        return self.document.clause_at(self.first)

    def next(self, distance: int = 1) -> str:
        """The word behind the match in lower case, or "" beyond the sentence."""
        at = self.last - 1 + distance
        return self.document.lowers[at] if at < self.sentence.last else ""

    def previous(self, distance: int = 1) -> str:
        """The word before the match in lower case, or "" beyond the sentence."""
        at = self.first - distance
        return self.document.lowers[at] if at >= self.sentence.first else ""
