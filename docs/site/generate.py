"""Writes the reference pages of the documentation from the program itself: rules, conditions, hooks, commands.

``python docs/site/generate.py [FOLDER]`` writes them into docs/reference, or into another folder.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import click

from sourcescore import Scorer, hookspecs
from sourcescore.cli import COMMANDS, cli
from sourcescore.rules import Rule
from sourcescore.rules.company import WITH_PATTERN
from sourcescore.rules.conditions import MEANINGS, PLAIN, describe
from sourcescore.rules.examples import unmark
from sourcescore.rules.model import Condition

ROOT = Path(__file__).resolve().parents[2]
_NAMES = {"de": "German", "en": "English"}


def pages() -> dict[str, str]:
    """The name of each page, with its text."""
    scorer = Scorer()
    made = {f"catalogue.{lang}.md": catalogue(scorer, lang) for lang in scorer.languages}
    made |= {"conditions.md": conditions(scorer), "hooks.md": hooks(), "commands.md": commands()}
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def main(folder: Path) -> None:
    """Writes all pages into a folder, and removes pages there that are no longer made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def catalogue(scorer: Scorer, lang: str) -> Iterator[str]:
    """The rules of one language, by category."""
    rules = sorted(scorer.ruleset(lang).rules, key=lambda rule: (rule.category, rule.id))
    coded = scorer.signal_rules(lang)
    name = _NAMES.get(lang, lang)
    yield f"# Rules for {name}"
    yield ""
    yield f"{_count(len(rules), 'rule')} in words, {len(coded)} found in code. What a rule marks stands in bold."
    yield "A word in round brackets with `|` in it stands for one example with each of the words."
    for category, group in groupby(rules, key=lambda rule: rule.category):
        yield from ("", f"## {category}", "")
        meaning = _meaning(category)
        yield f"{meaning[:1].upper()}{meaning[1:]}. Weight {scorer.policy.weights[category]:+.2f}, unless a rule has its own."
        for rule in group:
            yield from ("", *_rule(scorer, rule))
    if coded:
        yield from ("", "## Found in code", "", "| rule | finds |", "| --- | --- |")
        yield from (f"| `{name}` | {_cell(said)} |" for name, said in sorted(coded.items()))


def _meaning(category: str) -> str:
    """What the page on the report says of a category."""
    page = (ROOT / "docs" / "report.md").read_text("utf-8")
    found = re.search(rf"^\| `{re.escape(category)}` \| (.+?) \|", page[page.index("## Categories") :], re.MULTILINE)
    return found[1] if found else "A category of a plugin"


