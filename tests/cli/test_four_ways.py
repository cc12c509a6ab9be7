"""The four ways in, each in as many files as promised: a word, a rule, a plugin, an output format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
TEXT = "Der Umbau ist dem Flurgespräch nach teuer. Das Bad ist vermeintlich geschlossen."


@contextmanager
def files_changed(folder: Path, count: int) -> Iterator[None]:
    """Checks how many files are new or different after the block."""

    def contents() -> dict[Path, bytes]:
        return {
            path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        }

    before = contents()
    yield
    assert len([path for path, content in contents().items() if before.get(path) != content]) == count


def rules_of(out: str) -> list[tuple[str, str]]:
    return [(s["text"], s["rule"]) for claim in json.loads(out)["claims"] for s in claim["signals"]]


def test_a_word_is_one_line_in_one_file(run: Run, tmp_path: Path) -> None:
    run("plugins", "new", "acme")
    plugin = "sourcescore-acme/src/sourcescore_acme/__init__.py"
    words = tmp_path / "sourcescore-acme" / "src" / "sourcescore_acme" / "de.toml"
    score = ("score", "--lang", "de", "--format", "json", "--plugin", plugin)
    assert "Flurgespräch" not in dict(rules_of(run(*score, stdin=TEXT).out))
    with files_changed(tmp_path, 1):
        lines = words.read_text("utf-8").splitlines(keepends=True)
        (at,) = [k for k, line in enumerate(lines) if line.startswith("match = [")]
        lines[at] = re.sub(r"\]$", ', "Flurgespräch"]', lines[at].rstrip()) + "\n"
        words.write_text("".join(lines), "utf-8")
    assert "Flurgespräch" in dict(rules_of(run(*score, stdin=TEXT).out))


def test_a_rule_is_one_table_in_one_file(run: Run, tmp_path: Path) -> None:
    with files_changed(tmp_path, 1):
        (tmp_path / "our_rules.toml").write_text(
            """
            [[rule]]
            id = "acme.flurgespraech"
            lang = "de"
            category = "hearsay"
            match = ["dem Flurgespräch nach"]
            message = "Gehört, nicht gefragt"
            hits = ["Der Chef geht [dem Flurgespräch nach]."]
            misses = ["Das Flurgespräch dauerte lange."]
            """,
            "utf-8",
        )
    out = run("score", "--lang", "de", "--format", "json", "--rules", "our_rules.toml", stdin=TEXT).out
    assert ("dem Flurgespräch nach", "de.acme.flurgespraech") in rules_of(out)
    assert run("rules", "test", "our_rules.toml").out == "1 rule, 2 examples, 0 failed\n"


def test_a_plugin_is_one_python_file(run: Run, tmp_path: Path) -> None:
    with files_changed(tmp_path, 1):
        (tmp_path / "our_signals.py").write_text(
            "from sourcescore import Signal, hookimpl\n"
            "@hookimpl\n"
            "def find_signals(document):\n"
            "    for i, word in enumerate(document.lowers):\n"
            "        if word == 'teuer':\n"
            "            yield Signal(document.starts[i], document.ends[i], 'distancing', 'our.price', 'Ein Preis')\n",
            "utf-8",
        )
    out = run("score", "--lang", "de", "--format", "json", "--plugin", "./our_signals.py", stdin=TEXT).out
    assert ("teuer", "our.price") in rules_of(out)


def test_an_output_format_is_one_file(run: Run, tmp_path: Path) -> None:
    with files_changed(tmp_path, 1):
        (tmp_path / "our_format.py").write_text(
            "from sourcescore import hookimpl\n"
            "@hookimpl\n"
            "def formats():\n"
            "    return {'stars': lambda results: ''.join(\n"
            "        '*' * claim.rating + '\\n' for report, _ in results for claim in report.claims)}\n",
            "utf-8",
        )
    out = run("score", "--lang", "de", "--format", "stars", "--plugin", "./our_format.py", stdin=TEXT).out
    assert re.fullmatch(r"(\*{1,5}\n){2}", out)
