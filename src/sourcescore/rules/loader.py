"""Reads rules from TOML and says, for every complaint, the file, the line and what was expected; all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import Problem, RulesError
from ..language import WORD_LISTS
from ..toml_source import TomlSource, nearest
from .conditions import names
from .model import Condition, Rule
from .pattern import Pattern, compile_pattern
from .token_patterns import TokenPattern, parse_token_patterns

_TEXT = {"id", "category", "message", "message_sourced", "lang"}
_LISTS = {"match", "hits", "misses"}
_CODE = re.compile(r"[a-z]{2,3}")
FIELDS = (*sorted(_TEXT | _LISTS | {"when", "unless", "priority", "tokens"}),)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one TOML file brings: rules, word lists for patterns, and words of the language."""

    rules: tuple[Rule, ...]
    lists: Mapping[str, tuple[str, ...]]
    language: Mapping[str, tuple[str, ...]]


def load_rule_file(path: Path, lang: str, plugin: str, found: list[Problem] | None = None) -> RuleFile:
    """The rules of a plugin's file for one language. Raises RulesError with all complaints of the file; where ``found``
    is given they are added to it instead, and the result holds what is sound."""
    if found is None:
        state = path.stat() if path.is_file() else None
        return _sound_file(path, lang, plugin, state.st_mtime_ns if state else 0, state.st_size if state else 0)
    return _read_file(path, lang, plugin, found)


@lru_cache(128)
def _sound_file(path: Path, lang: str, plugin: str, _modified: int, _size: int) -> RuleFile:
    """A file read before is not read again while it stays as it was: a process that others are forked from reads for all."""
    return _read_file(path, lang, plugin, None)


def _read_file(path: Path, lang: str, plugin: str, found: list[Problem] | None) -> RuleFile:
    source = TomlSource(path)
    problems: list[Problem] = []
    for key in source.data:
        if key not in ("rule", "lists", "language"):
            known = ("rule", "lists", "language")
            problems.append(
                Problem(str(path), source.line(key), f'unknown table "{key}"{nearest(key, known)}, expected [[rule]]')
            )
    lists = _words(source, "lists", problems, None)
    language = _words(source, "language", problems, WORD_LISTS)
    rules = parse_rules(source, lists, problems, lang=lang, plugin=plugin)
    if found is not None:
        found.extend(problems)
    elif problems:
        raise RulesError(problems)
    return RuleFile(tuple(rules), lists, language)


