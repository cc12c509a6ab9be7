"""Each kind of file gives its documents, and says what is wrong with those that it can not read."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from sourcescore.batch.inputs import Inputs
from sourcescore.batch.items import Item
from sourcescore.batch.readers import read
from sourcescore.batch.readers.docx import main_text as text_of_docx
from sourcescore.batch.readers.html import main_text as text_of_page
from sourcescore.batch.settings import Fields, Settings
from sourcescore.errors import InputError, UsageError

PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Werk kommt später – Nordkurier</title>
<meta property="og:title" content="Werk kommt später"><meta property="og:site_name" content="Nordkurier">
<meta property="article:published_time" content="2025-03-04T08:00:00+01:00"></head>
<body><nav><a href="/">Start</a> <a href="/politik">Politik</a></nav>
<article><h1>Werk kommt später</h1><p>Der Konzern soll den Bau des Werks um zwei Jahre verschoben haben.</p>
<p>Die Stadt wurde laut Bürgermeisterin Anna Kern nicht über die Pläne informiert.</p></article>
<footer>Impressum und Datenschutz</footer></body></html>"""

Read = Callable[..., list[Item]]


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """The documents of inputs in a folder."""
    monkeypatch.chdir(tmp_path)

    def documents(*names: str, **given: Any) -> list[Item]:
        settings = Settings(names or (".",), Path("out.jsonl"), **given)
        return [item for source in Inputs(settings.inputs) for item in read(source, settings)]

    return documents


def wrong(item: Item) -> tuple[str, str | None]:
    return item.place, item.error


