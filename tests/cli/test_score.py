"""``sourcescore score``: what comes in, what goes out, and with which status."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sourcescore

Run = Callable[..., Any]
Write = Callable[..., Path]

HEARSAY = "Er soll 10.000 Chips gekauft haben."
PLAIN = "Er hat 10.000 Chips gekauft."

BREAKS = """
@hookimpl
def find_signals(document):
    if "Chips" in document.text:
        raise RuntimeError("no such word")
    return []
"""


def test_a_file_is_scored_and_printed(run: Run, hearsay: Path) -> None:
    done = run("score", hearsay)
    assert (done.status, done.err) == (0, "")
    assert "Er [soll] 10.000 Chips gekauft haben." in done.out
    assert "1 of 1 claim to check" in done.out


def test_json_is_what_python_gives(run: Run, hearsay: Path) -> None:
    expected = sourcescore.Scorer(lang="de").score(HEARSAY, id="hearsay.txt").to_dict()
    assert json.loads(run("score", hearsay, "--lang", "de", "--format", "json").out) == expected


def test_offsets_in_utf16_units(run: Run) -> None:
    text = "🚲🚲 Er soll 10.000 Chips gekauft haben."
    report = json.loads(run("score", "--offsets", "utf-16", "--format", "jsonl", stdin=text).out)
    signal = next(signal for signal in report["claims"][0]["signals"] if signal["text"] == "soll")
    units = text.encode("utf-16-le")
    assert report["offsets"] == "utf-16"
    assert units[2 * signal["start"] : 2 * signal["end"]].decode("utf-16-le") == "soll"


@pytest.mark.parametrize(("below", "status"), [(1, 0), (2, 0), (3, 1), (5, 1)])
def test_fail_under(run: Run, hearsay: Path, below: int, status: int) -> None:
    done = run("score", hearsay, "--fail-under", str(below))
    assert done.status == status
    assert "Er [soll]" in done.out


def test_fail_under_takes_a_rating(run: Run, hearsay: Path) -> None:
    done = run("score", hearsay, "--fail-under", "6")
    assert (done.status, done.out) == (2, "")
    assert "6" in done.err


def test_an_unknown_language_is_named_with_those_that_have_rules(run: Run, hearsay: Path) -> None:
    done = run("score", hearsay, "--lang", "tlh")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith('sourcescore: no rules for language "tlh"; languages with rules: de')


def test_a_text_in_a_language_without_rules_gets_a_report_that_says_so(run: Run) -> None:
    text = "Le ministre a déclaré hier que la décision serait prise avant la fin de la semaine prochaine à Paris."
    done = run("score", "--format", "jsonl", stdin=text)
    report = json.loads(done.out)
    assert (done.status, report["lang"], report["claims"], report["incomplete"]) == (0, "fr", [], True)
    assert 'standard input: no rules for language "fr"' in done.err


def test_an_unknown_format_is_named_with_the_nearest(run: Run, hearsay: Path) -> None:
    done = run("score", hearsay, "--format", "sarf")
    assert (done.status, done.out) == (2, "")
    assert 'unknown format "sarf" (did you mean "sarif"?); known: text, json, jsonl, html, sarif' in done.err


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html", "sarif"])
def test_every_format_of_the_contract_prints(run: Run, hearsay: Path, form: str) -> None:
    done = run("score", hearsay, "--format", form)
    assert (done.status, done.err) == (0, "")
    assert "10.000 Chips" in done.out


def test_sarif_rules_are_explained_by_the_rules_examples(run: Run, hearsay: Path) -> None:
    log = json.loads(run("score", hearsay, "--format", "sarif").out)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "de.hearsay.sollen"
    assert "Is marked: " in rule["help"]["text"]


def test_a_plugin_that_fails_is_named_and_the_rest_stands(run: Run, hearsay: Path, plugin: Write) -> None:
    done = run("score", hearsay, "--plugin", plugin(BREAKS), "--format", "json")
    report = json.loads(done.out)
    assert done.status == 0
    assert report["incomplete"] is True
    assert [signal["text"] for signal in report["claims"][0]["signals"]] == ["soll"]
    assert done.err.startswith('sourcescore: hearsay.txt: plugin "acme" (')
    assert "RuntimeError: no such word" in done.err
    assert "Traceback" not in done.err


def test_strict_makes_a_failing_plugin_an_error(run: Run, hearsay: Path, plugin: Write) -> None:
    done = run("score", hearsay, "--plugin", plugin(BREAKS), "--strict")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith('sourcescore: hearsay.txt: plugin "acme" (')


def test_strict_leaves_out_the_text_that_failed(run: Run, hearsay: Path, plugin: Write, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Er soll reich gewesen sein.", "utf-8")
    done = run("score", hearsay, "other.txt", "--plugin", plugin(BREAKS), "--strict", "--format", "json")
    assert done.status == 1
    assert [report["id"] for report in json.loads(done.out)] == ["other.txt"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = 1 +", "acme.py:3: invalid syntax"),
        ("import nothing_of_this_name", "acme.py:3: can not be loaded: ModuleNotFoundError"),
        ("@hookimpl\ndef find_signal(document): ...", 'unknown hook "find_signal" (did you mean "find_signals"?)'),
        ("import sys\n\nsys.exit(3)", "acme.py:5: can not be loaded: SystemExit: 3"),
        ("x = 1", "implements no hook"),
    ],
    ids=["syntax", "import", "misspelt hook", "exit", "no hook"],
)
def test_a_plugin_that_can_not_be_loaded_is_one_line(
    run: Run, hearsay: Path, plugin: Write, code: str, said: str
) -> None:
    done = run("score", hearsay, "--plugin", plugin(code))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "acme" in done.err
    assert said in done.err


def test_a_missing_plugin_is_one_line(run: Run, hearsay: Path) -> None:
    done = run("score", hearsay, "--plugin", "./nope.py")
    assert (done.status, done.err) == (2, "sourcescore: nope.py: no such file, expected a Python file with a plugin\n")


def test_a_plugin_brings_a_signal(run: Run, plugin: Write) -> None:
    code = """
