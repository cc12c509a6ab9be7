"""What is written: in the order of the input, the same bytes each time, and readable with the usual libraries."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sourcescore import Scorer
from sourcescore.arrow import claims_schema, documents_schema

from .conftest import Batch, read_jsonl, records, write_jsonl

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "batch.md").read_text("utf-8")
READING = [code for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if ".parquet" in code]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_number_of_workers_changes_no_byte(batch: Batch, archive: Callable[[int], Path], form: str) -> None:
    archive(90)
    found = []
    for workers, shard in (("1", "256"), ("2", "256"), ("3", "256")):
        arguments = ("in.jsonl", "--output", f"out.{form}", "--overwrite")
        done = batch(*arguments, "--workers", workers, "--shard-size", shard)
        assert done.status == 0, done.err
        found.append(batch.files())
    assert found[0] == found[1] == found[2]
    assert all(found[0].values())


def test_json_lines_are_the_reports_that_a_scorer_gives(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(70)
    assert batch("in.jsonl", "--output", "out.jsonl", "--shard-size", "16").status == 0
    scorer = Scorer(lang="de")
    for k, (record, line) in enumerate(zip(records(70), read_jsonl(batch.folder / "out.jsonl"), strict=True)):
        meta = line.pop("meta")
        assert line == json.loads(scorer.score(record["text"], id=record["id"]).to_json())
        assert meta == {
            "title": record["title"], "outlet": record["outlet"], "date": record["date"],
            "file": "in.jsonl", "line": k + 1,
        }  # fmt: skip


def test_positions_are_those_of_the_text_that_is_written_along(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Er soll da gewesen sein.</p><p>Sie ging.</p>", "utf-8")
    assert batch("a.html", "--output", "out.jsonl", "--with-text").status == 0
    (line,) = read_jsonl(tmp_path / "out.jsonl")
    assert [line["text"][c["start"] : c["end"]] for c in line["claims"]] == ["Er soll da gewesen sein.", "Sie ging."]


def test_parquet_has_a_row_a_claim_and_a_row_a_document(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(40)
    assert batch("in.jsonl", "--output", "out.parquet", "--shard-size", "16").status == 0
    assert batch("in.jsonl", "--output", "out.jsonl").status == 0
    reports = read_jsonl(batch.folder / "out.jsonl")
    claims = pq.read_table(batch.folder / "out.parquet")
    documents = pq.read_table(batch.folder / "out.documents.parquet")
    assert claims.schema.equals(claims_schema())
    assert documents.schema.equals(documents_schema())
    rows = claims.to_pylist()
    assert [(r["id"], r["text"], r["rating"], r["signals"]) for r in rows] == [
        (report["id"], c["text"], c["rating"], c["signals"]) for report in reports for c in report["claims"]
    ]
    assert [(d["id"], d["claims"], d["outlet"]) for d in documents.to_pylist()] == [
        (report["id"], len(report["claims"]), report["meta"]["outlet"]) for report in reports
    ]


def test_csv_has_a_row_a_claim(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(40)
    assert batch("in.jsonl", "--output", "out.csv", "--shard-size", "16").status == 0
    assert batch("in.jsonl", "--output", "out.parquet").status == 0
    with (batch.folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = pq.read_table(batch.folder / "out.parquet").to_pylist()
    assert list(rows[0]) == list(expected[0])
    assert [(r["id"], r["text"], int(r["rating"]), json.loads(r["signals"])) for r in rows] == [
        (r["id"], r["text"], r["rating"], r["signals"]) for r in expected
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_empty_archive_gives_an_empty_output(batch: Batch, tmp_path: Path, form: str) -> None:
    (tmp_path / "in.jsonl").touch()
    done = batch("in.jsonl", "--output", f"out.{form}")
    assert (done.status, done.err) == (
        0, f"sourcescore: 0 documents, 0 claims: out.{form}\n"
        + ("sourcescore: also written: out.documents.parquet\n" if form == "parquet" else "")
    )  # fmt: skip
    files = batch.files()
    if form == "parquet":
        assert pq.read_table(tmp_path / "out.parquet").num_rows == 0
    else:
        assert files == {f"out.{form}": b"" if form == "jsonl" else (",".join(claims_schema().names) + "\n").encode()}


@pytest.mark.parametrize("code", READING, ids=lambda code: code.split()[1])
def test_the_output_is_read_as_the_page_says(
    batch: Batch, archive: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    archive(12)
    assert batch("in.jsonl", "--output", "scores.parquet").status == 0
    monkeypatch.chdir(batch.folder)
    names: dict[str, object] = {}
    exec(code, names)
    known = pq.read_table("scores.parquet").to_pylist()
    if "claims" in names:
        assert len(names["claims"]) == len(known)  # type: ignore[arg-type]
    elif "weak" in names:
        assert names["weak"].height == sum(row["rating"] <= 2 for row in known) > 0  # type: ignore[attr-defined]
    elif "rows" in names:
        assert [row[0] for row in names["rows"]] == ["Nordkurier", "Talbote"]  # type: ignore[attr-defined]
    else:
        assert names["table"].column("rating").to_pylist() == [row["rating"] for row in known]  # type: ignore[attr-defined]


def test_what_earlier_runs_wrote_into_the_folder_is_no_input(batch: Batch, tmp_path: Path) -> None:
    folder = tmp_path / "archiv"
    folder.mkdir()
    (folder / "a.txt").write_text("Er soll da gewesen sein.", "utf-8")
    write_jsonl(folder / "b.jsonl", [{"id": "1"}])
    for output in ("archiv/one.jsonl", "archiv/two.csv", "archiv/three.parquet"):
        assert batch("archiv", "--output", output).status == 1  # b.jsonl has no text
    done = batch("archiv", "--output", "archiv/four.jsonl")
    assert "left out, since an earlier run wrote them: 7 files\n" in done.err
    assert [report["id"] for report in read_jsonl(folder / "four.jsonl")] == ["archiv/a.txt"]
    named = batch("archiv/one.jsonl", "--output", "five.jsonl")
    assert named.status == 1  # who names it means it


def test_all_kinds_of_files_in_one_folder(batch: Batch, tmp_path: Path) -> None:
    folder = tmp_path / "archiv"
    folder.mkdir()
    (folder / "a.md").write_text("# Titel\n\nEr soll *da* gewesen sein.\n", "utf-8")
    (folder / "b.html").write_text("<h1>Titel</h1><p>Er soll da gewesen sein.</p>", "utf-8")
    (folder / "b0.html").write_text("<html><body></body></html>", "utf-8")
    (folder / "c.txt").write_text("Er soll da gewesen sein.", "utf-8")
    write_jsonl(folder / "d.jsonl", [{"text": "Er soll da gewesen sein."}])
    (folder / "e.csv").write_text("text\nEr soll da gewesen sein.\n", "utf-8")
    (folder / "f.jpg").touch()
    done = batch("archiv", "--output", "out.jsonl")
    assert done.status == 0, done.err
    assert done.err == (
        "sourcescore: 6 documents, 5 claims, mean rating 2.00: out.jsonl\n"
        "sourcescore: left out, since nothing reads files of this ending: 1 .jpg\n"
    )
    reports = read_jsonl(tmp_path / "out.jsonl")
    assert reports.pop(2)["claims"] == []
    assert [report["id"] for report in reports] == [
        "archiv/a.md", "archiv/b.html", "archiv/c.txt", "archiv/d.jsonl:1", "archiv/e.csv:2",
    ]  # fmt: skip
    assert [[s["category"] for c in r["claims"] for s in c["signals"]] for r in reports] == [["hearsay"]] * 5
    assert reports[0]["claims"][0]["start"] == len("# Titel\n\n")
