"""Files that are damaged, or are something else than they are called: all that can be read is, and the rest is said."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from sourcescore.batch.inputs import Inputs
from sourcescore.batch.items import Item
from sourcescore.batch.readers import read
from sourcescore.batch.settings import Settings

Read = Callable[[str, bytes], list[Item]]
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "zst": zstandard.compress}


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """The documents of a file with this name and content."""
    monkeypatch.chdir(tmp_path)

    def documents(name: str, content: bytes) -> list[Item]:
        (tmp_path / name).write_bytes(content)
        settings = Settings((name,), Path("out.jsonl"))
        return [item for source in Inputs(settings.inputs) for item in read(source, settings)]

    return documents


def lines(count: int) -> bytes:
    return b"".join(json.dumps({"id": str(k), "text": f"Satz {k} von {k * k}."}).encode() + b"\n" for k in range(count))


def contents(found: list[Item]) -> list[str | bytes]:
    return [item.content for item in found if item.error is None]


@pytest.mark.parametrize("ending", PACKERS)
def test_what_is_compressed_and_has_no_end_is_read_up_to_there(items: Read, ending: str) -> None:
    pack = PACKERS[ending]
    found = items(f"a.jsonl.{ending}", pack(lines(20)) + pack(lines(3000))[:-20])
    assert contents(found)[:21] == [f"Satz {k} von {k * k}." for k in (*range(20), 0)]
    assert found[-1].error is not None
    assert found[-1].error.startswith("can not be read any further (after ")
    assert "data have no end" in found[-1].error


@pytest.mark.parametrize("ending", PACKERS)
def test_several_compressed_parts_are_one_file(items: Read, ending: str) -> None:
    pack = PACKERS[ending]
    (skipped, padding) = (b"", bytes(3000)) if ending == "gz" else (b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd", b"")
    found = items(f"a.jsonl.{ending}", skipped + pack(lines(2)) + padding + pack(lines(3)) + padding)
    assert len(contents(found)) == len(found) == 5


@pytest.mark.parametrize("ending", PACKERS)
def test_what_is_not_compressed_is_said(items: Read, ending: str) -> None:
    (item,) = items(f"a.jsonl.{ending}", lines(3))
    assert item.error is not None
    assert "or not compressed with" in item.error


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(lines(3)), "is compressed with gzip, expected a text"),
        (zstandard.compress(lines(3)), "is compressed with Zstandard, expected a text"),
        (b"PAR1\x15\x04", "is Parquet, expected a text"),
        (b"%PDF-1.7\n", "is a PDF, expected a text"),
    ],
    ids=["gzip", "zstd", "parquet", "pdf"],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_file_with_another_ending_is_said_once(items: Read, name: str, content: bytes, said: str) -> None:
    (item,) = items(name, content)
    assert (item.id, item.error) == (name, said)


def test_a_quotation_mark_that_nothing_ends_takes_no_other_rows_into_its_own(items: Read) -> None:
    found = items("a.csv", b'id,text\n1,"Es\nregnet."\n\n2,"nie zu Ende\n3,x\n4,y\n')
    assert [(item.id, item.line) for item in found] == [("1", 3), ("a.csv:5", 5)]
    assert found[1].error == "is not CSV: a quotation mark that nothing ends; the rest is left out"


def test_a_lone_carriage_return_ends_a_row(items: Read) -> None:
    assert contents(items("a.csv", b"id,text\r1,Es regnet.\r2,Es schneit.\r")) == ["Es regnet.", "Es schneit."]
    assert contents(items("b.csv", b'id,text\r\n1,"oben\runten"\r\n2,b\r\r\n3,c')) == ["oben\runten", "b", "c"]


def test_two_columns_of_the_name_are_one_too_many(items: Read, tmp_path: Path) -> None:
    (item,) = items("a.csv", b"id,text,text\n1,a,b\n")
    assert item.error == 'there is more than one column "text"'
    pq.write_table(pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]), tmp_path / "b.parquet")
    (item,) = items("b.parquet", (tmp_path / "b.parquet").read_bytes())
    assert item.error == 'there is more than one column "text"'


def test_whole_numbers_are_ids_however_they_are_kept(items: Read, tmp_path: Path) -> None:
    from decimal import Decimal

    for name, ids in (
        ("a", pa.array([17.0, float("nan"), None, 1.5])),
        ("b", pa.array([Decimal(17), None, None, Decimal("1.5")])),
    ):
        pq.write_table(pa.table({"id": ids, "text": ["Es regnet."] * 4}), tmp_path / f"{name}.parquet")
        found = items(f"{name}.parquet", (tmp_path / f"{name}.parquet").read_bytes())
        assert [item.id for item in found[:3]] == ["17", f"{name}.parquet:2", f"{name}.parquet:3"]
        assert [item.error is None for item in found] == [True, True, True, False]


def record(url: str, head: str, body: bytes) -> bytes:
    """A response in a WARC file."""
    block = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body
    begin = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
    kind = "Content-Type: application/http; msgtype=response\r\n"
    return f"{begin}{kind}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def test_a_page_of_a_crawl_that_can_not_be_unpacked_costs_no_other(items: Read) -> None:
    html, page = "Content-Type: text/html", b"<p>Es regnet.</p>"
    chunks = b"5\r\n<p>Es\r\nc\r\n regnet.</p>\r\n0\r\n\r\n"
    found = items(
        "a.warc",
        record("https://x.example/a", f"{html}\r\nContent-Encoding: gzip", b"\x1f\x8b broken")
        + record("https://x.example/b", f"{html}\r\nContent-Encoding: gzip", page)  # was unpacked by the crawler
        + record("https://x.example/c", f"{html}\r\nTransfer-Encoding: chunked", chunks)
        + record("https://x.example/d", f"{html}\r\n" + "X: y\r\n" * 100_000, page)
        + record("https://x.example/e", "Content-Type: TEXT/HTML; Charset=UTF-8", page),
    )
    assert [item.id[-1] for item in found] == list("abcde")
    assert contents(found) == [page] * 3
    assert [item.line for item in found if item.error is not None] == [1, 4]


def test_a_crawl_of_compressed_records_is_read_up_to_where_it_breaks_off(items: Read) -> None:
    records = [record(f"https://x.example/{k}", "Content-Type: text/html", b"<p>Es regnet.</p>") for k in range(5)]
    whole = b"".join(map(gzip.compress, records))
    found = items("a.warc.gz", whole[:-100])
    assert len(contents(found)) >= 4
    assert found[-1].error is not None
    assert "breaks off" in found[-1].error


def test_a_library_that_gives_up_costs_one_file(items: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def read(*_: Any) -> Any:
        raise PanicException("called `Result::unwrap()` on an `Err` value")

    monkeypatch.setattr("sourcescore.batch.readers.jsonl.read", read)
    (item,) = items("a.jsonl", b"{}")
    assert item.error == "can not be read: called `Result::unwrap()` on an `Err` value"
