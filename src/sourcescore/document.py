"""A text as rules and plugins see it: words, sentences, clauses, quotations, a spaCy Doc; each computed when asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from .errors import PluginError
from .language import Language
from .quotations import MARKS, Quotation, find_quotations
from .tokens import STOPS, Sentence, Stretch, split_sentences
from .words import Vocabulary, read

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .markup import SwitchedOff
    from .report import Signal

_BREAKS: Final = frozenset(",;:–—()[]-") | {"--"}
_STOP: Final = 1
_BREAK: Final = 2
_QUOTE: Final = 4


_PUNCTUATION: Final = {
    mark: _STOP * (mark in STOPS) | _BREAK * (mark in _BREAKS) | _QUOTE * (mark in MARKS)
    for mark in STOPS | _BREAKS | MARKS
}
_punctuation = _PUNCTUATION.get
"""Which parts a mark may play in a text, as bits; None for words."""


class Clause(Stretch):
    """A stretch of a sentence between commas, colons, semicolons, dashes or brackets; without those marks."""

    __slots__ = ()


Analysis = Callable[["Document"], Any]


class Document:
    """One text. All offsets count code points of ``text``; ``words`` are its tokens without white space.

    ``words[i]`` stands at ``text[starts[i]:ends[i]]``, ``lowers[i]`` is the same in lower case; ``forms`` looks something
    up for all words together; ``notes`` keeps what somebody has found out about the text and asks again.
    """

    def __init__(
        self,
        text: str,
        lang: str,
        language: Language | None = None,
        analyses: Mapping[str, Analysis] | None = None,
        doc: Doc | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.text = text
        self.lang = lang
        self.language = language or Language(lang)
        self._analyses = analyses or {}
        self._results: dict[str, Any] = {}
        self.notes: dict[Any, Any] = {}
        self._given = self._doc = doc
        self._doc_tokens: list[int] | None = None
        self._annotated: bool | None = None
        self._sentences: list[Sentence] | None = None
        self._numbers: list[int] | None = None
        self._quotations: list[Quotation] | None = None
        self._quoted: list[bool] | None = None
        self._clauses: list[Clause] | None = None
        self._bounds: tuple[list[int], list[int]] | None = None
        self.signals: list[Signal] = []
        self._placed: list[Signal] | None = None
        self._signal_starts: list[int] = []
        self.switched_off: Sequence[SwitchedOff] = ()
        # The words are the same whatever a given Doc's tokeniser made of the text: rules are written for these.
        self.forms, self.starts, self.ends = read(text, Vocabulary() if vocabulary is None else vocabulary)
        self.words = self.forms.words
        self.lowers = self.forms.lowers

    @property
    def doc(self) -> Doc:
        """The spaCy Doc: the one the document was made from, else one with the same words; ``doc.text == text``."""
        if self._doc is None:
            self._doc = self._make_doc()
        return self._doc

    def _make_doc(self) -> Doc:
        import spacy
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in zip([*self.starts, len(self.text)], [*self.ends, len(self.text)], strict=True):
            gap = self.text[at:start]
            if words and gap.startswith(" "):
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            if start < end:
                words.append(self.text[start:end])
                spaces.append(False)
            at = end
        doc = Doc(_vocab(spacy, self.lang), words=words, spaces=spaces)
        firsts = {self.starts[sentence.first] for sentence in self.sentences}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in firsts
        return doc

    @property
    def doc_tokens(self) -> list[int]:
        """For each word the index in ``doc`` of the token that holds its first letter; ``doc`` counts white space too."""
        if self._doc_tokens is None:
            self._doc_tokens = self._find_doc_tokens()
        return self._doc_tokens

    def _find_doc_tokens(self) -> list[int]:
        places = [token.idx for token in self.doc]
        return [bisect_right(places, start) - 1 for start in self.starts]

    def token(self, i: int) -> Token | None:
        """The token of ``doc`` that is exactly word i; None where the Doc's tokeniser cut the text otherwise."""
        token = self.doc[self.doc_tokens[i]]
        return token if token.idx == self.starts[i] and len(token) == self.ends[i] - token.idx else None

    @property
    def annotated(self) -> bool:
        """Whether the Doc comes from a pipeline that annotated morphology or parts of speech."""
        if self._annotated is None:
            self._annotated = self._is_annotated()
        return self._annotated

    def _is_annotated(self) -> bool:
        doc = self._given
        return doc is not None and (doc.has_annotation("MORPH") or doc.has_annotation("POS"))

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences, headings and fragments of the text, in order, without gaps between their tokens."""
        if self._sentences is None:
            self._sentences = self._find_sentences()
        return self._sentences

    def _find_sentences(self) -> list[Sentence]:
        doc = self._given
        if doc is not None and doc.has_annotation("DEP") and doc.has_annotation("SENT_START"):
            edges = [bisect_left(self.starts, sent.start_char) for sent in doc.sents]
            edges = sorted({*edges, 0, len(self.words)})
            return [Sentence(self.starts[a], self.ends[b - 1], a, b) for a, b in pairwise(edges) if a < b]
        stops = self._marks(_STOP)
        return split_sentences(self.text, self.words, self.starts, self.ends, self.language, stops)

    @property
    def quotations(self) -> list[Quotation]:
        """The passages in quotation marks."""
        if self._quotations is None:
            self._quotations = self._find_quotations()
        return self._quotations

    def _find_quotations(self) -> list[Quotation]:
        return find_quotations(self.text, self.words, self.starts, self.ends, self._marks(_QUOTE))

    @property
    def clauses(self) -> list[Clause]:
        """The stretches between commas and their like, in order."""
        if self._clauses is None:
            self._clauses = self._find_clauses()
        return self._clauses

    def _find_clauses(self) -> list[Clause]:
        return list(map(self._clause, range(len(self._clause_bounds()[0]))))

    def _clause_bounds(self) -> tuple[list[int], list[int]]:
        """Where clauses begin and end, in words."""
        if self._bounds is None:
            self._bounds = self._find_clause_bounds()
        return self._bounds

    def _find_clause_bounds(self) -> tuple[list[int], list[int]]:
        firsts: list[int] = []
        lasts: list[int] = []
        breaks = iter(self._marks(_BREAK))
        mark = next(breaks, -1)
        for sentence in self.sentences:
            first, last = sentence.first, sentence.last
            while first <= mark < last:
                if first < mark:
                    firsts.append(first)
                    lasts.append(mark)
                first = mark + 1
                mark = next(breaks, -1)
            if first < last:
                firsts.append(first)
                lasts.append(last)
        return firsts, lasts

    def _clause(self, number: int) -> Clause:
        firsts, lasts = self._clause_bounds()
        first, last = firsts[number], lasts[number]
        return Clause(self.starts[first], self.ends[last - 1], first, last)

    def _marks(self, kind: int) -> list[int]:
        return [i for i, kinds in self.forms.marked(_punctuation) if kinds & kind]

    def _sentence_numbers(self) -> list[int]:
        """For each word the position of its sentence, and one more: behind the last word it is the last sentence's."""
        if self._numbers is None:
            self._numbers = self._number_sentences()
        return self._numbers

    def _number_sentences(self) -> list[int]:
        numbers: list[int] = []
        for number, sentence in enumerate(self.sentences):
            numbers += [number] * (sentence.last - sentence.first)
        return [*numbers, len(self.sentences) - 1]

    @property
    def quoted(self) -> list[bool]:
        """For each word whether it stands inside of quotation marks."""
        if self._quoted is None:
            self._quoted = self._find_quoted()
        return self._quoted

    def _find_quoted(self) -> list[bool]:
        inside = [False] * len(self.words)
        for quotation in self.quotations:
            for i in range(quotation.first + 1, quotation.last - 1):
                inside[i] = True
        return inside

    def signals_between(self, start: int, end: int) -> list[Signal]:
        """The signals found so far that begin within characters ``start`` to ``end``."""
        signals = self.signals
        if self._placed is not signals or len(self._signal_starts) != len(signals):
            self._placed = signals
            self._signal_starts = [signal.start for signal in signals]
        first = bisect_left(self._signal_starts, start)
        return signals[first : bisect_left(self._signal_starts, end, first)]

    def sentence_at(self, token: int) -> Sentence:
        """The sentence that the token stands in."""
        return self.sentences[self._sentence_numbers()[token]]

    def sentence_index(self, token: int) -> int:
        """The position in ``sentences`` of the sentence that the token stands in."""
        return self._sentence_numbers()[token]

    def clause_at(self, token: int) -> Clause:
        """The clause that the token stands in; for a mark between two clauses, the one before it."""
        return self._clause(max(0, bisect_right(self._clause_bounds()[0], token) - 1))

    def token_at(self, offset: int) -> int:
        """The token at or behind a character offset; ``len(words)`` behind the last."""
        return bisect_right(self.ends, offset)

    def analysis(self, name: str) -> Any:
        """The result of a named analysis that a plugin provides, computed once a document.

        Raises PluginError where no plugin provides it for this language.
        """
        if name in self._results:
            return self._results[name]
        if name not in self._analyses:
            raise PluginError(f"no plugin provides the analysis {name!r} for language {self.lang!r}")
        result = self._results[name] = self._analyses[name](self)
        return result

    def close(self) -> None:
        """Lets go of what analyses found out. They hold the document that holds them: without this, all of a text would
        stay in memory until Python looks for such rings, and looking costs more than scoring a claim."""
        self._results.clear()
        self.notes.clear()

    def has_analysis(self, name: str) -> bool:
        """Whether some plugin provides this analysis for the document's language."""
        return name in self._analyses


_VOCABS: Final[dict[str, Any]] = {}


def _vocab(spacy: Any, lang: str) -> Any:
    if lang not in _VOCABS:
        try:
            _VOCABS[lang] = spacy.blank(lang).vocab
        except ImportError:
            _VOCABS[lang] = spacy.blank("xx").vocab
    return _VOCABS[lang]
