"""``--why``: which rules looked at a word, and why each fired or did not. The tool that a rule's author lives in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ..document import Document
from ..errors import UsageError
from ..markup import MarkedText
from ..report import Report, Signal
from ..rules import Rule
from ..rules.conditions import describe
from ..rules.ruleset import Outcome
from ..scorer import Scorer
from ..toml_source import nearest

_WIDTH = 80
_CONTEXT = 40
_STATES = ("fired", "lost", "silent")


def explain(scorer: Scorer, text: MarkedText, wanted: str, name: str) -> str:
    """For each place of a word or phrase, or of a rule's words: the rules that have it in a pattern, which of their
    conditions held or failed, which signals came of it, and how the claim around it is rated.

    Raises UsageError where the text's language has no rules, or the rule is switched off.
    """
    lines = _Why(scorer, text, name).about(wanted)
    return "\n".join(line.rstrip() for line in lines)


class _Why:
    def __init__(self, scorer: Scorer, text: MarkedText, name: str) -> None:
        self._scorer = scorer
        self._text = text
        self._name = name
        self._report: Report = scorer.score_marked(text)
        self._document: Document = scorer.document(text.plain, self._report.lang)
        self._document.switched_off = text.switched_off
        self._rules = scorer.ruleset(self._report.lang)
        self._won = self._rules.find(self._document)
        self._kept = scorer.find_signals(self._document, {})
        self._shown = {s.order for claim in self._report.claims for s in claim.signals}
        self._shown |= {s.order for s in self._report.signals}

    def about(self, wanted: str) -> Iterator[str]:
        rule = next((r for r in self._rules.rules if wanted in (r.id, r.id.partition(".")[2])), None)
        if rule is not None:
            return self._of_rule(rule)
        if wanted in self._scorer.policy.off_rules:
            raise UsageError(f'rule "{wanted}" is switched off')
        if wanted in self._scorer.signal_rules(self._report.lang):
            return self._of_code(wanted)
        return self._of_words(wanted)

    def _of_rule(self, rule: Rule) -> Iterator[str]:
        outcomes = self._rules.explain(self._document, 0, len(self._document.words))
        mine = _once(outcome for outcome in outcomes if outcome.rule is rule)
        if not mine:
            yield f"{self._name}: the words of {rule.id} do not stand here:"
            yield from (f"  {pattern.source}" for pattern in rule.patterns)
        for outcome in mine:
            yield self._place(*outcome.marked)
            yield from self._outcome(outcome)

    def _of_code(self, rule_id: str) -> Iterator[str]:
        mine = [signal for signal in self._kept if signal.rule == rule_id]
        if not mine:
            yield f"{self._name}: {rule_id}, which is found in code, found nothing here"
        for signal in mine:
            first, last = self._document.token_at(signal.start), self._document.token_at(signal.end - 1) + 1
            yield self._place(first, last)
            yield f"  fired   {rule_id} ({signal.category}), found in code"

    def _of_words(self, wanted: str) -> Iterator[str]:
        words = self._scorer.document(wanted, self._report.lang).lowers
        lowers = self._document.lowers
        places = [i for i in range(len(lowers) - len(words) + 1) if words and lowers[i : i + len(words)] == words]
        if not places:
            known = [*(rule.id for rule in self._rules.rules), *self._scorer.signal_rules(self._report.lang)]
            near = nearest(wanted, known) if "." in wanted else ""
            yield f'{self._name}: "{wanted}" does not stand here, and no rule has this id{near}'
        for first in places:
            yield from self._at(first, first + len(words))

    def _at(self, first: int, last: int) -> Iterator[str]:
        yield self._place(first, last)
        outcomes = _once(self._rules.explain(self._document, first, last))
        for outcome in sorted(outcomes, key=lambda o: (_STATES.index(self._state(o)[0]), o.marked, o.rule.id)):
            yield from self._outcome(outcome)
        looked = {outcome.rule.id for outcome in outcomes}
        start, end = self._document.starts[first], self._document.ends[last - 1]
        for signal in self._kept:
            if signal.start < end and signal.end > start and signal.rule not in looked:
                yield f"  fired   {signal.rule} ({signal.category}), found in code"
                looked.add(signal.rule)
        single = last - first == 1  # of a long phrase, every "the" would be part of some pattern
        near = [(rule, pattern) for rule, pattern in self._unfitting(first, last) if single and rule.id not in looked]
        for rule, pattern in near:
            yield f'  silent  {rule.id} ({rule.category}): the other words of "{pattern}" are missing'
        if not looked and not near:
            yield "  no rule has this in a pattern"

    def _unfitting(self, first: int, last: int) -> Iterator[tuple[Rule, str]]:
        """Rules with one of these words in a pattern of several words that does not fit here."""
        for rule in self._rules.rules:
            for pattern in rule.patterns:
                parts = [e for e in pattern.elements if not e.is_gap and not e.anything]
                if len(parts) > 1 and any(e.matches(self._document, i) for e in parts for i in range(first, last)):
                    yield rule, pattern.source
                    break

    def _place(self, first: int, last: int) -> str:
        """The place, the words around it, and how the claim there is rated."""
        document = self._document
        sentence = document.sentence_at(first)
        start, end = document.starts[first], document.ends[last - 1]
        before = document.text[max(sentence.start, start - _CONTEXT) : start]
        after = document.text[end : max(end, min(sentence.end, end + _CONTEXT))]
        if len(before) == _CONTEXT:
            before = "… " + before.partition(" ")[2]
        if end + len(after) < sentence.end:
            after = after.rpartition(" ")[0] + " …"
        words = " ".join(f"{before}[{document.text[start:end]}]{after}".split())
        claim = next((c for c in self._report.claims if c.start <= start < c.end), None)
        rated = f"claim rated {claim.rating}, {claim.score:.2f}" if claim else "in no claim"
        line = self._text.line(self._text.span(start, end)[0])
        return f"{self._name}:{line}: {words}  ({rated})"

    def _outcome(self, outcome: Outcome) -> Iterator[str]:
        rule, (first, last) = outcome.rule, outcome.marked
        document = self._document
        start, end = document.starts[first], document.ends[last - 1]
        state, why = self._state(outcome)
        yield f'  {state:7} {rule.id} ({rule.category}) at "{" ".join(document.text[start:end].split())}"{why}'
        for condition, wanted, held in outcome.checks:
            good = held == wanted
            yield f"    {'✓' if good else '✗'} {'when' if wanted else 'unless'} {condition}: {'yes' if held else 'no'}"
            meaning = describe(condition, self._rules.conditions) if not good else ""
            yield from textwrap.wrap(meaning, _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)

    def _state(self, outcome: Outcome) -> tuple[str, str]:
        """What became of a rule at a place: (fired, silent or lost, the reason)."""
        if not outcome.fired:
            return "silent", ""
        rule, (first, last) = outcome.rule, outcome.marked
        start, end = self._document.starts[first], self._document.ends[last - 1]
        mine = next((s for s in self._won if (s.rule, s.start, s.end) == (rule.id, start, end)), None)
        if mine is None:
            winner = next((s for s in self._won if s.start < end and s.end > start), None)
            return "lost", self._lost_to(rule, winner) if winner else ""
        if mine.order not in {signal.order for signal in self._kept}:
            off = any(p.covers(start, end, rule.id, rule.category) for p in self._document.switched_off)
            where = "switched off by a comment in the text" if off else "left out by [[ignore]] in the rules file"
            return "lost", f": {where}"
        if mine.order not in self._shown:
            if rule.category in self._scorer.policy.spoken:
                return "lost", f": {rule.category} counts only where a claim rests on somebody's word (spoken)"
            return "lost", ": left out by [[ignore]] in the rules file, of this source"
        return "fired", ""

    def _lost_to(self, rule: Rule, winner: Signal) -> str:
        other = next((r for r in self._rules.rules if r.id == winner.rule), rule)
        if other.priority > rule.priority:
            return f": {winner.rule} has a higher priority"
        if other.id == rule.id:
            return ": it has these words already, in a longer match"
        return f": {winner.rule} has these words, as the longer match or the earlier rule"


def _once(outcomes: Iterator[Outcome] | Sequence[Outcome]) -> list[Outcome]:
    """Several patterns of a rule may fit the same words: one is enough."""
    return list({(o.rule.id, o.marked, o.checks): o for o in outcomes}.values())
