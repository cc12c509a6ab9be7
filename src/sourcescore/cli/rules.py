"""``sourcescore rules``: the rules, why one fires, whether their examples hold, whether a file of rules is sound."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from ..rules import Rule, run_examples
from ..rules.conditions import describe
from ..scorer import Scorer
from ..toml_source import nearest
from .options import make_scorer

_RULES = click.option(
    "--rules", type=click.Path(path_type=Path), metavar="FILE", help="A rules.toml laid over the shipped one."
)
_PLUGIN = click.option("--plugin", "plugins", multiple=True, metavar="PATH_OR_MODULE", help="A further plugin.")
_LANG = click.option("--lang", default="auto", metavar="auto|de|en", help="Only the rules of one language.")


@click.group("rules")
def command() -> None:
    """List, show, test and check rules."""


@command.command("list")
@_LANG
@_RULES
@_PLUGIN
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def list_rules(lang: str, rules: Path | None, plugins: tuple[str, ...], form: str) -> None:
    """All rules, by language and category, with their weight."""
    scorer = make_scorer(lang, rules, plugins)
    found = sorted(_all(scorer, lang), key=lambda r: (r.lang, r.category, r.id))
    if form == "json":
        import msgspec

        rows = [_row(scorer, rule) for rule in found]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
        return
    width = max((len(rule.id) for rule in found), default=0)
    for rule in found:
        weight = scorer.policy.weight(rule.category, rule.id)
        click.echo(f"{rule.id:{width}}  {rule.category:16}  {weight:+.2f}  {rule.message}".rstrip())


@command.command("show")
@click.argument("rule_id", metavar="ID")
@_RULES
@_PLUGIN
def show(rule_id: str, rules: Path | None, plugins: tuple[str, ...]) -> None:
    """A rule with its words, its conditions, its examples and its weight."""
    scorer = make_scorer("auto", rules, plugins)
    found = {rule.id: rule for rule in _all(scorer, "auto")}
    if rule_id not in found:
        raise UsageError(f'no rule "{rule_id}"{nearest(rule_id, found)}; see: sourcescore rules list')
    rule = found[rule_id]
    known = scorer.ruleset(rule.lang).conditions
    weight = scorer.policy.weight(rule.category, rule.id)
    click.echo(f"{rule.id}   {rule.category}, weight {weight:+.2f}")
    if rule.message:
        click.echo(f"  {rule.message}")
    click.echo("\nwords")
    for pattern in rule.patterns:
        click.echo(f"  {pattern.source}")
    for title, conditions in (("when", rule.when), ("unless", rule.unless)):
        if conditions:
            click.echo(f"\n{title}")
        for condition in conditions:
            for text in (condition,) if isinstance(condition, str) else condition:
                click.echo(f"  {text}: {describe(text, known)}")
    for title, examples in (("hits", rule.hits), ("misses", rule.misses)):
        if examples:
            click.echo(f"\n{title}")
        for example in examples:
            click.echo(f"  {example}")
    click.echo(f"\n{rule.path}:{rule.line}")


@command.command("test")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@_LANG
@_PLUGIN
def test(file: Path | None, lang: str, plugins: tuple[str, ...]) -> int:
    """Run every rule's hits and misses: of a rules file, or of all that is loaded."""
    scorer = make_scorer(lang, file, plugins)
    failed = ran = 0
    rules = _all(scorer, lang)
    if file is not None:
        rules = [rule for rule in rules if rule.path == str(file)]
    for code in sorted({rule.lang for rule in rules}):
        mine = [rule for rule in rules if rule.lang == code]
        count, failures = run_examples(mine, lambda text, code=code: scorer.find_signals(scorer.document(text, code)))  # type: ignore[misc]
        ran += count
        failed += len(failures)
        for failure in failures:
            click.echo(str(failure))
    without = [rule for rule in rules if not rule.hits or not rule.misses]
    for rule in without:
        click.echo(
            f"{rule.path}:{rule.line}: rule {rule.id}: has no {'hits' if not rule.hits else 'misses'} to test", err=True
        )
    click.echo(f"{len(rules)} rules, {ran} examples, {failed} failed")
    return 1 if failed else 0


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@_PLUGIN
def check(file: Path, plugins: tuple[str, ...]) -> None:
    """Check a rules file: every complaint with file, line, what is wrong and what was expected."""
    scorer = make_scorer("auto", file, plugins)
    for code in scorer.languages:
        scorer.ruleset(code)
    mine = [rule for rule in scorer.policy.rules if rule.path == str(file)]
    click.echo(f"{file}: sound, {len(mine)} rules")


def _all(scorer: Scorer, lang: str) -> list[Rule]:
    codes = scorer.languages if lang == "auto" else (lang,)
    return [rule for code in codes for rule in scorer.ruleset(code).rules]


def _row(scorer: Scorer, rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id, "lang": rule.lang, "category": rule.category,
        "weight": scorer.policy.weight(rule.category, rule.id), "message": rule.message,
        "match": [pattern.source for pattern in rule.patterns], "when": list(rule.when), "unless": list(rule.unless),
        "hits": list(rule.hits), "misses": list(rule.misses), "path": rule.path, "line": rule.line,
    }  # fmt: skip
