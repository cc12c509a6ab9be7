"""How fast scoring is, beside spaCy's blank tokeniser over the same texts in the same run.

    python bench/speed.py [--texts FILE.jsonl] [--field text] [--lang de] [--rounds 3]

Both go over each text in turn, so that whatever else the machine does hits both alike. The first round meets every word
for the first time, as a run over an archive does; later rounds show what is left when both have filled their caches.
Times are CPU time of this process; MB are bytes of UTF-8.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
GOAL = 0.8


def read(path: Path | None, field: str, lang: str) -> list[str]:
    """The texts of a JSON Lines file; without one, the example articles, repeated."""
    if path is None:
        texts = [file.read_text("utf-8") for file in sorted(EXAMPLES.glob(f"*.{lang}.txt"))]
        if not texts:
            sys.exit(f"no example in {EXAMPLES} for {lang}: give --texts FILE.jsonl")
        print(
            f"no --texts given: {len(texts)} example article(s), 50 times over; both have seen each word after the first"
        )
        return texts * 50
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)[field] for line in lines if line.strip()]


def main() -> None:
    """Prints a table of MB/s and the ratio; exits with 1 where the first round misses the goal and texts were given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--field", default="text")
    parser.add_argument("--lang", default="de")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = read(options.texts, options.field, options.lang)

    import spacy

    import sourcescore

    megabytes = sum(len(text.encode("utf-8")) for text in texts) / 1e6
    tokenise = spacy.blank(options.lang).make_doc
    score = sourcescore.Scorer(lang=options.lang).score
    score("")  # what is loaded once at the first text is no part of the speed
    import sourcescore.document as busy

    how = "plain Python" if busy.__file__.endswith(".py") else "compiled"
    print(f"{len(texts)} texts, {megabytes:.2f} MB; sourcescore {sourcescore.__version__}, {how}")
    print(f"{'round':>5} {'spaCy tokeniser':>16} {'sourcescore':>12} {'ratio':>6}")
    first = 0.0
    for number in range(1, options.rounds + 1):
        ours = theirs = 0.0
        for text in texts:
            start = time.process_time()
            tokenise(text)
            between = time.process_time()
            score(text)
            ours += time.process_time() - between
            theirs += between - start
        first = first or theirs / ours
        print(f"{number:>5} {megabytes / theirs:>11.2f} MB/s {megabytes / ours:>7.2f} MB/s {theirs / ours:>6.2f}")
    if options.texts is not None and first < GOAL:
        sys.exit(f"the first round is at {first:.2f} of the tokeniser's speed, the goal is {GOAL}")


if __name__ == "__main__":
    main()
