"""What a German modal or auxiliary verb governs: the infinitives and participles at the other end of its bracket.

Sources: Duden, Die Grammatik, "Der Verbalkomplex" (order of the verbs at the end of a clause) and "Satzklammer".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from .de import Grammar, Segment


class Group(NamedTuple):
    """The non-finite verbs that a finite (modal or auxiliary) verb governs, and what they make together.

    ``kind``: "perfect" (gekauft haben), "passive" (eröffnet werden), "state" (abgeschlossen sein), "infinitive" (kaufen),
    "participle" (gekauft, behind haben/sein/werden), "none". ``lemma``: the infinitive of the verb that carries the meaning.
    """

    kind: str
    lemma: str
    tokens: tuple[int, ...]


NO_GROUP: Final = Group("none", "", ())

MODALS: Final = frozenset(
    "soll sollen sollte sollten solle will wollen wollte wollten wolle kann können könnte könnten könne darf dürfen "
    "dürfte dürften dürfe muss müssen müsste müssten müsse mag mögen möge möchte möchten".split()
)
_CLOSERS: Final = frozenset("haben sein werden worden".split())
_JOINERS: Final = frozenset("und oder sowie beziehungsweise bzw".split())
_MODAL_INFINITIVES: Final = frozenset("lassen können müssen dürfen wollen sollen".split())
_NOT_DECLINED: Final = frozenset("unter über hinter außer aber oder ohne alle keine eine".split())
_DASHES: Final = frozenset(("–", "—", "-", "("))
_LONGEST: Final = 4
_PARTICIPLE: Final = re.compile(
    r"\w*ge\w{2,}(?:t|en)|\w{2,}iert|(?:\w{2,4})?(?:be|ver|er|ent|emp|zer|miss|über|unter|hinter|wider|um|durch)\w{2,}(?:t|en)"
)
"""Shapes of a past participle. Only looked at right before "haben", "sein" or "werden", where a verb is not known."""

_MOTION: Final = frozenset(
    "gehen kommen fahren fliegen fliehen flüchten laufen reisen steigen fallen sinken wachsen sterben geschehen "
    "passieren verschwinden entstehen werden bleiben sein gelingen misslingen scheitern stürzen auftauchen eintauchen "
    "untertauchen abtauchen eintreffen zusammentreffen zurückkehren heimkehren erscheinen ausbrechen einbrechen "
    "zusammenbrechen aufbrechen explodieren ertrinken verunglücken begegnen folgen treten eskalieren landen umziehen "
    "einziehen abziehen ausziehen springen rutschen kippen platzen ausrasten einschlafen aufwachen erwachen erkranken "
    "verhungern verbluten ersticken erfrieren verbrennen kollidieren kentern mutieren desertieren emigrieren klettern "
    "abbrennen niederbrennen ausbrennen schwimmen kriechen rennen wandern einschlagen ausarten entgleisen entweichen "
    "reifen schrumpfen schmelzen".split()
)
_MOTION_ENDINGS: Final = ("gehen", "kommen", "fahren", "fliegen", "fliehen", "laufen", "reisen", "steigen", "fallen",
                          "sinken", "wachsen", "sterben", "treten", "stürzen", "scheiden", "wandern", "marschieren",
                          "schleichen")  # fmt: skip
_TRANSITIVE: Final = frozenset(
    "begehen umgehen hintergehen übergehen bekommen befahren umfahren erfahren überfliegen überfallen besteigen "
    "vertreten zertreten betreten entscheiden unterscheiden bereisen verlaufen".split()
)


def moves(lemma: str) -> bool:
    """Whether the verb builds its perfect with "sein": with it "geflohen sein" is a perfect, not a state."""
    return lemma in _MOTION or (lemma.endswith(_MOTION_ENDINGS) and lemma not in _TRANSITIVE)


class Groups:
    """Finds verb groups with the help of a document's grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.lowers = grammar.document.lowers
        self.words = grammar.document.words

    def of(self, i: int) -> Group:
        """What the finite verb at token i governs."""
        grammar = self.grammar
        segment = grammar.segment_at(i)
        before = self._run_back(i - 1, segment.first)
        if before and (segment.kind == "subordinate" or i >= segment.last - 1 - grammar.full_stop(segment.last)):
            return self._make(before)
        behind = self._behind(i)
        if self.lowers[i] not in MODALS:
            return self._make(behind)
        if not behind and before and segment.kind == "main":
            return self._make(before)  # "Geliefert werden sollen die Geräte im Mai."
        group = self._with_conjunct(self._make(behind or self._anywhere_behind(i)))
        first = self._first_conjunct(i, group)
        return first if group.kind != "perfect" and first.kind not in ("none", "participle") else group

    def _first_conjunct(self, i: int, group: Group) -> Group:
        """The group that "und" joins to a later one: "soll ein Neubau sein und sich von den alten absetzen"."""
        for k in range(i + 1, group.tokens[0] - 1 if group.tokens else 0):
            if self.words[k] in ",;:–":
                break
            if self.lowers[k + 1] in _JOINERS and self._nonfinite(k):
                return self._make(self._run_back(k, i + 1))
        return NO_GROUP

    def _nonfinite(self, k: int) -> bool:
        low = self.lowers[k]
        if low == "sein" and self._is_possessive(k):
            return False
        if self.grammar.is_nonfinite(k):
            return True
        follows = self.lowers[k + 1] if k + 1 < len(self.lowers) else ""
        return follows in _CLOSERS and self.words[k][0].islower() and _PARTICIPLE.fullmatch(low) is not None

    def _is_possessive(self, k: int) -> bool:
        """Whether "sein" says whose it is: "sein Haus", "sein ältester Sohn"."""
        words = self.words[k + 1 : k + 3]
        if not words or words[0][0].isupper():
            return bool(words)
        declined = words[0].endswith(("er", "e", "es")) and words[0] not in _NOT_DECLINED
        return declined and len(words) > 1 and words[1][0].isupper() and words[1].isalpha()

    def _run_back(self, k: int, first: int) -> list[int]:
        """The verbs that stand without a gap up to token k, not before ``first``."""
        found: list[int] = []
        while k >= first and len(found) < _LONGEST and (self._nonfinite(k) or self.lowers[k] == "zu"):
            found.append(k)
            k -= 1
        return found[::-1]

    def _tail(self, first: int, last: int) -> list[int]:
        """The run of infinitives and participles nearest to the end of words first to last."""
        k = last - self.grammar.full_stop(last) - 1
        while k >= first and not self._nonfinite(k):
            k -= 1
        return [t for t in self._run_back(k, first) if self.lowers[t] != "zu" or t == k - 1]

    def _behind(self, i: int) -> list[int]:
        """The verbs at the end of the bracket that the verb at i opens; clauses inside of the bracket are skipped."""
        segments, at = self._segments_from(i)
        for k in range(at, len(segments)):
            segment = segments[k]
            if k > at and segment.kind in ("subordinate", "infinitive"):
                continue
            if k > at and segment.kind == "main" and not self.grammar.is_nonfinite(segment.finite):
                break
            found = self._tail(max(segment.first, i + 1), segment.last)
            inserted = k > at and segment.kind == "fragment" and self.words[segment.first - 1] in _DASHES
            if found and not (inserted and self.lowers[i] in MODALS and not self._has(found[-1], "infinitive")):
                return found  # not "– genannt der Bär –"
        return []

    def _anywhere_behind(self, i: int) -> list[int]:
        """The verbs at the end of the next segment that has any: for brackets that an apposition or a list interrupts."""
        segments, at = self._segments_from(i)
        for segment in segments[at + 1 :]:
            found = self._tail(segment.first, segment.last)
            if found and self._has(found[-1], "infinitive") and found[-1] >= segment.last - 2:
                return found
        return []

    def _segments_from(self, i: int) -> tuple[list[Segment], int]:
        segments = self.grammar.segments(self.grammar.document.sentence_index(i))
        at = next((k for k, s in enumerate(segments) if s.first <= i < s.last), len(segments) - 1)
        return segments, at

    def _with_conjunct(self, group: Group) -> Group:
        """The group with its second half: "soll beraubt und verletzt worden sein"; a perfect in either half makes one."""
        if not group.tokens or group.kind in ("perfect", "passive"):
            return group
        last = group.tokens[-1]
        sentence = self.grammar.document.sentence_at(last)
        listed = group.kind == "participle"  # "geschlagen, getreten und beraubt haben"
        if last + 1 >= sentence.last or not (
            self.lowers[last + 1] in _JOINERS or (listed and self.words[last + 1] == ",")
        ):
            return group
        for k in range(last + 2, sentence.last):
            if self.lowers[k] in _CLOSERS and self._nonfinite(k - 1):
                end = k
                while end + 1 < sentence.last and self.lowers[end + 1] in _CLOSERS:
                    end += 1
                other = self._make(self._run_back(end, last + 2))
                if group.kind == "participle" or other.kind == "perfect":
                    lemma = group.lemma if group.kind == "participle" else other.lemma
                    return Group(other.kind, lemma, other.tokens)
                return group
            other_verb = self.grammar.is_finite(k) and not self.grammar.is_nonfinite(k)
            if other_verb or self.words[k] in ";:.!?–" or (self.words[k] == "," and not listed):
                break
        return group

    def _make(self, found: list[int]) -> Group:
        tokens = [t for t in found if self.lowers[t] != "zu"]
        if not tokens:
            return NO_GROUP
        last = self.lowers[tokens[-1]]
        rest = tokens[:-1]
        participle = next((t for t in reversed(rest) if self._is_participle(t)), -1)
        if last in ("haben", "sein") and participle >= 0:
            if last == "haben" or self.lowers[participle] in ("worden", "gewesen", "geworden"):
                inner = next((t for t in rest if self._is_participle(t)), participle)
                return Group("perfect", self._lemma(inner, "participle"), tuple(tokens))
            lemma = self._lemma(participle, "participle")
            return Group("perfect" if moves(lemma) else "state", lemma, tuple(tokens))
        if last == "werden" and participle >= 0:
            return Group("passive", self._lemma(participle, "participle"), tuple(tokens))
        if self._has(tokens[-1], "infinitive"):
            carrier = rest[-1] if rest and last in _MODAL_INFINITIVES else tokens[-1]
            return Group("infinitive", self._lemma(carrier, "infinitive"), tuple(tokens))
        return Group("participle", self._lemma(tokens[-1], "participle"), tuple(tokens))

    def _is_participle(self, i: int) -> bool:
        return self._has(i, "participle") or not self.grammar.is_nonfinite(i)

    def _has(self, i: int, kind: str) -> bool:
        return any(form.kind == kind for form in self.grammar.readings(i))

    def _lemma(self, i: int, kind: str) -> str:
        forms = self.grammar.readings(i)
        return next((f.lemma for f in forms if f.kind == kind), forms[0].lemma if forms else self.lowers[i])