def _words(
    source: TomlSource, table: str, problems: list[Problem], known: Collection[str] | None
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    value = source.data.get(table, {})
    if not isinstance(value, dict):
        problems.append(Problem(str(source.path), source.line(table), f'"{table}" must be a table of lists of words'))
        return found
    for name, words in value.items():
        line = source.line(table, name)
        if known is not None and name not in known:
            problems.append(
                Problem(str(source.path), line, f'unknown list "{name}" in [{table}]{nearest(name, known)}')
            )
        elif not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            problems.append(
                Problem(str(source.path), line, f'"{name}" must be a list of words, each in quotation marks')
            )
        else:
            found[name] = tuple(word for entry in words for word in entry.split())
    return found


def parse_rules(
    source: TomlSource,
    lists: Mapping[str, tuple[str, ...]],
    problems: list[Problem],
    *,
    lang: str | None = None,
    plugin: str = "",
) -> list[Rule]:
    """The ``[[rule]]`` tables of a file; ``lang`` None where each rule has to name its own."""
    tables = source.data.get("rule", [])
    if not isinstance(tables, list):
        problems.append(Problem(str(source.path), source.line("rule"), "expected [[rule]] (two brackets)"))
        return []
    rules: list[Rule] = []
    seen: dict[str, int] = {}
    for index, table in enumerate(tables):
        rule = _parse_rule(source, index, table, lists, problems, lang, plugin)
        if rule is None:
            continue
        if rule.id in seen:
            problems.append(
                Problem(str(source.path), rule.line, f"the id stands already in line {seen[rule.id]}", rule.id)
            )
        seen[rule.id] = rule.line
        rules.append(rule)
    return rules


def _parse_rule(
    source: TomlSource,
    index: int,
    table: object,
    lists: Mapping[str, tuple[str, ...]],
    problems: list[Problem],
    lang: str | None,
    plugin: str,
) -> Rule | None:
    path = str(source.path)
    if not isinstance(table, Mapping):
        place = source.line("rule", index)
        problems.append(Problem(path, place, f"expected a table [[rule]], got {_kind(table)}", f"number {index + 1}"))
        return None
    name = table.get("id")
    shown = name if isinstance(name, str) else f"number {index + 1}"
    bad: set[str] = set()

    def complain(key: str, message: str) -> None:
        bad.add(key)
        problems.append(Problem(path, source.line("rule", index, key), message, shown))

    for key in table:
        if key not in FIELDS:
            complain(key, f'unknown field "{key}"{nearest(key, FIELDS)}; known: {", ".join(FIELDS)}')
    for key in sorted(_TEXT & table.keys()):
        if not isinstance(table[key], str):
            complain(key, f'"{key}" must be a text, got {_kind(table[key])}')
    for key in ("id", "category", "match"):
        if key not in table:
            complain(key, f'"{key}" is missing')
    if lang is None and "lang" not in table:
        complain("lang", '"lang" is missing: in rules.toml each rule names its language, such as lang = "de"')
    for key in sorted(_LISTS & table.keys()):
        if wrong := _wrong_entry(table[key], lambda item: isinstance(item, str)):
            complain(key, f'"{key}" must be a list of texts, {wrong}')
    if isinstance(code := table.get("lang"), str) and not _CODE.fullmatch(code):
        complain("lang", f'"lang" must be a code of two or three small letters, such as "de", got "{code}"')
    if isinstance(name, str) and not all(part.replace("_", "").replace("-", "").isalnum() for part in name.split(".")):
        complain("id", 'an id is made of letters, digits, "-", "_", with "." between its parts')
    if not isinstance(table.get("priority", 0), int) or isinstance(table.get("priority"), bool):
        complain("priority", f'"priority" must be a whole number, got {_kind(table["priority"])}')
    if table.get("match") == []:
        complain("match", '"match" is empty, expected at least one pattern')
    # What is sound of the rule is looked over all the same: its other names may be wrong too.
    texts = table.get("match")
    texts = [text for text in texts if isinstance(text, str) and text.strip()] if isinstance(texts, list) else []
    table = {key: value for key, value in table.items() if key not in bad}
    patterns: list[Pattern] = []
    for text in texts:
        try:
            patterns.append(compile_pattern(text, lists))
        except ValueError as error:
            complain("match", f'pattern "{text}": {error}')
    when = _conditions(table, "when", complain)
    unless = _conditions(table, "unless", complain)
    tokens: tuple[TokenPattern, ...] = ()
    if "tokens" in table:
        try:
            tokens = parse_token_patterns(table["tokens"])
        except ValueError as error:
            complain("tokens", f'"tokens" {error}')
    if "lang" in bad:  # without it nobody knows which conditions there are
        return None
    language = str(table.get("lang", lang))
    return Rule(
        id=shown if "id" in bad else f"{language}.{name}",
        lang=language,
        category=table.get("category", ""),
        patterns=tuple(patterns),
        when=when,
        unless=unless,
        message=table.get("message", ""),
        message_sourced=table.get("message_sourced", ""),
        priority=table.get("priority", 0),
        hits=tuple(table.get("hits", ())),
        misses=tuple(table.get("misses", ())),
        path=path,
        line=source.line("rule", index, "id"),
        plugin=plugin,
        tokens=tokens,
        lists=lists,
    )


def _conditions(table: Mapping[str, Any], key: str, complain: Any) -> tuple[Condition, ...]:
    value = table.get(key, [])
    if wrong := _wrong_entry(value, _is_condition):
        complain(key, f'"{key}" must be a list of conditions, {wrong}')
    sound = [item for item in value if item and _is_condition(item)] if isinstance(value, list) else []
    return tuple(item if isinstance(item, str) else tuple(item) for item in sound)


def _is_condition(item: object) -> bool:
    """A condition, or several of which one must hold."""
    return isinstance(item, str) or (isinstance(item, list) and all(isinstance(one, str) and one for one in item))


def _wrong_entry(value: object, good: Callable[[object], bool]) -> str:
    """What is wrong with a list whose entries have to be ``good`` and not empty; "" where nothing is."""
    if not isinstance(value, list):
        return f"got {_kind(value)}"
    for number, item in enumerate(value, 1):
        if not item or (isinstance(item, str) and not item.strip()):
            return f"but entry {number} is empty"
        if not good(item):
            return f"but entry {number} is {_kind(item)}"
    return ""


def check_rule(rule: Rule, categories: Collection[str], conditions: Mapping[str, Any], lists: Any) -> list[Problem]:
    """Complaints about names in a rule that only the loaded plugins can decide: its category and its conditions."""
    from .conditions import bind

    problems: list[Problem] = []
    if rule.category and rule.category not in categories:
        message = f'unknown category "{rule.category}"{nearest(rule.category, categories)}'
        line = line_of(rule, rule.category)
        problems.append(Problem(rule.path, line, f"{message}; known: {', '.join(sorted(categories))}", rule.id))
    for condition in (*rule.when, *rule.unless):
        for name in (condition,) if isinstance(condition, str) else condition:
            try:
                if bind(name, conditions, {**lists, **rule.lists}) is None:
                    known = names(conditions)
                    problems.append(
                        Problem(
                            rule.path, line_of(rule, name), f'unknown condition "{name}"{nearest(name, known)}', rule.id
                        )
                    )
            except ValueError as error:
                problems.append(Problem(rule.path, line_of(rule, name), f'condition "{name}": {error}', rule.id))
    return problems


def line_of(rule: Rule, text: str) -> int:
    """The line of a text within a rule's table (an example, a condition), else that of the rule. Reads the file anew:
    it is for complaints."""
    try:
        lines = Path(rule.path).read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        return rule.line
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for number, line in enumerate(lines[rule.line :], rule.line + 1):
        if line.lstrip().startswith("[["):
            break
        if f'"{escaped}"' in line or f"'{text}'" in line:
            return number
    return rule.line


def _kind(value: object) -> str:
    names = {
        str: "a text",
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), type(value).__name__)
