"""Small archives of own texts, and the command line as a process of its own, which can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SENTENCES = (
    "Der Minister soll {k} Akten gelesen haben.",
    "Laut Polizei wurden {k} Menschen verletzt.",
    "Die Brücke wurde im Mai gesperrt.",
    "Das Werk könnte {k} Stellen abbauen, heißt es in Branchenkreisen.",
    "Die Stadt habe davon nichts gewusst, sagte Bürgermeisterin Anna Kern.",
    "Offenbar fehlten am Ende {k} Euro in der Kasse.",
)


def text(k: int) -> str:
    """A short article, another one for each number."""
    return " ".join(SENTENCES[(k + j) % len(SENTENCES)].format(k=k) for j in range(2 + k % 3))


def records(count: int) -> list[dict[str, Any]]:
    """Articles with all that an archive knows about them."""
    return [
        {"id": f"a{k}", "text": text(k), "outlet": ("Nordkurier", "Talbote")[k % 2], "date": f"2025-03-{k % 28 + 1:02}",
         "title": f"Nummer {k}"}
        for k in range(count)
    ]  # fmt: skip


def write_jsonl(path: Path, rows: Iterable[Any]) -> Path:
    """A JSON Lines file; a string is written as it stands."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """What stands in a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@dataclass(frozen=True)
class Done:
    """What a command left."""

    status: int
    out: str
    err: str


class Batch:
    """``sourcescore batch`` in a folder, as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, *arguments: object, **settings: Any) -> subprocess.Popen[str]:
        """Starts it; two processes score German unless told otherwise."""
        given = [str(argument) for argument in arguments]
        for flag, value in (("--workers", "2"), ("--lang", "de")):
            if flag not in given:
                given += [flag, value]
        return subprocess.Popen(
            [sys.executable, "-c", "from sourcescore.cli import main; main()", "batch", *given], cwd=self.folder, text=True,
            stdin=settings.pop("stdin", subprocess.DEVNULL), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"}, **settings,
        )  # fmt: skip

    def __call__(self, *arguments: object, **settings: Any) -> Done:
        process = self.start(*arguments, **settings)
        out, err = process.communicate(timeout=120)
        return Done(process.returncode, out, err)

    def files(self) -> dict[str, bytes]:
        """All files that are there, but for inputs."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("out*"))
            if path.is_file()
        }


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """``batch("in.jsonl", "--output", "out.jsonl")`` in an empty folder."""
    return Batch(tmp_path)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[int], Path]:
    """Writes in.jsonl with so many articles."""
    return lambda count: write_jsonl(tmp_path / "in.jsonl", records(count))
