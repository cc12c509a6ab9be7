"""How long a user waits for the command line, start of Python included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

COMMAND = [sys.executable, "-c", "from sourcescore.cli import main; main()"]


@pytest.mark.parametrize("arguments", [["--help"], ["score", "--help"]], ids=["help", "help of score"])
def test_time_to_help(benchmark: BenchmarkFixture, arguments: list[str]) -> None:
    benchmark.pedantic(subprocess.run, ([*COMMAND, *arguments],), {"check": True, "capture_output": True}, rounds=7)


def test_time_to_score_an_article(benchmark: BenchmarkFixture, root: Path) -> None:
    command = [*COMMAND, "score", str(root / "examples" / "chips.de.txt")]
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=5)
