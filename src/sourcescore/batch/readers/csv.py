"""CSV with a header, also compressed: a row is a document. Commas, semicolons, tabs or bars separate the columns, or what
a line ``sep=;`` above the header says, as spreadsheets write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from ...errors import InputError
from ..inputs import Source
from ..items import Item, failed, item_of
from ..settings import Settings
from .lines import lines, unpacked, utf8_if_wide

_SEPARATORS = ",;\t|"
_LONGEST_FIELD = 1 << 26
_SAYS_SEPARATOR = re.compile(r'"?sep=([^\w" \r\n])"?[,;\t|]*[\r\n]*', re.IGNORECASE)
_LONE_RETURN = re.compile(r"(?<=\r)(?!\n|\r|$)")


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """A document a row; ``line`` is the line on which the row ends, or begins where it has only one."""
    csv.field_size_limit(_LONGEST_FIELD)
    stream, encoding = utf8_if_wide(unpacked(source), settings.encoding)
    with stream:
        texts = _Lines(stream, encoding or "utf-8")
        header = next(texts, None)
        said = _SAYS_SEPARATOR.fullmatch(header) if header is not None else None
        if said is not None:
            header = next(texts, None)
        if header is None:
            return
        above = 2 if said is not None else 1
        columns, separator = _columns(header, settings.fields.text, said[1] if said is not None else _SEPARATORS)
        if settings.fields.text not in columns:
            raise InputError(
                f'no column "{settings.fields.text}" (--text-field); the header has: {", ".join(columns[:12])}'
            )
        if columns.count(settings.fields.text) > 1:
            raise InputError(f'there is more than one column "{settings.fields.text}"')
        rows = csv.reader(texts, delimiter=separator)
        before = 0
        try:
            for row in rows:
                if texts.ended:  # the reader looked for more: the row has no end
                    reason = "is not CSV: a quotation mark that nothing ends; the rest is left out"
                    yield failed(name, before + above + 1, reason)
                elif row:
                    yield _item(row, columns, settings, name, rows.line_num + above)
                before = rows.line_num
        except csv.Error as error:
            yield failed(
                name,
                rows.line_num + above,
                f"is not CSV: {error} (a quotation mark that nothing ends?); the rest is left out",
            )


class _Lines:
    """The lines as text; bytes that are none in the encoding stand as half surrogates, for the row to be refused. A lone
    carriage return ends a line too, as in files of old Macs."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._lines = self._decoded(stream, encoding)
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        return line

    def _decoded(self, stream: BinaryIO, encoding: str) -> Iterator[str]:
        for _, line in lines(stream, _LONGEST_FIELD):
            if line is None:
                raise InputError(f"is not CSV: a line of more than {_LONGEST_FIELD} bytes; the rest is left out")
            text = line.decode(encoding, "surrogateescape")
            yield from _LONE_RETURN.split(text) if "\r" in text else (text,)


def _columns(header: str, text: str, separators: str) -> tuple[list[str], str]:
    """(columns, separator): the separator that makes the most columns, best with the text's among them."""
    found = [(next(csv.reader([header], delimiter=separator), []), separator) for separator in separators]
    return max(found, key=lambda pair: (text in pair[0], len(pair[0])))


def _item(row: list[str], columns: list[str], settings: Settings, name: str, line: int) -> Item:
    for value in row:
        for char in value:
            if "\udc80" <= char <= "\udcff":
                hint = "" if settings.encoding else "; perhaps --encoding windows-1252"
                encoding = (settings.encoding or "UTF-8").upper()
                return failed(name, line, f"is not {encoding}: the row has a byte 0x{ord(char) - 0xDC00:02x}{hint}")
    if len(row) > len(columns):
        return failed(name, line, f"has {len(row)} columns, the header has {len(columns)}")
    record = {column: value for column, value in zip(columns, row, strict=False)}  # noqa: C416
    if not record.get(settings.fields.id):
        record.pop(settings.fields.id, None)
    return item_of(record, settings.fields, name, line)
