"""``sourcescore score``: what comes in, what goes out, and with which status."""

from __future__ import annotations

import json
import os
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


@pytest.mark.parametrize("arguments", [["-"], []], ids=["dash", "nothing"])
def test_standard_input_is_scored(run: Run, arguments: list[str]) -> None:
    done = run("score", *arguments, "--format", "jsonl", stdin=HEARSAY)
    report = json.loads(done.out)
    assert (report["id"], [claim["text"] for claim in report["claims"]]) == (None, [HEARSAY])
    assert done.err == ""


def test_a_terminal_is_told_how_to_paste(run: Run) -> None:
    done = run("score", "--format", "jsonl", stdin=HEARSAY, terminal=True)
    assert done.err == "sourcescore: paste a text, then press Ctrl-D on a line of its own\n"
    assert json.loads(done.out)["claims"]


def test_standard_input_can_not_be_read_twice(run: Run) -> None:
    done = run("score", "-", "-", stdin=HEARSAY)
    assert (done.status, done.out) == (2, "")
    assert "only once" in done.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_a_mark(run: Run, tmp_path: Path, encoding: str) -> None:
    text = "Für Österreich soll er 🚲 gekauft haben."
    (tmp_path / "a.txt").write_text(text, encoding)
    claim = json.loads(run("score", "a.txt", "--format", "jsonl").out)["claims"][0]
    assert (claim["start"], claim["end"], claim["text"]) == (0, len(text), text)


def test_an_empty_file_is_an_empty_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("score", "empty.txt", "--format", "json")
    assert (done.status, done.err, json.loads(done.out)["claims"]) == (0, "", [])


def test_line_ends_and_offsets_stay_as_given(run: Run, tmp_path: Path) -> None:
    text = "Eins steht fest.\r\n\r\nEr soll es gewusst haben.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    claims = json.loads(run("score", "a.txt", "--lang", "de", "--format", "jsonl").out)["claims"]
    assert [text[claim["start"] : claim["end"]] for claim in claims] == [claim["text"] for claim in claims]
    assert claims[-1]["text"] == "Er soll es gewusst haben."


def test_offsets_in_utf16_units(run: Run) -> None:
    text = "🚲🚲 Er soll 10.000 Chips gekauft haben."
    report = json.loads(run("score", "--offsets", "utf-16", "--format", "jsonl", stdin=text).out)
    signal = next(signal for signal in report["claims"][0]["signals"] if signal["text"] == "soll")
    units = text.encode("utf-16-le")
    assert report["offsets"] == "utf-16"
    assert units[2 * signal["start"] : 2 * signal["end"]].decode("utf-16-le") == "soll"


UNREADABLE = [
    ("latin.txt", "Er höre".encode("latin-1"), "latin.txt:1: is not UTF-8: byte 4 is 0xf6; convert it: iconv -f windows-1252 -t utf-8 latin.txt | sourcescore score -"),
    ("zeile.txt", b"Eins.\nZwei.\nDr\xfcben.", "zeile.txt:3: is not UTF-8: byte 14 is 0xfc"),
    ("wide.txt", "Er soll reich sein.".encode("utf-16-le"), "wide.txt: looks like UTF-16 without a byte order mark, expected UTF-8; convert it: iconv -f utf-16le"),
    ("wider.txt", "Er soll".encode("utf-16-be"), "iconv -f utf-16be -t utf-8 wider.txt"),
    ("widest.txt", "Er soll".encode("utf-32"), "widest.txt: is UTF-32, expected UTF-8; convert it: iconv -f utf-32"),
    ("half.txt", "Er".encode("utf-16") + b"x", "half.txt: is not whole UTF-16: byte 6 is 0x78"),
    ("nul.txt", b"Er soll\0reich sein.", "nul.txt: is not a text: byte 7 is 0x00, expected UTF-8"),
    ("a b.pdf", b"%PDF-1.7\n", "a b.pdf: is a PDF, expected plain text: pdftotext 'a b.pdf' - | sourcescore score -"),
    ("a.docx", b"PK\x03\x04xx", "a.docx: is a zip archive (perhaps .docx or .odt), expected plain text: save it as plain text"),
    ("a.txt.gz", b"\x1f\x8b\x08", "a.txt.gz: is compressed, expected plain text: gzip -dc a.txt.gz | sourcescore score -"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE, ids=[name for name, _, _ in UNREADABLE])
def test_what_is_no_text_is_one_line_that_says_what_to_do(
    run: Run, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("score", name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("sourcescore: ")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_the_advice_for_latin_1_works(hearsay: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Er soll Öl gekauft haben.".encode("latin-1"))
    advice = run("score", "latin.txt").err.strip().partition("convert it: ")[2].partition(" | ")[0]
    converted = subprocess.run(advice.split(), check=True, capture_output=True, cwd=tmp_path).stdout
    assert json.loads(run("score", "--format", "jsonl", stdin=converted).out)["claims"]


def test_a_folder_is_for_batch(run: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    done = run("score", "articles")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "sourcescore: articles: is a folder; for folders use: sourcescore batch articles --output OUT.jsonl\n"
    )


def test_a_missing_file_is_named(run: Run) -> None:
    assert run("score", "nope.txt").err == "sourcescore: nope.txt: no such file\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(run: Run, hearsay: Path) -> None:
    hearsay.chmod(0)
    assert run("score", hearsay).err == "sourcescore: hearsay.txt: can not be read: permission denied\n"


def test_html_is_scored_as_it_stands_with_a_hint(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{HEARSAY}</p>", "utf-8")
    done = run("score", "a.html", "--format", "jsonl")
    assert (done.status, bool(json.loads(done.out)["claims"])) == (0, True)
    assert "sourcescore batch takes the article out" in done.err


def test_a_bad_file_does_not_keep_the_others(run: Run, hearsay: Path, plain: Path) -> None:
    done = run("score", hearsay, "nope.txt", plain, "--format", "json")
    assert done.status == 1
    assert done.err == "sourcescore: nope.txt: no such file\n"
    assert [report["id"] for report in json.loads(done.out)] == ["hearsay.txt", "plain.txt"]


def test_the_shape_of_json_hangs_on_what_was_asked_not_on_what_could_be_read(run: Run, hearsay: Path) -> None:
    assert isinstance(json.loads(run("score", hearsay, "nope.txt", "--format", "json").out), list)
    assert isinstance(json.loads(run("score", hearsay, "--format", "json").out), dict)


def test_where_nothing_can_be_read_the_status_is_2(run: Run) -> None:
    done = run("score", "nope.txt", "neither.txt")
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 2


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
        ("@hookimpl\ndef find_signal(document): ...", "find_signal"),
        ("x = 1", "implements no hook"),
    ],
    ids=["syntax", "import", "misspelt hook", "no hook"],
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


def test_a_format_that_exists_can_not_be_replaced(run: Run, hearsay: Path, plugin: Write) -> None:
    done = run("score", hearsay, "--plugin", plugin("@hookimpl\ndef formats():\n    return {'json': repr}"))
    assert done.status == 2
    assert 'the format "json" exists already' in done.err


def test_a_rules_file_brings_a_rule_and_weighs(run: Run, rules: Write) -> None:
    file = rules(
        '[weights]\nhearsay = -0.7\n\n[[rule]]\nid = "acme.raunen"\nlang = "de"\ncategory = "hearsay"\n'
        'match = ["raunt"]\nmessage = "Geraune"\n'
    )
    out = run("score", "--lang", "de", "--rules", file, stdin="Das Viertel raunt von einem Käufer.").out
    assert "    -0.70  raunt  Geraune" in out


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
