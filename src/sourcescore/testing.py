"""A test kit for authors of rules: sentences with the expected signals marked in them, and the examples of rule files.

>>> from sourcescore.testing import assert_signals
>>> assert_signals("Er [soll|hearsay] 10.000 Chips gekauft haben.", lang="de")
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from .report import Signal
from .rules import Rule, run_examples
from .scorer import Plugin, Scorer
from .toml_source import nearest

_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


@cache
def _installed() -> Scorer:
    return Scorer()


def _scorer(given: Scorer | None, plugins: Sequence[Plugin]) -> Scorer:
    if given is not None and plugins:
        raise TypeError("give a scorer or plugins, not both")
    return given or (Scorer(plugins=plugins) if plugins else _installed())


def assert_signals(
    marked: str, *, lang: str, scorer: Scorer | None = None, plugins: Sequence[Plugin] = (), exact: bool = False
) -> None:
    """Asserts that a text has the signals that are marked in it: ``"Er [soll|hearsay] reich gewesen sein."``

    A mark holds the words and, behind ``|``, a category or the full id of a rule. Of the categories and rules that are
    named there must be no other signals; with ``exact`` there must be none at all. ``scorer`` and ``plugins`` say with
    which plugins (paths, module names, objects) to look; without, those that are installed.

    Raises AssertionError that shows the text with the signals it has, ValueError where no signal is marked or a name is
    that of no category or rule.
    """
    text, wanted = unmark(marked)
    if not wanted:
        raise ValueError(f'no signal is marked in "{marked}", expected "[words|category]"; or use assert_no_signals')
    names = {name for _, _, name in wanted}
    scorer = _scorer(scorer, plugins)
    _known(scorer, names, lang)
    signals = _find(scorer, text, lang)
    missing = [
        mark for mark in wanted if not any((s.start, s.end) == mark[:2] and mark[2] in _names(s) for s in signals)
    ]
    places = {mark[:2] for mark in wanted}
    more = [s for s in signals if (s.start, s.end) not in places and (exact or _names(s) & names)]
    if missing or more:
        raise AssertionError("\n".join(_difference(marked, text, signals, missing, more)))


def assert_no_signals(
    text: str, *names: str, lang: str, scorer: Scorer | None = None, plugins: Sequence[Plugin] = ()
) -> None:
    """Asserts that a text has no signals of these categories or rules (full ids); without names, none at all.

    Raises AssertionError that shows the text with the signals it has, ValueError where a name is that of no category or
    rule: of a name that is misspelt there are never any signals.
    """
    scorer = _scorer(scorer, plugins)
    _known(scorer, names, lang)
    signals = _find(scorer, text, lang)
    found = [signal for signal in signals if not names or _names(signal) & set(names)]
    if found:
        raise AssertionError("\n".join(_difference(text, text, signals, [], found)))


def run_rule_examples(
    *files: Path | str, lang: str, scorer: Scorer | None = None, plugins: Sequence[Plugin] = ()
) -> int:
    """Runs the hits and misses of all rules that are loaded for a language, or of those that stand in ``files``.

    Returns how many examples ran. Raises AssertionError with every example that fails, every rule without a hit or
    without a miss, and every file that holds no loaded rule.
    """
    scorer = _scorer(scorer, plugins)
    rules: Sequence[Rule] = scorer.ruleset(lang).rules
    wrong: list[str] = []
    if files:
        wanted = {Path(file).resolve(): str(file) for file in files}
        rules = [rule for rule in rules if Path(rule.path).resolve() in wanted]
        held = {Path(rule.path).resolve() for rule in rules}
        wrong += [
            f'{name}: no rule of this file is loaded for "{lang}"' for path, name in wanted.items() if path not in held
        ]
    for rule in rules:
        if missing := " and no ".join(name for name in ("hits", "misses") if not getattr(rule, name)):
            wrong.append(f"{rule.path}:{rule.line}: rule {rule.id}: has no {missing}")
    ran, failures = run_examples(rules, lambda text: _find(scorer, text, lang))
    wrong += map(str, failures)
    if wrong:
        raise AssertionError("\n".join(wrong))
    return ran


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """(the text without its marks, (start, end, category or rule) of each mark)."""
    parts: list[str] = []
    marks: list[tuple[int, int, str]] = []
    at = length = 0
    for mark in _MARK.finditer(marked):
        parts += [marked[at : mark.start()], mark[1]]
        length += mark.start() - at
        marks.append((length, length + len(mark[1]), mark[2].strip()))
        length += len(mark[1])
        at = mark.end()
    return "".join([*parts, marked[at:]]), marks


def mark(text: str, signals: Iterable[Signal]) -> str:
    """The text with its signals marked as ``assert_signals`` takes it; of overlapping ones the first."""
    out, at = [], 0
    for signal in sorted(signals, key=lambda signal: signal.order):
        if signal.start >= at:
            out.append(f"{text[at : signal.start]}[{text[signal.start : signal.end]}|{signal.category}]")
            at = signal.end
    return "".join(out) + text[at:]


def _find(scorer: Scorer, text: str, lang: str) -> list[Signal]:
    return scorer.find_signals(scorer.document(text, lang))


def _known(scorer: Scorer, names: Iterable[str], lang: str) -> None:
    """Raises ValueError for a name that can be none. Rules that a plugin finds in code need not be declared: of names
    with dots only those that begin with a language are known."""
    known = {*scorer.policy.weights, *scorer.signal_rules(lang), *(rule.id for rule in scorer.ruleset(lang).rules)}
    for name in names:
        if name not in known and ("." not in name or name.partition(".")[0] in scorer.languages):
            raise ValueError(f'no category or rule is called "{name}"{nearest(name, known)}')


def _names(signal: Signal) -> set[str]:
    return {signal.category, signal.rule}


def _difference(
    marked: str, text: str, signals: list[Signal], missing: list[tuple[int, int, str]], more: list[Signal]
) -> Iterable[str]:
    yield "the signals are not those expected"
    yield f"expected: {marked}"
    yield f"found:    {mark(text, signals)}"
    yield from (f'missing:  "{text[start:end]}" {name}, at {start}-{end}' for start, end, name in missing)
    yield from (f'too many: "{s.text}" {s.category} ({s.rule}), at {s.start}-{s.end}' for s in more)
