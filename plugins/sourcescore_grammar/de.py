"""German clauses: the segments of a sentence, the finite verb of each, and what a modal verb governs.

Works on word forms alone. Sources for the word order: Duden, Die Grammatik, "Die Wortstellung" (verb-second, verb-final,
sentence bracket).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sourcescore import Document, Forms

from .de_clause_words import (
    ALSO_PREPOSITIONS,
    BREAKS,
    FUSED_TOO,
    INFINITIVE_OPENERS,
    NAMING,
    NO_NOUNS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECTS,
    SUBORDINATORS,
    opening,
)
from .de_endings import AMBIGUOUS, FINITE, MOODS, NONFINITE, VerbForm, kinds_of
from .de_groups import Group, Groups
from .de_modal_words import AUXILIARY_PLURALS, MODAL_VERBS
from .de_verb_words import BREAKS_OFF, JOINS, parts
from .de_verbs import analyse


def _judge(form: str) -> int:
    """Which kinds of verb form a word can be, as bits; a capital makes it a noun."""
    if not (form[0].islower() or form.isupper()):
        return 0
    return kinds_of(analyse(form))


class Segment:
    """Words ``first`` to ``last`` (half open) between commas and their like, or between coordinated finite clauses.

    ``kind``: "main" (verb second or first), "subordinate" (verb last), "infinitive" (zu), "fragment" (no verb).
    ``finite``: the finite verb's token, or -1.
    """

    __slots__ = ("finite", "first", "kind", "last")

    def __init__(self, first: int, last: int, kind: str, finite: int) -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.finite = finite


_GENITIVES: Final = frozenset("derer deren dessen".split())


def _ranks(places: list[int], count: int) -> list[int]:
    """For each of so many words, and behind the last, how many of the places lie before it."""
    ranks: list[int] = []
    for number, place in enumerate(places):
        ranks += [number] * (place + 1 - len(ranks))
    ranks += [len(places)] * (count + 1 - len(ranks))
    return ranks


class Grammar:
    """Lazy grammatical analysis of one German document; every answer is computed once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._segments: list[list[Segment] | None] = [None] * len(document.sentences)
        self._groups: dict[int, Group] = {}
        parts_played = document.forms.marked(parts)
        self._breaks = [i for i, played in parts_played if played & BREAKS_OFF]
        self._joiners = [i for i, played in parts_played if played & JOINS]
        self._breaks_before = _ranks(self._breaks, len(document.words))
        self._joiners_before = _ranks(self._joiners, len(document.words))
        self._finites_before: list[int] | None = None
        self._kinds: Sequence[int] | None = None
        self._finites: list[int] | None = None
        self._subjunctives: list[tuple[int, str]] | None = None

    @property
    def kinds(self) -> Sequence[int]:
        """For each word, as bits, which kinds of verb form it can be; 0 for nouns inside of a sentence."""
        if self._kinds is None:
            self._kinds = self._find_kinds()
        return self._kinds

    def _find_kinds(self) -> Sequence[int]:
        forms: Forms = self.document.analysis("verb words")
        return forms.look_up(_judge)

    def _verbs(self) -> list[tuple[int, int]]:
        forms: Forms = self.document.analysis("verb words")
        return forms.marked(_judge)

    @property
    def finites(self) -> list[int]:
        """The words that can be finite verbs."""
        if self._finites is None:
            self._finites = self._find_finites()
        return self._finites

    def _find_finites(self) -> list[int]:
        words = self.document.words
        return [i for i, kind in self._verbs() if kind & FINITE and (words[i][0].islower() or self.readings(i))]

    def _finites_up_to(self) -> list[int]:
        if self._finites_before is None:
            self._finites_before = _ranks(self.finites, len(self.document.words))
        return self._finites_before

    @property
    def subjunctives(self) -> list[tuple[int, str]]:
        """The words that can be in a subjunctive, and which: "first" (and no indicative of the third person), "second", or
        "ambiguous", a past that may be the second."""
        if self._subjunctives is None:
            self._subjunctives = self._find_subjunctives()
        return self._subjunctives

    def _find_subjunctives(self) -> list[tuple[int, str]]:
        return [(i, MOODS[kind & AMBIGUOUS]) for i, kind in self._verbs() if kind & AMBIGUOUS]

    def readings(self, i: int) -> tuple[VerbForm, ...]:
        """The readings of word i as a verb; none where its capital makes it a noun."""
        word = self.document.words[i]
        if word[0].isupper() and not word.isupper() and not self._may_be_capital(i):
            return ()
        return analyse(self.document.lowers[i])

    def _may_be_capital(self, i: int) -> bool:
        if i == 0 or self.document.words[i - 1] in BREAKS or self.document.words[i - 1] in ".!?…":
            return self.document.words[i - 1 : i] not in (["-"], [","], ["("]) or i == 0
        return self.document.sentence_at(i).first == i

    def is_finite(self, i: int) -> bool:
        """Whether word i can be a finite verb."""
        return bool(self.kinds[i] & FINITE) and (self.document.words[i][0].islower() or bool(self.readings(i)))

    def is_nonfinite(self, i: int) -> bool:
        """Whether word i can be an infinitive or participle."""
        return bool(self.kinds[i] & NONFINITE) and (self.document.words[i][0].islower() or bool(self.readings(i)))

    def segments(self, sentence_index: int) -> list[Segment]:
        """The segments of a sentence, in order."""
        known = self._segments[sentence_index]
        if known is None:
            known = self._segments[sentence_index] = self._cut(sentence_index)
        return known

    def segment_at(self, i: int) -> Segment:
        """The segment that token i stands in (for a comma, the one before it)."""
        segments = self.segments(self.document.sentence_index(i))
        found = segments[0]
        for segment in segments:
            if segment.first > i:
                break
            found = segment
        return found

    def _cut(self, sentence_index: int) -> list[Segment]:
        sentence = self.document.sentences[sentence_index]
        first, last = sentence.first, sentence.last
        segments: list[Segment] = []
        start = first
        for i in self._breaks[self._breaks_before[first] : self._breaks_before[last]]:
            if start < i:
                segments += self._coordinated(start, i)
            start = i + 1
        if start < last:
            segments += self._coordinated(start, last)
        return segments or [Segment(first, last, "fragment", -1)]

    def _coordinated(self, first: int, last: int) -> list[Segment]:
        """One segment, or two where "und" and its like join two finite clauses."""
        joiners = self._joiners
        if self.document.words[first] == "Wie" and (verb := self._behind_verb(first, last)):
            return [self._classify(first, verb), *self._coordinated(verb, last)]
        at = self._joiners_before[first + 1]
        if at == len(joiners) or joiners[at] >= last - 1:
            return [self._classify(first, last)]
        before = self._finites_up_to()
        some, end = before[first], before[last]
        within = joiners[at : self._joiners_before[last - 1]]
        for i in within:
            if some < before[i] < end:
                left = self._classify(first, i)
                right = self._classify(i + 1, last)
                if i < right.finite - 1 and right.finite - 1 in within:
                    continue  # "in Wien und in Graz und stellte … fest": the second clause begins with the later "und"
                if left.finite >= 0 and right.finite >= 0 and not self._holds_open(left, last):
                    if left.kind == "subordinate" and right.finite == last - 1 - self.full_stop(last):
                        right = Segment(right.first, right.last, "subordinate", right.finite)
                    return [left, *self._coordinated(i + 1, last)] if right.kind != "subordinate" else [left, right]
        return [self._classify(first, last)]

    def _behind_verb(self, first: int, last: int) -> int:
        """Where the main clause begins behind one that lacks its comma ("Wie die Polizei mitteilte wurde …"), or 0."""
        finites = self.finites[bisect_left(self.finites, first + 2) : bisect_left(self.finites, last - 2)]
        pairs = [i for i, k in zip(finites[1:], finites, strict=False) if k == i - 1 and not self.kinds[i] & NONFINITE]
        return pairs[-1] if pairs else 0

    def _holds_open(self, left: Segment, last: int) -> bool:
        """Whether a modal verb waits for the infinitive at the end: "sollen Häuser verkauft und Wohnungen gebaut werden"."""
        lowers = self.document.lowers
        end = last - 1 - self.full_stop(last)
        if lowers[left.finite] not in MODAL_VERBS or not self._can_be_infinitive(end):
            return False
        return not any(self._can_be_infinitive(k) for k in range(left.finite + 1, left.last))

    def _can_be_infinitive(self, i: int) -> bool:
        return self.is_nonfinite(i) and any(form.kind == "infinitive" for form in self.readings(i))

    def full_stop(self, last: int) -> int:
        """1 where the words up to ``last`` end with a full stop or its like, else 0."""
        return 1 if self.document.words[last - 1] in ".!?…" else 0

    def _classify(self, first: int, last: int) -> Segment:
        lowers = self.document.lowers
        end = last - self.full_stop(last)
        if first >= end:
            return Segment(first, last, "fragment", -1)
        start = opening(lowers, first, end)
        before = self._finites_up_to()
        finites = self.finites[before[start] : before[end]]
        finites = [i for i in finites if lowers[i - 1] != "zu" or i == start]
        opener = lowers[start]
        opens = opener in SUBORDINATORS or opener in RELATIVES
        if opener in PREPOSITIONS and start + 1 < end and lowers[start + 1] in RELATIVES and start > 0:
            opens = self.document.words[start - 1] == ","
        elif opener in FUSED_TOO and start > 0 and self.document.words[start - 1] == ",":
            opens = not _GENITIVES.isdisjoint(lowers[start + 1 : start + 4])  # ", im Rahmen derer er … stellte"
        elif opener in RELATIVES:
            opens = start > 0 and self.document.words[start - 1] in ",–-(" and self.document.words[start][0].islower()
        if opener == "bis" and lowers[start + 1 : start + 2] in (["zu"], ["zum"], ["zur"]):
            opens = False
        second = bool(finites) and finites[0] == start + 1
        if opens and second and (opener not in ("die", "das", "der") or (len(finites) == 1 and start + 2 < end)):
            opens = False  # "Damit soll …", "Da hat …", ", das sei gut": the verb stands second
        if opens and self.document.words[start] == "Als" and finites and finites[-1] < end - 1:
            noun = start + 2 <= finites[0] < min(start + 7, end - 3) and self.document.words[start + 1][0].isupper()
            opens = not (noun or any(form.lemma in NAMING for form in self.readings(finites[0])))
            # "Als Grund nannte die Firma …", "Als wichtig bezeichnete es Huber, dass …": the verb is second
        opens = opens and lowers[start : start + 2] != ["als", "auch"]  # "sowohl Huber (XPÖ) als auch Moser stellten …"
        if opener in INFINITIVE_OPENERS and not finites:
            return Segment(first, last, "infinitive", -1)
        if opens and finites:
            final = self._final_verb(start, end)
            if final >= 0 and opener in RELATIVES and self._verb_behind_subject(start, finites[0], end):
                return Segment(first, last, "main", finites[0])
            if final >= 0 and (opener in ALSO_PREPOSITIONS or self._opens_phrase(start)):
                sure = self._sure_before(finites, final)
                if sure >= 0:
                    return Segment(first, last, "main", sure)
            if final >= 0:
                return Segment(first, last, "subordinate", final)
            if opener in SUBORDINATORS:
                return Segment(first, last, "subordinate", finites[-1])
        zu = self._zu(start, end)
        if zu:  # "zukommen zu lassen", "verheimlicht zu haben": what stands before "zu" belongs to the infinitive
            while finites and finites[-1] == zu - 1 and self.is_nonfinite(zu - 1):
                finites.pop()
                zu -= 1
        if not finites:
            return Segment(first, last, "infinitive" if zu else "fragment", -1)
        chosen = self._second_verb(start, end, finites)
        if chosen < 0:
            return Segment(first, last, "fragment", -1)
        return Segment(first, last, "main", chosen)

    def _zu(self, start: int, end: int) -> int:
        """The place of "zu" in an infinitive that ends the words start to end ("zu lassen", "mitzuteilen"), or 0."""
        if not self.kinds[end - 1] & NONFINITE:
            return 0
        if any(form.kind == "zu-infinitive" for form in self.readings(end - 1)):
            return end - 1
        if end - start > 1 and self.document.lowers[end - 2] == "zu" and self.is_nonfinite(end - 1):
            return end - 2
        return 0

    def _verb_behind_subject(self, start: int, verb: int, end: int) -> bool:
        """Whether an article opens the clause, and no relative pronoun: "die Regierung sehe mit Sorge nach Teheran"."""
        words = self.document.words
        quoted = end < len(words) and words[end] in '„»"“' and end == verb + 1
        if verb < start + 2 or (verb >= end - 1 and not quoted) or not words[verb - 1][0].isupper():
            return False
        if quoted:
            return True
        between = range(start + 1, verb - 1)
        phrase = all(words[i][0].isupper() or words[i].endswith(("e", "en", "er", "es")) for i in between)
        closing = self.readings(end - 1)
        return phrase and not (closing and all(form.kind == "finite" for form in closing))

    def _opens_phrase(self, start: int) -> bool:
        """Whether "die" and its like can be an article: what follows is no pronoun, as in "die er sagt"."""
        lowers = self.document.lowers
        return lowers[start] in RELATIVES and start + 1 < len(lowers) and lowers[start + 1] not in NO_NOUNS

    def _sure_before(self, finites: list[int], final: int) -> int:
        """A verb that can only be finite and stands before one at the end that can be an infinitive, or -1: "Bis Mai will
        sich die Koalition einigen" and "die Stadt würde viel gewinnen" are main clauses."""
        if not self.is_nonfinite(final):
            return -1
        return next((i for i in finites if i < final - 1 and not self.kinds[i] & NONFINITE), -1)

    def _final_verb(self, start: int, end: int) -> int:
        """The finite verb at the end of a verb-final clause (something short may follow it), or -1."""
        words, lowers = self.document.words, self.document.lowers
        for i in range(end - 1, max(start, end - 6), -1):
            kinds = self.kinds[i] if words[i][0].islower() else kinds_of(self.readings(i))
            if not kinds & FINITE or i <= start or lowers[i - 1] == "zu":
                continue
            if kinds & NONFINITE and i < end - 1 and not self.is_nonfinite(i - 1):
                continue
            return -1 if self._opens_bracket(start, i, end) else i
        return -1

    def _opens_bracket(self, start: int, i: int, end: int) -> bool:
        """Whether the finite verb at i stands second and its clause goes on to a participle or infinitive: "die Familien
        seien darüber unterrichtet worden", "das macht auch die Behörde deutlich"; not "die das hat bauen lassen"."""
        if i == start + 1 and end - i > 2:
            return True
        last = end - 1
        if i >= last - 1 or not self.is_nonfinite(last) or self.is_finite(last):
            return False
        return any(not self.is_nonfinite(k) for k in range(i + 1, last))

    def _second_verb(self, start: int, end: int, finites: list[int]) -> int:
        """The finite verb of a main clause: the first that is no infinitive at the clause's end and follows no "zu"."""
        lowers, kinds = self.document.lowers, self.kinds
        if len(finites) > 1 and self._is_attribute(start, finites[0], finites[1]):
            finites = finites[1:]
        finites = [i for i in finites if i == finites[0] or not self._stands_before_noun(finites[0], i)]
        sure = [i for i in finites if not kinds[i] & NONFINITE and (i == 0 or lowers[i - 1] != "zu")]
        if sure and (len(finites) == 1 or sure[0] <= finites[0] + 12):
            first = finites[0]
            if (
                first != sure[0]
                and first > start
                and lowers[first - 1] != "zu"
                and self._plural_verb_before(first, sure[0])
            ):
                return first
            return sure[0]
        for i in finites:
            if (lowers[i - 1] == "zu" and i > start) or (lowers[start] == "wie" and i == start + 1 < finites[-1]):
                continue  # "wie berichtet sollen …"
            if i < end - 1 or i == start or end - start <= 4:
                return i
        return -1

    def _is_attribute(self, start: int, i: int, later: int) -> bool:
        """Whether the form at i stands before a noun that the finite verb follows: "in der am Montag verkündeten
        Entscheidung erklärten die Richter"."""
        words = self.document.words
        return i > start + 1 and later == i + 2 and words[i].endswith(("te", "ten")) and words[i + 1][0].isupper()

    def _stands_before_noun(self, verb: int, i: int) -> bool:
        """Whether the form at i is an adjective in a phrase behind a verb: "bezeichnen die gestern verabschiedete Vorlage"."""
        words, lowers = self.document.words, self.document.lowers
        if not words[i].endswith(("te", "ten")) or not words[i + 1 : i + 2] or not words[i + 1][0].isupper():
            return False
        k = i - 1
        while k > verb + 1 and words[k][0].islower() and lowers[k] not in RELATIVES:
            k -= 1
        return k > verb and (lowers[k] in RELATIVES or lowers[k] in ("ein", "eine", "einen", "einem", "einer"))

    def _plural_verb_before(self, i: int, later: int) -> bool:
        """Whether the form at i (also an infinitive: "planen") is the finite verb although a surer one follows."""
        return later - i > 1 and self.document.lowers[i] in AUXILIARY_PLURALS

    def group(self, i: int) -> Group:
        """What the finite verb at token i governs."""
        known = self._groups.get(i)
        if known is None:
            known = self._groups[i] = Groups(self).of(i)
        return known

    def subject_is_speaker(self, i: int) -> bool:
        """Whether the clause of token i has "ich" or "wir" for its subject."""
        segment = self.segment_at(i)
        return any(self.document.lowers[k] in ("ich", "wir") for k in range(segment.first, segment.last))

    def has_subject_pronoun(self, i: int) -> bool:
        """Whether a personal pronoun in the nominative stands right before or behind token i."""
        lowers = self.document.lowers
        return any(lowers[k] in SUBJECTS for k in (i - 1, i + 1) if 0 <= k < len(lowers))
