"""Who says what where it is written: "heißt es in der Studie", "darin steht, dass …", "in einer Umfrage lag sie vorn"."""

from __future__ import annotations

from typing import Any, Final

from sourcescore import Document, Sentence

from .de_frames import Frames
from .de_kinds import kind_of
from .de_marks import CONCLUSIONS, INSIDE
from .de_nouns import nouns
from .de_passages import Passages, Range, Relation
from .de_phrases import Phrase, Phrases

_WITHIN: Final = frozenset(("in", "im", "bei", "beim"))

_SITES: Final = (
    "seite",
    "homepage",
    "site",
    "blog",
    "facebook",
    "twitter",
    "plattform",
    "portal",
    "plakat",
    "plakaten",
)
_WHOSE: Final = frozenset("sein seine ihr ihre".split())
_ARE: Final = frozenset(("ist", "sind", "war", "waren"))
_COMES_TO: Final = frozenset("ist war lautet lautete".split())


class Written:
    """Finds the texts and surveys in which it stands, for ``Markers``."""

    document: Document
    words: list[str]
    lowers: list[str]
    grammar: Any
    phrases: Phrases
    frames: Frames
    passages: Passages

    def _around(
        self, i: int, phrase: Phrase, cue: tuple[int, ...], first: int, last: int, sentence: Sentence
    ) -> Relation | None:
        """The relation of a marker with its phrase at tokens first to last: the clause around it is what is said."""
        segment = self.grammar.segment_at(i)
        start, end = self.passages.content_start(sentence), self.passages.end(sentence)
        for k in range(i, start, -1):
            if self.words[k] == ";":
                start = k + 1
                break
        for k in range(i, end):
            if self.words[k] == ";":
                end = k
                break
        if segment.kind == "subordinate" and self.lowers[segment.first] in (
            "der",
            "die",
            "das",
            "dem",
            "den",
            "deren",
            "dessen",
            "denen",
        ):
            start, end = segment.first, segment.last
        while last < end and self.words[last] in ",)" and last < first + 1:
            last += 1
        ranges = [
            r
            for r in self.passages.without([(start, end)], first, last)
            if any(self.words[k][0].isalnum() for k in range(*r))
        ]
        if not ranges:
            return None
        ranges = self.passages.trim(ranges)
        return Relation("indirect", phrase, cue, tuple(ranges), self._index(i), i)

    def _stands_there(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Darin steht, dass …": the text named before says so."""
        verb = i + 1
        if i != sentence.first or self.lowers[verb : verb + 1] not in (["steht"], ["stand"], ["stehe"]):
            return None
        comma = next((k for k in range(verb + 1, min(verb + 8, sentence.last - 2)) if self.words[k] == ","), -1)
        if comma < 0 or self.lowers[comma + 1] not in ("dass", "daß", "wie", "was", "welche", "ob"):
            return None
        source = self._text_before(sentence)
        content = ((comma + 1, self.passages.end(sentence)),)
        return Relation("indirect", source, (verb,), content, self._index(i), i, carried=source is None)

    def _surveyed(self, i: int, sentence: Sentence) -> Relation | None:
        """ "In einer Umfrage des Instituts lag sie vorn": where no verb says so, the survey is the source of what follows."""
        at = next((k for k in range(i - 1, max(sentence.first, i - 9) - 1, -1) if self.lowers[k] in _WITHIN), -1)
        phrase = self.phrases.at(at + 1, sentence.last) if at >= 0 else None
        if phrase is None or phrase.head != i or not (phrase.determiner or self.lowers[at] in ("im", "beim")):
            return None
        segment = self.grammar.segment_at(i)
        if (phrase.determiner, self.lowers[i]) == ("den", "umfragen"):
            return None  # "In den Umfragen führt sie": surveys in general
        told = any(s.sentence == self._index(i) for s in self.document.analysis("reporting"))
        shown = self.lowers[segment.finite : segment.finite + 2] in (["zeigt", "sich"], ["zeigte", "sich"])
        if told or segment.kind != "main" or at > segment.finite + 1 + shown:
            return None
        return self._around(i, phrase, (), at, phrase.last, sentence)

    def _are_findings(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Das sind Ergebnisse der Studie": what the sentence before tells stands there."""
        first, index = self.passages.content_start(sentence), self._index(i)
        if self.lowers[first] not in ("das", "dies") or self.lowers[first + 1] not in _ARE or i < first + 2:
            return None
        phrase = self.phrases.at(i + 1, sentence.last)
        if phrase is None or phrase.first != i + 1 or kind_of(self.document, phrase) != "documented" or index == 0:
            return None
        before = self.document.sentences[index - 1]
        told = ((before.first, self.passages.end(before)), (first, self.passages.end(sentence)))
        return Relation("indirect", phrase, (i,), told, index, i)

    def _found_out(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Ergebnis der Studie ist, dass …", "…, das ist das Fazit eines Berichts"."""
        concluded = self._concluded(i, sentence) or self._are_findings(i, sentence)
        if concluded is not None or self.lowers[i] == "ergebnisse":
            return concluded
        phrase = self.phrases.at(i + 1, sentence.last) if self.words[i][0].isupper() else None
        if phrase is None or phrase.first != i + 1 or kind_of(self.document, phrase) != "documented":
            return None
        segment = self.grammar.segment_at(i)
        if self.lowers[phrase.last : phrase.last + 1] == [":"]:
            return self._around(i, phrase, (i,), segment.first, phrase.last + 1, sentence)
        if segment.kind != "main" or self.lowers[segment.finite] not in _COMES_TO:
            return None
        clause = segment.finite == phrase.last and self.lowers[phrase.last + 1 : phrase.last + 2] in ([","], [":"])
        back = self.lowers[segment.first] in ("das", "dies", "so") and segment.first > sentence.first + 3
        if not (clause or back):
            return None
        return self._around(i, phrase, (i,), segment.first, max(phrase.last, segment.finite + 1), sentence)

    def _concluded(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Hubers Fazit nach dem Spiel: …", "Das Fazit der Ministerin: …", "Ihr Resümee: …"."""
        words, lowers = self.words, self.lowers
        colon = next((k for k in range(i + 1, min(i + 9, sentence.last)) if words[k] == ":"), -1)
        first = self.passages.content_start(sentence)
        if lowers[i] not in CONCLUSIONS or colon < 0 or i > first + 1 or "," in words[i:colon]:
            return None
        if any(self.grammar.is_finite(k) and words[k][0].islower() for k in range(i, colon)):
            return None
        owner: Phrase | None = None
        if i == first + 1 and lowers[first] in _WHOSE:
            found = self._around(i, self.phrases.pronoun(first), (i,), first, colon + 1, sentence)
            return found._replace(source=None, carried=True) if found is not None else None
        if i == first + 1 and words[first].endswith("s") and lowers[first] not in ("das", "dies"):
            owner = self.phrases.pronoun(first)
        else:
            genitive = lowers[i + 1] in ("der", "des", "von", "vom")
            owner = self.phrases.at(i + 1 + (lowers[i + 1] == "von"), colon) if genitive else None
            if owner is not None and owner.determiner and not nouns().of[lowers[owner.head]]:
                return None  # "Fazit der ersten Halbzeit"
        return self._around(i, owner, (i,), first, colon + 1, sentence) if owner is not None else None

    def _heisst(self, i: int, sentence: Sentence) -> Relation | None:
        """ "…, heißt es in der Studie", "Aus dem Ministerium hieß es, …"."""
        lowers, words = self.lowers, self.words
        es = i + 1 if i + 1 < sentence.last and lowers[i + 1] == "es" else (i - 1 if lowers[i - 1] == "es" else -1)
        if lowers[i] == "geheißen":  # "Aus dem Büro hatte es zuvor geheißen, …"
            finite = self.grammar.segment_at(i).finite
            es = finite + 1 if lowers[finite] in ("hat", "hatte", "habe") and lowers[finite + 1] == "es" else -1
        if es < 0:
            return self._as_written(i, sentence)
        phrase = None
        first = self.passages.content_start(sentence)
        for k in range(max(i, es) + 1, min(i + 12, sentence.last)):
            if words[k] in ",.:;":
                break
            if self._opens_place(k):
                phrase = self.phrases.at(k + 1, sentence.last)
                break
        if phrase is None and self.lowers[max(i, es) + 1 : max(i, es) + 2] in (["darin"], ["dort"]):
            phrase = self._text_before(sentence)
            if phrase is None and self.lowers[max(i, es) + 1] == "darin":
                phrase = self.phrases.pronoun(max(i, es) + 1)
        segment = self.grammar.segment_at(i)
        # "In dem Bericht, der …, heißt es": the sentence opens with where it is said
        mains = [s for s in self.grammar.segments(self._index(i)) if s.kind == "main" and s.first < segment.first]
        opened = self._opens_place(first) and phrase is None and not mains
        if opened:
            phrase = self.phrases.at(first + 1, min(i, es))
        if phrase is None and segment.first < i:
            for k in range(segment.first, i):
                if self._opens_place(k):
                    phrase = self.phrases.at(k + 1, i)
                    break
        cue = (min(i, es), max(i, es)) if lowers[i] != "geheißen" else (i,)
        index = self._index(i)
        start = max(i, es, (phrase.last - 1) if phrase is not None else 0) + 1
        if not opened and min(i, es) == segment.first and min(i, es) > first and words[min(i, es) - 1] in ',–—“”"«»':
            comma = min(i, es) - 1
            quotation = self.passages.quotation_before(comma)
            if quotation is not None and quotation.first <= first + 1:
                return Relation(
                    "direct", phrase, cue, ((quotation.first, quotation.last),), index, i, carried=phrase is None
                )
            ranges: list[Range] = [(first, comma)]
            return Relation("indirect", phrase, cue, tuple(ranges), index, i, carried=phrase is None)
        for k in range(start, sentence.last):
            if words[k] in ",:":
                kind, found = self.passages.quoted_or(((k + 1, self.passages.end(sentence)),))
                if found and found[0][0] < found[0][1]:
                    return Relation(kind, phrase, cue, found, index, i, carried=phrase is None)
            if words[k] in ";.":
                break
        return None

    def _as_written(self, i: int, sentence: Sentence) -> Relation | None:
        """ "wie es in einer Aussendung heißt": the rest of the sentence is what stands there."""
        segment = self.grammar.segment_at(i)
        if self.lowers[segment.first : segment.first + 2] != ["wie", "es"]:
            return None
        at = next((k for k in range(segment.first + 2, i) if self._opens_place(k)), -1)
        phrase = self.phrases.at(at + 1, i) if at > 0 else None
        if phrase is None:
            return None
        start, end = self.passages.content_start(sentence), self.passages.end(sentence)
        ranges = self.passages.trim(self.passages.without([(start, end)], segment.first, segment.last))
        return Relation("indirect", phrase, (i,), tuple(ranges), self._index(i), i) if ranges else None

    def _opens_place(self, k: int) -> bool:
        """Whether the word at k opens where it is said or written: "in der Studie", "auf der Homepage der Firma"."""
        low = self.lowers[k]
        return low in INSIDE or (low == "auf" and any(w.endswith(_SITES) for w in self.lowers[k + 1 : k + 5]))

    def _text_before(self, sentence: Sentence) -> Phrase | None:
        """What "darin" picks up: the last text named in one of the three sentences before."""
        index = self._index(sentence.first)
        for earlier in reversed(self.document.sentences[max(0, index - 3) : index]):
            for k in range(earlier.last - 1, earlier.first - 1, -1):
                if self.words[k][0].isupper() and nouns().has("document", self.lowers[k]):
                    start = k - 1 if k > earlier.first and self.words[k - 1][0].islower() else k
                    return self.phrases.at(start, earlier.last) or self.phrases.at(k, earlier.last)
        return None

    def _index(self, i: int) -> int:
        return self.document.sentence_index(i)
