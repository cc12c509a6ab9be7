"""All rules of one language, found in one pass: each word is looked up, and only then are conditions asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..document import Document
from ..report import Signal
from .conditions import Check, bind
from .match import Match
from .model import Condition, Rule
from .pattern import Element, Pattern

_CACHE_LIMIT = 200_000
_KEY = 3


class Trigger(NamedTuple):
    """A pattern waiting for its anchor word."""

    rule: int
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule made of one place: which conditions held, and whether it fired."""

    rule: Rule
    match: Match
    marked: tuple[int, int]
    checks: tuple[tuple[str, bool, bool], ...]
    """(condition, wanted, held) for each condition looked at, until the first that decided against the rule."""

    @property
    def fired(self) -> bool:
        """Whether all conditions were as wanted."""
        return all(wanted == held for _, wanted, held in self.checks)


class _Bound(NamedTuple):
    """A condition as wanted (``when`` True, ``unless`` False), with its alternatives."""

    text: str
    wanted: bool
    checks: tuple[Check, ...]


class _Lookup(dict[str, tuple[Trigger, ...]]):
    """Triggers by word form; forms not met before are resolved once, by beginnings and endings, and remembered."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        super().__init__()
        self._literal: dict[str, list[Trigger]] = {}
        # Beginnings and endings by their first or last letters, so that a new word is held against few of them.
        self._beginnings: dict[str, list[Trigger]] = {}
        self._endings: dict[str, list[Trigger]] = {}
        self._others: list[Trigger] = []
        for trigger in triggers:
            element = trigger.pattern.elements[trigger.pattern.anchor]
            if element.is_literal:
                for word in sorted({*element.lower, *(w.lower() for w in element.exact)}):
                    self._literal.setdefault(word, []).append(trigger)
                continue
            self._index(trigger, element)

    def _index(self, trigger: Trigger, element: Element) -> None:
        words = {*element.lower, *(w.lower() for w in element.exact)}
        beginnings = {p.lower()[:_KEY] for p in element.prefixes} | {w[:_KEY] for w in words}
        endings = {s.lower()[-_KEY:] for s in element.suffixes}
        if element.anything or element.infixes or any(len(key) < _KEY for key in beginnings | endings):
            self._others.append(trigger)
            return
        for key in sorted(beginnings):
            self._beginnings.setdefault(key, []).append(trigger)
        for key in sorted(endings):
            self._endings.setdefault(key, []).append(trigger)

    def __missing__(self, low: str) -> tuple[Trigger, ...]:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = list(self._literal.get(low, ()))
        near = [*self._beginnings.get(low[:_KEY], ()), *self._endings.get(low[-_KEY:], ()), *self._others]
        if near:
            found += dict.fromkeys(t for t in near if t.pattern.elements[t.pattern.anchor].could_match(low, low))
        result = self[low] = tuple(found)
        return result


class RuleSet:
    """The rules of one language, ready to run. ``conditions`` and ``lists`` come from the plugins."""

    def __init__(
        self,
        lang: str,
        rules: Sequence[Rule],
        conditions: Mapping[str, Callable[..., bool]],
        lists: Mapping[str, tuple[str, ...]],
        spoken: frozenset[str] = frozenset(),
    ) -> None:
        self.lang = lang
        self.rules = tuple(rules)
        self.conditions = conditions
        self.lists = lists
        self._bound = [_bind(rule, conditions, lists) for rule in self.rules]
        triggers = [Trigger(k, p) for k, rule in enumerate(self.rules) for p in rule.patterns]
        self._lookup = _Lookup(t for t in triggers if self.rules[t.rule].category not in spoken)
        self._spoken = _Lookup(t for t in triggers if self.rules[t.rule].category in spoken)

    def find(self, document: Document) -> list[Signal]:
        """The signals of all rules in a document, in order; of overlapping ones, the one that comes first in
        priority, then in length, then in the rule files."""
        lookup = self._lookup
        candidates = [(i, found) for i, found in enumerate(map(lookup.__getitem__, document.lowers)) if found]
        return self._signals(document, candidates)

    def find_spoken(self, document: Document, first: int, last: int) -> list[Signal]:
        """The signals, among words first to last, of the rules that count only in somebody's mouth."""
        lookup, lowers = self._spoken, document.lowers
        candidates = [(i, found) for i in range(first, last) if (found := lookup[lowers[i]])]
        return self._signals(document, candidates) if candidates else []

    def _signals(self, document: Document, candidates: Sequence[tuple[int, tuple[Trigger, ...]]]) -> list[Signal]:
        hits: list[tuple[int, int, int, int, int]] = []
        for i, triggers in candidates:
            for trigger in triggers:
                place = trigger.pattern.match_at(document, i)
                if place is None:
                    continue
                first, last, marked_first, marked_last = place
                match = Match(document, first, last)
                if all(any(c(match) for c in b.checks) == b.wanted for b in self._bound[trigger.rule]):
                    rule = self.rules[trigger.rule]
                    hits.append((-rule.priority, first - last, trigger.rule, marked_first, marked_last))
        hits.sort()
        taken = bytearray(len(document.words))
        signals = []
        for _, _, k, first, last in hits:
            if any(taken[first:last]):
                continue
            taken[first:last] = b"\1" * (last - first)
            rule = self.rules[k]
            start, end = document.starts[first], document.ends[last - 1]
            signals.append(Signal(start, end, rule.category, rule.id, rule.message, document.text[start:end]))
        signals.sort(key=lambda signal: signal.order)
        return signals

    def explain(self, document: Document, first: int, last: int) -> list[Outcome]:
        """What every rule made of the words first to last: those that had one of them in their match, fired or not."""
        outcomes: list[Outcome] = []
        for i in range(len(document.words)):
            for trigger in (*self._lookup[document.lowers[i]], *self._spoken[document.lowers[i]]):
                place = trigger.pattern.match_at(document, i)
                if place is None or place[1] <= first or place[0] >= last:
                    continue
                match = Match(document, place[0], place[1])
                checks: list[tuple[str, bool, bool]] = []
                for bound in self._bound[trigger.rule]:
                    held = any(check(match) for check in bound.checks)
                    checks.append((bound.text, bound.wanted, held))
                    if held != bound.wanted:
                        break
                outcomes.append(Outcome(self.rules[trigger.rule], match, (place[2], place[3]), tuple(checks)))
        return outcomes


def _bind(
    rule: Rule, conditions: Mapping[str, Callable[..., bool]], lists: Mapping[str, tuple[str, ...]]
) -> tuple[_Bound, ...]:
    def bound(condition: Condition, wanted: bool) -> _Bound:
        texts = (condition,) if isinstance(condition, str) else condition
        checks = [bind(text, conditions, {**lists, **rule.lists}) for text in texts]
        if None in checks:
            raise ValueError(f"rule {rule.id}: unknown condition in {texts}")
        return _Bound(" or ".join(texts), wanted, tuple(check for check in checks if check is not None))

    return (*(bound(c, True) for c in rule.when), *(bound(c, False) for c in rule.unless))
