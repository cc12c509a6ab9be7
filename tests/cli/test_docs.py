"""The documentation names every command and flag, and what the page on the command line shows is so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from sourcescore.cli import cli

Run = Callable[..., Any]
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "cli.md").read_text("utf-8")
# Those that people wrote: the reference is made from the commands themselves.
PAGES = "\n".join(path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md")) if path.parent.name != "reference")


CODE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def commands(group: click.Group = cli, above: str = "sourcescore") -> Iterator[tuple[str, click.Command]]:
    """(``sourcescore rules list``, command) for every command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{above} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"{name}\b", PAGES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_is_documented(name: str) -> None:
    options = [p for p in COMMANDS[name].params if isinstance(p, click.Option)]
    assert [flag for option in options for flag in option.opts if f"`{flag}" not in PAGES] == []


def test_the_page_names_no_flag_that_is_gone() -> None:
    known = {flag for command in COMMANDS.values() for p in command.params for flag in p.opts} | {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= known


def test_the_sum_on_the_page_is_what_is_printed(run: Run) -> None:
    shown = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown
    assert shown[1] in run("score", stdin="Musk soll 10.000 Chips gekauft haben.\n").out


def test_the_plugin_on_the_page_works(run: Run, hearsay: Path, tmp_path: Path) -> None:
    code = next(block for block in CODE if "@hookimpl" in block)
    (tmp_path / "shown.py").write_text(code, "utf-8")
    assert run("score", hearsay, "--plugin", "./shown.py", "--format", "count").out == "hearsay.txt: 1\n"


@pytest.mark.parametrize("code", [block for block in CODE if "@hookimpl" not in block])
def test_the_code_on_the_page_runs(code: str) -> None:
    exec(code, {})
