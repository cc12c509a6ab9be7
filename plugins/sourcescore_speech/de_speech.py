"""Which words of a German text are somebody else's: finite verbs in the reporting subjunctive, and direct speech.

Subjunctive I reports; where its form is that of the indicative, subjunctive II takes its place (Duden, Die Grammatik,
"Konjunktiv in der Indirektheitskontext-Funktion"). Subjunctive II alone is also counterfactual or polite and counts only
where a frame ("sagte", "laut") or the sentence before reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import tomli

from sourcescore import Document, Quotation, Sentence, Signal

from .de_direct import is_direct

_SPEAKERS: Final = frozenset("ich wir".split())
_THIRD: Final = frozenset("er sie es man".split())
_MARKS: Final = frozenset("„“”\"»«‚‘‹›'")
_PAST_TIMES: Final = frozenset(
    "gestern vorgestern damals früher zuletzt einst seinerzeit ehemals vorher zuvor bereits schon vergangenen "
    "vergangenes vergangener vorigen vorige letzten letztes letzter".split()
)
_PRESENT_TIMES: Final = frozenset(
    "derzeit aktuell momentan gegenwärtig heute heutzutage nun jetzt seit künftig weiterhin".split()
)
_REPLACED: Final = frozenset("hätten würden könnten müssten wüssten sollten dürften wollten möchten wären".split())
_CONDITIONAL: Final = frozenset("sollte sollten hätte hätten wäre wären würde würden".split())
_HAD: Final = frozenset(("wären", "hätte"))
_FOLLOWING: Final = frozenset("dann sonst so damit dadurch dafür das solche solcher solches wenn falls".split())
"""Words for what something would follow from: what "würde" then says is nobody's report."""
_UNREAL: Final = frozenset("beinahe fast gern gerne lieber kaum niemand keiner früher durchaus nicht".split())
"""Words for what did not happen or only might have: "beinahe hätte er", "früher hätte es das nicht gegeben"."""
_CONDITIONS: Final = frozenset("wenn falls sofern".split())
_WISHES: Final = frozenset("möge mögen lebe leben helfe bewahre behüte".split())
_SET_PHRASES: Final = (("es", "sei", "denn"), ("gott", "sei", "dank"), ("dem", "sei", "wie"), ("sei", "es", "nun"))
_ADDRESSES: Final = frozenset(
    "erwähnt gesagt angemerkt hingewiesen genannt hinzugefügt verwiesen dahingestellt erinnert".split()
)


@lru_cache(1)
def frame_words() -> frozenset[str]:
    """Words that say that somebody else is speaking, other than verbs of saying."""
    data = tomli.loads(Path(__file__).with_name("de_verbs.toml").read_text(encoding="utf-8"))
    return frozenset(data["frames"]["words"].split())


