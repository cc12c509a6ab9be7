"""``sourcescore plugins``: what is loaded, from where, in which version, with which hooks."""

from __future__ import annotations

import textwrap

import click

from ..plugins import load_plugins
from . import options


@click.group("plugins")
def command() -> None:
    """List what is loaded and from where."""


@command.command("list")
@options.plugin
@options.as_json
def list_plugins(plugins: tuple[str, ...], form: str) -> None:
    """The loaded plugins: name, where each came from, version, hooks."""
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
