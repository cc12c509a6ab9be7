"""All that the plugins and the policy bring for one language, put together and checked."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .document import Analysis
from .errors import PluginError, RulesError
from .language import Language
from .plugins import Plugins
from .policy import Policy
from .rules import Rule, RuleSet, load_rule_file
from .rules.company import WITH_PATTERN
from .rules.conditions import PLAIN
from .rules.loader import check_rule


@dataclass(frozen=True, slots=True)
class Pack:
    """What is needed to score texts of one language. ``coded``: the rules that plugins find in code, full id → what it
    finds."""

    rules: RuleSet
    language: Language
    coded: Mapping[str, str]
    analyses: Mapping[str, Analysis]


def load_pack(lang: str, plugins: Plugins, policy: Policy, categories: Mapping[str, float]) -> Pack:
    """The rules of one language: the plugins' and, in place of those with the same id, the policy's own.

    Raises RulesError for what is wrong in any of their files, PluginError where a plugin declares a language for which
    there are no rules, or two plugins provide the same name.
    """
    files = [
        load_rule_file(Path(path), lang, name)
        for name, paths in plugins.collect("rule_files", lang=lang)
        for path in paths
    ]
    own = [rule for rule in policy.rules if rule.lang == lang]
    replaced = {rule.id for rule in own}
    rules = [rule for file in files for rule in file.rules if rule.id not in replaced]
    _no_duplicates(rules)
    rules += own
    if not rules:
        raise PluginError(f'language "{lang}" is declared by a plugin, but no plugin has rules for it')
    lists = {name: words for file in files for name, words in file.lists.items()} | dict(policy.lists)
    conditions = _named(plugins, "conditions", lang, {*PLAIN, *WITH_PATTERN})
    problems = [p for rule in rules for p in check_rule(rule, policy.weights.keys(), conditions, lists)]
    if problems:
        raise RulesError(problems)
    coded = _named(plugins, "signal_rules", lang)
    policy.check(categories, {rule.id for rule in rules} | coded.keys())
    active = [rule for rule in rules if rule.id not in policy.off_rules and rule.category not in policy.off_categories]
    language = Language.of(lang, [file.language for file in files])
    return Pack(
        RuleSet(lang, active, conditions, lists, policy.spoken), language, coded, _named(plugins, "analyses", lang)
    )


def _named(plugins: Plugins, hook: str, lang: str, taken: Container[str] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for name, given in plugins.collect(hook, lang=lang):
        for key, function in given.items():
            if key in taken:
                raise PluginError(f'{plugins.describe(name)}: "{key}" of {hook} is there already, for every language')
            if key in found:
                other = plugins.describe(owners[key])
                raise PluginError(f'{plugins.describe(name)}: "{key}" of {hook} is provided by {other} too')
            found[key], owners[key] = function, name
    return found


def _no_duplicates(rules: list[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        other = seen.setdefault(rule.id, rule)
        if other is not rule:
            raise RulesError.at(rule.path, rule.line, f"the id stands already in {other.path}:{other.line}", rule.id)
