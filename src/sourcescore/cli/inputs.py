"""Reads the texts that a user names: files in UTF-8 or UTF-16, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from ..errors import InputError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(name: str) -> str:
    """The text of a file, or of standard input for "-". Raises InputError with the place and what to do."""
    if name == "-":
        return decode(sys.stdin.buffer.read(), "standard input")
    path = Path(name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a folder; archives are for: sourcescore batch {name} --output OUT") from None
    except PermissionError:
        raise InputError(f"{name}: may not be read (permission denied)") from None
    except OSError as error:
        raise InputError(f"{name}: can not be read ({error.strerror})") from None
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one. Raises InputError for anything else."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\0" in data[:4096]:
        raise InputError(f"{name}: is no text (a NUL byte at {data.index(bytes(1))}), expected UTF-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}:{line}: is not {encoding.removesuffix('-sig').upper()} (byte {error.start}: 0x{data[error.start]:02x}); "
            f"if it is Latin-1, convert it: iconv -f latin1 -t utf-8 {name}"
        ) from None