def test_folders_are_read_in_the_order_of_names(items: Read, tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.md", "c/x/y.txt", ".hidden.txt", ".git/z.txt", "bild.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Es regnet.", "utf-8")
    assert [item.id for item in items()] == ["a/1.md", "a/2.txt", "b.txt", "c/x/y.txt"]
    assert [item.id for item in items("c", "a/*.txt")] == ["c/x/y.txt", "a/2.txt"]
    assert [item.id for item in items("**/*.txt")] == ["a/2.txt", "b.txt", "c/x/y.txt"]


def test_what_a_run_writes_is_none_of_its_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "out.jsonl", "out.jsonl.parts/00000000.reports.jsonl", "sub/out.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    inputs = Inputs(["."], [Path("out.jsonl"), Path("out.jsonl.parts")])
    assert [source.name for source in inputs] == ["a.txt", "sub/out.jsonl"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fehlt", "fehlt: no such file or folder"),
        ("fehlt*.txt", r"fehlt\*.txt: no file has a name like that"),
        ("bild.jpg", "bild.jpg: no reader for files of this ending"),
        ("rohr.jsonl", 'rohr.jsonl: is no ordinary file; JSON Lines can be piped to "-"'),
    ],
)
def test_an_input_that_is_not_there_is_said_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bild.jpg").touch()
    os.mkfifo(tmp_path / "rohr.jsonl")
    with pytest.raises((UsageError, InputError), match=message):
        Inputs([name])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Die Höhe.".encode(), "Die Höhe."),
        ("Die Höhe.".encode("utf-8-sig"), "Die Höhe."),
        ("Die Höhe.".encode("utf-16"), "Die Höhe."),
        (b"", ""),
    ],
)
def test_texts_are_decoded_by_their_mark_or_as_utf8(items: Read, tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = items()
    assert (item.content, item.error, item.kind) == (text, None, "plain")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Die Höhe.".encode("latin-1"), "is not UTF-8: byte 5 is 0xf6; perhaps --encoding windows-1252"),
        ("Die Höhe.".encode("utf-16-le"), "looks like UTF-16 without a byte order mark, expected UTF-8; try --encoding utf-16-le"),
        (b"abc\0def\xff", "is not a text: byte 3 is 0x00"),
        (b"%PDF-1.7 ...", "is a PDF, expected a text"),
        ("Die".encode("utf-16") + b"x", "is not UTF-16: byte 8 is 0x78"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_as_such(items: Read, tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = items()
    assert wrong(item) == ("a.txt", reason)


def test_an_encoding_can_be_given(items: Read, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Die Höhe.".encode("windows-1252"))
    (tmp_path / "b.jsonl").write_bytes('{"text": "Die Höhe."}\n'.encode("windows-1252"))
    (tmp_path / "c.csv").write_bytes("text\nDie Höhe.\n".encode("windows-1252"))
    (tmp_path / "d.jsonl").write_bytes('{"text": "Die Höhe."}\n'.encode("utf-16"))
    assert [item.content for item in items(encoding="cp1252")] == ["Die Höhe."] * 4
    (tmp_path / "e.jsonl").write_bytes('{"text": "Die Höhe."}\n'.encode("utf-16-le"))
    assert items("e.jsonl", encoding="utf-16-le")[0].content == "Die Höhe."


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_json_lines_tell_what_is_known_of_a_document(items: Read, tmp_path: Path, name: str) -> None:
    record = {
        "nr": 7, "body": "Es regnet.", "lang": "de-AT", "outlet": "Talbote", "date": "2025-03-01", "title": "Wetter",
        "ressort": "Lokales",
    }  # fmt: skip
    data = (json.dumps(record) + "\n\n" + json.dumps({"body": "Es schneit.", "lang": "deutsch"}) + "\n").encode()
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(Path(name).suffix, bytes)
    (tmp_path / name).write_bytes(pack(data))
    first, second = items(fields=Fields(text="body", id="nr", group="ressort"))
    assert first[:6] == ("7", name, 1, "plain", "Es regnet.", "de")
    assert first.meta == {"title": "Wetter", "outlet": "Talbote", "date": "2025-03-01", "ressort": "Lokales"}
    assert (second.id, second.line, second.lang) == (f"{name}:3", 3, None)


def test_lines_that_are_no_documents_are_named(items: Read, tmp_path: Path) -> None:
    lines = [
        b"{oops", b"[1]", b'{"id": "x"}', b'{"text": 5}', b'{"text": null}', b'{"text": "H\xf6he"}',
        b'{"id": [1], "text": "a"}', b'{"text": "gut"}',
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    found = items()
    assert [item.line for item in found] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [item.error for item in found] == [
        "is not JSON: object keys must be strings (byte 1)",
        "is no object of JSON, expected one document a line in {…}",
        'no field "text" (--text-field); there is: id',
        'the field "text" is a number, expected a string',
        'the field "text" is null, expected a string',
        "is not UTF-8: byte 11 of the line is 0xf6; perhaps --encoding windows-1252",
        'the field "id" is a list, expected a string or a whole number',
        None,
    ]
    assert found[2].id == "x"


def test_a_line_that_is_too_long_is_not_kept(items: Read, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 3_000_000}) + "\n" + '{"text": "gut"}\n', "utf-8")
    first, second = items(max_text=1000)
    assert first.error == "is too long: a line of more than 1054576 bytes (--max-text)"
    assert (second.line, second.content) == (2, "gut")


def test_an_archive_that_breaks_off_is_read_as_far_as_it_goes(items: Read, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"Satz {k} von {k * k}."}) + "\n" for k in range(5000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-200])
    found = items()
    assert len(found) > 100
    assert found[-1].error is not None
    assert "can not be read any further" in found[-1].error


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_any_separator(items: Read, tmp_path: Path, separator: str) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=separator)
        rows.writerow(["id", "outlet", "text"])
        rows.writerow(["a", "Talbote", 'Er sagte: "Ja, gern."\nDann ging er; wohin, ist unklar.'])
        rows.writerow(["", "Nordkurier", "Es regnet."])
    first, second = items()
    assert (first.id, first.meta["outlet"]) == ("a", "Talbote")
    assert first.content == 'Er sagte: "Ja, gern."\nDann ging er; wohin, ist unklar.'
    assert (second.id, second.line) == ("a.csv:4", 4)


@pytest.mark.parametrize("said", ["sep=;", "\ufeffSEP=;", '"sep=;"', "sep=;;;"])
def test_csv_that_says_its_separator(items: Read, tmp_path: Path, said: str) -> None:
    (tmp_path / "a.csv").write_bytes(f'{said}\r\na,b,c;text\r\n1,2,3;Es regnet.\r\n4;x;y\r\n5;"offen\r\n'.encode())
    first, second, third = items()
    assert (first.id, first.content) == ("a.csv:3", "Es regnet.")
    assert wrong(second) == ("a.csv:4", "has 3 columns, the header has 2")
    assert wrong(third) == ("a.csv:5", "is not CSV: a quotation mark that nothing ends; the rest is left out")


def test_csv_that_is_none(items: Read, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"nr,body\n1,x\n")
    (tmp_path / "b.csv").write_bytes(b"id,text\n1,gut\n2,H\xf6he\n3,a,b\n4,auch gut\n")
    (tmp_path / "c.csv").write_bytes(b"")
    found = [wrong(item) for item in items()]
    assert found == [
        ("a.csv", 'no column "text" (--text-field); the header has: nr, body'),
        ("b.csv:2", None),
        ("b.csv:3", "is not UTF-8: the row has a byte 0xf6; perhaps --encoding windows-1252"),
        ("b.csv:4", "has 3 columns, the header has 2"),
        ("b.csv:5", None),
    ]


