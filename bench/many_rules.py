"""What many rules cost: scoring with and without 10,000 generated phrase rules, and loading them twice.

    python bench/many_rules.py [--texts FILE.jsonl] [--rules 10000]

FILE.jsonl has one text a line, in the field "text"; without it the repository's example is scored again and again. Each rule
has a phrase of two to four words; half of the words are those of the texts, so that lookups do hit.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sourcescore import Scorer

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "chips.de.txt"
START = "import sys; from sourcescore import Scorer; Scorer(rules=sys.argv[1], lang='de').score('Es regnet.')"


def main() -> None:
    """Prints three ratios and times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--rules", type=int, default=10_000)
    arguments = parser.parse_args()
    texts = read(arguments.texts)
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "many.toml"
        rules.write_text(generate(texts, arguments.rules), "utf-8")
        loading = timed(lambda: Scorer(rules=rules, lang="de"))
        plain, many = Scorer(lang="de"), Scorer(rules=rules, lang="de")
        for scorer in (plain, many):
            for text in texts:
                scorer.score(text)
        without = with_rules = 0.0
        for _ in range(3):
            for text in texts:  # in turn, so that both have the same noise
                without += timed(lambda text=text: plain.score(text))
                with_rules += timed(lambda text=text: many.score(text))
        starts = [
            timed(lambda: subprocess.run([sys.executable, "-c", START, str(rules)], check=True)) for _ in range(3)
        ]
        bare = [timed(lambda: subprocess.run([sys.executable, "-c", START, str(EXAMPLE.parents[1] / "rules.toml")], check=True))
                for _ in range(3)]  # fmt: skip
    print(f"{len(texts)} texts, {arguments.rules} rules")
    print(f"scoring with them / without: {with_rules / without:.2f}")
    print(f"loading them: {loading:.2f} s")
    print(f"a process with them: {starts[0]:.2f} s first, {min(starts[1:]):.2f} s then; without: {min(bare):.2f} s")


def read(path: Path | None) -> list[str]:
    """At most 200 texts."""
    if path is None:
        print("no --texts given: the example article, 50 times")
        return [EXAMPLE.read_text("utf-8")] * 50
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(200), strict=False)]


def generate(texts: list[str], count: int) -> str:
    """A rules file with ``count`` phrase rules of words that occur in the texts and of made-up ones."""
    chance = random.Random(7)
    known = sorted({w for text in texts for w in re.findall(r"[a-zäöüß]{4,}", text)})
    syllables = ["ba", "ken", "lo", "mir", "tas", "un", "vel", "zor", "ge", "rin"]
    rules = []
    for k in range(count):
        words = [
            chance.choice(known) if chance.random() < 0.5 else "".join(chance.choices(syllables, k=3))
            for _ in range(chance.randint(2, 4))
        ]
        rules.append(f'[[rule]]\nid = "many.r{k}"\nlang = "de"\ncategory = "rumour"\nmatch = ["{" ".join(words)}"]\n')
    return "\n".join(rules)


def timed(call: object) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
