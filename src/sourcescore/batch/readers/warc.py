"""WARC files of crawls: each page that was answered with HTML is a document, of which the main text is scored."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..inputs import Source
from ..items import Item, failed, file_meta
from ..settings import RAW_SHARE, Settings
from .lines import unpacked

_END = b"\r\n\r\n"
_PAGES = ("text/html", "application/xhtml+xml")
_CODED = ("Transfer-Encoding", "Content-Encoding")


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """A document for each successful response with HTML; its id is its address. Other records are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    limit = RAW_SHARE * settings.max_text
    number = 0
    # Python's own decompression says where a file breaks off; the archive's iterator would take that for its end. What a
    # response's headers and coding hold is looked at one by one: an error there would end the iterator.
    with unpacked(source) as file:
        stream = _UpToDamage(file)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            number += 1
            if record.record_type != WarcRecordType.response or not record.is_http:
                continue
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or f"{name}:{number}"
            try:
                record.parse_http(auto_decode="none")
                if record.http_headers.status_code != 200 or (record.http_content_type or "").lower() not in _PAGES:
                    continue
                data = _content(record, limit)
            except OSError as error:
                yield failed(name, number, f"can not be read: {' '.join(str(error).split())}", url)
                continue
            if len(data) > limit:
                yield failed(name, number, f"is too long: a page of more than {limit} bytes (--max-text)", url)
                continue
            meta = {**file_meta(settings.fields), "url": url, "charset": record.http_charset}
            yield Item(url, name, number, "page", data, None, meta)
        if stream.damage is not None:
            raise stream.damage
        if not number:
            yield failed(name, None, "has no WARC record")
        elif not source.packed and file.seek(-len(_END), os.SEEK_END) and file.read() != _END:
            yield failed(name, None, f"breaks off in record {number}")


class _UpToDamage(io.RawIOBase):
    """A stream that ends where it can not be read any further, and keeps what is wrong there."""

    def __init__(self, stream: BinaryIO) -> None:
        self._read = getattr(stream, "read1", stream.read)  # which gives what there is before it raises
        self._given = 0
        self.damage: Exception | None = None

    def read(self, size: int = -1, /) -> bytes:
        if self.damage is None:
            try:
                content: bytes = self._read(size)
            except OSError as error:
                self.damage = error
            else:
                self._given += len(content)
                return content
        return b""

    def tell(self) -> int:
        return self._given


def _content(record: Any, limit: int) -> bytes:
    """The page of a response, at most a byte more than ``limit``. Raises OSError where it can not be unpacked."""
    from fastwarc.warc import ArchiveIterator

    data: bytes = record.reader.read(limit + 1)
    coded = [(name, value) for name in _CODED if (value := record.http_headers.get(name))]
    if not coded or len(data) > limit:
        return data
    head = "".join(["HTTP/1.1 200 OK\r\n", *(f"{name}: {value}\r\n" for name, value in coded), "\r\n"]).encode()
    begin = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    block = b"%sContent-Length: %d\r\n\r\n%s%s%s" % (begin, len(head) + len(data), head, data, _END)
    try:
        for response in ArchiveIterator(io.BytesIO(block), parse_http=False):
            response.parse_http(auto_decode="all")
            content: bytes = response.reader.read(limit + 1)
            return content
    except OSError:
        if not data.lstrip().startswith(b"<"):
            raise
    return data  # a crawler had unpacked it already, and left the headers as they were
