"""All rules of one language, found in one pass: each word is looked up, and only then are conditions asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..document import Document
from ..report import BY_PLACE, Signal, make_signal
from .conditions import Check, bind
from .match import Match
from .model import Condition, Rule
from .pattern import Pattern
from .token_patterns import TokensMatch


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


Hold = Callable[[Iterable[_Bound], Match], bool]
"""Decides whether all conditions of a rule are as wanted."""


_FEW: Final = 16


class _Many:
    """Triggers of one word, so many that those of phrases are looked up by the word beside it too."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self.rest: list[Trigger] = []
        self.beside: dict[int, dict[str, list[Trigger]]] = {}
        for trigger in triggers:
            if trigger.pattern.beside is None:
                self.rest.append(trigger)
                continue
            step, words = trigger.pattern.beside
            table = self.beside.setdefault(step, {})
            for word in words:
                table.setdefault(word, []).append(trigger)

    def at(self, lowers: Sequence[str], i: int) -> list[Trigger]:
        """Those that may match with their anchor at word i."""
        found = list(self.rest)
        for step, table in self.beside.items():
            if 0 <= i + step < len(lowers):
                found += table.get(lowers[i + step], ())
        return found


_Kept = tuple[Trigger, ...] | _Many


class _Lookup:
    """Triggers by word form: whole words, beginnings, endings and parts."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._whole: dict[str, list[Trigger]] = {}
        self._beginnings: dict[str, list[Trigger]] = {}
        self._endings: dict[str, list[Trigger]] = {}
        self._parts: list[tuple[str, Trigger]] = []
        self._any: list[Trigger] = []
        for trigger in triggers:
            element = trigger.pattern.elements[trigger.pattern.anchor]
            if element.anything:
                self._any.append(trigger)
            for table, words in (
                (self._whole, {*element.lower, *map(str.lower, element.exact)}),
                (self._beginnings, set(map(str.lower, element.prefixes))),
                (self._endings, set(map(str.lower, element.suffixes))),
            ):
                for word in words:
                    table.setdefault(word, []).append(trigger)
            self._parts += [(part, trigger) for part in element.infixes]
        # Most forms are told by a few letters that they have none of the beginnings, and none of the endings.
        self._open = bool(self._any or self._parts)
        self._head = min(map(len, self._beginnings), default=0)
        self._tail = min(map(len, self._endings), default=0)
        self._heads = _lengths((word[: self._head], len(word)) for word in self._beginnings)
        self._tails = _lengths((word[-self._tail :], len(word)) for word in self._endings)

    def of(self, low: str) -> tuple[Trigger, ...]:
        """The triggers of a word in lower case."""
        whole = self._whole.get(low)
        heads = self._heads.get(low[: self._head])
        tails = self._tails.get(low[-self._tail :])
        if whole is None and heads is None and tails is None and not self._open:
            return ()
        found = [*whole, *self._any] if whole is not None else list(self._any)
        if heads is not None:
            for length in heads:
                if (beginning := low[:length]) in self._beginnings:
                    found += self._beginnings[beginning]
        if tails is not None:
            for length in tails:
                if (ending := low[-length:]) in self._endings:
                    found += self._endings[ending]
        for part, trigger in self._parts:
            if part in low:
                found.append(trigger)
        # A pattern may be found by several of its words; triggers are told apart by what they are, and hashed slowly.
        return tuple({id(trigger): trigger for trigger in found}.values()) if found else ()


def _lengths(pieces: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Which lengths go with each of the first or last few letters of words, the shortest first."""
    found: dict[str, set[int]] = {}
    for letters, length in pieces:
        found.setdefault(letters, set()).add(length)
    return {letters: sorted(lengths) for letters, lengths in found.items()}


def _kept(triggers: Sequence[Trigger]) -> _Kept:
    """The triggers of a word as they are kept for later: so that few are quick, and many too."""
    return tuple(triggers) if len(triggers) <= _FEW else _Many(triggers)


