"""Stretches of a German text that somebody may have said: where a sentence's words begin and end, quotations, colons."""

from __future__ import annotations

from typing import Final, NamedTuple

from sourcescore import Document, Quotation, Sentence

from .de_phrases import Phrase

Range = tuple[int, int]
_ARTICLES: Final = frozenset(("Der", "Die", "Das", "Ein", "Eine"))
_DASHES: Final = frozenset(("–", "—", "-", "--"))


class Relation(NamedTuple):
    """An attribution in tokens. ``content`` and ``cue`` are half-open ranges and tokens; ``signal``: the token that shows
    it, or -1; ``stance`` of the verb."""

    type: str
    source: Phrase | None
    cue: tuple[int, ...]
    content: tuple[Range, ...]
    sentence: int
    signal: int
    stance: str = "neutral"
    carried: bool = False


def behind_dateline(words: list[str], sentence: Sentence) -> int:
    """The first token of a sentence behind a dateline ("Wien – ") and its dash."""
    first = sentence.first
    last = min(first + 7, sentence.last - 2)
    if _DASHES.isdisjoint(words[first + 1 : last]):
        return first
    for i in range(first + 1, last):
        if words[i] in _DASHES:
            places = words[first] not in _ARTICLES and all(
                w[0].isupper() or w in ("/", "(", ")", ",", ".") for w in words[first:i]
            )
            return i + 1 if places else first
    return first


class Passages:
    """Finds such stretches in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = document.words
        quotations = [q for q in document.quotations if not q.nested]
        self._by_first = {q.first: q for q in reversed(quotations)}
        self._by_last = {q.last: q for q in reversed(quotations)}

    def content_start(self, sentence: Sentence) -> int:
        """The first token behind a dateline ("Wien – ") and dashes."""
        return behind_dateline(self.words, sentence)

    def behind_colon(self, colon: int, sentence: Sentence) -> tuple[str, tuple[Range, ...]] | None:
        """What stands behind a colon: a quotation, the rest of the sentence, or the sentence that follows."""
        quotation = self.quotation_at(colon + 1)
        if quotation is not None:
            return "direct", ((quotation.first, quotation.last),)
        end = self.end(sentence)
        if colon + 1 < end:
            return "indirect", ((colon + 1, end),)
        document = self.document
        following = document.sentence_index(colon) + 1
        if following < len(document.sentences):
            next_sentence = document.sentences[following]
            quotation = self.quotation_at(next_sentence.first)
            if quotation is not None:
                return "direct", ((quotation.first, quotation.last),)
            return "indirect", ((next_sentence.first, self.end(next_sentence)),)
        return None

    def stands_alone(self, quotation: Quotation) -> bool:
        """Whether a quotation is a sentence of its own and no part of the words around it."""
        before = self.words[quotation.first - 1]
        return before in ":.!?" or (before in ",–—" and self.words[quotation.first + 1][0].isupper())

    def end(self, sentence: Sentence) -> int:
        """The token behind the sentence's last word: full stops do not belong to what is said."""
        end = sentence.last
        while end > sentence.first + 1 and self.words[end - 1] in ".!?…":
            end -= 1
        return end

    def quoted_or(self, ranges: tuple[Range, ...]) -> tuple[str, tuple[Range, ...]]:
        """Direct speech where the whole content is one quotation, else indirect speech."""
        if len(ranges) == 1:
            quotation = self.quotation_at(ranges[0][0])
            if quotation is not None and quotation.last >= ranges[0][1]:
                return "direct", ((quotation.first, quotation.last),)
        return "indirect", ranges

    def quotation_at(self, i: int) -> Quotation | None:
        """The quotation that begins with token i."""
        return self._by_first.get(i)

    def quotation_before(self, i: int) -> Quotation | None:
        """The quotation that ends right before token i."""
        return self._by_last.get(i) or self._by_last.get(i + 1)

    @staticmethod
    def without(ranges: list[Range], first: int, last: int) -> list[Range]:
        """The ranges without tokens first to last."""
        found = []
        for a, b in ranges:
            if a < min(b, first):
                found.append((a, min(b, first)))
            if max(a, last) < b:
                found.append((max(a, last), b))
        return found

    def trim(self, ranges: list[Range]) -> list[Range]:
        """The ranges without commas, colons and dashes at their edges; empty ones are dropped."""
        found = []
        for a, b in ranges:
            while a < b and self.words[a] in ",–—-:":
                a += 1
            while a < b and self.words[b - 1] in ",–—-:":
                b -= 1
            if a < b:
                found.append((a, b))
        return found
