"""Whatever is wrong with a document, or with a plugin on it, costs that document alone."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from sourcescore.batch.shards import OutputError, writing

from .conftest import Batch, read_jsonl, records, write_jsonl

PLUGIN = """
import os, signal, time
from sourcescore import hookimpl

@hookimpl
def find_signals(document):
    if "Selbstmord" in document.text:
        os._exit(3)
    if "Totschlag" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "Dauerlauf" in document.text:
        time.sleep(1000)
    if "Feierabend" in document.text:
        raise SystemExit(5)
    if "Abbruch" in document.text:
        raise KeyboardInterrupt
    if "Panne" in document.text:
        raise ValueError("kaputt")
"""
WORDS = {
    3: "Selbstmord",
    4: "Totschlag",
    17: "Dauerlauf",
    20: "Feierabend",
    30: "Abbruch",
    21: "Panne",
    39: "Selbstmord",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """An archive with words that the plugin does not like."""
    (tmp_path / "acme.py").write_text(PLUGIN, "utf-8")
    rows = records(40)
    for k, word in WORDS.items():
        rows[k]["text"] += f" {word}."
    return write_jsonl(tmp_path / "in.jsonl", rows)


HOSTILE = ("in.jsonl", "--output", "out.jsonl", "--plugin", "./acme.py", "--time-limit", "1.5", "--overwrite")


def test_a_plugin_that_hangs_or_kills_costs_the_documents_to_blame(batch: Batch, hostile: Path) -> None:
    done = batch(*HOSTILE)
    assert done.status == 1, done.err
    assert "6 documents failed: out.jsonl.errors.jsonl says which and why" in done.err
    assert "1 report incomplete" in done.err
    assert [(e["id"], e["line"], e["reason"]) for e in read_jsonl(batch.folder / "out.jsonl.errors.jsonl")] == [
        ("a3", 4, "ended its scoring process (exit status 3)"),
        ("a4", 5, "ended its scoring process (SIGKILL)"),
        ("a17", 18, "took longer than 1.5 s (--time-limit)"),
        ("a20", 21, "a plugin ended the program (SystemExit: 5)"),
        ("a30", 31, "a plugin ended the program (KeyboardInterrupt)"),
        ("a39", 40, "ended its scoring process (exit status 3)"),
    ]
    reports = read_jsonl(batch.folder / "out.jsonl")
    assert [report["id"] for report in reports] == [f"a{k}" for k in range(40) if k not in {3, 4, 17, 20, 30, 39}]
    assert [report["id"] for report in reports if report.get("incomplete")] == ["a21"]
    before = batch.files()
    assert batch(*HOSTILE, "--workers", "1").status == 1
    assert batch.files() == before


def test_processes_that_somebody_else_ends_cost_nothing(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(5000)
    # Where a process is ended just while it sends, the others are blocked until the time limit and a while are over.
    limit = ("--time-limit", "5")
    assert batch("in.jsonl", "--output", "out.jsonl", *limit).status == 0
    expected = batch.files()
    process = batch.start("in.jsonl", "--output", "out.jsonl", "--overwrite", *limit)
    run = psutil.Process(process.pid)
    forked: list[bool] = []
    while process.poll() is None and len(forked) < 4:
        with contextlib.suppress(psutil.Error):  # a process may end while it is looked at
            ours = [(child, child.ppid() == run.pid, child.cmdline()) for child in run.children(recursive=True)]
            # Forked from the run itself, or, later on, from a process that is there to be forked from.
            workers = [(child, own) for child, own, command in ours if not own or command == run.cmdline()]
            if workers and list(batch.folder.glob("out.jsonl.parts/*.new")):  # it is at work
                workers[0][0].kill()
                forked.append(workers[0][1])
                time.sleep(0.5)  # a new process takes its place meanwhile
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert len(forked) >= 2
    assert forked[0] == (sys.platform == "linux")
    assert batch.files() == expected


def test_with_strict_an_incomplete_report_is_a_failure(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "acme.py").write_text(PLUGIN, "utf-8")
    write_jsonl(tmp_path / "in.jsonl", [{"id": "x", "text": "Eine Panne."}, {"id": "y", "text": "Es regnet."}])
    assert batch(*HOSTILE, "--strict").status == 1
    (error,) = read_jsonl(tmp_path / "out.jsonl.errors.jsonl")
    assert "ValueError: kaputt" in error["reason"]


def test_a_hostile_archive(batch: Batch, tmp_path: Path) -> None:
    folder = tmp_path / "archiv"
    folder.mkdir()
    (folder / "a_leer.txt").write_bytes(b"")
    (folder / "b_gut.txt").write_text("Er soll da gewesen sein.", "utf-8")
    (folder / "c_latin.txt").write_bytes("Die Höhe.".encode("latin-1"))
    (folder / "d_binaer.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "e_lang.txt").write_text("Es regnet. " * 500, "utf-8")
    (folder / "f.jsonl").write_text('{"text": "' + "x" * 2_000_000 + '"}\n{"text": "Es regnet."}\n{oops\n', "utf-8")
    (folder / "g.html").write_bytes(b"\xff\xfe\x00")
    (folder / "h.docx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "i.parquet").write_bytes(b"")
    (folder / "j.jsonl.gz").write_bytes(b"no gzip")
    (folder / "k.jsonl").write_text(json.dumps({"text": "Er hat\0 10 Chips gekauft."}) + "\n", "utf-8")
    (folder / "l.jsonl").write_text('{"text": "halb \\ud800 Zeichen"}\n', "utf-8")
    (folder / "m.txt").symlink_to("nirgends.txt")
    done = batch("archiv", "--output", "out.jsonl", "--max-text", "1000")
    assert done.status == 1, done.err
    scored = {report["id"]: len(report["claims"]) for report in read_jsonl(tmp_path / "out.jsonl")}
    failed = [error["id"] for error in read_jsonl(tmp_path / "out.jsonl.errors.jsonl")]
    assert scored == {"archiv/a_leer.txt": 0, "archiv/b_gut.txt": 1, "archiv/f.jsonl:2": 1, "archiv/k.jsonl:1": 1}
    assert failed == [
        "archiv/c_latin.txt", "archiv/d_binaer.txt", "archiv/e_lang.txt", "archiv/f.jsonl:1", "archiv/f.jsonl:3",
        "archiv/g.html", "archiv/h.docx", "archiv/i.parquet", "archiv/j.jsonl.gz", "archiv/l.jsonl:1", "archiv/m.txt",
    ]  # fmt: skip


def test_an_id_that_comes_twice_is_scored_twice_and_said(batch: Batch, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"id": "x", "text": "Es regnet."}, {"id": "x", "text": "Es schneit."}])
    done = batch("in.jsonl", "--output", "out.jsonl")
    assert done.status == 0
    assert "1 document with an id that an earlier one has" in done.err
    assert [report["claims"][0]["text"] for report in read_jsonl(tmp_path / "out.jsonl")] == [
        "Es regnet.",
        "Es schneit.",
    ]
    assert read_jsonl(tmp_path / "out.jsonl.errors.jsonl") == [
        {"kind": "warning", "id": "x", "file": "in.jsonl", "line": 2,
         "reason": "the id stands already at in.jsonl:1; both are scored"}
    ]  # fmt: skip


def test_a_full_disk_loses_nothing(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(120)
    arguments = ("in.jsonl", "--output", "out.jsonl", "--shard-size", "16")
    assert batch(*arguments).status == 0
    expected = batch.files()
    (batch.folder / "out.jsonl").unlink()
    size = len(expected["out.jsonl"])

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 3, size // 3))

    done = batch(*arguments, preexec_fn=small_disk)  # the joined file is what does not fit
    assert done.status == 2
    assert done.err == (
        "sourcescore: out.jsonl: can not be written: no space is left; nothing that is finished is lost: "
        "run it again with --resume\n"
    )
    assert len(list(batch.folder.glob("out.jsonl.parts/*.done"))) == 8
    assert batch(*arguments, "--resume").status == 0
    assert batch.files() == expected


def test_a_disk_that_is_full_in_a_shard_loses_no_other(batch: Batch, tmp_path: Path) -> None:
    rows = records(64)
    rows[40]["text"] = "Er soll da gewesen sein. " * 2000
    write_jsonl(tmp_path / "in.jsonl", rows)
    arguments = ("in.jsonl", "--output", "out.jsonl", "--shard-size", "16")
    assert batch(*arguments).status == 0
    expected = batch.files()
    (tmp_path / "out.jsonl").unlink()

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = batch(*arguments, preexec_fn=small_disk)
    assert done.status == 2
    assert "out.jsonl.parts: can not be written: no space is left" in done.err
    assert len(list(tmp_path.glob("out.jsonl.parts/*.done"))) == 2
    assert batch(*arguments, "--resume").status == 0
    assert batch.files() == expected


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_one_clear_line(number: int) -> None:
    with (
        pytest.raises(OutputError, match=r"^out: can not be written: no space is left; go$"),
        writing(Path("out"), "; go"),
    ):
        raise OSError(number, os.strerror(number))
