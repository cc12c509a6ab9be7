"""How a German modal verb is meant in its sentence: as talk passed on, plan, condition, guess, or none of these.

Sources: Duden, Die Grammatik, "Modalverben" (epistemic use: of an inference, of a possibility, of others' talk; the perfect
infinitive as its surest mark); Diewald, Die Modalverben im Deutschen (1999).
"""

from __future__ import annotations

from typing import Final

from sourcescore import Document, Sentence

from . import de_modal_words as lists
from .de import Grammar, Segment
from .de_groups import Group
from .de_modal_words import CONDITION, GUESS, NONE, PLAN, POSSIBLE, TALK
from .de_narrated import goes_on_telling
from .de_times import names_future, names_now, names_past

_AS_TOLD: Final = frozenset("berichtet gemeldet angekündigt erwähnt bekannt geplant erwartet vermutet".split())
_INFINITIVES: Final = frozenset("sollen wollen können müssen dürfen mögen".split())
_AUXILIARIES: Final = frozenset(
    "hätte hätten hättest hättet würdest hat habe hatte hatten wird werde würde würden dürfte dürften könnte könnten "
    "soll sollte sollten muss müsste".split()
)


class Modals:
    """The readings of a document's modal verbs, each decided once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.grammar: Grammar = document.analysis("grammar")
        self._known: dict[int, str] = {}

    def reading(self, i: int) -> str:
        """How the modal verb at token i is meant: "talk", "plan", "condition", "guess", "possible", or "" for all else."""
        if i not in self._known:
            self._known[i] = self._decide(i)
        return self._known[i]

    def _decide(self, i: int) -> str:
        low = self.document.lowers[i]
        if self._is_noun(i) or self._asks(i):
            return NONE
        segment = self.grammar.segment_at(i)
        if self._speaks_of_self(i, segment) and low not in ("will", "wollen"):
            return NONE
        if low in _INFINITIVES and self._is_infinitive(i, segment):
            return NONE
        if low in ("soll", "sollen"):
            return self._sollen(i, segment)
        if low in ("sollte", "sollten", "solltet"):
            return self._sollte(i, segment)
        if low in ("will", "wollen"):
            reading = self._wollen(i, segment)
            if self._speaks_of_self(i, segment) and self.grammar.group(i).kind not in ("infinitive", "passive"):
                return NONE
            return reading
        if low in ("wollte", "wollten", "möchte", "möchten"):
            return self._wollte(i, segment, low)
        return self._epistemic(i, segment, low)

    def _is_infinitive(self, i: int, segment: Segment) -> bool:
        """Whether the form is the infinitive of another verb's bracket: "hätte reichen sollen", "wird zahlen müssen"."""
        lowers, finite = self.document.lowers, segment.finite
        if 0 <= finite != i and lowers[finite] in _AUXILIARIES:
            return True
        last = segment.last - 1 - self.grammar.full_stop(segment.last)
        if segment.kind == "main" and i == last > segment.first and self.grammar.is_nonfinite(i - 1):
            return True  # no finite verb ends a main clause: "er habe sich und seine Frau töten wollen"
        tokens = self.grammar.group(i).tokens
        return bool(tokens) and tokens[-1] < i and lowers[tokens[0] - 1] in _AUXILIARIES

    def _sollen(self, i: int, segment: Segment) -> str:
        group = self.grammar.group(i)
        lowers = self.document.lowers
        if group.kind == "perfect":
            return PLAN if names_future(self._company(segment, group), surely=True) else TALK
        if group.kind in ("none", "participle"):
            return PLAN if self._ends_in_direction(segment) else NONE
        if self._in_question(segment) or "man" in lowers[max(segment.first, i - 1) : i + 2]:
            return NONE
        if self._is_condition(i, segment):
            return CONDITION
        company = self._company(segment, group)
        near = set(company)
        if not lists.LOOSE_TALK.isdisjoint(near):
            return TALK
        dated = names_future(company)
        aimed = not lists.PURPOSE.isdisjoint(lowers[segment.first : i + 3])
        if not dated and not aimed and self._rumoured_before(i):
            return TALK
        if self._is_ordered(segment) or lowers[self._before(segment)] == "wer":
            return PLAN
        able = lowers[max(group.tokens)] in ("können", "dürfen")  # "sollen bereits gebaute Straßen nutzen können"
        if not dated and not aimed and not able and (names_now(company) or lowers[i - 3 : i] == ["zu", "tun", "haben"]):
            return TALK  # "soll derzeit an einem Gerät forschen"
        sentence = self.document.sentence_at(i)
        reported = not lists.REPORTED_TALK.isdisjoint(lowers[sentence.first : sentence.last])
        if not self._is_state(group, company, reported):
            return PLAN
        if names_past(company) or group.lemma in lists.ALWAYS_TALK:
            return TALK
        goes_on = group.lemma in ("sein", "haben", "stehen", "kosten") and not reported and self._planned_before(i)
        return PLAN if dated or aimed or goes_on else TALK

    def _is_ordered(self, segment: Segment) -> bool:
        """Whether the clause hangs on a word that demands or decides: "Sie fordert, dass alle Zugang haben sollen"."""
        document = self.document
        if document.lowers[segment.first] != "dass":
            return False
        sentence = document.sentence_at(segment.first)
        return any(low.startswith(lists.ORDERS) for low in document.lowers[sentence.first : segment.first])

    def _before(self, segment: Segment) -> int:
        """The first word of the segment before, or of this one where it is the sentence's first."""
        segments = self.grammar.segments(self.document.sentence_index(segment.first))
        at = segments.index(segment)
        return segments[max(0, at - 1)].first

    def _rumoured_before(self, i: int) -> bool:
        """Whether the sentence before, in the same paragraph, passes on rumours that this one goes on with."""
        before = self._sentence_before(i)
        words = self.document.lowers[before.first : before.last] if before else []
        return not lists.LOOSE_TALK.isdisjoint(words) or "ist die rede" in " ".join(words)

    def _planned_before(self, i: int) -> bool:
        """Whether the sentence before, in the same paragraph, tells of a plan with "soll", which this one goes on with."""
        before = self._sentence_before(i)
        if before is None:
            return False
        lowers = self.document.lowers
        return any(
            lowers[k] in ("soll", "sollen") and self.reading(k) == PLAN for k in range(before.first, before.last)
        )

    def _sentence_before(self, i: int) -> Sentence | None:
        document = self.document
        index = document.sentence_index(i)
        if index == 0:
            return None
        before, here = document.sentences[index - 1], document.sentences[index]
        return None if "\n\n" in document.text[before.end : here.start] else before

    def _is_state(self, group: Group, company: list[str], reported: bool) -> bool:
        """Whether the group is of a state that may be true already, which "soll" passes on as talk."""
        lemma, lowers = group.lemma, self.document.lowers
        near = set(company)
        at_hand = lists.TO_COME.isdisjoint(near) or reported or names_past(company)
        if group.kind == "state":
            return at_hand
        if group.kind != "infinitive":
            return False
        if lemma == "geben":
            past = "es" in near and names_past(company)
            ahead = "noch" in near and not lists.TALKS.isdisjoint(near)  # "soll es noch Gespräche geben"
            return not ahead and (not lists.EXISTING.isdisjoint(near) or (past and lists.TO_COME.isdisjoint(near)))
        if lemma in lists.SHOWING:
            return any(word in near for word in lists.EVIDENCE)
        if lemma == "gehen":
            return reported and "um" in near
        if lemma not in lists.STATES or (lemma == "handeln" and "sich" not in near):
            return False
        if lemma in lists.ALWAYS_TALK:
            return True
        tokens = group.tokens
        if lowers[tokens[0] - 1] == "zu":  # "zu sehen sein": what can be had is put on, not rumoured
            return False
        return not any((lemma, low) in lists.AT_HAND for low in near) and at_hand

    def _sollte(self, i: int, segment: Segment) -> str:
        group = self.grammar.group(i)
        if self._is_condition(i, segment):
            return CONDITION
        company = self._company(segment, group)
        near = set(company)
        if self._in_question(segment) or not near.isdisjoint(("man", "wenn", "falls", "lieber", "jeder", "unbedingt")):
            return NONE
        if group.kind == "perfect":
            return TALK if not lists.LOOSE_TALK.isdisjoint(near) else NONE
        if group.kind in ("none", "participle"):
            return NONE
        if not lists.ONCE_PLANNED.isdisjoint(near):
            return PLAN
        eventful = (
            group.kind in ("passive", "state") or group.lemma in lists.EVENTS or group.lemma in ("sein", "werden")
        )
        of_itself = group.lemma in lists.OF_ITSELF and "sich" in near
        if group.lemma in lists.EXPECTED or of_itself or not lists.EASILY.isdisjoint(near):
            return PLAN
        if group.lemma == "kommen" and "es" in near:
            return PLAN
        dated = eventful and self._dated(company)
        return PLAN if dated or goes_on_telling(self.document, i) else NONE

    def _dated(self, company: list[str]) -> bool:
        return names_future(company) or not lists.DAYS.isdisjoint(company)

    def _wollen(self, i: int, segment: Segment) -> str:
        group = self.grammar.group(i)
        lowers = self.document.lowers
        company = self._company(segment, group)
        if group.kind == "perfect":
            return PLAN if names_future(company, surely=True) else TALK
        final = segment.kind == "subordinate"
        opener = lowers[segment.first]
        near = set(company)
        if not near.isdisjoint(("keiner", "niemand")):
            return NONE
        if final and opener == "wie" and group.lemma in ("wissen", "erfahren"):
            return TALK
        if group.kind in ("none", "participle"):
            wished = self._wishes_that(i) or not near.isdisjoint(lists.NEGATIONS | {"es", "was", "wer"})
            return NONE if final or wished else PLAN
        if opener in ("wer", "was", "wen", "wohin") or (final and self._generic(segment)):
            return NONE
        if not near.isdisjoint(lists.NEGATIONS) and (group.lemma in lists.SPEAKING or "tun" in near):
            return NONE
        if group.lemma in ("haben", "sein") and "man" in near:
            return NONE  # "das will man nicht haben": a wish
        if group.lemma in ("wissen", "heißen", "sagen", "hören"):
            return NONE
        return NONE if "man" in near and "zwar" in near else PLAN

    def _wollte(self, i: int, segment: Segment, low: str) -> str:
        """Past intentions count where they were planned for a time; "möchte" only as a main clause's intention."""
        group = self.grammar.group(i)
        company = self._company(segment, group)
        near = set(company)
        if (
            group.kind in ("none", "participle", "perfect")
            or segment.kind == "subordinate"
            or not near.isdisjoint(lists.NEGATIONS)
        ):
            return NONE
        if group.lemma in lists.SPEAKING or ("man" in near and low.startswith("möchte")):
            return NONE
        if low.startswith("möchte"):
            return PLAN
        return PLAN if not lists.ONCE_PLANNED.isdisjoint(near) or self._dated(company) else NONE

    def _epistemic(self, i: int, segment: Segment, low: str) -> str:
        group = self.grammar.group(i)
        lowers = self.document.lowers
        company = self._company(segment, group)
        near = set(company)
        if low in ("könnte", "könnten"):
            return self._koennte(i, segment, near)
        if low in ("dürfte", "dürften"):
            opened = segment.kind == "subordinate" and lowers[segment.first] in ("wenn", "falls", "damit")
            return NONE if opened or self._permits(group, low, near) else GUESS
        if low in ("muss", "müssen", "müsste", "müssten"):
            sure = group.kind == "perfect" and not names_future(company, surely=True)
            return GUESS if sure and lists.PURPOSE.isdisjoint(near) and near.isdisjoint(("um", "man", "wer")) else NONE
        if low in ("kann", "können"):
            if group.kind == "perfect":
                return NONE if not near.isdisjoint(lists.NEGATIONS) else POSSIBLE
            return POSSIBLE if self._can_be_that(i, group) else NONE
        if low in ("mag", "mögen"):
            fits = group.kind == "perfect" or group.lemma in lists.CONCEDED
            return POSSIBLE if fits and near.isdisjoint(lists.NEGATIONS) else NONE
        return NONE

    def _permits(self, group: Group, low: str, near: set[str]) -> bool:
        """Whether the plural speaks of what is (not) allowed: "Sie dürften nur mit Ausweis einreisen"."""
        acts = group.kind == "infinitive" and group.lemma not in lists.STATES and group.lemma != "werden"
        return low == "dürften" and acts and not near.isdisjoint(("nur", "nicht", "kein", "keine", "keinen"))

    def _koennte(self, i: int, segment: Segment, near: set[str]) -> str:
        """A bare possibility, unless of ability in a purpose, comparison or wish ("damit …", "als ob …", "als dass …")."""
        lowers = self.document.lowers
        opener = lowers[segment.first]
        if segment.kind == "subordinate" and opener in lists.UNLIKE_POSSIBLE:
            return NONE
        if lowers[segment.first : segment.first + 2] in (["als", "dass"], ["ohne", "dass"]):
            return NONE
        if near & {"man", "vorstellen", "kaum", "meinen", "wünschen"} or {"nicht", "besser"} <= near:
            return NONE
        return POSSIBLE

    def _can_be_that(self, i: int, group: Group) -> bool:
        """ "Es kann sein, dass …"."""
        if group.lemma != "sein" or group.kind != "infinitive":
            return False
        last = group.tokens[-1]
        return self.document.lowers[last + 1 : last + 3] == [",", "dass"]

    def _company(self, segment: Segment, group: Group) -> list[str]:
        """The words of the verb's clause up to the end of its bracket, without clauses that are put in between."""
        lowers = self.document.lowers
        company = lowers[segment.first : segment.last]
        if not group.tokens or group.tokens[-1] < segment.last:
            return company
        for other in self.grammar.segments(self.document.sentence_index(segment.first)):
            if other.first < segment.last:
                continue
            if other.first > group.tokens[-1]:
                break
            if other.kind == "fragment" or other.last > group.tokens[0]:
                company += lowers[other.first : min(other.last, group.tokens[-1] + 1)]
        return company

    def _is_noun(self, i: int) -> bool:
        return self.document.words[i][0].isupper() and not self.grammar.readings(i)

    def _asks(self, i: int) -> bool:
        sentence = self.document.sentence_at(i)
        return "?" in self.document.words[max(i, sentence.last - 3) : sentence.last]

    def _speaks_of_self(self, i: int, segment: Segment) -> bool:
        """Whether the subject is "ich" or "wir", or a polite "Sie" right behind a verb that opens its clause."""
        words, lowers = self.document.words, self.document.lowers
        if any(lowers[k] in ("ich", "wir") for k in range(segment.first, segment.last)):
            return True
        return segment.first == i and i + 1 < len(words) and words[i + 1] == "Sie"

    def _in_question(self, segment: Segment) -> bool:
        """Whether the clause is an indirect question ("wie hoch er sein soll") or a question without its mark."""
        lowers = self.document.lowers
        opener = lowers[segment.first]
        if opener == "wie" and segment.kind != "subordinate" and _AS_TOLD & set(lowers[segment.first : segment.finite]):
            return False  # "Wie berichtet soll …"
        words, first = self.document.words, segment.first
        relative = opener == "wo" or opener.startswith("welch")
        if relative and first > 1 and words[first - 1] == "," and words[first - 2][0].isupper():
            return False  # a relative clause: "das Haus, welches …", "in Athen, wo …"
        second = lowers[segment.first + 1] if segment.first + 1 < segment.last else ""
        return opener in lists.QUESTION_WORDS or (segment.kind == "subordinate" and second in lists.QUESTION_WORDS)

    def _is_condition(self, i: int, segment: Segment) -> bool:
        """Whether the verb opens a conditional clause: "Sollte er kommen, …", "…, sollte der Mann Berufung einlegen"."""
        document = self.document
        lowers, words = document.lowers, document.words
        first = segment.first
        if first < i and lowers[first] in ("und", "oder", "doch", "aber", "denn") and first + 1 == i:
            first = i
        if first != i or i + 1 >= segment.last:
            return False
        sentence = document.sentence_at(i)
        follows = words[i + 1]
        if not (follows[0].isupper() or follows[0].isdigit() or lowers[i + 1] in lists.SUBJECT_WORDS):
            return False
        before = [s for s in self.grammar.segments(document.sentence_index(i)) if s.last <= segment.first]
        opens = not before or all(not words[k][0].isalnum() for k in range(sentence.first, segment.first))
        if lowers[i] in ("soll", "sollen"):
            return opens and any(
                low in ("dann", "so", "muss", "müssen") for low in lowers[segment.last : segment.last + 3]
            )
        if opens or words[i - 1] in ":":
            return True
        if len(before) > 1 and before[-1].kind == "subordinate" and words[before[-1].first - 1] == ":":
            return False  # a clause fills the first place: "Sie warten ab: Wenn er geht, sollte man bereit sein"
        if len(before) == 1 and self._saying(before[0]) and segment.last + 1 < sentence.last:
            return self.grammar.is_finite(segment.last + 1)  # "Er sagte, sollte das scheitern, werde er gehen"
        return words[i - 1] in ',;–—-„"' and any(self._is_statement(s) for s in before)

    def _is_statement(self, segment: Segment) -> bool:
        """Whether the clause is a main clause that a condition may follow: neither "Statt zu warten, …" nor "Er sagte, …"."""
        opener = self.document.lowers[segment.first]
        if segment.kind != "main" or opener in ("statt", "anstatt", "ohne", "um"):
            return False
        opens = segment.first == self.document.sentence_at(segment.first).first
        return not self._saying(segment) or (opens and segment.last - segment.finite > 2)

    def _saying(self, segment: Segment) -> bool:
        """Whether the clause says who speaks, so that the next is what is said: "Er sagte, …"."""
        document = self.document
        return document.has_analysis("reporting") and any(
            segment.first <= saying.verb < segment.last for saying in document.analysis("reporting")
        )

    def _wishes_that(self, i: int) -> bool:
        lowers = self.document.lowers
        return [",", "dass"] in (
            lowers[i + 1 : i + 3],
            lowers[i + 2 : i + 4],
            lowers[i + 3 : i + 5],
            lowers[i + 4 : i + 6],
        )

    def _generic(self, segment: Segment) -> bool:
        """Whether a relative clause speaks of people in general: "Anleger, die Rendite erzielen wollen"."""
        words, lowers = self.document.words, self.document.lowers
        noun = segment.first - 2
        if lowers[segment.first] != "die" or noun < 0 or words[segment.first - 1] != ",":
            return False
        if lowers[segment.last - 1 - self.grammar.full_stop(segment.last)] != "wollen":
            return False
        if lowers[noun] in ("alle", "jene", "jenen", "diejenigen", "leute", "menschen"):
            return True
        before = words[noun - 1] if noun else ""
        return words[noun][0].isupper() and (
            before[:1] in '.,:;„"–-' or before.lower() in ("für", "gehen", "gibt", "an")
        )

    def _ends_in_direction(self, segment: Segment) -> bool:
        """ "Gegen Graz soll ein Sieg her", "Steueroasen sollen auf eine schwarze Liste"."""
        lowers, end = self.document.lowers, segment.last - 1 - self.grammar.full_stop(segment.last)
        return lowers[end] in lists.AWAY or not lists.TOWARDS.isdisjoint(lowers[segment.finite + 1 : end])
