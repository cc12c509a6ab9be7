"""What is made of a finished run gets every document once, in order, whatever the output, and not the whole of it at once."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sourcescore import Report
from sourcescore.batch import Settings, run_batch
from sourcescore.batch.settings import Fields

from .conftest import records, write_jsonl


class Counting:
    """Counts the documents and claims of each group."""

    def __init__(self, field: str, minimum: int = 20) -> None:
        self.field = field
        self.found: dict[Any, list[int]] = {}

    def add(self, meta: dict[str, Any], report: Report) -> None:
        assert (meta["id"], meta["lang"]) == (report.id, report.lang)
        group = self.found.setdefault(meta[self.field], [0, 0])
        group[0] += 1
        group[1] += len(report.claims)

    def table(self) -> list[dict[str, Any]]:
        return [{"group": name, "documents": n, "claims": c} for name, (n, c) in sorted(self.found.items())]


def listing(path: Path, documents: Iterable[tuple[dict[str, Any], dict[str, Any]]], group_by: str | None) -> None:
    assert isinstance(documents, Iterator)
    path.write_text("".join(f"{meta['id']} {meta['title']} {group_by}\n" for meta, _ in documents), "utf-8")


@pytest.fixture(autouse=True)
def plain_makers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups and a page that are easily looked through."""
    for name, attribute, maker in (("groups", "Groups", Counting), ("page", "write_page", listing)):
        module = ModuleType(f"sourcescore.batch.{name}")
        setattr(module, attribute, maker)
        module.COLUMNS = ("group", "documents", "claims")  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_groups_and_page_are_made_of_all_documents(tmp_path: Path, form: str) -> None:
    rows = records(50)
    for k, row in enumerate(rows):
        row["ressort"] = ("Sport", "Politik", None)[k % 3]
    write_jsonl(tmp_path / "in.jsonl", rows)
    totals = run_batch(
        Settings(
            (str(tmp_path / "in.jsonl"),), tmp_path / f"out.{form}", Fields(group="outlet"), lang="de", workers=2,
            report=tmp_path / "page.html", shard=16,
        )
    )  # fmt: skip
    with (tmp_path / "out.groups.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["group"], row["documents"]) for row in found] == [("Nordkurier", "25"), ("Talbote", "25")]
    assert sum(int(row["claims"]) for row in found) == totals.claims > 50
    page = (tmp_path / "page.html").read_text("utf-8").splitlines()
    assert page == [f"a{k} Nummer {k} outlet" for k in range(50)]
    assert {path.name for path in totals.written} >= {f"out.{form}", "out.groups.csv", "page.html"}
    assert not (tmp_path / f"out.{form}.parts").exists()


def test_documents_can_be_grouped_by_any_field(tmp_path: Path) -> None:
    rows = records(20)
    for k, row in enumerate(rows):
        row["ressort"] = ("Sport", "Politik")[k % 2]
    write_jsonl(tmp_path / "in.jsonl", rows)
    run_batch(
        Settings((str(tmp_path / "in.jsonl"),), tmp_path / "out.jsonl", Fields(group="ressort"), lang="de", workers=1)
    )
    assert (tmp_path / "out.groups.csv").read_text("utf-8").splitlines()[1].startswith("Politik,10,")


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_stopped_while_it_clears_up_it_is_finished_when_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    write_jsonl(tmp_path / "in.jsonl", records(30))
    settings = Settings((str(tmp_path / "in.jsonl"),), tmp_path / f"out.{form}", lang="de", workers=1, shard=8)
    resumed = replace(settings, resume=True)
    run_batch(settings)
    expected = files(tmp_path)
    for stop in ("replace", "unlink", "rmtree"):
        for name in expected.keys() - {"in.jsonl"}:
            (tmp_path / name).unlink()
        with monkeypatch.context() as patch:
            if stop == "rmtree":  # the manifest has gone already
                patch.setattr(shutil, "rmtree", stopped)
            else:
                patch.setattr(Path, stop, stopped)
            with pytest.raises(KeyboardInterrupt):
                run_batch(settings)
        assert (tmp_path / f"out.{form}.parts").exists()
        totals = run_batch(resumed)
        assert totals.finished_before == (stop == "rmtree")
        assert files(tmp_path) == expected


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
