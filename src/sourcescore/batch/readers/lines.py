"""Lines of files that may be compressed, in any encoding, and with lines of any length."""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from ..inputs import Source
from ..items import bom_of, is_wide

_PIECE = 1 << 16


def unpacked(source: Source) -> BinaryIO:
    """The file's bytes, decompressed. Raises OSError; a damaged file raises while it is read."""
    raw = source.open()
    if source.packed == "gzip":
        return cast("BinaryIO", gzip.open(raw))
    if source.packed == "zstd":
        import zstandard

        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True), _PIECE)
    return raw


def utf8_if_wide(stream: BinaryIO, encoding: str | None) -> tuple[BinaryIO, str | None]:
    """(stream, encoding) without a byte order mark; UTF-16 and UTF-32, where line ends are not bytes, become UTF-8."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    marked = bom_of(buffered.peek(4)[:4])
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
