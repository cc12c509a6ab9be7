"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..scorer import Scorer

Command = Callable[..., Any]

lang = click.option(
    "--lang", default="auto", metavar="auto|de|en|…", show_default=True, help="Language of the texts, as a code."
)
rules = click.option(
    "--rules", type=click.Path(path_type=Path), metavar="FILE",
    help="A rules.toml, or a pyproject.toml with [tool.sourcescore], laid over the shipped rules.toml.",
)  # fmt: skip
plugin = click.option(
    "--plugin", "plugins", multiple=True, metavar="PATH_OR_MODULE",
    help="A further plugin: a Python file, or the name of a module. May be repeated.",
)  # fmt: skip
strict = click.option(
    "--strict", is_flag=True, help="A plugin that fails on a text is an error, not a gap in its report."
)
as_json = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)


def scoring(command: Command) -> Command:
    """--lang, --rules, --plugin and --strict: what a Scorer is made of."""
    return lang(rules(plugin(strict(command))))


def make_scorer(
    lang: str, rules: Path | None, plugins: tuple[str, ...], strict: bool = False, budget: float | None = 10.0
) -> Scorer:
    """The Scorer that the options ask for. Raises what Scorer raises."""
    from ..scorer import Scorer  # only here: batch and serve have it in processes of their own, and start these first

    with no_output():
        return Scorer(rules=rules, plugins=plugins, lang=None if lang == "auto" else lang, strict=strict, budget=budget)


def no_output() -> AbstractContextManager[object]:
    """While plugins work, what they print goes to standard error: it must not get between the results."""
    return redirect_stdout(sys.stderr)
