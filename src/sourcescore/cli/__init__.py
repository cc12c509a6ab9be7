"""The command line: each command in a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from ..errors import RulesError, SourcescoreError

_COMMANDS = {
    "score": "Score texts and print them.",
    "rules": "List, show, test and check rules.",
    "plugins": "List what is loaded and from where.",
    "calibrate": "Fit the weights and bands to annotated data.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for; plugins may add commands of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._load_plugin_commands()
        return [*_COMMANDS, *sorted(self.commands.keys() - _COMMANDS.keys())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS:
            module = importlib.import_module(f"{__name__}.{cmd_name}")
            command: click.Command = module.command
            return command
        self._load_plugin_commands()
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self._load_plugin_commands()
        rows = [*_COMMANDS.items(), *((n, c.get_short_help_str()) for n, c in sorted(self.commands.items()))]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _load_plugin_commands(self) -> None:
        """Lets installed plugins add commands; a broken one must not keep anybody from the built-in ones."""
        if getattr(self, "_asked_plugins", False):
            return
        self._asked_plugins = True
        from ..plugins import load_plugins

        try:
            load_plugins().collect("commands", cli=self)
        except SourcescoreError as error:
            click.echo(f"sourcescore: {error}", err=True)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sourcescore", message="%(prog)s %(version)s")
def cli() -> None:
    """How firmly does a text stand behind what it says, and who says so?

    Exit status: 0 done; 1 what was asked for did not hold, or some documents failed; 2 wrong usage or a broken rules
    file or plugin.
    """


def main(arguments: list[str] | None = None) -> None:
    """The console script: runs the command line; a user's error is one line and status 2, never a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    arguments = [a for a in arguments if a != "--debug"]
    try:
        status: Any = cli.main(args=arguments, prog_name="sourcescore", standalone_mode=False)
        sys.stdout.flush()
    except RulesError as error:
        for problem in error.problems:
            click.echo(f"sourcescore: {problem}", err=True)
        status = _raise_or(error, 2, debug)
    except SourcescoreError as error:
        click.echo(f"sourcescore: {error}", err=True)
        status = _raise_or(error, 2, debug)
    except click.ClickException as error:
        click.echo(f"sourcescore: {error.format_message()}", err=True)
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"Try '{error.ctx.command_path} --help'.", err=True)
        status = _raise_or(error, 2, debug)
    except (click.Abort, KeyboardInterrupt):
        click.echo("sourcescore: stopped", err=True)
        status = 130
    except BrokenPipeError:
        # The reader has gone ("| head"): nothing more to say, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        said = " ".join(str(error).split())
        click.echo(f"sourcescore: internal error: {type(error).__name__}: {said}; run again with --debug", err=True)
        status = _raise_or(error, 1, debug)
    sys.exit(status if isinstance(status, int) else 0)


def _raise_or(error: BaseException, status: int, debug: bool) -> int:
    if debug:
        raise error
    return status
