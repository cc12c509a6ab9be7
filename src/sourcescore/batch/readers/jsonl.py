"""JSON Lines, also compressed and from standard input: an object a line is a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ..inputs import Source
from ..items import Item, failed, item_of
from ..settings import Settings
from .lines import lines, unpacked, utf8_if_wide

_OTHER_FIELDS = 1 << 20
_ESCAPED = 6  # bytes of \u00e4


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """A document a line; blank lines are none."""
    limit = _ESCAPED * settings.max_text + _OTHER_FIELDS
    decode = msgspec.json.Decoder(Any).decode
    stream, encoding = utf8_if_wide(unpacked(source), settings.encoding)
    with stream:
        for number, line in lines(stream, limit):
            if line is None:
                yield failed(name, number, f"is too long: a line of more than {limit} bytes (--max-text)")
                continue
            if not line.strip():
                continue
            try:
                record = decode(line if encoding is None else line.decode(encoding))
            except (UnicodeDecodeError, msgspec.DecodeError) as error:
                yield failed(name, number, _wrong(line, encoding, error))
                continue
            if isinstance(record, dict):
                yield item_of(record, settings.fields, name, number)
            else:
                yield failed(name, number, "is no object of JSON, expected one document a line in {…}")


def _wrong(line: bytes, encoding: str | None, error: Exception) -> str:
    """What is wrong with a line; bytes that are no UTF-8 are said as such, not as a fault of the JSON."""
    try:
        line.decode(encoding or "utf-8")
    except UnicodeDecodeError as wrong:
        hint = "" if encoding else "; perhaps --encoding windows-1252"
        return (
            f"is not {(encoding or 'UTF-8').upper()}: byte {wrong.start} of the line is 0x{line[wrong.start]:02x}{hint}"
        )
    if b"\0" in line:
        return f"is not JSON: byte {line.index(0)} of the line is 0x00"
    return f"is not JSON: {str(error).removeprefix('JSON is malformed: ')}"