def test_parquet(items: Read, tmp_path: Path) -> None:
    import datetime

    table = pa.table(
        {"id": pa.array([1, 2]), "text": pa.array(["Es regnet.", None]), "other": pa.array([b"x", b"y"]),
         "date": pa.array([datetime.date(2025, 3, 1), None])}
    )  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 nonsense")
    first, second, third = items()
    assert (first.id, first.content, first.meta["date"]) == ("1", "Es regnet.", "2025-03-01")
    assert wrong(second) == ("a.parquet:2", 'the field "text" is null, expected a string')
    assert third.place == "b.parquet"
    assert third.error is not None
    assert third.error.startswith("can not be read: ")


def test_html_gives_its_main_text_and_what_it_says_of_itself(items: Read, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (item,) = items()
    assert (item.kind, item.content) == ("html", PAGE.encode())
    text, meta = text_of_page(PAGE.encode(), None, whole=True)
    assert "Impressum" not in text
    assert "\n\nDer Konzern soll den Bau des Werks um zwei Jahre verschoben haben.\n\nDie Stadt" in text
    assert meta == {"title": "Werk kommt später", "date": "2025-03-04", "outlet": "Nordkurier"}


def test_a_scrap_of_html_is_read_as_a_whole() -> None:
    assert text_of_page(b"<p>Er soll da gewesen sein.</p>", None, whole=True)[0].strip() == ("Er soll da gewesen sein.")
    assert text_of_page(b"<p>x</p>", None, whole=False)[0] == ""
    assert text_of_page(b"", None, whole=True)[0] == ""


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    latin = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("–", "-")
    for data in (latin.encode("latin-1"), latin.encode("utf-8")):  # the second lies, as many do
        assert "später" in text_of_page(data, None, whole=True)[0]
    with pytest.raises(InputError, match="is not UTF-8: byte"):
        text_of_page("<p>Die Höhe</p>".encode("latin-1"), None, whole=True)


def test_word_documents(items: Read, tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Wetter"
    document.add_paragraph("Es soll geregnet haben.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Mai", "nass"
    document.add_paragraph("Dann schneite es.")
    document.save(str(tmp_path / "a.docx"))
    (item,) = items()
    assert item.kind == "docx"
    assert isinstance(item.content, bytes)
    text, meta = text_of_docx(item.content, 10**7)
    assert (text, meta) == ("Es soll geregnet haben.\n\nMai nass\n\nDann schneite es.", {"title": "Wetter"})


def test_what_is_no_word_document_is_said() -> None:
    with pytest.raises(InputError, match="is no Word document"):
        text_of_docx(b"nothing of the kind", 10**7)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 1_000_000)
    with pytest.raises(InputError, match="is no Word document"):
        text_of_docx(packed.getvalue(), 10**7)
    with pytest.raises(InputError, match="unpacks to more than 1000 bytes"):
        text_of_docx(packed.getvalue(), 1000)


def record(kind: str, url: str, head: str, body: bytes) -> bytes:
    """A record of a WARC file."""
    content = (head + "\r\n\r\n").encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode() + content + b"\r\n\r\n"  # fmt: skip


def crawl() -> bytes:
    """A crawl with two pages, and things that are none."""
    html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1"
    latin = PAGE.replace('<meta charset="utf-8">', "").replace("–", "-").encode("latin-1")
    return b"".join(
        [
            record("request", "https://www.nordkurier.example/a", "GET /a HTTP/1.1", b""),
            record("response", "https://www.nordkurier.example/a", html, latin),
            record("response", "https://www.nordkurier.example/weg", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"x"),
            record("response", "https://www.nordkurier.example/b.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
            record("response", "https://www.nordkurier.example/c", html + "\r\nContent-Encoding: gzip", gzip.compress(latin)),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_crawls(items: Read, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(crawl()) if name.endswith(".gz") else crawl())
    found = items()
    assert [(item.id, item.line, item.kind) for item in found] == [
        ("https://www.nordkurier.example/a", 2, "page"),
        ("https://www.nordkurier.example/c", 5, "page"),
    ]
    assert found[0].content == found[1].content
    assert found[0].meta["charset"] in ("iso-8859-1", "iso8859-1", "windows-1252", "cp1252")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_crawl_that_breaks_off_is_said(items: Read, tmp_path: Path, name: str) -> None:
    whole = b"".join(gzip.compress(crawl()) if name.endswith(".gz") else crawl() for _ in range(50))
    (tmp_path / name).write_bytes(whole[: len(whole) - 100])
    found = items()
    assert len(found) > 50
    assert found[-1].error is not None
    assert [item.error for item in found[:-1]] == [None] * (len(found) - 1)


def test_what_is_no_crawl_is_said(items: Read, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"nothing of the kind\n")
    (item,) = items()
    assert item.error is not None
