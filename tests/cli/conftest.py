"""Runs the command line as a user's shell does, in this process."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sourcescore.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


class _Stdin(io.TextIOWrapper):
    """Standard input from bytes; a terminal where told so."""

    def __init__(self, data: bytes, terminal: bool) -> None:
        super().__init__(io.BytesIO(data), "utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """``run("score", "a.txt")`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path, stdin: str | bytes = "", terminal: bool = False) -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", _Stdin(data, terminal))
        monkeypatch.setattr("sys.argv", ["sourcescore", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        assert isinstance(left.value.code, int)
        return Done(left.value.code, out, err)

    return call


HEARSAY = "Er soll 10.000 Chips gekauft haben."
PLAIN = "Er hat 10.000 Chips gekauft."


@pytest.fixture
def hearsay(tmp_path: Path) -> Path:
    """A file with one weak claim."""
    path = tmp_path / "hearsay.txt"
    path.write_text(HEARSAY, "utf-8")
    return Path(path.name)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A file with one good claim."""
    path = tmp_path / "plain.txt"
    path.write_text(PLAIN, "utf-8")
    return Path(path.name)


@pytest.fixture
def plugin(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a one-file plugin with these functions."""

    def write(code: str, name: str = "acme") -> Path:
        path = tmp_path / f"{name}.py"
        path.write_text(f"from sourcescore import Signal, hookimpl\n\n{code}", "utf-8")
        return path

    return write


@pytest.fixture
def rules(tmp_path: Path) -> Callable[..., Path]:
    """Writes a rules.toml."""

    def write(text: str, name: str = "my_rules.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return Path(path.name)

    return write


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
