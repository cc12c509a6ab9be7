"""How long the command takes as a process: its help, and one article.

    python bench/start.py [--runs 7]

Wall-clock time of whole processes, best and median; the goals are for the best, since other work on the machine only adds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).resolve().parents[1] / "examples" / "chips.de.txt"
COMMAND = Path(sys.executable).with_name("sourcescore")
CASES = (
    ("sourcescore --help", ["--help"], 0.25),
    ("score one article", ["score", str(ARTICLE), "--lang", "de"], 1.5),
    ("score, language detected", ["score", str(ARTICLE)], 1.5),
)


def main() -> None:
    """Prints a table; exits with 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    missed = []
    print(f"{'best of ' + str(runs):26} {'best':>7} {'median':>7} {'goal':>7}")
    for name, arguments, goal in CASES:
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run([str(COMMAND), *arguments], check=True, capture_output=True)
            times.append(time.perf_counter() - start)
        print(f"{name:26} {min(times):>5.2f} s {statistics.median(times):>5.2f} s {goal:>5.2f} s")
        if min(times) > goal:
            missed.append(name)
    if missed:
        sys.exit(f"slower than the goal: {', '.join(missed)}")


if __name__ == "__main__":
    main()
