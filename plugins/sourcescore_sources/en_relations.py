"""Who says what in English text: "X said that …", "…, X said", "…", said X, "according to X", and quotations that go on.

English marks its subjects by their place: what stands before a verb of saying within its clause says it, or what stands
behind the verb where the verb opens its clause (Quirk et al., A Comprehensive Grammar of the English Language, 14.28–34).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from sourcescore import Attribution, Document, Sentence, Source

_PRONOUNS: Final = frozenset("he she they it".split())
_SPEAKERS: Final = frozenset("i we you who which that this what there".split())
_OPENERS: Final = frozenset("and but or so yet however meanwhile still then also later earlier instead nevertheless because "
                            "while as when after before although though if since where".split())  # fmt: skip
_ARTICLES: Final = frozenset(
    "a an the his her their its our some several many most one two three another other".split()
)
_MARKS: Final = frozenset('“”"‘’')
_BREAKS: Final = frozenset(",;:—–") | _MARKS
_TIMES: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later week "
                          "month year afternoon morning evening night".split())  # fmt: skip
_MEDIA: Final = frozenset("times post news reuters cnn bbc abc nbc cbs fox politico bloomberg journal magazine newspaper "
                          "guardian associated npr buzzfeed herald tribune globe gazette telegraph msnbc".split())  # fmt: skip
_DOCUMENTS: Final = frozenset("report study poll survey documents document data filing filings ruling statement memo records "
                              "lawsuit complaint indictment transcript website release census analysis".split())  # fmt: skip
_SHORTEST: Final = 3


class _Saying(NamedTuple):
    """A verb of saying or "according to": its tokens, those of its source, whether the source stands for itself."""

    sentence: int
    cue: tuple[int, int]
    source: tuple[int, int]
    clause: tuple[int, int]


def resolve(document: Document) -> list[Attribution]:
    """The attribution relations of an English document."""
    return list(_Resolver(document).relations())


class _Resolver:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.marked = {s.start: s for s in document.signals if s.category == "attribution"}
        self.last: Source | None = None

    def relations(self) -> Iterator[Attribution]:
        """Sentence by sentence: what is said in it, and quotations that go on from the sentence before."""
        document = self.document
        going_on = False
        for index, sentence in enumerate(document.sentences):
            sayings = [s for i in range(sentence.first, sentence.last) if (s := self._saying(index, sentence, i))]
            if sayings:
                saying = sayings[0]
                relation = self._relation(saying, sentence)
                if relation is not None:
                    yield relation
                    self.last = relation.source
                going_on = relation is not None and document.quoted[sentence.last - 1]
            elif self.last is not None and self._is_quoted(sentence) and (going_on or index):
                yield Attribution("direct", self.last, (), ((sentence.start, sentence.end),))
            else:
                going_on = False

    def _saying(self, index: int, sentence: Sentence, i: int) -> _Saying | None:
        document = self.document
        signal = self.marked.get(document.starts[i])
        if signal is None or document.quoted[i]:
            return None
        behind = document.token_at(signal.end - 1) + 1
        first, last = self._clause(sentence, i)
        if signal.rule != "en.attribution.verb":
            end = self._phrase_end(behind, sentence.last)
            return _Saying(index, (i, behind), (behind, end), (i, end)) if end > behind else None
        start = first
        while start < i and document.lowers[start] in _OPENERS:
            start += 1
        if start < i and self._can_speak(start, i):
            return _Saying(index, (i, behind), (start, i), (first, last))
        end = self._phrase_end(behind, sentence.last)
        opens = start == i and i > sentence.first
        return _Saying(index, (i, behind), (behind, end), (i, end)) if opens and self._can_speak(behind, end) else None

    def _can_speak(self, first: int, last: int) -> bool:
        """Whether the words can be the subject of a verb of saying: a name, a pronoun, a noun with its article."""
        document = self.document
        if first >= last or document.lowers[first] in _SPEAKERS:
            return False
        return (
            document.words[first][0].isupper()
            or document.lowers[first] in _ARTICLES | _PRONOUNS
            or self._unnamed(first, last)
        )

    def _unnamed(self, first: int, last: int) -> bool:
        document = self.document
        signals = document.signals_between(document.starts[first], document.ends[last - 1])
        return any(s.category in ("anonymous_source", "vague_source") for s in signals)

    def _clause(self, sentence: Sentence, i: int) -> tuple[int, int]:
        words = self.document.words
        first = i
        while first > sentence.first and words[first - 1] not in _BREAKS:
            first -= 1
        # "Mr. Ortiz, the mayor, said": the apposition belongs to the subject.
        if first == i and first - 2 > sentence.first and words[first - 1] == ",":
            opening = next((k for k in range(first - 2, max(sentence.first, first - 14), -1) if words[k] == ","), -1)
            if opening > sentence.first and words[sentence.first][0].isupper():
                first = opening
                while first > sentence.first and words[first - 1] not in _BREAKS:
                    first -= 1
        last = i + 1
        while last < sentence.last and words[last] not in _BREAKS:
            last += 1
        return first, last

    def _phrase_end(self, first: int, limit: int) -> int:
        """Where a source that opens at a word ends: at a comma, a full stop, or a time."""
        words, lowers = self.document.words, self.document.lowers
        end = first
        while end < limit and words[end] not in _BREAKS and words[end] not in ".!?)(" and end - first < 14:
            if end > first and (
                lowers[end] in ("who", "that", "as", "while", "when", "after") or lowers[end] in _TIMES
            ):
                break
            end += 1
        while end > first and lowers[end - 1] in ("on", "in", "last", "this", "late", "early"):
            end -= 1
        return end

    def _relation(self, saying: _Saying, sentence: Sentence) -> Attribution | None:
        document = self.document
        (cue_first, cue_last), (source_first, source_last) = saying.cue, saying.source
        outer_first, outer_last = min(source_first, cue_first), max(source_last, cue_last)
        behind = cue_last if source_first < cue_first else outer_last
        if behind < sentence.last and document.lowers[behind] == "that":
            behind += 1
        before = self._trimmed(sentence.first, outer_first)
        after = self._trimmed(behind, sentence.last)
        if before and after and source_first < cue_first and self._is_only_time(after):
            after = None
        spans = tuple(span for span in (before, after) if span is not None and span[1] - span[0] >= _SHORTEST)
        if not spans:
            return None
        direct = any(document.quoted[i] for a, b in spans for i in range(a, b))
        return Attribution(
            "direct" if direct else "indirect",
            self._source(source_first, source_last),
            ((document.starts[cue_first], document.ends[cue_last - 1]),),
            tuple((document.starts[a], document.ends[b - 1]) for a, b in spans),
        )

    def _trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        words = self.document.words
        while first < last and words[first] in _BREAKS:
            first += 1
        while last > first and (words[last - 1] in _BREAKS or words[last - 1] in ".!?"):
            last -= 1
        return (first, last) if first < last else None

    def _is_only_time(self, span: tuple[int, int]) -> bool:
        lowers = self.document.lowers[span[0] : span[1]]
        return len(lowers) <= 6 and not _TIMES.isdisjoint(lowers)

    def _is_quoted(self, sentence: Sentence) -> bool:
        quoted = self.document.quoted[sentence.first : sentence.last]
        return sum(quoted) * 2 > len(quoted)

    def _source(self, first: int, last: int) -> Source:
        document = self.document
        start, end = document.starts[first], document.ends[last - 1]
        if last - first == 1 and document.lowers[first] in _PRONOUNS and self.last is not None:
            return Source(self.last.kind, self.last.name, self.last.start, self.last.end)
        return Source(self._kind(first, last), document.text[start:end], start, end)

    def _kind(self, first: int, last: int) -> str:
        document = self.document
        signals = document.signals_between(document.starts[first], document.ends[last - 1])
        for category, kind in (("anonymous_source", "anonymous"), ("vague_source", "vague")):
            if any(s.category == category for s in signals):
                return kind
        lowers = document.lowers[first:last]
        if not _MEDIA.isdisjoint(lowers):
            return "media"
        if not _DOCUMENTS.isdisjoint(lowers):
            return "documented"
        names = (i for i in range(first, last) if document.words[i][0].isupper())
        sentence = document.sentence_at(first)
        return (
            "named"
            if any(i > sentence.first or document.lowers[i] not in _ARTICLES | _PRONOUNS for i in names)
            else "role"
        )
