"""HTML: a file is a document, of which the main text is scored. The text is taken out in a worker, not while reading."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ...errors import InputError
from ..inputs import Source
from ..items import Item, Meta, bom_of, decode, failed, file_meta
from ..settings import RAW_SHARE, Settings

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD = 4096


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """The one document of the file."""
    limit = RAW_SHARE * settings.max_text
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        yield failed(name, None, f"is too long: a page of more than {limit} bytes (--max-text)")
        return
    yield Item(name, name, None, "html", data, None, file_meta(settings.fields))


def main_text(data: bytes, encoding: str | None, *, whole: bool, url: str | None = None) -> tuple[str, Meta]:
    """(text, what the page says of itself) of a page: its main text, paragraphs set apart by a blank line. Where none is
    found, all its prose if ``whole``, else nothing. Raises InputError where the page is in no known encoding."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page without an article as an error
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    source = _decoded(data, encoding)
    page = None
    if source.strip():
        page = trafilatura.bare_extraction(
            source, url=url, fast=True, include_comments=False, with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    if page is None or isinstance(page, dict) or not page.text:
        from ...markup import read_markup

        return (read_markup(source, "html").plain if whole else ""), {"outlet": _host(url)}
    meta = {"title": page.title, "date": page.date, "outlet": page.sitename or page.hostname or _host(url)}
    return "\n\n".join(line for line in page.text.splitlines() if line.strip()), meta


def _decoded(data: bytes, encoding: str | None) -> str:
    """A page as text. Pages that say they are Latin-1 often are UTF-8, hardly ever the other way round: UTF-8 is tried
    first, then what the page declares, then ``encoding``."""
    try:
        return decode(data, None)
    except InputError as error:
        found = _CHARSET.search(data[:_HEAD])
        known = known_encoding(found[1].decode("ascii") if found else None) or encoding
        if known is None or bom_of(data) is not None or "UTF-8" not in str(error):
            raise
    return decode(data, known)


def known_encoding(name: str | None) -> str | None:
    """Python's name of an encoding, read as browsers do (Latin-1 is Windows-1252); None where there is none."""
    if not name:
        return None
    try:
        known = codecs.lookup(name).name
        "".encode(known)
    except (LookupError, ValueError):
        return None
    return "windows-1252" if known in ("iso8859-1", "ascii") else known


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None