@hookimpl
def categories():
    return {"acme.shout": -0.3}

@hookimpl
def find_signals(document):
    for start, end, word in zip(document.starts, document.ends, document.words):
        if len(word) > 3 and word.isupper():
            yield Signal(start, end, "acme.shout", "acme.capitals", "Großschreibung")
"""
    out = run("score", "--lang", "de", "--plugin", plugin(code), stdin="Er hat ALLES gekauft.").out
    assert "Er hat [ALLES] gekauft." in out
    assert "    -0.30  ALLES  Großschreibung" in out


def test_a_plugin_brings_a_format(run: Run, hearsay: Path, plugin: Write) -> None:
    code = """
@hookimpl
def formats():
    return {"acme": lambda results: "".join(f"{report.id}: {len(report.claims)}\\n" for report, text in results)}
"""
    assert run("score", hearsay, "--plugin", plugin(code), "--format", "acme").out == "hearsay.txt: 1\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [("lambda results: 1 / 0", "failed: ZeroDivisionError: division by zero"), ("len", "gave int, expected a text")],
)
def test_a_format_of_a_plugin_that_fails_is_one_line(
    run: Run, hearsay: Path, plugin: Write, code: str, said: str
) -> None:
    file = plugin(f"@hookimpl\ndef formats():\n    return {{'acme': {code}}}")
    done = run("score", hearsay, "--plugin", file, "--format", "acme")
    assert (done.status, done.out) == (2, "")
    assert done.err == f'sourcescore: plugin "acme" ({file} no version): the format "acme" {said}\n'


def test_what_a_plugin_prints_is_not_mixed_with_the_results(run: Run, hearsay: Path, plugin: Write) -> None:
    code = "print('loaded')\n\n@hookimpl\ndef find_signals(document):\n    print('looked')\n    return []"
    done = run("score", hearsay, "--plugin", plugin(code), "--format", "jsonl")
    assert json.loads(done.out)["id"] == "hearsay.txt"
    assert done.err == "loaded\nlooked\n"


def test_a_plugin_that_ends_the_program_is_named_as_an_error(run: Run, hearsay: Path, plugin: Write) -> None:
    code = "@hookimpl\ndef find_signals(document):\n    raise SystemExit(0)"
    done = run("score", hearsay, "--plugin", plugin(code))
    assert (done.status, done.out) == (2, "")
    assert done.err == "sourcescore: hearsay.txt: a plugin ended the program (SystemExit: 0)\n"


@pytest.mark.parametrize("seconds", ["nan", "-1", "inf", "ten"])
def test_a_budget_is_a_number_of_seconds(run: Run, hearsay: Path, seconds: str) -> None:
    done = run("score", hearsay, "--budget", seconds)
    assert (done.status, done.out) == (2, "")
    assert "Invalid value for '--budget'" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_is_full_is_no_bug(hearsay: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from sourcescore.cli import main; main()", "score", tmp_path / hearsay]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "sourcescore: standard output: can not be written: No space left on device\n"


def test_a_format_that_exists_can_not_be_replaced(run: Run, hearsay: Path, plugin: Write) -> None:
    done = run("score", hearsay, "--plugin", plugin("@hookimpl\ndef formats():\n    return {'json': repr}"))
    assert done.status == 2
    assert 'the format "json" exists already' in done.err


def test_a_rules_file_brings_a_rule_and_weighs(run: Run, rules: Write) -> None:
    file = rules(
        '[weights]\nhearsay = -0.7\n\n[[rule]]\nid = "acme.zwirben"\nlang = "de"\ncategory = "hearsay"\n'
        'match = ["zwirbt"]\nmessage = "Gezwirbe"\n'
    )
    out = run("score", "--lang", "de", "--rules", file, stdin="Das Viertel zwirbt von einem Käufer.").out
    assert "    -0.70  zwirbt  Gezwirbe" in out


def test_the_sum_starts_where_the_given_rules_say(run: Run, rules: Write, plain: Path) -> None:
    out = run("score", plain, "--rules", rules("[sources]\nnone = 0.3\n")).out
    assert "     0.30  no source: the text's own voice" in out


def test_rules_are_also_read_from_a_pyproject(run: Run, rules: Write, plain: Path) -> None:
    file = rules('[project]\nname = "x"\n\n[tool.sourcescore.sources]\nnone = 0.3\n', "pyproject.toml")
    assert json.loads(run("score", plain, "--rules", file, "--format", "json").out)["claims"][0]["score"] == 0.3


def test_a_pyproject_without_the_table_is_named(run: Run, rules: Write, plain: Path) -> None:
    done = run("score", plain, "--rules", rules('[project]\nname = "x"\n', "pyproject.toml"))
    assert (done.status, done.err) == (2, "sourcescore: pyproject.toml:1: expected a table [tool.sourcescore]\n")


def test_a_broken_rules_file_says_all_that_is_wrong(run: Run, rules: Write, plain: Path) -> None:
    done = run("score", plain, "--rules", rules("[weights]\nhearsay = 3\n[sources]\nnonne = 0.1\n"))
    assert (done.status, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first == 'sourcescore: my_rules.toml:2: "hearsay" in [weights] must be from -1 to 1, got 3'
    assert second.startswith('sourcescore: my_rules.toml:4: unknown "nonne" in [sources] (did you mean "none"?)')


def test_a_rules_file_with_unknown_names_says_all_that_is_wrong_before_any_text(
    run: Run, rules: Write, plain: Path
) -> None:
    rule = '[[rule]]\nid = "acme.x"\nlang = "de"\ncategory = "gosip"\nmatch = ["x"]\nwhen = ["questionn"]\n'
    done = run("score", plain, plain, "--rules", rules(rule))
    assert (done.status, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first.startswith('sourcescore: my_rules.toml:4: rule de.acme.x: unknown category "gosip"')
    assert second == (
        'sourcescore: my_rules.toml:6: rule de.acme.x: unknown condition "questionn" (did you mean "question"?)'
    )
