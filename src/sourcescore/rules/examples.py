"""Runs the examples that every rule carries: each of its hits must find it, none of its misses may."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from ..report import Signal
from .loader import line_of
from .model import Rule


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """An example that did not do what the rule's author said. ``found`` are the signals that were there instead."""

    rule: Rule
    example: str
    expected: str
    found: tuple[Signal, ...]
    written: str = ""
    """As it stands in the file, where it has alternatives."""

    def __str__(self) -> str:
        there = ", ".join(f'"{s.text}" ({s.rule})' for s in self.found) or "nothing"
        where = f"{self.rule.path}:{line_of(self.rule, self.written or self.example)}: rule {self.rule.id}"
        return f'{where}: expected {self.expected} in "{self.example}", found {there}'


def run_examples(rules: Iterable[Rule], find: Callable[[str], list[Signal]]) -> tuple[int, list[ExampleFailure]]:
    """Run all examples of the rules; ``find`` gives all signals of a text. Returns (how many ran, what failed).

    In a hit, square brackets may mark the words that the rule has to mark: ``"Er [soll] reich sein."``. Alternatives
    in round brackets make several examples of one: ``"Er ist (offenbar|anscheinend) reich."``.
    """
    ran = 0
    failures: list[ExampleFailure] = []
    for rule in rules:
        for example, one in ((written, one) for written in rule.hits for one in expand(written)):
            ran += 1
            text, span = unmark(one)
            signals = find(text)
            mine = [s for s in signals if s.rule == rule.id]
            if not mine:
                failures.append(ExampleFailure(rule, one, "a hit", tuple(signals), example))
            elif span and not any((s.start, s.end) == span for s in mine):
                failures.append(ExampleFailure(rule, one, f'"{text[slice(*span)]}" marked', tuple(mine), example))
        for example, one in ((written, one) for written in rule.misses for one in expand(written)):
            ran += 1
            text, _ = unmark(one)
            mine = [s for s in find(text) if s.rule == rule.id]
            if mine:
                failures.append(ExampleFailure(rule, one, "no hit", tuple(mine), example))
    return ran, failures


_ALTERNATIVES = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")


def expand(example: str) -> list[str]:
    """An example for each choice of the alternatives in it: ``"Er (soll|muss) gehen."`` is two."""
    parts = _ALTERNATIVES.split(example)
    choices = [part.split("|") if k % 2 else [part] for k, part in enumerate(parts)]
    return ["".join(chosen) for chosen in product(*choices)]


def unmark(example: str) -> tuple[str, tuple[int, int] | None]:
    """The text of an example without its square brackets, and the span that they marked."""
    start, end = example.find("["), example.find("]")
    if start < 0 or end < start:
        return example, None
    return example[:start] + example[start + 1 : end] + example[end + 1 :], (start, end - 1)
