"""What a user is told: wrong usage before the work, in one line; what was done, at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcescore.batch import Settings, run_batch
from sourcescore.batch.shards import OutputError

from .conftest import Batch, read_jsonl, records, write_jsonl


def test_what_was_done_is_summed_up(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(6)
    done = batch("in.jsonl", "--output", "out.jsonl")
    claims = [claim for report in read_jsonl(batch.folder / "out.jsonl") for claim in report["claims"]]
    mean = sum(claim["rating"] for claim in claims) / len(claims)
    assert (done.status, done.out) == (0, "")
    assert done.err == f"sourcescore: 6 documents, {len(claims)} claims, mean rating {mean:.2f}: out.jsonl\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in.jsonl", "--output", "out.xlsx"], "out.xlsx: expected an output that ends in .jsonl, .csv or .parquet"),
        (["in.jsonl", "--output", "weg/out.jsonl"], "weg: no such folder, so out.jsonl can not be written there"),
        (["in.jsonl", "--output", "ordner.jsonl"], "ordner.jsonl: is a folder, expected a file to write"),
        (["in.jsonl", "--output", "in.jsonl", "--overwrite"], "in.jsonl: is an input, and would be written over"),
        (["in.jsonl", "--output", "da.jsonl"], "da.jsonl: exists already; --overwrite replaces it"),
        (["fehlt.jsonl", "--output", "out.jsonl"], "fehlt.jsonl: no such file or folder"),
        (["leer", "--output", "out.jsonl"], "leer: no file that can be read, only 1 .jpg"),
        (["-", "-", "--output", "out.jsonl"], 'standard input can be read only once: "-" is given several times'),
        (["in.jsonl", "--output", "out.csv", "--with-text"], "--with-text is for .jsonl output: only there a document is one record"),
        (["in.jsonl", "--output", "out.jsonl", "--resume", "--overwrite"], "--resume goes on with a run, --overwrite begins anew: only one of them can be given"),
        (["in.jsonl", "--output", "out.jsonl", "--encoding", "klingon"], '--encoding klingon: no such encoding; for example "windows-1252", "utf-16-le"'),
        (["in.jsonl", "--output", "out.jsonl", "--plugin", "./fehlt.py"], "fehlt.py: no such file, expected a Python file with a plugin"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_leaves_nothing(
    batch: Batch, archive: Callable[[int], Path], arguments: list[str], message: str
) -> None:
    archive(2)
    (batch.folder / "ordner.jsonl").mkdir()
    (batch.folder / "leer").mkdir()
    (batch.folder / "leer" / "bild.jpg").touch()
    (batch.folder / "da.jsonl").touch()
    before = sorted(batch.folder.rglob("*"))
    done = batch(*arguments)
    assert (done.status, done.out, done.err) == (2, "", f"sourcescore: {message}\n")
    assert sorted(batch.folder.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").is_dir(), reason="nothing is unwritable for root")
def test_an_output_that_can_not_be_written_is_said_before_the_work(
    batch: Batch, archive: Callable[[int], Path]
) -> None:
    archive(2)
    folder = "/proc/self" if os.geteuid() == 0 else str(batch.folder / "zu")
    if os.geteuid() != 0:
        (batch.folder / "zu").mkdir(mode=0o500)
    done = batch("in.jsonl", "--output", f"{folder}/out.jsonl")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "can not be written: " in done.err


def test_a_disk_that_is_too_small_is_said_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in.jsonl", records(40))
    size = (tmp_path / "in.jsonl").stat().st_size
    usage = shutil.disk_usage(tmp_path)
    for free, form, enough in ((size, "jsonl", False), (size, "csv", True), (size // 5, "csv", False)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage._replace(free=free))
        settings = Settings((str(tmp_path / "in.jsonl"),), tmp_path / f"out.{form}", lang="de", workers=1)
        if enough:
            assert run_batch(settings).documents == 40
        else:
            with pytest.raises(OutputError, match="MB are free there, and at least"):
                run_batch(settings)
        (tmp_path / f"out.{form}").unlink(missing_ok=True)
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise ValueError('nur dort')", "acme.py:5: can not be loaded: ValueError: nur dort"),
        ("os._exit(3)", "the scoring processes end before they can score anything; a plugin may end them"),
    ],
)
def test_processes_that_do_not_start_are_one_line(
    batch: Batch, archive: Callable[[int], Path], code: str, message: str
) -> None:
    archive(3)
    head = "import multiprocessing, os\nfrom sourcescore import hookimpl\n\nif multiprocessing.parent_process():\n"
    hook = "@hookimpl\ndef find_signals(document):\n    return []\n"
    (batch.folder / "acme.py").write_text(f"{head}    {code}\n\n{hook}", "utf-8")
    done = batch("in.jsonl", "--output", "out.jsonl", "--plugin", "./acme.py")
    assert (done.status, done.err) == (2, f"sourcescore: {message}\n")
    assert batch.files() == {}


def test_standard_input_is_json_lines(batch: Batch, archive: Callable[[int], Path]) -> None:
    with archive(5).open("rb") as stdin:
        done = batch("-", "--output", "out.jsonl", stdin=stdin)
    assert done.status == 0, done.err
    assert [report["meta"]["file"] for report in read_jsonl(batch.folder / "out.jsonl")] == ["standard input"] * 5


def test_standard_input_that_is_closed_is_said(batch: Batch) -> None:
    done = batch("-", "--output", "out.jsonl", stdin=None, preexec_fn=lambda: os.close(0))
    assert (done.status, done.err) == (
        2, 'sourcescore: "-" reads JSON Lines from standard input, which is closed here\n',
    )  # fmt: skip


def test_an_empty_archive_gives_empty_outputs_with_their_columns(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(0)
    done = batch("in.jsonl", "--output", "out.csv", "--group-by", "outlet", "--report", "out.html")
    assert (done.status, done.err.splitlines()[0]) == (0, "sourcescore: 0 documents, 0 claims: out.csv")
    for name, begin in (("out.csv", "id,lang,outlet,"), ("out.groups.csv", "group,documents,claims,note,mean_rating,")):
        (head,) = (batch.folder / name).read_text("utf-8").splitlines()
        assert head.startswith(begin)


def test_a_field_that_no_document_has_is_said(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(3)
    for field, said in (("outlett", True), ("outlet", False)):
        done = batch("in.jsonl", "--output", "out.jsonl", "--overwrite", "--group-by", field)
        assert done.status == 0
        assert ('sourcescore: no document has the field "outlett" (--group-by)\n' in done.err) == said


def test_the_language_is_that_of_the_flag_else_of_the_field(batch: Batch, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"text": "Er soll da gewesen sein.", "lang": "en"}])
    for lang, expected in (("de", "de"), ("auto", "en")):
        assert batch("in.jsonl", "--output", "out.jsonl", "--overwrite", "--lang", lang).status == 0
        assert [report["lang"] for report in read_jsonl(tmp_path / "out.jsonl")] == [expected]


def test_an_old_list_of_errors_does_not_outlive_its_run(batch: Batch, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", ["{oops", *records(1)])
    assert batch("in.jsonl", "--output", "out.jsonl").status == 1
    assert (tmp_path / "out.jsonl.errors.jsonl").exists()
    write_jsonl(tmp_path / "in.jsonl", records(1))
    assert batch("in.jsonl", "--output", "out.jsonl", "--overwrite").status == 0
    assert sorted(batch.files()) == ["out.jsonl"]


def test_scoring_processes_load_nothing_of_the_run() -> None:
    code = "import sys, sourcescore.batch.worker as w; print(*(m for m in sys.modules if m.startswith('sourcescore.batch')))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"sourcescore.batch.run", "sourcescore.batch.engine", "sourcescore.batch.inputs"} & set(loaded)
