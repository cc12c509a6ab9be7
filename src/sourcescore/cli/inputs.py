"""Reads the texts that a user names: files in UTF-8 or UTF-16, or standard input."""

from __future__ import annotations

import codecs
import shlex
import sys
from pathlib import Path

from ..errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_READ = ("utf-8", "utf-8-sig", "utf-16")
_KINDS = (
    (b"%PDF-", "a PDF", "pdftotext {name} - | sourcescore score -"),
    (b"PK\x03\x04", "a zip archive (perhaps .docx or .odt)", "save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"\x1f\x8b", "compressed", "gzip -dc {name} | sourcescore score -"),
    (b"{\\rtf", "RTF", "save it as plain text"),
)
STDIN = "standard input"


def read_text(name: str) -> str:
    """The text of a file, or of standard input for "-". Raises InputError with the place and what to do."""
    if name == "-":
        if sys.stdin.isatty():
            print("sourcescore: paste a text, then press Ctrl-D on a line of its own", file=sys.stderr)
        return decode(sys.stdin.buffer.read(), STDIN)
    if not name:
        raise InputError("a file's name is empty")
    shown = shown_name(name)
    try:
        data = Path(name).read_bytes()
    except FileNotFoundError:
        raise InputError(f"{shown}: no such file") from None
    except IsADirectoryError:
        raise InputError(
            f"{shown}: is a folder; for folders use: sourcescore batch {shown} --output OUT.jsonl"
        ) from None
    except PermissionError:
        raise InputError(f"{shown}: can not be read: permission denied") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{shown}: can not be read: {getattr(error, 'strerror', None) or error}") from None
    return decode(data, shown)


def shown_name(name: str) -> str:
    """A file's name that can be printed, also where its bytes are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def decode(data: bytes, name: str) -> str:
    """Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one. Raises InputError for anything else."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    if encoding not in _READ:
        raise InputError(f"{name}: is {encoding.upper()}, expected UTF-8; {_convert(encoding, name)}")
    if encoding == "utf-8":
        for magic, kind, advice in _KINDS:
            if data.startswith(magic):
                raise InputError(f"{name}: is {kind}, expected plain text: {advice.format(name=shlex.quote(name))}")
        if (at := data.find(b"\0")) >= 0:
            raise InputError(f"{name}: {_of_nul(data, at, name)}")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        shown = encoding.removesuffix("-sig").upper()
        found = f"byte {error.start} is 0x{data[error.start]:02x}"
        if encoding == "utf-16":
            raise InputError(f"{name}: is not whole UTF-16: {found}; {error.reason}") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: is not {shown}: {found}; {_convert('windows-1252', name)}") from None


def _of_nul(data: bytes, at: int, name: str) -> str:
    """What a NUL byte means: UTF-16 without a mark has one in every other place."""
    sample = data[:400]
    for first, encoding in ((1, "utf-16le"), (0, "utf-16be")):
        if (
            len(sample) > 3
            and sample[first::2].count(0) > 0.7 * (len(sample) // 2)
            and not sample[1 - first :: 2].count(0)
        ):
            return f"looks like UTF-16 without a byte order mark, expected UTF-8; {_convert(encoding, name)}"
    return f"is not a text: byte {at} is 0x00, expected UTF-8"


def _convert(encoding: str, name: str) -> str:
    if name == STDIN:
        return f"convert it: … | iconv -f {encoding} -t utf-8 | sourcescore score -"
    return f"convert it: iconv -f {encoding} -t utf-8 {shlex.quote(name)} | sourcescore score -"


def hint(name: str, text: str) -> str:
    """What a user should know about a text that will be scored as it stands; "" where there is nothing to say."""
    start = text[:200].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        shown = STDIN if name == "-" else shown_name(name)
        return f"{shown}: looks like HTML but is scored as it stands, tags included: add --markup html"
    return ""
