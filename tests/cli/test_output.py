"""How ``sourcescore score`` prints: on a terminal, into a pipe, into a pipe that closes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

HEARSAY = "Er soll 10.000 Chips gekauft haben."


def test_no_colour_in_a_pipe(run: Run, hearsay: Path) -> None:
    assert "\x1b" not in run("score", hearsay).out


COMMAND = [sys.executable, "-c", "from sourcescore.cli import main; main()"]


def in_terminal(*arguments: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints where standard output is a terminal of 60 columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    env.update({"TERM": "xterm", **environment})
    with subprocess.Popen([*COMMAND, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=theirs, cwd=cwd, env=env):
        os.close(theirs)
        out = b""
        try:
            while data := os.read(ours, 65536):
                out += data
        except OSError:  # Linux says so where the other end is closed
            pass
    os.close(ours)
    return out.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_gets_colour_unless_it_or_its_user_wants_none(
    hearsay: Path, tmp_path: Path, environment: dict[str, str], coloured: bool
) -> None:
    assert ("\x1b[" in in_terminal("score", hearsay, cwd=tmp_path, **environment)) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_lines_fit_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "Der Wirt soll mit seiner Schwester " + "und deren Sohn " * 20 + "verreist sein.", "utf-8"
    )
    out = in_terminal("score", "long.txt", cwd=tmp_path, NO_COLOR="1")
    assert max(map(len, out.splitlines())) <= 60
    assert max(map(len, out.splitlines())) > 50


def test_output_is_utf8_whatever_the_locale(hearsay: Path, tmp_path: Path) -> None:
    (tmp_path / "ü.txt").write_text("Er soll Öl gekauft haben.", "utf-8")
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "PYTHONCOERCECLOCALE": "0"}
    for form in ("text", "json"):
        done = subprocess.run(
            [*COMMAND, "score", "ü.txt", "--format", form], check=False, capture_output=True, cwd=tmp_path, env=env
        )
        assert (done.returncode, "Öl" in done.stdout.decode("utf-8")) == (0, True)


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(f"{HEARSAY}\n\n" * 3000, "utf-8")
    with subprocess.Popen(
        [*COMMAND, "score", "long.txt", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_two_runs_with_another_hash_seed_print_the_same(hearsay: Path, plain: Path, tmp_path: Path) -> None:
    outs = {
        subprocess.run(
            [*COMMAND, "score", str(hearsay), str(plain), "--format", form],
            check=True, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for form in ("json", "sarif")
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outs) == 2
