"""How well the rules' own examples guard them: of random mutations of the shipped rules, the share that an example catches.

    python bench/mutations.py [--lang de,en] [--count 100] [--seed 1] [--show]

A mutation drops one condition of a rule, or one word of one of its patterns (or the whole pattern where it is the only word).
It is caught where one of that rule's hits is no hit any more, or one of its misses is one.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace

from sourcescore import Scorer
from sourcescore.rules import Rule, run_examples
from sourcescore.rules.pattern import Element, Pattern
from sourcescore.rules.ruleset import RuleSet


def main() -> None:
    """Prints the share, and with --show the mutations that no example catches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", default="de,en", help="codes, with commas between them")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    scorer = Scorer()
    chance = random.Random(arguments.seed)
    sets = [scorer.ruleset(lang) for lang in arguments.lang.split(",")]
    candidates = [(rules, rule) for rules in sets for rule in rules.rules]
    caught = 0
    for _ in range(arguments.count):
        rules, rule = chance.choice(candidates)
        mutant, what = mutate(rule, chance)
        if catches(scorer, rules, rule, mutant):
            caught += 1
        elif arguments.show:
            print(f"survived: {rule.id}: {what}")
    print(f"{caught} of {arguments.count} mutations caught (goal: at least 90 of 100)")


def mutate(rule: Rule, chance: random.Random) -> tuple[Rule, str]:
    """The rule without one of its conditions, or without one word of its patterns; and which."""
    conditions = [("when", k) for k in range(len(rule.when))] + [("unless", k) for k in range(len(rule.unless))]
    words = [(k, word) for k, pattern in enumerate(rule.patterns) for word in words_of(pattern)]
    choice = chance.choice([*conditions, *words])
    if choice[0] in ("when", "unless"):
        field, k = choice
        kept = tuple(c for j, c in enumerate(getattr(rule, field)) if j != k)
        return replace(rule, **{field: kept}), f"without {field} {getattr(rule, field)[k]}"
    k, word = choice
    pattern = without(rule.patterns[k], word)
    patterns = tuple(p for p in (*rule.patterns[:k], pattern, *rule.patterns[k + 1 :]) if p is not None)
    return replace(rule, patterns=patterns), f'without "{word}" in "{rule.patterns[k].source}"'


def words_of(pattern: Pattern) -> list[str]:
    """The words, beginnings and endings of a pattern, as written."""
    return sorted({w for e in pattern.elements for w in (*e.lower, *e.exact, *e.prefixes, *e.suffixes, *e.infixes)})


def without(pattern: Pattern, word: str) -> Pattern | None:
    """The pattern without a word; None where an element would be empty."""
    elements = []
    for element in pattern.elements:
        reduced = replace(
            element, lower=element.lower - {word}, exact=element.exact - {word},
            prefixes=tuple(p for p in element.prefixes if p != word),
            suffixes=tuple(s for s in element.suffixes if s != word),
            infixes=tuple(i for i in element.infixes if i != word),
        )  # fmt: skip
        if is_empty(reduced) and not is_empty(element):
            return None
        elements.append(reduced)
    anchor = elements[pattern.anchor]
    keys = frozenset({*anchor.lower, *map(str.lower, anchor.exact)}) if anchor.is_literal else None
    return replace(pattern, elements=tuple(elements), keys=keys)


def is_empty(element: Element) -> bool:
    """Whether nothing can match the element."""
    parts = (element.lower, element.exact, element.prefixes, element.suffixes, element.infixes)
    return not element.anything and not element.is_gap and not any(parts)


def catches(scorer: Scorer, rules: RuleSet, rule: Rule, mutant: Rule) -> bool:
    """Whether one of the rule's examples fails with the mutant in the rule's place."""
    changed = [mutant if r is rule else r for r in rules.rules]
    swapped = RuleSet(rules.lang, changed, rules.conditions, rules.lists, scorer.policy.spoken)
    pack = scorer._packs[rules.lang]
    assert pack is not None
    scorer._packs[rules.lang] = replace(pack, rules=swapped)
    try:
        _, failures = run_examples([mutant], lambda text: scorer.find_signals(scorer.document(text, rules.lang), {}))
    finally:
        scorer._packs[rules.lang] = pack
    return bool(failures)


if __name__ == "__main__":
    main()
