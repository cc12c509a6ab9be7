"""A document on its way from a reader to a worker, and the limits and decoding that all readers share."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..arrow import whole_number
from ..errors import InputError
from .settings import Fields

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (perhaps an Office document)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard"),
    (b"{\\rtf", "RTF"),
    (b"PAR1", "Parquet"),
)

Meta = dict[str, Any]
"""What is known about a document: title, outlet, date and the field of ``--group-by``; strings or None."""


class Item(NamedTuple):
    """One document as read. ``error`` says why it can not be scored; then there is no ``content``.

    ``line`` is the line of a JSON Lines or CSV file, the row of a Parquet file, the record of a WARC file, counted from 1.
    ``kind`` says what the content is: "plain" or "markdown" text, or the bytes of "html", a crawled "page", or "docx".
    """

    id: str
    file: str
    line: int | None = None
    kind: str = "plain"
    content: str | bytes = ""
    lang: str | None = None
    meta: Meta = {}  # noqa: RUF012  never changed
    error: str | None = None

    @property
    def place(self) -> str:
        """``file:line``, or the file."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


def failed(file: str, line: int | None, reason: str, id: str | None = None) -> Item:
    """A document, or a whole file, that can not be read. Where it has no id, its place is one."""
    item = Item("", file, line, error=reason)
    return item._replace(id=item.place if id is None else id)


def item_of(record: Mapping[str, Any], fields: Fields, file: str, line: int) -> Item:
    """The document in a record: an object of JSON, or a row of a table."""
    found = whole_number(record.get(fields.id))
    name: str | None = None
    if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
        name = str(found).encode("utf-8", "replace").decode()
    elif found is not None:
        return failed(file, line, f'the field "{fields.id}" is {_named(found)}, expected a string or a whole number')
    text = record.get(fields.text)
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            return failed(file, line, f'the field "{fields.text}" {_not_utf8(error)}', name)
    if not isinstance(text, str):
        if fields.text not in record:
            there = ", ".join(map(str, list(record)[:12])) or "no field at all"
            return failed(file, line, f'no field "{fields.text}" (--text-field); there is: {there}', name)
        return failed(file, line, f'the field "{fields.text}" is {_named(text)}, expected a string', name)
    if (at := _surrogate(text)) is not None:
        return failed(
            file, line, f'the field "{fields.text}" is not Unicode: half a surrogate pair at character {at}', name
        )
    meta = {"title": _said(record.get(fields.title)), "outlet": _said(record.get(fields.outlet)),
            "date": _said(record.get(fields.date))}  # fmt: skip
    if fields.group is not None and fields.group not in ("id", "lang"):
        meta.setdefault(fields.group, _said(record.get(fields.group)))
    lang = record.get(fields.lang)
    item = Item("", file, line, "plain", text, language_code(lang), meta)
    return item._replace(id=item.place if name is None else name)


def file_meta(fields: Fields) -> Meta:
    """What is known about a document that is a file of its own."""
    meta: Meta = {"title": None, "outlet": None, "date": None}
    if fields.group is not None and fields.group not in ("id", "lang"):
        meta.setdefault(fields.group, None)
    return meta


def language_code(value: object) -> str | None:
    """A language code ("de", "de-AT"); None where the value is none, as the name of a language is not."""
    if not isinstance(value, str):
        return None
    base = value.strip().replace("_", "-").partition("-")[0].lower()
    return base if 2 <= len(base) <= 3 and base.isascii() and base.isalpha() else None


def decode(data: bytes, encoding: str | None) -> str:
    """Bytes to text: by the byte order mark, else in ``encoding``, else UTF-8. Raises InputError with what is wrong."""
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if marked is None:
        if (kind := kind_of(data)) is not None:
            raise InputError(f"is {kind}, expected a text")
        if (at := data.find(b"\0")) >= 0 and not is_wide(encoding):
            raise InputError(_of_nul(data, at))
    try:
        return data.decode(marked or encoding or "utf-8")
    except UnicodeDecodeError as error:
        if marked is None and encoding is None:
            raise InputError(_not_utf8(error)) from None
        name = (marked or encoding or "").upper().removesuffix("-SIG")
        raise InputError(f"is not {name}: byte {error.start} is 0x{data[error.start]:02x}") from None


def kind_of(data: bytes) -> str | None:
    """What ``data`` begins, where that is known not to be a text."""
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), None)


def bom_of(data: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning of ``data`` stands for."""
    return next((name for bom, name in _BOMS if data.startswith(bom)), None)


def is_wide(encoding: str | None) -> bool:
    """Whether an encoding has more than a byte for each letter of ASCII, so that lines can not be found in the bytes."""
    return encoding is not None and len("\n".encode(encoding)) > 1


def _of_nul(data: bytes, at: int) -> str:
    sample = data[:400]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if (
            len(sample) > 3
            and sample[first::2].count(0) > 0.7 * (len(sample) // 2)
            and not sample[1 - first :: 2].count(0)
        ):
            return f"looks like UTF-16 without a byte order mark, expected UTF-8; try --encoding {encoding}"
    return f"is not a text: byte {at} is 0x00"


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"is not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}; perhaps --encoding windows-1252"


def _surrogate(text: str) -> int | None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def _named(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return {"int": "a number", "float": "a number", "list": "a list", "dict": "an object"}.get(
        type(value).__name__, f"a {type(value).__name__}"
    )


def _said(value: object) -> str | None:
    """A value as a string: numbers and dates are told as they stand, anything else is not."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() or None
    if value is None or isinstance(value, bool | list | dict | bytes):
        return None
    said = getattr(value, "isoformat", None)
    return str(said()) if said is not None else str(value)
