"""How scoring processes come about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, threading
from sourcescore.processes import Forking, context

loaded = []

def tell(answers):
    answers.put((os.getppid(), list(loaded)))

if __name__ == "__main__":
    loaded.append("here")
    way = Forking(context())
    answers = way.SimpleQueue()
    for busy in (False, True):
        done = threading.Event()
        if busy:
            threading.Thread(target=done.wait).start()
        process = way.Process(target=tell, args=(answers,))
        process.start()
        parent, known = answers.get()
        process.join()
        done.set()
        print(parent == os.getpid(), known)
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc")


def test_a_process_is_forked_as_long_as_there_are_no_threads(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, "utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["True ['here']", "False []"]
