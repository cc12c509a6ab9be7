"""What ``sourcescore score`` reads, and what it says of what it can not read."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

HEARSAY = "Er soll 10.000 Chips gekauft haben."


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


def test_a_name_that_is_empty_is_no_folder(run: Run) -> None:
    done = run("score", "")
    assert (done.status, done.out, done.err) == (2, "", "sourcescore: a file's name is empty\n")


def test_a_missing_file_is_named(run: Run) -> None:
    assert run("score", "nope.txt").err == "sourcescore: nope.txt: no such file\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(run: Run, hearsay: Path) -> None:
    hearsay.chmod(0)
    assert run("score", hearsay).err == "sourcescore: hearsay.txt: can not be read: permission denied\n"


def test_html_in_a_text_is_scored_as_it_stands_with_a_hint(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"<!doctype html><p>{HEARSAY}</p>", "utf-8")
    done = run("score", "a.txt", "--format", "jsonl")
    assert (done.status, bool(json.loads(done.out)["claims"])) == (0, True)
    assert (
        done.err == "sourcescore: a.txt: looks like HTML but is scored as it stands, tags included: add --markup html\n"
    )


@pytest.mark.parametrize(("name", "options"), [("a.html", ()), ("a.htm", ()), ("a.txt", ("--markup", "html"))])
def test_of_html_the_words_are_scored_and_stand_at_their_place(
    run: Run, tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    source = "<!doctype html><title>Er soll reich sein.</title><p>M&uuml;ller <b>soll</b>\n 3 Chips gekauft haben.</p>"
    (tmp_path / name).write_text(source, "utf-8")
    done = run("score", name, "--format", "jsonl", *options)
    (claim,) = json.loads(done.out)["claims"]
    assert source[claim["start"] : claim["end"]] == claim["text"] == "M&uuml;ller <b>soll</b>\n 3 Chips gekauft haben."
    assert [source[s["start"] : s["end"]] for s in claim["signals"]] == ["soll"]
    assert (done.status, done.err) == (0, "")


def test_readers_see_the_prose_of_markdown_and_the_lines_of_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: x\n---\n# Kauf\n\nDas stimmt.\n\nMüller **soll** 3 Chips\ngekauft haben.\n", "utf-8"
    )
    done = run("score", "a.md")
    assert "line 8\n  Müller [soll] 3 Chips gekauft haben.\n" in done.out


def test_comments_that_are_not_understood_are_complained_of(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "Eins.\n\n<!-- sourcescore of -->\n\n<!-- sourcescore off hearsy -->\n\nZwei.\n\n<!-- sourcescore on rumour -->\n",
        "utf-8",
    )
    assert run("score", "a.md", "--lang", "de").err.splitlines() == [
        'sourcescore: a.md:3: "of" in a sourcescore comment, expected off or on',
        'sourcescore: a.md:9: "rumour" is switched on, but is not off here',
        'sourcescore: a.md:5: unknown rule or category "hearsy" (did you mean "hearsay"?)',
    ]


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
