"""Who says what with a German verb of saying: finds the speaker and the words that are said, in every order of the two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sourcescore import Document, Sentence

from .de_calendar import TIMES
from .de_passages import Passages, Range, Relation
from .de_phrases import Phrase, Phrases
from .de_subjects import PREPOSITIONS, Subjects
from .de_told import Told
from .de_words import DETERMINERS

_OPENERS: Final = frozenset(
    "dass daß ob wie was warum weshalb wieso wann wo wohin woher wer wen wem wessen "
    "welche welcher welches inwieweit inwiefern wonach wozu".split()
)
_RELATIVES: Final = frozenset(
    "der die das den dem des dessen deren denen welcher welche welches welchem welchen".split()
)
_PREFIELDS: Final = frozenset(
    "als nachdem wenn weil da während obwohl bevor seit sobald falls um ohne statt anstatt indem solange".split()
)
_TOLD_FROM: Final = frozenset(("hervorgehen", "verlauten"))
"""Verbs whose source is where it is told: "geht aus dem Bericht hervor", "verlautete aus dem Ministerium"."""
_SUPPOSED: Final = frozenset("wenn falls sofern".split())
_CONCERNS: Final = frozenset("betrifft angeht anlangt anbelangt betraf anging".split())
_AMOUNTS: Final = frozenset("prozent viertel drittel fünftel zehntel hälfte".split())
_CLOSERS: Final = frozenset('“”"«»')
_BREAKS: Final = frozenset(",–—-") | {"--"}


class Frames(Told):
    """Resolves the sayings of one document."""

    def __init__(self, document: Document, phrases: Phrases) -> None:
        self.document = document
        self.words = document.words
        self.lowers = document.lowers
        self.grammar: Any = document.analysis("grammar")
        self.subjects = Subjects(document, phrases)
        self.phrases = phrases
        self.passages = Passages(document)

    def relations(self) -> Iterator[Relation]:
        """The relations of all sayings that stand outside of quotation marks."""
        quoted = self.document.quoted
        for saying in self.document.analysis("reporting"):
            if not quoted[saying.verb]:
                yield from self._resolve(saying)

    def _resolve(self, saying: Any) -> Iterator[Relation]:
        sentence = self.document.sentences[saying.sentence]
        segment = self.grammar.segment_at(saying.finite)
        last = segment.last - 1
        if self.lowers[segment.first] == "als" and saying.stance == "opinion" and last in (saying.verb, saying.finite):
            return  # "anders, als der Minister vermutet hatte"
        supposed = segment.kind == "subordinate" and self.lowers[segment.first] in _SUPPOSED
        if supposed and self.words[segment.last : segment.last + 1] != [":"]:
            return  # "Wenn sie glaubt, dass …": nobody has said it
        opening = self._as_opening(saying, segment)
        if opening >= 0:
            yield from self._as_clause(saying, sentence, segment, opening)
            return
        if (
            segment.first == saying.finite
            and saying.finite > sentence.first
            and self._is_insertion(saying, sentence, segment)
        ):
            yield from self._inserted(saying, sentence)
            return
        if self._trails(saying, segment, sentence):
            first = self.passages.content_start(sentence)
            source = self.subjects.before(segment.first, saying.finite)
            if source is not None and first < segment.first - 1:
                content = ((first, segment.first - 1),)
                yield Relation("indirect", source, saying.tokens, content, saying.sentence, saying.verb, saying.stance)
                return
        source = self._speaker(saying, segment)
        if source is not None and self.lowers[source.first] == "man":
            return  # "Man nennt es …", "Man sagte ihnen, …": nobody in particular
        if source is not None and (self.lowers[source.first] in ("ich", "wir") or self._is_addressed(source)):
            return  # somebody's own words, whose quotation marks the text lacks
        if source is None and saying.lemma == "können":
            return  # "47 Prozent können sich vorstellen, dass …": nobody says so
        start = max(max(saying.tokens) + 1, source.last if source is not None and source.first > saying.finite else 0)
        behind = self._content_behind(start, sentence, saying)
        if behind is not None:
            kind, ranges = behind
            yield Relation(kind, source, saying.tokens, ranges, saying.sentence, saying.verb, saying.stance)
            return
        yield from self._without_clause(saying, sentence, segment, source)

    def _is_addressed(self, source: Phrase) -> bool:
        """Whether a phrase is the polite "Sie": "Was schlagen Sie vor?"."""
        before = self.words[source.first - 1] if source.first else "."
        return self.words[source.first] == "Sie" and source.last == source.first + 1 and before[0].isalpha()

    def _speaker(self, saying: Any, segment: Any) -> Phrase | None:
        """Who says it; of "geht aus … hervor" the document."""
        if saying.lemma in _TOLD_FROM:
            return self.subjects.from_document(self.grammar.segment_at(saying.finite))
        found = self.subjects.cited(saying, self.subjects.of(saying))
        if (
            found is not None
            and (self.lowers[found.head] in _AMOUNTS or self.lowers[found.first - 1] in _AMOUNTS)
            and "Befragten" not in self.words[found.first : found.last]
        ):
            found = None  # "In der Umfrage gab ein Viertel der Kunden an, …": it is the survey that says so
        return found if found is not None else self.subjects.in_document(saying, segment)

    def _is_insertion(self, saying: Any, sentence: Sentence, segment: Any) -> bool:
        """Whether a verb-first clause frames what stands before it: "…, sagte sie"."""
        before = self.words[saying.finite - 1]
        if (before not in _BREAKS and before not in _CLOSERS) or (saying.content, saying.stance) == ("told", "opinion"):
            return False
        if before in _CLOSERS:
            return not self._quotes_name(saying.finite)
        quotation = self.passages.quotation_before(saying.finite - 1)
        if quotation is not None:
            return True
        alone = self.subjects.behind(saying.finite + 1, segment.last) is None
        if alone and self._content_behind(max(saying.tokens) + 1, sentence, saying) is not None:
            return False  # "Huber blieb ruhig, hielt im Interview aber fest, es sei …"
        first = self.passages.content_start(sentence)
        earlier = [s for s in self.grammar.segments(saying.sentence) if s.first < segment.first and s.last > first]
        clauses = [
            s for s in earlier if s.kind != "fragment" and not (s.kind == "subordinate" and self._is_relative(s))
        ]
        if not clauses:
            after = self.subjects.behind(saying.finite + 1, sentence.last)
            ends = after is not None and (len(earlier) == 1 or after.last >= self.passages.end(sentence))
            return ends and after is not None and after.first == saying.finite + 1
        concerns = self.lowers[first] == "was" and self.lowers[clauses[0].finite] in _CONCERNS
        if self.lowers[first] in _PREFIELDS or concerns:
            behind = self.words[max(saying.tokens) + 1 : sentence.last]
            if "dass" in behind[behind.index(",") + 1 :][:1] if "," in behind else False:
                return False
            return any(s.kind == "main" for s in clauses) or self._interrupts(saying, sentence, segment)
        return True

    def _quotes_name(self, i: int) -> bool:
        """Whether the quotation marks that end before token i hold the speaker's name: "Die „Times“ berichtete, dass …"."""
        quotation = self.passages.quotation_before(i)
        if quotation is None or quotation.last - quotation.first > 6 or self.words[i + 1 : i + 2] == ["."]:
            return False
        if quotation.first > 0 and self.lowers[quotation.first - 1] in DETERMINERS:
            return True
        name = self.words[quotation.first + 1 : quotation.last - 1]
        named = all(word[0].isupper() or word in ("of", "the", "le", "la", "des") for word in name)
        return named and self.subjects.behind(i + 1, self.document.sentence_at(i).last) is None

    def _interrupts(self, saying: Any, sentence: Sentence, segment: Any) -> bool:
        """Whether a main clause that begins with its verb goes on behind the frame: "Wenn es regnet, sagte sie, fällt es aus"."""
        end = self._frame_end(saying, None, sentence)
        following = self.grammar.segment_at(end + 1) if end + 1 < sentence.last else segment
        if self.words[end] != "," or following.kind != "main" or following.finite != following.first:
            return False
        return all(other.finite != following.finite for other in self.document.analysis("reporting"))

    def _trails(self, saying: Any, segment: Any, sentence: Sentence) -> bool:
        """Whether the sentence ends with who said it, behind a dash or in brackets: "… – der STANDARD berichtete"."""
        return (
            segment.kind == "main"
            and sentence.first
            < segment.first
            < saying.finite
            == segment.last - 1 - self.grammar.full_stop(segment.last)
            and self.words[segment.first - 1] in ("–", "—", "--", "-", "(")
            and saying.content == "statement"
            and segment.last >= self.passages.end(sentence)
        )

    def _is_relative(self, segment: Any) -> bool:
        """Whether a verb-final clause is a relative one."""
        return self.lowers[segment.first] in _RELATIVES or self.lowers[segment.first + 1] in _RELATIVES

    def _as_opening(self, saying: Any, segment: Any) -> int:
        """The token "wie" or "so" that opens the clause of a saying ("wie die Polizei, die …, mitteilte"), or -1."""
        lowers = self.lowers
        first = segment.first + (lowers[segment.first] in ("doch", "denn") and lowers[segment.first + 1] == "wie")
        if lowers[first] in ("wie", "so") and first < saying.finite and segment.kind != "main":
            return int(first)
        day = (
            lowers[segment.first] in TIMES and saying.finite - segment.first <= 2
        )  # "wie das Amt heute, Dienstag, mitteilte"
        late = lowers[segment.first] in PREPOSITIONS and saying.finite == segment.last - 1 - self.grammar.full_stop(
            segment.last
        )
        if segment.first != saying.finite and not day and not late:
            return -1  # "wie das Blatt am Sonntag (Ortszeit) unter Berufung auf … berichtete"
        for earlier in reversed(self.grammar.segments(saying.sentence)):
            if earlier.first >= segment.first:
                continue
            if lowers[earlier.first] == "wie" and earlier.kind == "fragment":
                return int(earlier.first)
            named = self.subjects.quotes_name(earlier)
            if earlier.kind != "fragment" and not named and not self._is_relative(earlier):
                break
        return -1

    def _as_clause(self, saying: Any, sentence: Sentence, segment: Any, opening: int) -> Iterator[Relation]:
        """ "wie die Polizei mitteilte": the rest of the sentence is what she said."""
        if saying.lemma in ("bezeichnen", "nennen"):
            return  # "Vögel, wie sie von den Zeitungen genannt werden": a name for it
        apart = opening != segment.first
        source = self.phrases.at(opening + 1, saying.finite) if apart else self.subjects.of(saying)
        if source is None and not saying.passive:
            source = self.subjects.from_document(segment)
        first = self.passages.content_start(sentence)
        end = self.passages.end(sentence)
        if source is not None and self.lowers[source.first] == "man":
            return  # "wie man ihn nennt": nobody in particular
        cue = (opening, *saying.tokens)
        rest = self.passages.without([(first, end)], opening, max(segment.last, max(saying.tokens) + 1))
        ranges = tuple(r for r in self.passages.trim(rest) if r[1] - r[0] > 1)
        if ranges:
            kind, found = self.passages.quoted_or(ranges)
            # At the sentence's beginning "Wie … mitteilte" is one cue; behind it, the verb alone frames.
            tokens = cue if opening == first else saying.tokens
            yield Relation(kind, source, tokens, found, saying.sentence, saying.verb, saying.stance)

    def _inserted(self, saying: Any, sentence: Sentence) -> Iterator[Relation]:
        source = self._agent_or_subject(saying, sentence)
        if source is not None and self.lowers[source.first] == "ich" and saying.content == "thought":
            return  # "…, glaube ich, …": somebody's own words
        first = self.passages.content_start(sentence)
        comma = saying.finite - 1
        end = self._frame_end(saying, source, sentence)
        more = self._continuation(end, sentence)
        quotation = self.passages.quotation_before(comma)
        if quotation is not None and (quotation.first <= first + 1 or self.passages.stands_alone(quotation)):
            ranges: list[Range] = [(quotation.first, quotation.last)]
            after = self.passages.quotation_at(end + 1)
            if after is not None:
                ranges.append((after.first, after.last))
            yield Relation("direct", source, saying.tokens, tuple(ranges), saying.sentence, saying.verb, saying.stance)
            return
        ranges = [(first, comma if self.words[comma] in _BREAKS else comma + 1), *more]
        ranges = [r for r in ranges if r[1] > r[0]]
        if ranges:
            yield Relation(
                "indirect", source, saying.tokens, tuple(ranges), saying.sentence, saying.verb, saying.stance
            )

    def _agent_or_subject(self, saying: Any, sentence: Sentence) -> Phrase | None:
        if saying.passive:
            return self.subjects.of(saying)
        if saying.lemma in _TOLD_FROM:
            return self.subjects.from_document(self.grammar.segment_at(saying.finite))
        behind = self.subjects.behind(saying.finite + 1, sentence.last)
        if saying.lemma not in ("berichten", "erzählen"):  # "…, berichtet die Forscherin von der Universität"
            behind = self.subjects.apart(saying, behind)
        return self.subjects.cited(saying, behind)

    def _frame_end(self, saying: Any, source: Phrase | None, sentence: Sentence) -> int:
        """The mark that ends an inserted frame: the first comma or stop behind the verb and its speaker."""
        k: int = max(max(saying.tokens) + 1, source.last if source is not None else 0)
        while k < sentence.last and self.words[k] not in (",", ".", ":", ";", "–", "—", "!", "?"):
            k += 1
        return k

    def _continuation(self, k: int, sentence: Sentence) -> list[Range]:
        """What is said goes on behind an inserted frame, unless a relative clause or an apposition follows there."""
        end = self.passages.end(sentence)
        if k + 1 >= end or self.words[k] not in (",", "–", "—", ":"):
            return []
        if self.words[k] == ":":
            return [(k + 1, end)]
        segment = self.grammar.segment_at(k + 1)
        low = self.lowers[k + 1]
        if segment.kind == "subordinate" and (
            low in _RELATIVES or low in _PREFIELDS or (self.lowers[k + 2 : k + 3] and self.lowers[k + 2] in _RELATIVES)
        ):
            return []
        if (
            segment.kind in ("fragment", "infinitive")
            and low not in ("aber", "sondern")
            and not self._ends_bracket(segment)
        ):
            return []
        return [(k + 1, end)]

    def _ends_bracket(self, segment: Any) -> bool:
        """Whether a segment without a finite verb ends the clause before the frame: "habe, sagte sie, allein gehandelt"."""
        last = segment.last - self.grammar.full_stop(segment.last) - 1
        return segment.kind == "fragment" and last > segment.first and bool(self.grammar.is_nonfinite(last))

    def _content_behind(self, start: int, sentence: Sentence, saying: Any) -> tuple[str, tuple[Range, ...]] | None:
        """What is said behind a frame that ends at about token start: behind a colon, or in a clause behind a comma."""
        words, lowers = self.words, self.lowers
        end = self.passages.end(sentence)
        k = start - 1 if start and words[start - 1] in ",:" else start
        while k < sentence.last:
            word = words[k]
            if word == ":":
                return self.passages.behind_colon(k, sentence)
            if word in (";", ".") or (word in ("–", "—") and k > start):
                if word == "." and k + 1 < end and self.document.starts[k + 1] == self.document.ends[k]:
                    k += 1  # "sagte sie zu example.org: …"
                    continue
                return None
            if word == "," and k + 1 < end:
                segment = self.grammar.segment_at(k + 1)
                if self._says(k + 1, segment, saying):
                    return self.passages.quoted_or(((k + 1, self._clause_end(k + 1, end, segment)),))
                if segment.kind == "main" and lowers[k + 1] in ("und", "aber", "doch"):
                    return None
            if (
                lowers[k] in ("und", "aber")
                and k > start
                and self.grammar.segment_at(k + 1).first == k + 1
                and self.grammar.segment_at(k + 1).kind == "main"
            ):
                return None
            k += 1
        return None

    def _says(self, i: int, segment: Any, saying: Any) -> bool:
        """Whether the clause that begins at i can be what a verb of saying governs."""
        lowers = self.lowers
        low = lowers[i]
        if low in _OPENERS and low not in _RELATIVES:
            return low != "wie" or (
                saying.content == "statement"
                and "wie" not in lowers[: i - 1][-3:]
                and segment.kind == "subordinate"
                and not self._as_frame(segment)
            )
        if segment.kind == "subordinate" and low in ("der", "die", "das") and self.words[i - 2][0].islower():
            reported = segment.finite in self.document.analysis("speech").subjunctives
            return reported and self.words[i + 1][0].isupper()  # "sagte, die Brücke halte": no relative clause
        if segment.kind == "infinitive":
            return low not in ("um", "ohne", "statt", "anstatt") and saying.content in ("act", "thought", "statement")
        if segment.kind == "main":
            if segment.finite <= segment.first or low in ("und", "aber", "doch", "sondern", "denn", "so"):
                return False
            if segment.finite in self.document.analysis("speech").subjunctives:
                return True
            own = self.grammar.segment_at(saying.finite)
            told = own.kind == "subordinate" and self._is_relative(own) and own.last - own.first > 3
            # "Leute, die Asyl beantragten, zwei davon …"
            return saying.content in ("statement", "thought") and not saying.passive and not told
        # "forderte, die Preise, die …, zu senken": the infinitive comes later
        if segment.kind == "fragment" and saying.content == "act" and low not in _RELATIVES:
            return any(
                s.kind == "infinitive" and s.first > segment.first
                for s in self.grammar.segments(saying.sentence)
                if s.first - segment.last < 20
            )
        if segment.kind == "subordinate" and low not in _RELATIVES and low in _PREFIELDS:
            following = [s for s in self.grammar.segments(saying.sentence) if s.first >= segment.last]
            return (
                bool(following)
                and following[0].kind == "main"
                and following[0].finite == following[0].first
                and saying.content != "act"
            )
        return False

    def _as_frame(self, segment: Any) -> bool:
        return any(segment.first <= s.verb < segment.last for s in self.document.analysis("reporting"))

    def _clause_end(self, i: int, end: int, segment: Any) -> int:
        """What is said ends with the sentence, or before a main clause that the text adds in its own voice."""
        subjunctives = self.document.analysis("speech").subjunctives
        for k in range(i, end):
            if self.words[k] == ";":
                return k
            if segment.kind in ("subordinate", "infinitive") and self.lowers[k] in ("und", "aber", "doch", "sondern"):
                following = self.grammar.segment_at(k + 1)
                own = following.kind == "main" and following.first in (k, k + 1) and following.finite > following.first
                if own and following.finite not in subjunctives:
                    return k - 1 if self.words[k - 1] == "," else k
        return end
