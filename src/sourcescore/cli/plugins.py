"""``sourcescore plugins``: what is loaded, from where, in which version, with which hooks; and a new one's skeleton."""

from __future__ import annotations

import shlex
import textwrap
from pathlib import Path

import click

from ..plugins import load_plugins
from . import options


@click.group("plugins")
def command() -> None:
    """List the plugins, or make a new one."""


@command.command("list")
@options.plugin
@options.as_json
def list_plugins(plugins: tuple[str, ...], form: str) -> None:
    """The loaded plugins: name, where each came from, version, hooks."""
    with options.no_output():
        infos = load_plugins(plugins).infos
    if form == "json":
        import msgspec

        rows = [msgspec.to_builtins(info) for info in infos]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
        return
    name = max(len(info.name) for info in infos)
    origin = max(len(f"{info.origin} {info.version}") for info in infos)
    for info in infos:
        left = f"{info.name:{name}}  {f'{info.origin} {info.version}':{origin}}  "
        hooks = textwrap.wrap(", ".join(info.hooks), max(30, 80 - len(left)))
        click.echo(left + f"\n{'':{len(left)}}".join(hooks))


@command.command("new", short_help="A new plugin's skeleton.")
@click.argument("name", metavar="NAME")
@click.option("--lang", default="de", show_default=True, metavar="de|en|…", help="The language of the first rules.")
@click.option(
    "--into", type=click.Path(path_type=Path), default=".", metavar="FOLDER", help="Where to put it; else here."
)
def new_plugin(name: str, lang: str, into: Path) -> None:
    """Make a package sourcescore-NAME that installs: with a rule, a signal found in code, tests that pass, a README."""
    from .scaffold import create_plugin

    files = create_plugin(name, into, lang)
    for path in files:
        click.echo(str(path))
    top = files[0].parent
    click.echo(f"\nTry it: cd {shlex.quote(str(top))} && pip install --editable '.[test]' && pytest")
