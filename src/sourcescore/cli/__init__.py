"""The command line: each command in a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import click

from ..errors import SourcescoreError
from ..toml_source import nearest

COMMANDS: Mapping[str, str] = {
    "score": "Score texts and print them.",
    "batch": "Score an archive: folders and files in, one file out.",
    "lsp": "Serve an editor over the Language Server Protocol.",
    "serve": "Serve scores over HTTP, with LanguageTool's API and a page.",
    "rules": "List, show, test and check rules.",
    "plugins": "List the plugins, or make a new one.",
    "calibrate": "Fit the weights and bands to annotated data.",
}
"""The commands of this package, with what ``--help`` says of each: the module of that name holds it as ``command``."""

_FAILED = 2
_STOPPED = 130


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for; plugins may add commands of their own.

    It also turns errors into what a user sees: one line each, never a traceback unless ``--debug`` is given.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._asked_plugins = False

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands: the own ones first, those of plugins in the order of the alphabet."""
        self._ask_plugins()
        return [*COMMANDS, *sorted(self.commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; plugins are asked only for one that is not known here."""
        if cmd_name in COMMANDS:
            command: click.Command | None = importlib.import_module(f"{__name__}.{cmd_name}").command
        else:
            self._ask_plugins()
            command = super().get_command(ctx, cmd_name)
        if command is not None:
            _let_debug(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. Raises UsageError with the nearest one."""
        name = click.utils.make_str(args[0])
        command = self.get_command(ctx, name)
        if command is None:
            raise click.UsageError(f'no command "{name}"{nearest(name, self.list_commands(ctx))}', ctx)
        return name, command, args[1:]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in ``--help``, for which no command's module is imported."""
        self._ask_plugins()
        added = [(name, command.get_short_help_str()) for name, command in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items(), *added])

    def _ask_plugins(self) -> None:
        """Lets installed plugins add commands. A broken plugin must not keep anybody from ``--help``."""
        if self._asked_plugins:
            return
        self._asked_plugins = True
        from ..plugins import load_plugins

        try:
            load_plugins().collect("commands", cli=self)
        except SourcescoreError as error:
            complain(str(error))
        for name in sorted(self.commands.keys() & COMMANDS.keys()):
            complain(f'a plugin adds the command "{name}", which exists already: the plugin\'s is left out')
            del self.commands[name]

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **settings: Any
    ) -> NoReturn:
        """Runs a command and leaves Python with its status: 0 done, 1 it did not hold, 2 wrong usage or a broken file."""
        debugging = _Debugging()
        try:
            status = super().main(args=args, prog_name=prog_name or "sourcescore", standalone_mode=False, obj=debugging)
            sys.stdout.flush()
        except BrokenPipeError:
            leave_pipe()
            status = 0
        except (click.Abort, KeyboardInterrupt):
            complain("stopped")
            status = _STOPPED
        except Exception as error:
            if debugging.wanted:
                raise
            _explain(error)
            status = _FAILED
        sys.exit(status if isinstance(status, int) else 0)


class _Debugging:
    """Whether ``--debug`` was given."""

    wanted = False


def _debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    settings = ctx.find_root().obj
    if value and isinstance(settings, _Debugging):
        settings.wanted = True


def _debug_option() -> click.Option:
    return click.Option(
        ["--debug"], is_flag=True, is_eager=True, expose_value=False, callback=_debug,
        help="Show the traceback of an error.",
    )  # fmt: skip


def _let_debug(command: click.Command) -> None:
    """Every command takes ``--debug``, those of plugins too."""
    if not any(isinstance(p, click.Option) and "--debug" in p.opts for p in command.params):
        command.params.append(_debug_option())
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _let_debug(below)


def complain(message: str) -> None:
    """A message for the user: to standard error, never to where the results go."""
    for line in message.splitlines():
        click.echo(f"sourcescore: {line}", err=True)


def leave_pipe() -> None:
    """The reader has gone (``| head``): there is nobody to tell, and Python must not try when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: Exception) -> None:
    if isinstance(error, SourcescoreError):
        complain(str(error))
    elif isinstance(error, click.UsageError) and error.message.startswith("Usage: "):
        click.echo(error.message, err=True)  # a group without a command: its help
    elif isinstance(error, click.ClickException):
        complain(error.format_message())
        if isinstance(error, click.UsageError) and error.ctx is not None:
            complain(f"see: {error.ctx.command_path} --help")
    else:
        said = " ".join(str(error).split())
        complain(f"this is a bug: {type(error).__name__}: {said}; run again with --debug to see where")


@click.group(cls=LazyGroup, params=[_debug_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sourcescore", message="%(prog)s %(version)s")
def cli() -> None:
    """How firmly does a text stand behind what it says, and who says so?

    Exit status: 0 done; 1 what was asked for did not hold, or some documents failed; 2 wrong usage, a broken rules file
    or plugin, or nothing that could be read.
    """


def main() -> None:
    """The console script."""
    cli.main()
