"""Lines of files that may be compressed, in any encoding, and with lines of any length."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from ...errors import InputError
from ..inputs import Source
from ..items import bom_of, is_wide, kind_of

_PIECE = 1 << 16
_PACKED_PIECE = 1 << 10
"""Bytes that are unpacked together: of Zstandard, a few may stand for 128 kB."""


def unpacked(source: Source) -> BinaryIO:
    """The file's bytes, decompressed. Raises OSError; a damaged file raises it while it is read, behind all that can be."""
    raw = source.open()
    if source.packed == "gzip":
        return io.BufferedReader(_Unpacked(raw, "gzip", lambda: zlib.decompressobj(wbits=31)), _PIECE)
    if source.packed == "zstd":
        import zstandard

        return io.BufferedReader(_Unpacked(raw, "Zstandard", zstandard.ZstdDecompressor().decompressobj), _PIECE)
    return raw


class _Unpacked(io.RawIOBase):
    """The content of a file of one or several compressed parts. Libraries take the end of a file for the end of what is
    compressed, or raise before they give what precedes it; this says where a file breaks off, and gives the rest."""

    def __init__(self, packed: BinaryIO, name: str, begin: Callable[[], Any]) -> None:
        self._packed = packed
        self._name = name
        self._begin = begin
        self._part: Any = None
        self._left = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._packed.close()
        super().close()

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            piece = self._left or self._packed.read(_PACKED_PIECE)
            self._left = b""
            if not piece:
                if self._part is not None:
                    raise OSError(f"breaks off: the {self._name} data have no end")
                return 0
            self._unpack(piece)
        given = self._ready[: len(view)]
        self._ready = self._ready[len(given) :]
        view[: len(given)] = given
        return len(given)

    def _unpack(self, piece: bytes) -> None:
        if self._part is None:
            piece = piece.lstrip(b"\0")  # which may fill up a file of gzip
            if not piece:
                return
            self._part = self._begin()
        try:
            self._ready = self._part.decompress(piece)
        except Exception as error:
            raise OSError(f"is damaged, or not compressed with {self._name}") from error
        if self._part.eof:
            self._left = self._part.unused_data
            self._part = None


def utf8_if_wide(stream: BinaryIO, encoding: str | None) -> tuple[BinaryIO, str | None]:
    """(stream, encoding) without a byte order mark; UTF-16 and UTF-32, where line ends are not bytes, become UTF-8.
    Raises InputError where the bytes are known as something else than text."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    head = buffered.peek(8)[:8]
    if (kind := kind_of(head)) is not None:
        raise InputError(f"is {kind}, expected a text")
    marked = bom_of(head)
    if marked == "utf-8-sig":
        buffered.read(len(codecs.BOM_UTF8))
        return buffered, None
    wide = marked or (encoding if is_wide(encoding) else None)
    if wide is None:
        return buffered, encoding
    return io.BufferedReader(_Recoded(buffered, wide)), None


class _Recoded(io.RawIOBase):
    """The bytes of a text as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            piece = self._stream.read(_PIECE)
            self._ready = self._decoder.decode(piece, not piece).encode()
            if not piece:
                break
        given = self._ready[: len(view)]
        self._ready = self._ready[len(given) :]
        view[: len(given)] = given
        return len(given)


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line) of all lines; None for one that is longer than ``limit`` bytes, of which nothing is kept."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(_PIECE)) and not rest.endswith(b"\n"):
            pass
        yield number, None