class Speech:
    """Who else speaks in a document: ``subjunctives`` are tokens, ``quotations`` passages in quotation marks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.grammar = document.analysis("grammar")
        self._quotations: list[Quotation] | None = None
        self._subjunctives: list[int] | None = None
        self._found: dict[int, list[int]] | None = None
        self._verbs_and_sentences: tuple[frozenset[int], frozenset[int]] | None = None

    @property
    def quotations(self) -> list[Quotation]:
        """The quotations that are direct speech: no titles, names, single words held at a distance."""
        if self._quotations is None:
            self._quotations = self._find_quotations()
        return self._quotations

    def _find_quotations(self) -> list[Quotation]:
        return [
            quotation for quotation in self.document.quotations if is_direct(self.document, self.grammar, quotation)
        ]

    @property
    def subjunctives(self) -> list[int]:
        """The finite verbs in the reporting subjunctive, in order."""
        if self._subjunctives is None:
            self._subjunctives = [i for found in self._by_sentence().values() for i in found]
        return self._subjunctives

    @property
    def sentences(self) -> list[int]:
        """The sentences that have a finite verb in the reporting subjunctive."""
        return list(self._by_sentence())

    def subjunctives_of(self, sentence_index: int) -> list[int]:
        """The finite verbs in the reporting subjunctive of one sentence."""
        return self._by_sentence().get(sentence_index, [])

    def _says(self) -> tuple[frozenset[int], frozenset[int]]:
        """The verbs of saying, and the sentences that have one outside of quotation marks."""
        if self._verbs_and_sentences is None:
            sayings, quoted = self.document.analysis("reporting"), self.document.quoted
            verbs = frozenset(saying.verb for saying in sayings)
            sentences = frozenset(saying.sentence for saying in sayings if not quoted[saying.verb])
            self._verbs_and_sentences = verbs, sentences
        return self._verbs_and_sentences

    def _is_framed(self, index: int) -> bool:
        """Whether a sentence says that somebody else speaks."""
        if index in self._says()[1]:
            return True
        sentence = self.document.sentences[index]
        return not frame_words().isdisjoint(self.document.lowers[sentence.first : sentence.last])

    def _by_sentence(self) -> dict[int, list[int]]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def _find(self) -> dict[int, list[int]]:
        document = self.document
        candidates: dict[int, list[tuple[int, str]]] = {}
        lowers = document.lowers
        for i, mood in self.grammar.subjunctives:
            if lowers[i] in _NO_VERBS:
                continue
            candidates.setdefault(document.sentence_index(i), []).append((i, mood))
        if not candidates:
            return {}
        found: dict[int, list[int]] = {}
        for index in sorted(candidates):
            sure = [i for i, mood in candidates[index] if mood == "first" and self._reports(i)]
            others = [(i, mood) for i, mood in candidates[index] if mood != "first"]
            if others:
                framed = self._is_framed(index)
                runs_on = self._runs_on(index, found)
                if framed or sure or runs_on:
                    between = runs_on and self._reported_ahead(index, candidates)
                    clear = list(sure)
                    for i, mood in others:
                        if self._replaces(i, mood, framed, sure if mood == "second" else clear, between):
                            sure.append(i)
            if sure:
                found[index] = sorted(sure)
        return found

    def _runs_on(self, index: int, found: dict[int, list[int]]) -> bool:
        """Whether the sentence before, in the same paragraph, is somebody's words or says whose words follow."""
        return index > 0 and not self._new_paragraph(index) and (index - 1 in found or self._is_framed(index - 1))

    def _reported_ahead(self, index: int, candidates: Mapping[int, list[tuple[int, str]]]) -> bool:
        """Whether the next sentence, in the same paragraph, has a subjunctive I that reports."""
        following = candidates.get(index + 1, ())
        return any(mood == "first" and self._reports(i) for i, mood in following) and not self._new_paragraph(index + 1)

    def _new_paragraph(self, index: int) -> bool:
        document = self.document
        sentence = document.sentences[index]
        return index == 0 or "\n\n" in document.text[document.sentences[index - 1].end : sentence.start]

    def _reports(self, i: int) -> bool:
        """Whether the subjunctive I at i reports: third person, outside of quotation marks and set phrases."""
        document = self.document
        lowers, words = document.lowers, document.words
        if document.quoted[i] or not self.grammar.readings(i):
            return False
        if (
            words[i][0].isupper()
            and lowers[i] not in ("sei", "seien", "habe", "werde")
            and not self._opens_condition(i)
        ):
            return False
        sentence = document.sentence_at(i)
        if self._is_set_phrase(i, sentence) or lowers[i] in _WISHES or (i == sentence.first and words[i][0].islower()):
            return False
        segment = self.grammar.segment_at(i)
        if (segment.finite != i and not self._alone(i, segment)) or self._is_adjective(i, segment):
            return False
        # Comparison and purpose ("als sei nichts geschehen", "damit er gehen könne"), and wishes: nobody is reported.
        if (
            lowers[i - 1] in ("als", "gott")
            or lowers[segment.first : segment.first + 2] in (["als", "ob"], ["als", "wenn"])
            or (lowers[segment.first] == "damit" and i > segment.first + 1)  # "Damit sei alles gesagt" is none
        ):
            return False
        if lowers[i] in ("sei", "seien"):
            return True
        if self._goes_on_with_i(i, segment, sentence) or (
            "ich" in lowers[segment.first : i] and lowers[i - 1] != "und"
        ):
            return False
        if _SPEAKERS & {*lowers[max(segment.first, i - 1) : i], *lowers[i + 1 : i + 2]}:
            return False
        if (
            segment.kind == "subordinate"
            and _SPEAKERS & set(lowers[segment.first : i])
            and not _THIRD & {lowers[segment.first + 1]}
        ):
            return False
        nearby = lowers[max(segment.first, i - 4) : i] + lowers[i + 1 : min(i + 3, segment.last)]
        return not (_SPEAKERS & set(nearby) and not _THIRD & set(lowers[i + 1 : i + 2]))

    def _goes_on_with_i(self, i: int, segment: Any, sentence: Sentence) -> bool:
        """Whether a verb goes on with what "ich" does, in an indicative that looks the same: "Ich kam und sehe nichts"."""
        lowers = self.document.lowers
        if lowers[i - 1] not in ("und", "oder", "sondern", ",") or not lowers[i].endswith("e"):
            return False
        if not {"das", "dies", *_THIRD}.isdisjoint(lowers[i + 1 : i + 2]):
            return False
        return "ich" in lowers[sentence.first : i]

    def _opens_condition(self, i: int) -> bool:
        """Whether the verb at i opens a sentence whose next clause opens with a subjunctive: "Komme nichts heraus, werde …"."""
        index = self.document.sentence_index(i)
        segments = self.grammar.segments(index)
        if len(segments) < 2 or segments[0].finite != i or segments[0].first != i:
            return False
        following = segments[1]
        opens = following.kind == "main" and following.finite == following.first
        return opens and self.document.lowers[following.finite] in _AUXILIARIES | _REPLACED | {"würde"}

    def _is_adjective(self, i: int, segment: Any) -> bool:
        """Whether an article, at most with an adverb, stands before the word at i and a noun behind: "eine weit bessere Lage"."""
        words, lowers = self.document.words, self.document.lowers
        if i + 1 >= segment.last or not words[i + 1][0].isupper() or lowers[i] in _AUXILIARIES:
            return False
        if i == segment.first and "zu" in lowers[i + 1 : segment.last]:
            return True  # "…, billige Kohle zu kaufen"
        before = next((k for k in range(i - 1, max(segment.first, i - 3) - 1, -1) if lowers[k] in _ARTICLES), -1)
        return before >= 0 and all(words[k][0].islower() for k in range(before + 1, i))

    def _alone(self, i: int, segment: Any) -> bool:
        """Whether no other finite verb claims the segment for sure; subjunctive I of an auxiliary is never a mistake."""
        return self.document.lowers[i] in _AUXILIARIES

    def _is_set_phrase(self, i: int, sentence: Sentence) -> bool:
        lowers = self.document.lowers
        if lowers[i] not in ("sei", "seien"):
            return False
        around = tuple(lowers[max(sentence.first, i - 2) : i + 3])
        if any(phrase == around[k : k + 3] for phrase in _SET_PHRASES for k in range(len(around))):
            return True
        before = lowers[max(sentence.first, i - 5) : i]
        if "auch" in before and any(w in before for w in ("wie", "was", "wer", "immer")):
            return True
        after = lowers[i + 1 : i + 12]
        if "dahingestellt" in after[:3]:
            return True
        if (
            after[:1] == ["es"]
            and lowers[i - 1] in ("und", "oder")
            and after[1:2] in (["nur"], ["auch"], ["noch"], ["bloß"])
        ):
            return True
        if i == sentence.first or (after[:1] == ["es"] and self._is_inserted(i, sentence)):
            return True
        return bool(_ADDRESSES & set(after)) and any(
            w in ("hier", "es", "dazu", "nur", "daran") for w in (*before, *after[:2])
        )

    def _is_inserted(self, i: int, sentence: Sentence) -> bool:
        """Whether "sei es" stands behind a comma or dash, and not behind a clause that fills the first place."""
        if self.document.lowers[i - 1] in ("–", "-", "("):
            return True
        opener = self.grammar.segment_at(sentence.first)
        return self.document.lowers[i - 1] == "," and not (opener.kind == "subordinate" and opener.last >= i - 1)

    def _replaces(self, i: int, mood: str, framed: bool, sure: list[int], between: bool) -> bool:
        """Whether the subjunctive II at i stands for a subjunctive I that would look like the indicative; ``between``:
        whether its sentence stands between two that are somebody's words."""
        document = self.document
        lowers = document.lowers
        if document.quoted[i] or lowers[i].startswith("möchte") or not self.grammar.is_finite(i):
            return False
        segment = self.grammar.segment_at(i)
        if segment.finite != i or lowers[i - 1] == "als":  # "als würde er sitzen"
            return False
        if _SPEAKERS & set(lowers[segment.first : segment.last]):
            return False
        if lowers[i - 1] == "und" and self._goes_on_reporting(segment, sure):
            return mood == "second" or not self._speaks_of_the_past(segment)
        if lowers[segment.first] in _CONDITIONS and lowers[i] in ("würde", "würden") and sure:
            return True  # "ihm sei Geld angeboten worden, wenn er zustimmen würde"
        if not framed and "sonst" in lowers[segment.first : i]:
            return False
        if lowers[segment.first] in _CONDITIONS or (segment.finite == segment.first and self._is_condition(segment)):
            return False
        if i in self._says()[0] or lowers[i] == "könnte":
            return False  # what is reported as possible stands in subjunctive I: "könne"
        if between and (lowers[i] in _REPLACED or lowers[i] == "würde") and segment.kind == "main":
            return not self._speaks_of_the_past(segment)
        if lowers[i] in ("könnte", "könnten", "dürfte", "dürften") and not sure and not self._stated(i):
            return False  # "glaubt, dass … könnten": a possibility
        if mood == "second":
            if lowers[i] in _REPLACED or lowers[i] == "würde":
                if framed or sure or lowers[i] in ("hätten", "würden"):
                    return True
                return self._reports_alone(i, segment)
            if not framed and not sure:
                return lowers[i].endswith("n") or (lowers[i] in _HAD and self._reports_alone(i, segment))
            beside = framed and (self._is_framed_clause(segment) or self._follows_frame(segment))
            return bool(sure) or segment.kind == "subordinate" or beside
        return self._ambiguous_reports(i, segment, framed, sure)

    def _reports_alone(self, i: int, segment: Any) -> bool:
        """Whether a subjunctive II with no other beside it goes on with what the sentence before reports: an obligation, a
        future, a past ("Die Lager müssten geräumt werden"), and not what would follow ("Damit würde …")."""
        lowers = self.document.lowers
        sentence = self.document.sentence_at(i)
        if segment.kind != "main" or not (_FOLLOWING | _UNREAL).isdisjoint(lowers[segment.first : segment.last]):
            return False
        if lowers[sentence.first] in _CONDITIONAL:
            return False
        return lowers[i] in ("müssten", "würde") or (lowers[i] in _HAD and self.grammar.group(i).kind == "participle")

    def _goes_on_reporting(self, segment: Any, sure: list[int]) -> bool:
        """Whether the clause before has a verb that surely reports, and this one the same subject: "sei alt und müsste weg"."""
        segments = self.grammar.segments(self.document.sentence_index(segment.first))
        at = segments.index(segment)
        return at > 0 and segment.finite == segment.first and segments[at - 1].finite in sure

    def _stated(self, i: int) -> bool:
        """Whether a verb that states, and not one that thinks, governs the clause at i ("gibt an, dass … könnten")."""
        index = self.document.sentence_index(i)
        sayings = [s for s in self.document.analysis("reporting") if s.sentence == index]
        return self.document.lowers[i].endswith("n") and any(s.content == "statement" and s.verb < i for s in sayings)

    def _is_condition(self, segment: Any) -> bool:
        """A verb-first clause: "Sollten die Partner …, so werde …"; not one whose first place a clause or the subject fills
        ("Komme nichts, würde er …", "Sie wie auch der dritte, Uwe Huber, hätten …")."""
        if self.document.lowers[segment.finite] not in _CONDITIONAL:
            return False
        index = self.document.sentence_index(segment.first)
        before = [s for s in self.grammar.segments(index) if s.first < segment.first]
        return not before or any(s.kind == "main" and s.finite > s.first for s in before)

    def _ambiguous_reports(self, i: int, segment: Any, framed: bool, sure: list[int]) -> bool:
        """Plural pasts such as "bewegten", which may be subjunctives: where a clear subjunctive stands beside them, or in
        the sentence that an inserted verb of saying frames, and nothing speaks of a past time."""
        if self._speaks_of_the_past(segment):
            return False
        if sure:
            return any(self.grammar.segment_at(k) != segment for k in sure) and segment.kind == "subordinate"
        return framed and self._is_framed_clause(segment)

    def _speaks_of_the_past(self, segment: Any) -> bool:
        """Whether a clause names a past time, and none that is still going on ("zahlten bereits seit einem Jahr")."""
        rest = set(self.document.lowers[segment.first : segment.last])
        if rest & _PRESENT_TIMES:
            return False
        words = self.document.words[segment.first : segment.last + 1]
        years = (k for k, word in enumerate(words[:-1]) if len(word) == 4 and word.isdigit())
        return bool(rest & _PAST_TIMES) or any(not words[k + 1][0].isupper() for k in years)  # not "2000 Frauen"

    def _is_framed_clause(self, segment: Any) -> bool:
        """Whether a main clause opens its sentence, and a frame such as ", sagte Huber" ends it."""
        sentence = self.document.sentence_at(segment.first)
        return bool(segment.first == sentence.first) and self._inserted(sentence)

    def _follows_frame(self, segment: Any) -> bool:
        """Whether a main clause stands right behind one that says who speaks: "Er sagte, das müsste genügen"."""
        segments = self.grammar.segments(self.document.sentence_index(segment.first))
        at = segments.index(segment)
        if at == 0 or segment.kind != "main" or self.document.words[segment.first - 1] != ",":
            return False
        before = segments[at - 1]
        return any(
            before.first <= s.verb < before.last and s.content == "statement"
            for s in self.document.analysis("reporting")
        )

    def _inserted(self, sentence: Sentence) -> bool:
        """Whether the sentence ends with a frame such as ", sagte Huber"."""
        document = self.document
        return any(
            saying.finite == saying.verb
            and sentence.first < saying.finite < sentence.last
            and document.words[saying.finite - 1] == ","
            and self.grammar.segment_at(saying.finite).kind == "main"
            for saying in document.analysis("reporting")
        )


_AUXILIARIES: Final = frozenset("sei seien habe werde könne müsse dürfe solle wolle möge".split())
_ARTICLES: Final = frozenset("der die das dem den des ein eine einem einen einer eines kein keine keinen".split())
_NO_VERBS: Final = frozenset("zufolge teilweise reiche weise liebe gute rede frage".split())


def speech_signals(document: Document) -> Iterator[Signal]:
    """The signals of the categories ``indirect_speech`` and ``direct_quote``."""
    speech: Speech = document.analysis("speech")
    for i in speech.subjunctives:
        yield Signal(
            document.starts[i], document.ends[i], "indirect_speech", f"{document.lang}.indirect_speech.subjunctive",
            "Konjunktiv der indirekten Rede: das sagt ein anderer",
        )  # fmt: skip
    for quotation in speech.quotations:
        end = min(quotation.end, document.sentence_at(quotation.first).end)
        yield Signal(
            quotation.start, end, "direct_quote", f"{document.lang}.direct_quote.speech", "Wörtliche Rede"
        )  # fmt: skip