class _Found:
    """The triggers of a word: of rules that always count, and of those that count only in somebody's mouth."""

    __slots__ = ("plain", "spoken")

    def __init__(self, plain: _Kept, spoken: _Kept) -> None:
        self.plain = plain
        self.spoken = spoken


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
        self._lookup = _Lookup(Trigger(k, p) for k, rule in enumerate(self.rules) for p in rule.patterns)
        self.messages_sourced = {rule.id: rule.message_sourced for rule in self.rules if rule.message_sourced}
        self._of_spoken = frozenset(k for k, rule in enumerate(self.rules) if rule.category in spoken)

    def _judge(self, form: str) -> _Found | None:
        """The rules that may begin with a word, and those of them that count only in somebody's mouth."""
        triggers = self._lookup.of(form.lower())
        if not triggers:
            return None
        spoken = [trigger for trigger in triggers if trigger.rule in self._of_spoken]
        if not spoken:
            return _Found(_kept(triggers), ())
        return _Found(_kept([t for t in triggers if t.rule not in self._of_spoken]), _kept(spoken))

    def find(self, document: Document, hold: Hold | None = None) -> list[Signal]:
        """The signals of all rules in a document, in order; of overlapping ones, the one that comes first in
        priority, then in length, then in the rule files. ``hold``: who asks the conditions (else all are trusted)."""
        candidates = [(i, found.plain) for i, found in document.forms.marked(self._judge)]
        return self._signals(document, candidates, hold or _hold)

    def find_spoken(self, document: Document, first: int, last: int, hold: Hold | None = None) -> list[Signal]:
        """The signals, among words first to last, of the rules that count only in somebody's mouth."""
        return self._signals(document, self._spoken_places(document, first, last), hold or _hold)

    def may_be_spoken(self, document: Document, first: int, last: int) -> bool:
        """Whether ``find_spoken`` could find anything."""
        places = self._spoken(document)[0]
        return bisect_left(places, first) < bisect_left(places, last)

    def _spoken_places(self, document: Document, first: int, last: int) -> Sequence[tuple[int, _Kept]]:
        places, found = self._spoken(document)
        return found[bisect_left(places, first) : bisect_left(places, last)]

    def _spoken(self, document: Document) -> tuple[list[int], list[tuple[int, _Kept]]]:
        """The words with which rules begin that count only in somebody's mouth, and with them those rules."""
        known: tuple[list[int], list[tuple[int, _Kept]]] | None = document.notes.get(self)
        if known is None:
            found = [(i, kept.spoken) for i, kept in document.forms.marked(self._judge) if kept.spoken]
            known = document.notes[self] = [i for i, _ in found], found
        return known

    def _signals(self, document: Document, candidates: Sequence[tuple[int, _Kept]], hold: Hold) -> list[Signal]:
        hits: list[tuple[int, int, int, int, int]] = []
        lowers = document.lowers
        ends = len(lowers)
        for i, triggers in candidates:
            for number, pattern in triggers.at(lowers, i) if isinstance(triggers, _Many) else triggers:
                beside = pattern.beside
                if beside is not None:
                    k = i + beside[0]
                    if not 0 <= k < ends or lowers[k] not in beside[1]:
                        continue
                place = pattern.match_at(document, i)
                if place is None:
                    continue
                first, last, marked_first, marked_last = place
                if hold(self._bound[number], Match(document, first, last)):
                    hits.append((-self.rules[number].priority, first - last, number, marked_first, marked_last))
        hits.sort()
        taken = bytearray(len(document.words))
        signals = []
        for _, _, k, first, last in hits:
            if any(taken[first:last]):
                continue
            taken[first:last] = b"\1" * (last - first)
            rule = self.rules[k]
            start, end = document.starts[first], document.ends[last - 1]
            signals.append(make_signal(start, end, rule.category, rule.id, rule.message, document.text[start:end]))
        signals.sort(key=BY_PLACE)
        return signals

    def explain(self, document: Document, first: int, last: int) -> list[Outcome]:
        """What every rule made of the words first to last: those that had one of them in their match, fired or not."""
        outcomes: list[Outcome] = []
        for i in range(len(document.words)):
            for trigger in self._lookup.of(document.lowers[i]):
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


class Guard:
    """Asks conditions one by one, for rules that did not get through a text. One that raises is told to ``failed``
    (condition, error) and asked no more; rules that need it do not fire."""

    def __init__(self, call: Callable[..., bool], failed: Callable[[str, Exception], None]) -> None:
        """``call`` runs a condition on a match, with whatever limits its time."""
        self._call = call
        self._failed = failed
        self._broken: set[str] = set()

    def __call__(self, conditions: Iterable[_Bound], match: Match) -> bool:
        """Whether all conditions of a rule are as wanted."""
        for text, wanted, checks in conditions:
            if text in self._broken:
                return False
            try:
                held = any(self._call(check, match) for check in checks)
            except Exception as error:
                self._broken.add(text)
                self._failed(text, error)
                return False
            if held != wanted:
                return False
        return True


def _hold(conditions: Iterable[_Bound], match: Match) -> bool:
    """Whether all conditions of a rule are as wanted. Written out: this is where most of the time of a text goes."""
    for _, wanted, checks in conditions:
        for check in checks:
            if check(match):
                if not wanted:
                    return False
                break
        else:
            if wanted:
                return False
    return True


def _bind(
    rule: Rule, conditions: Mapping[str, Callable[..., bool]], lists: Mapping[str, tuple[str, ...]]
) -> tuple[_Bound, ...]:
    def bound(condition: Condition, wanted: bool) -> _Bound:
        texts = (condition,) if isinstance(condition, str) else condition
        checks = [bind(text, conditions, {**lists, **rule.lists}) for text in texts]
        if None in checks:
            raise ValueError(f"rule {rule.id}: unknown condition in {texts}")
        return _Bound(" or ".join(texts), wanted, tuple(check for check in checks if check is not None))

    named = (*(bound(c, True) for c in rule.when), *(bound(c, False) for c in rule.unless))
    # The dearest last: it makes a Doc.
    return (*named, _Bound("tokens", True, (TokensMatch(rule.tokens),))) if rule.tokens else named
