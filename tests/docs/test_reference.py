"""The reference is complete, and says what the program says."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import click
import pytest

import sourcescore
from sourcescore import Scorer, hookspecs
from sourcescore.cli import COMMANDS, cli
from sourcescore.policy import _IGNORE, _OFF, TABLES
from sourcescore.report import ATTRIBUTION_TYPES, LABELS, SOURCE_KINDS
from sourcescore.rules.company import WITH_PATTERN
from sourcescore.rules.conditions import MEANINGS, PLAIN, describe
from sourcescore.rules.loader import FIELDS


def test_the_generated_pages_are_current(docs: Path, generate: ModuleType) -> None:
    there = {path.name: path.read_text("utf-8") for path in (docs / "reference").glob("*.md")}
    made = generate.pages()
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    assert stale == [], f"make docs renews {', '.join(stale)}"


def unnamed(page: Path, names: object) -> list[str]:
    """Those of the names that do not stand in a page as code."""
    text = page.read_text("utf-8")
    return [name for name in names if not re.search(rf"`[^`\n]*\b{re.escape(name)}\b[^`\n]*`", text)]  # type: ignore[attr-defined]


def test_every_field_of_a_rule_is_documented(docs: Path) -> None:
    assert unnamed(docs / "rules.md", FIELDS) == []


def test_every_table_of_the_policy_is_documented(docs: Path) -> None:
    assert unnamed(docs / "policy.md", (*TABLES, *_OFF, *_IGNORE)) == []


def test_every_category_and_kind_is_documented(docs: Path) -> None:
    assert unnamed(docs / "report.md", (*Scorer().categories, *SOURCE_KINDS, *ATTRIBUTION_TYPES)) == []


def test_every_rating_is_explained(docs: Path) -> None:
    text = (docs / "index.md").read_text("utf-8")
    assert [label for label in LABELS if f"| {label} |" not in text] == []


def test_every_field_of_a_report_is_documented(docs: Path) -> None:
    report = sourcescore.score("Laut Polizei soll er geflohen sein.", lang="de").to_dict()

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return {str(key) for key in value} | {key for below in value.values() for key in keys(below)}
        return {key for below in value for key in keys(below)} if isinstance(value, list) else set()

    assert unnamed(docs / "report.md", sorted({*keys(report), "incomplete", "warnings"})) == []


def test_every_public_name_is_documented(docs: Path) -> None:
    pages = "\n".join(page.read_text("utf-8") for page in (docs / "python.md", docs / "reference" / "hooks.md"))
    assert [name for name in sourcescore.__all__ if not re.search(rf"\b{name}\b", pages)] == []


@pytest.mark.parametrize("name", [name for name, hook in vars(hookspecs).items() if hasattr(hook, "sourcescore_spec")])
def test_every_hook_has_its_words_and_an_example(name: str, docs: Path) -> None:
    page = (docs / "reference" / "hooks.md").read_text("utf-8")
    part = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert part and "Called once" in part[1] and f"def {name}(" in part[1]


def test_every_condition_says_when_it_holds() -> None:
    scorer = Scorer()
    known = {name: check for lang in scorer.languages for name, check in scorer.ruleset(lang).conditions.items()}
    assert [name for name in (*PLAIN, *known) if not describe(name, known)] == []
    assert sorted(WITH_PATTERN.keys() - MEANINGS.keys()) == []


def test_every_command_and_option_says_what_it_does() -> None:
    def walk(command: click.Command, name: str) -> list[str]:
        if isinstance(command, click.Group):
            context = click.Context(command, **cli.context_settings)
            below = [(command.get_command(context, sub), sub) for sub in command.list_commands(context)]
            return [line for found, sub in below if found for line in walk(found, f"{name} {sub}")]
        options = [p for p in command.params if isinstance(p, click.Option)]
        return [name] * (not command.help) + [f"{name} {option.opts[0]}" for option in options if not option.help]

    context = click.Context(cli, **cli.context_settings)
    commands = [(cli.get_command(context, name), name) for name in COMMANDS]
    assert [line for command, name in commands if command for line in walk(command, name)] == []


def test_the_hooks_of_the_examples_work_together(docs: Path, examples: ModuleType, tmp_path: Path) -> None:
    page = (docs / "reference" / "hooks.md").read_text("utf-8")
    code = "\n\n".join(block.body for block in examples.blocks(page) if block.language == "python")
    (tmp_path / "acme.py").write_text(code, "utf-8")
    (tmp_path / "de.toml").write_text(
        '[[rule]]\nid = "acme"\ncategory = "acme.sensational"\nmatch = ["Knüller"]\nwhen = ["acme: in the first sentence"]\n',
        "utf-8",
    )
    scorer = Scorer(plugins=[tmp_path / "acme.py"], lang="de", strict=True)
    report = scorer.score("Acme Newswire: Ein Knüller, ein HAMMER ist es.")
    assert [(s.rule, s.text) for s in report.claims[0].signals if s.category == "acme.sensational"] == [
        ("de.acme", "Knüller"), ("acme.shouting", "HAMMER"),
    ]  # fmt: skip
    assert report.claims[0].source.name == "Acme Newswire"
    assert report.summary["acme"] == {"words": 11}
