"""``--why``: which rules looked at a word, and why each fired or did not. The tool that a rule's author lives in."""

from __future__ import annotations

from ..document import Document
from ..report import Signal
from ..rules.ruleset import Outcome
from ..scorer import Scorer


def explain(scorer: Scorer, text: str, wanted: str, name: str) -> str:
    """For each place of a word (or phrase), or of a rule's words: the rules that had it in their pattern, with the
    conditions that held or failed, and which signal came of it."""
    lang = scorer.score(text).lang
    document = scorer.document(text, lang)
    rules = scorer.ruleset(lang)
    signals = scorer.find_signals(document, {})
    by_rule = [rule for rule in rules.rules if rule.id == wanted or rule.id.partition(".")[2] == wanted]
    places = [(0, len(document.words))] if by_rule else _places(document, wanted)
    lines: list[str] = []
    for first, last in places:
        outcomes = rules.explain(document, first, last)
        if by_rule:
            outcomes = [o for o in outcomes if o.rule in by_rule]
        here = [
            s for s in signals
            if not by_rule and s.start < document.ends[last - 1] and s.end > document.starts[first]
        ]  # fmt: skip
        if not by_rule:
            lines.append(f"{name}:{_line(text, document.starts[first])}: {_context(document, first, last)}")
        for outcome in outcomes:
            lines.extend(_said(outcome, document, signals))
        ids = {o.rule.id for o in outcomes}
        lines += [f"  fired    {s.rule} ({s.category}), found in code" for s in here if s.rule not in ids]
        if not outcomes and not here:
            lines.append("  no rule has this word in a pattern that stands here")
    if not places:
        lines.append(f'"{wanted}" does not stand in {name}, and no rule has this id')
    elif by_rule and not lines:
        lines.append(f"the words of {by_rule[0].id} do not stand in {name}")
    return "\n".join(lines)


def _places(document: Document, wanted: str) -> list[tuple[int, int]]:
    words = wanted.lower().split()
    count = len(words)
    return [
        (i, i + count)
        for i in range(len(document.words) - count + 1)
        if words and document.lowers[i : i + count] == words
    ]


def _said(outcome: Outcome, document: Document, signals: list[Signal]) -> list[str]:
    rule = outcome.rule
    first, last = outcome.marked
    start, end = document.starts[first], document.ends[last - 1]
    won = any(s.rule == rule.id and s.start == start for s in signals)
    state = "fired   " if outcome.fired and won else "lost    " if outcome.fired else "silent  "
    head = f'  {state} {rule.id} ({rule.category}) at "{document.text[start:end]}"'
    if outcome.fired and not won:
        head += ": another rule took these words"
    rows = [head]
    for condition, wanted, held in outcome.checks:
        word = "when" if wanted else "unless"
        rows.append(
            f"             {'✓' if held == wanted else '✗'} {word} {condition}: {'holds' if held else 'does not hold'}"
        )
    return rows


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _context(document: Document, first: int, last: int) -> str:
    sentence = document.sentence_at(first)
    start, end = document.starts[first], document.ends[last - 1]
    before = document.text[max(sentence.start, start - 40) : start]
    return " ".join(f"{before}[{document.text[start:end]}]{document.text[end : min(sentence.end, end + 40)]}".split())
