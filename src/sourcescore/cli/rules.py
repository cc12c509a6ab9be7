"""``sourcescore rules``: the rules, what each looks for, whether their examples hold, whether a file of rules is sound."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from ..report import Signal
from ..rules import ExampleFailure, Rule, run_examples
from ..rules.conditions import describe
from ..rules.model import Condition
from ..scorer import Scorer
from ..toml_source import nearest
from . import complain, options
from .checking import RuleFilePlugin, check_file, plugin_of
from .options import make_scorer

_LANG = click.option("--lang", default="auto", metavar="de|en|…", help="Only the rules of one language.")


def _lower(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return value and value.lower()


_FILE_LANG = click.option(
    "--lang",
    metavar="de|en|…",
    callback=_lower,
    help="The file is a plugin's, with rules for this language, not a rules.toml.",
)


@click.group("rules")
def command() -> None:
    """List, show, test and check rules."""


@command.command("list", short_help="All rules, with what each weighs.")
@_LANG
@options.rules
@options.plugin
@options.as_json
def list_rules(lang: str, rules: Path | None, plugins: tuple[str, ...], form: str) -> None:
    """All rules, by language and category, with what each weighs."""
    scorer = make_scorer(lang, rules, plugins)
    found = sorted(_all(scorer, lang), key=lambda rule: (rule.lang, rule.category, rule.id))
    if form == "json":
        import msgspec

        rows = [_as_data(scorer, rule) for rule in found]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
        return
    for code, rows_of_lang in groupby(found, key=lambda rule: rule.lang):
        for line in _table(scorer, code, list(rows_of_lang)):
            click.echo(line)


def _table(scorer: Scorer, lang: str, rules: list[Rule]) -> Iterator[str]:
    coded = scorer.signal_rules(lang)
    wide = max(map(len, (*(rule.id for rule in rules), *coded)))
    room = max(30, _width() - wide - 11)
    for category, group in groupby(rules, key=lambda rule: rule.category):
        weight = scorer.policy.weights[category]
        yield f"{category} ({lang}, weight {weight:+.2f})"
        for rule in group:
            own = scorer.policy.weight(category, rule.id)
            number = "" if own == weight else f"{own:+.2f}"
            yield f"  {rule.id:{wide}} {number:>6}  {_short(rule.message, room)}".rstrip()
        yield ""
    if coded:
        yield f"found in code ({lang})"
        for name, said in sorted(coded.items()):
            yield f"  {name:{wide}} {'':6}  {_short(said, room)}".rstrip()
        yield ""


@command.command("show", short_help="A rule: words, conditions, examples, weight.")
@click.argument("rule_id", metavar="ID")
@options.rules
@options.plugin
def show(rule_id: str, rules: Path | None, plugins: tuple[str, ...]) -> None:
    """A rule: its words, its conditions and what they mean, its examples, its weight, and where it is written.

    ID is the full one (LANG.ID), or one without the language where only one rule has it.
    """
    scorer = make_scorer("auto", rules, plugins)
    found = {rule.id: rule for rule in _all(scorer, "auto")}
    short = [rule for rule in found.values() if rule.id == f"{rule.lang}.{rule_id}"]
    rule = found.get(rule_id) or (short[0] if len(short) == 1 else None)
    coded = {name: said for code in scorer.languages for name, said in scorer.signal_rules(code).items()}
    if rule is not None:
        lines = _explained(scorer, rule)
    elif rule_id in coded:
        lines = iter([rule_id, f"  {coded[rule_id]}", "", "Found in code: there are no words or conditions to show."])
    elif rule_id in scorer.policy.off_rules:
        raise UsageError(f'rule "{rule_id}" is switched off')
    elif category := _off_with(rule_id, plugins) if scorer.policy.off_categories else "":
        raise UsageError(f'rule "{rule_id}" is switched off with its category "{category}"')
    elif short:
        raise UsageError(f'several rules are called "{rule_id}": {", ".join(rule.id for rule in short)}')
    else:
        raise UsageError(f'no rule "{rule_id}"{nearest(rule_id, [*found, *coded])}; see: sourcescore rules list')
    for line in lines:
        click.echo(line)


def _off_with(rule_id: str, plugins: tuple[str, ...]) -> str:
    """The category of a rule that is there without a rules file, else ""."""
    rules = _all(make_scorer("auto", None, plugins), "auto")
    return next((rule.category for rule in rules if rule_id in (rule.id, rule.id.removeprefix(f"{rule.lang}."))), "")


def _explained(scorer: Scorer, rule: Rule) -> Iterator[str]:
    known = scorer.ruleset(rule.lang).conditions
    weight = scorer.policy.weight(rule.category, rule.id)
    yield f"{rule.id}  {rule.category}, weight {weight:+.2f}"
    if rule.message:
        yield f"  {rule.message}"
    if rule.message_sourced:
        yield f"  {rule.message_sourced} (where the claim has a source)"
    yield from ("", "Words")
    yield from (f"  {pattern.source}" for pattern in rule.patterns)
    for title, conditions in (("Only when", rule.when), ("Not when", rule.unless)):
        if conditions:
            yield from ("", title)
        for condition in conditions:
            yield from _condition(condition, known)
    if rule.tokens:
        yield from ("", "One of these token patterns (spaCy's) has to stand over the words:")
        yield from (f"  {' '.join(map(str, pattern))}" for pattern in rule.tokens)
    if rule.priority:
        yield from ("", f"Priority {rule.priority}: where two rules claim the same words, the higher one has them.")
    for title, examples in (("Hits", rule.hits), ("Misses", rule.misses)):
        if examples:
            yield from ("", title)
        for example in examples:
            yield from textwrap.wrap(example, _width(), initial_indent="  ", subsequent_indent="    ")
    yield from ("", f"{rule.path}:{rule.line}")


def _condition(condition: Condition, known: Mapping[str, Any]) -> Iterator[str]:
    """The condition and what it means; of alternatives, each behind "or"."""
    for number, text in enumerate((condition,) if isinstance(condition, str) else condition):
        yield f"  {'or ' if number else ''}{text}"
        meaning = describe(text, known)
        yield from textwrap.wrap(meaning, _width(), initial_indent="      ", subsequent_indent="      ")


@command.command("test", short_help="Run the examples of rules.")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option(
    "--lang",
    metavar="de|en|…",
    callback=_lower,
    help="The language of a plugin's file; without a file: only its rules.",
)
@options.plugin
def test(file: Path | None, lang: str | None, plugins: tuple[str, ...]) -> int:
    """Run every rule's hits and misses: of all that is loaded, or of a file.

    FILE is a rules.toml, a loaded plugin's file of rules, or, with --lang, any such file. Each example that fails is
    one line; the exit status is then 1.
    """
    scorer, rules = _to_test(file, lang, plugins)
    ran = 0
    failures: list[ExampleFailure] = []
    for code, group in groupby(sorted(rules, key=lambda rule: rule.lang), key=lambda rule: rule.lang):
        number, failed = run_examples(group, _finder(scorer, code))
        ran += number
        failures += failed
    for failure in failures:
        click.echo(str(failure))
    for rule in rules:
        if missing := " and no ".join(name for name in ("hits", "misses") if not getattr(rule, name)):
            complain(f"{rule.path}:{rule.line}: rule {rule.id}: no {missing} to test it by")
    click.echo(f"{_count(len(rules), 'rule')}, {_count(ran, 'example')}, {len(failures)} failed")
    return 1 if failures else 0


def _to_test(file: Path | None, lang: str | None, plugins: tuple[str, ...]) -> tuple[Scorer, list[Rule]]:
    """A scorer, and those of its rules that are asked for."""
    if file is None:
        scorer = make_scorer("auto", None, plugins)
        return scorer, _all(scorer, lang or "auto")
    scorer = make_scorer("auto", None, plugins)
    owner = plugin_of(file, scorer)
    if owner is not None:
        lang = owner[1]
    elif lang is not None:
        scorer = Scorer(plugins=[*plugins, RuleFilePlugin(file, lang)])
    else:
        scorer = make_scorer("auto", file, plugins)
    mine = [rule for rule in _all(scorer, lang or "auto") if Path(rule.path).resolve() == file.resolve()]
    return scorer, mine


def _finder(scorer: Scorer, lang: str) -> Any:
    def find(text: str) -> list[Signal]:
        return scorer.find_signals(scorer.document(text, lang))

    return find


@command.command("check", short_help="All complaints about a file of rules.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@_FILE_LANG
@options.plugin
def check(file: Path, lang: str | None, plugins: tuple[str, ...]) -> int:
    """Check a file of rules: all complaints at once, each with its line, what is wrong and what was expected.

    FILE is a rules.toml, a loaded plugin's file of rules, or, with --lang, any such file. The exit status is 2 where
    there are complaints.
    """
    count, problems = check_file(file, make_scorer("auto", None, plugins), lang)
    for problem in problems:
        complain(str(problem))
    if lang is None and problems and all('"lang" is missing' in problem.message for problem in problems):
        complain(f"if it belongs to a plugin: sourcescore rules check {file} --lang LANG")
    if problems:
        return 2
    click.echo(f"{file}: {_count(count, 'rule')}, nothing to complain about")
    return 0


def _all(scorer: Scorer, lang: str) -> list[Rule]:
    codes: Iterable[str] = scorer.languages if lang == "auto" else (lang,)
    return [rule for code in codes for rule in scorer.ruleset(code).rules]


def _as_data(scorer: Scorer, rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id, "lang": rule.lang, "category": rule.category,
        "weight": scorer.policy.weight(rule.category, rule.id), "message": rule.message,
        "message_sourced": rule.message_sourced or rule.message,
        "match": [pattern.source for pattern in rule.patterns], "when": list(rule.when), "unless": list(rule.unless),
        "priority": rule.priority, "tokens": [list(pattern) for pattern in rule.tokens],
        "hits": list(rule.hits), "misses": list(rule.misses),
        "plugin": rule.plugin, "path": rule.path, "line": rule.line,
    }  # fmt: skip


def _width() -> int:
    """The terminal's width, at most 100 columns; 80 where standard output is none."""
    return min(100, max(60, shutil.get_terminal_size((80, 24)).columns)) if sys.stdout.isatty() else 80


def _short(text: str, room: int) -> str:
    return text if len(text) <= room or not sys.stdout.isatty() else f"{text[: room - 2].rstrip()} …"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
