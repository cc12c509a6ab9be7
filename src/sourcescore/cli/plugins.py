"""``sourcescore plugins``: what is loaded, from where, in which version, with which hooks."""

from __future__ import annotations

import click

from ..plugins import load_plugins


@click.group("plugins")
def command() -> None:
    """List what is loaded and from where."""


@command.command("list")
@click.option("--plugin", "plugins", multiple=True, metavar="PATH_OR_MODULE", help="A further plugin. May be repeated.")
def list_plugins(plugins: tuple[str, ...]) -> None:
    """The loaded plugins: name, origin, version, hooks."""
    infos = load_plugins(plugins).infos
    width = max(len(info.name) for info in infos)
    for info in infos:
        click.echo(f"{info.name:{width}}  {info.origin} {info.version}  {', '.join(info.hooks)}")