def _rule(scorer: Scorer, rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    weight = scorer.policy.weight(rule.category, rule.id)
    own = "" if weight == scorer.policy.weights[rule.category] else f" Weight {weight:+.2f}."
    sourced = f" Where the claim has a source: {_plain(rule.message_sourced)}." if rule.message_sourced else ""
    yield f"{_plain(rule.message)}.{sourced}{own}"
    yield from ("", f"- Words: {', '.join(_code(pattern.source) for pattern in rule.patterns)}")
    if rule.when:
        yield f"- When: {'; '.join(map(_condition, rule.when))}"
    if rule.unless:
        yield f"- Not when: {'; '.join(map(_condition, rule.unless))}"
    if rule.tokens:
        yield f"- Token patterns: {'; '.join(_code(' '.join(map(str, pattern))) for pattern in rule.tokens)}"
    if rule.priority:
        yield f"- Priority: {rule.priority}"
    yield f"- In: {_code(_place(rule.path))}"
    for title, examples in (("It finds", rule.hits), ("It does not find", rule.misses)):
        if examples:
            yield from ("", f"{title}:", "")
            yield from (f"- {_marked(example)}" for example in examples)


def _condition(condition: Condition) -> str:
    return " or ".join(_code(text) for text in ((condition,) if isinstance(condition, str) else condition))


def conditions(scorer: Scorer) -> Iterator[str]:
    """All named conditions: the core's, those with a pattern, and those of the plugins."""
    uses = _uses(scorer)
    yield "# Conditions"
    yield ""
    yield "Names for `when` and `unless` in a rule; [the rule language](../rules.md#conditions) says how to use them."
    yield from ("", "## In every language", "", "| condition | holds where | used by |", "| --- | --- | --- |")
    yield from (f"| `{name}` | {_cell(describe(name, {}))} | {_used(uses, name)} |" for name in sorted(PLAIN))
    yield from ("", "## With a pattern behind a colon", "")
    yield "The argument is a [pattern](../rules.md#patterns), or several with ` / ` between them."
    yield from ("", "| condition | holds where | used by |", "| --- | --- | --- |")
    yield from (f"| `{name}: …` | {_cell(MEANINGS[name])} | {_used(uses, name)} |" for name in sorted(WITH_PATTERN))
    for lang in scorer.languages:
        known = scorer.ruleset(lang).conditions
        if not known:
            continue
        yield from ("", f"## For {_NAMES.get(lang, lang)}", "")
        yield "| condition | holds where | plugin | used by |"
        yield "| --- | --- | --- | --- |"
        for name, function in sorted(known.items()):
            argument = ": …" if len(inspect.signature(function).parameters) > 1 else ""
            plugin = function.__module__.partition(".")[0]
            meaning = _cell(describe(name, known))
            yield f"| `{name}{argument}` | {meaning} | `{plugin}` | {_used(uses, name, lang)} |"


def _uses(scorer: Scorer) -> dict[tuple[str, str], set[str]]:
    """(language, condition) → the rules that ask for it."""
    found: dict[tuple[str, str], set[str]] = {}
    for lang in scorer.languages:
        for rule in scorer.ruleset(lang).rules:
            for condition in (*rule.when, *rule.unless):
                for text in (condition,) if isinstance(condition, str) else condition:
                    found.setdefault((lang, text.partition(":")[0].strip()), set()).add(rule.id)
    return found


def _used(uses: Mapping[tuple[str, str], set[str]], name: str, only: str = "") -> str:
    rules = sorted(rule for (lang, used), ids in uses.items() if used == name and only in ("", lang) for rule in ids)
    if not rules:
        return "–"
    first = rules[0]
    link = f"[{first}](catalogue.{first.partition('.')[0]}.md#{_anchor(first)})"
    return link if len(rules) == 1 else f"{link} and {len(rules) - 1} more"


def hooks() -> Iterator[str]:
    """The hooks of a plugin, from their specifications."""
    yield "# Hooks"
    yield ""
    yield from _paragraphs(inspect.getdoc(hookspecs) or "")
    yield ""
    yield "[The tutorial](../tutorial/plugin.md) makes a plugin step by step. The examples need these imports:"
    yield ""
    yield "```python"
    yield "import dataclasses"
    yield "from pathlib import Path"
    yield ""
    yield "from sourcescore import Attribution, Claim, Signal, Source, hookimpl"
    yield "```"
    for name, spec in vars(hookspecs).items():
        settings = getattr(spec, "sourcescore_spec", None)
        if settings is None:
            continue
        yield from ("", f"## {name}", "", f"`{name}{inspect.signature(spec)}`".replace("'", ""), "")
        yield from _paragraphs(inspect.getdoc(spec) or "")


def _paragraphs(documentation: str) -> Iterator[str]:
    """A docstring's text, with its indented examples as blocks of Python."""
    text, colons, example = documentation.partition(" ::\n")
    yield text.replace("``", "`")
    if colons:
        yield from ("", "```python", textwrap.dedent(example).strip("\n"), "```")


def commands() -> Iterator[str]:
    """All commands with their arguments and options."""
    yield "# Commands"
    yield ""
    yield "What `--help` says. [The command line](../cli.md) explains it. `sourcescore --version` prints the version."
    for name in COMMANDS:
        found = cli.get_command(click.Context(cli, **cli.context_settings), name)
        assert found is not None
        yield from _command(found, f"sourcescore {name}")


def _command(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, **cli.context_settings)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from _command(found, f"{name} {below}")
        return
    yield from ("", f"## {name}", "", f"`{name} {' '.join(command.collect_usage_pieces(context))}`", "")
    yield inspect.cleandoc(command.help or "").replace("\b\n", "")
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        yield from ("", "| option | does |", "| --- | --- |")
    for option in options:
        flags = ", ".join((*option.opts, *option.secondary_opts))
        value = "" if option.is_flag else f" {_value(option)}"
        shown = _default(option)
        yield f"| {_cell(_code(flags + value))} | {_cell(option.help or '')}{_cell(shown)} |"


def _value(option: click.Option) -> str:
    """What stands behind an option; written out here, since versions of click differ in it."""
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return "NUMBER" if option.type.name.startswith(("integer", "float")) else "TEXT"


def _default(option: click.Option) -> str:
    if option.is_flag or option.multiple or option.default is None or not option.show_default:
        return ""
    if isinstance(option.show_default, str):  # one that differs from machine to machine
        return f" Default: {option.show_default}."
    return f" Default: {_code(str(option.default))}."


def _plain(text: str) -> str:
    """Text that Markdown takes as it is."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _marked(example: str) -> str:
    text, span = unmark(example)
    if span is None:
        return _plain(text)
    start, end = span
    return f"{_plain(text[:start])}**{_plain(text[start:end])}**{_plain(text[end:])}"


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|").replace("\n", " ")


def _place(path: str) -> str:
    file = Path(path)
    return f"{file.parent.name}/{file.name}"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "reference")
