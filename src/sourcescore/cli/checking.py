"""Looks a file of rules over: every complaint at once, those of its form and those that only loaded plugins decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .. import hookimpl
from ..errors import Problem, RulesError
from ..policy import load_policy, parse_policy
from ..rules import Rule, load_rule_file
from ..rules.loader import check_rule
from ..scorer import Scorer
from ..toml_source import TomlSource


class RuleFilePlugin:
    """A plugin that brings one file of rules for one language: as the file's own plugin would, without its code."""

    def __init__(self, path: Path, lang: str) -> None:
        self.__name__ = str(path)
        self._path = path
        self._lang = lang

    @hookimpl
    def languages(self) -> Iterable[str]:
        """The file's language."""
        return [self._lang]

    @hookimpl
    def rule_files(self, lang: str) -> Iterable[Path]:
        """The file, for its language."""
        return [self._path] if lang == self._lang else []


def plugin_of(path: Path, scorer: Scorer) -> tuple[str, str] | None:
    """(plugin, language) of a file that a loaded plugin brings, else None."""
    wanted = path.resolve()
    for lang in scorer.languages:
        for name, paths in scorer.plugins.collect("rule_files", lang=lang):
            if any(Path(given).resolve() == wanted for given in paths):
                return name, lang
    return None


def check_file(path: Path, scorer: Scorer, lang: str | None) -> tuple[int, list[Problem]]:
    """(number of rules that could be read, all complaints) of a file: a rules.toml, or with ``lang`` a plugin's file of
    rules for that language. ``scorer`` has the plugins, and not the file. Raises InputError, RulesError (no TOML)."""
    problems: list[Problem] = []
    owner = plugin_of(path, scorer)
    if lang is not None or owner is not None:
        name, code = owner or (str(path), str(lang))
        file = load_rule_file(path, code, name, problems)
        rules = file.rules
        lists: Mapping[str, tuple[str, ...]] = {**_lists(scorer, code), **file.lists}
    else:
        policy = parse_policy(TomlSource(path), problems)
        rules, lists = policy.rules, policy.lists
        known = {rule.id for rule in rules} | {rule for code in scorer.languages for rule in _ids(scorer, code)}
        names: list[Callable[[], None]] = [
            lambda: policy.check(scorer.policy.weights, known),
            lambda: policy.check_plugins(info.name for info in scorer.plugins.infos),
        ]
        for check in names:
            try:
                check()
            except RulesError as error:
                problems += error.problems
    for rule in rules:
        problems += _names(rule, scorer, lists)
    return len(rules), sorted(set(problems))


def _names(rule: Rule, scorer: Scorer, lists: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    all_lists = {**_lists(scorer, rule.lang), **lists}
    return check_rule(rule, scorer.policy.weights.keys(), _conditions(scorer, rule.lang), all_lists)


def _conditions(scorer: Scorer, lang: str) -> Mapping[str, Callable[..., bool]]:
    given: list[tuple[str, Any]] = scorer.plugins.collect("conditions", lang=lang)
    return {name: function for _, conditions in given for name, function in conditions.items()}


def _lists(scorer: Scorer, lang: str) -> Mapping[str, tuple[str, ...]]:
    """The word lists that the loaded plugins bring; none where one of their files is broken, as the checked one may be."""
    try:
        return scorer.ruleset(lang).lists if lang in scorer.languages else load_policy().lists
    except RulesError:
        return {}


def _ids(scorer: Scorer, lang: str) -> set[str]:
    return {rule.id for rule in scorer.ruleset(lang).rules} | set(scorer.signal_rules(lang))
