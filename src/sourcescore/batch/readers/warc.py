"""WARC files of crawls: each page that was answered with HTML is a document, of which the main text is scored."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..inputs import Source
from ..items import Item, failed, file_meta
from ..settings import RAW_SHARE, Settings
from .lines import unpacked

_END = b"\r\n\r\n"
_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """A document for each successful response with HTML; its id is its address. Other records are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    limit = RAW_SHARE * settings.max_text
    number = 0
    # Python's own decompression says where a file breaks off; the archive's iterator would take that for its end.
    with unpacked(source) as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, auto_decode="all"):
            number += 1
            if record.record_type != WarcRecordType.response or record.http_headers is None:
                continue
            if record.http_headers.status_code != 200 or record.http_content_type not in _PAGES:
                continue
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or f"{name}:{number}"
            data = record.reader.read(limit + 1)
            if len(data) > limit:
                yield failed(name, number, f"is too long: a page of more than {limit} bytes (--max-text)", url)
                continue
            meta = {**file_meta(settings.fields), "url": url, "charset": record.http_charset}
            yield Item(url, name, number, "page", data, None, meta)
        if not number:
            yield failed(name, None, "has no WARC record")
        elif not source.packed and file.seek(-len(_END), os.SEEK_END) and file.read() != _END:
            yield failed(name, None, f"breaks off in record {number}")
