"""Runs the examples that every rule carries: each of its hits must find it, none of its misses may."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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

    def __str__(self) -> str:
        there = ", ".join(f'"{s.text}" ({s.rule})' for s in self.found) or "nothing"
        where = f"{self.rule.path}:{line_of(self.rule, self.example)}: rule {self.rule.id}"
        return f'{where}: expected {self.expected} in "{self.example}", found {there}'


def run_examples(rules: Iterable[Rule], find: Callable[[str], list[Signal]]) -> tuple[int, list[ExampleFailure]]:
    """Run all examples of the rules; ``find`` gives all signals of a text. Returns (how many ran, what failed).

    In a hit, square brackets may mark the words that the rule has to mark: ``"Er [soll] reich sein."``.
    """
    ran = 0
    failures: list[ExampleFailure] = []
    for rule in rules:
        for example in rule.hits:
            ran += 1
            text, span = unmark(example)
            signals = find(text)
            mine = [s for s in signals if s.rule == rule.id]
            if not mine:
                failures.append(ExampleFailure(rule, example, "a hit", tuple(signals)))
            elif span and not any((s.start, s.end) == span for s in mine):
                failures.append(ExampleFailure(rule, example, f'"{text[slice(*span)]}" marked', tuple(mine)))
        for example in rule.misses:
            ran += 1
            text, _ = unmark(example)
            mine = [s for s in find(text) if s.rule == rule.id]
            if mine:
                failures.append(ExampleFailure(rule, example, "no hit", tuple(mine)))
    return ran, failures


def unmark(example: str) -> tuple[str, tuple[int, int] | None]:
    """The text of an example without its square brackets, and the span that they marked."""
    start, end = example.find("["), example.find("]")
    if start < 0 or end < start:
        return example, None
    return example[:start] + example[start + 1 : end] + example[end + 1 :], (start, end - 1)
