"""INPUT → the files in it, in a fixed order: folders with all that is below, patterns, single files, standard input."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO

from ..arrow import claims_schema, documents_schema
from ..errors import InputError, UsageError
from .settings import STDIN

SUFFIXES: Mapping[str, str] = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".warc": "warc",
}  # fmt: skip
"""Endings of files → the reader that reads them."""
REPORTS = "reports"
"""Stands among the endings of ``Inputs.left_out`` for what earlier runs wrote into a folder that is read."""
_OUTPUTS = (
    b'{"schema":"sourcescore/',
    b'{"kind":"error","id":',
    b'{"kind":"warning","id":',
    b"id,lang,outlet,date,title,claim,start,end,text,rating,",
)
_HEAD = 64
_PACKED = {".gz": "gzip", ".zst": "zstd"}
_PACKABLE = ("jsonl", "csv", "warc")


@dataclass
class Source:
    """One file to read: its name as shown, its reader, how it is compressed."""

    name: str
    reader: str
    packed: str = ""
    size: int = 0
    position: Callable[[], int] = field(default=lambda: 0)
    """How many of the file's bytes are read so far."""

    def open(self) -> BinaryIO:
        """The file's bytes as they stand on the disk. Raises OSError."""
        if self.name == STDIN:
            return sys.stdin.buffer
        file = Path(self.name).open("rb")  # noqa: SIM115  the reader closes it
        self.position = lambda: self.size if file.closed else file.tell()
        return file


def reader_of(name: str) -> tuple[str, str] | None:
    """(reader, compression) of a file of this name; None where there is no reader for it."""
    path = PurePath(name.lower())
    packed = _PACKED.get(path.suffix, "")
    reader = SUFFIXES.get(PurePath(path.stem).suffix if packed else path.suffix)
    if reader is None or (packed and reader not in _PACKABLE):
        return None
    return reader, packed


class Inputs:
    """The files that a user names. Raises UsageError, InputError where something named is not there or not readable."""

    def __init__(self, names: Sequence[str], own: Sequence[Path] = ()) -> None:
        if names.count(STDIN) > 1:
            raise UsageError('standard input can be read only once: "-" is given several times')
        self.names = tuple(names)
        self._own = {path.name: path.resolve() for path in own}
        self.left_out: Counter[str] = Counter()
        """Files in folders that no reader reads, by their ending."""
        for name in names:
            self._check(name)

    def _check(self, name: str) -> None:
        if name == STDIN:
            if sys.stdin is None:
                raise UsageError('"-" reads JSON Lines from standard input, which is closed here')
            if sys.stdin.isatty():
                raise UsageError('"-" reads JSON Lines from standard input, which is a terminal here')
            return
        path = Path(name)
        if path.is_dir():
            if not os.access(path, os.R_OK | os.X_OK):
                raise InputError(f"{_shown(name)}: can not be read: permission denied")
        elif path.exists():
            if not path.is_file():
                raise UsageError(f'{_shown(name)}: is no ordinary file; JSON Lines can be piped to "-"')
            if reader_of(name) is None:
                known = ", ".join([*SUFFIXES, ".jsonl.gz", ".csv.zst", ".warc.gz"])
                raise UsageError(f"{_shown(name)}: no reader for files of this ending; there are: {known}")
            if not os.access(path, os.R_OK):
                raise InputError(f"{_shown(name)}: can not be read: permission denied")
        elif not glob.has_magic(name):
            raise InputError(f"{_shown(name)}: no such file or folder")
        elif not _matching(name):
            raise InputError(f"{_shown(name)}: no file has a name like that")

    def __iter__(self) -> Iterator[Source]:
        self.left_out.clear()
        for name in self.names:
            if name == STDIN:
                yield Source(STDIN, "jsonl")
            elif Path(name).exists():
                yield from self._at(Path(name))
            else:
                for found in _matching(name):
                    yield from self._at(found)

    def _at(self, path: Path) -> Iterator[Source]:
        return self._below(path) if path.is_dir() else self._file(path)

    def _below(self, folder: Path) -> Iterator[Source]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            raise InputError(f"{_shown(str(folder))}: can not be read: {error.strerror}") from None
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            if not entry.is_dir(follow_symlinks=False):
                if entry.is_file() or (
                    entry.is_symlink() and not path.exists()
                ):  # the reader says that it leads nowhere
                    yield from self._file(path, named=False)
            elif not self._is_own(path):
                yield from self._below(path)

    def _file(self, path: Path, *, named: bool = True) -> Iterator[Source]:
        if self._is_own(path):
            return
        if not named and _is_output(path):
            self.left_out[REPORTS] += 1
            return
        found = reader_of(path.name)
        if found is None:
            self.left_out[path.suffix.lower() or "without an ending"] += 1
            return
        try:
            size = path.stat().st_size
        except OSError:
            size = 0  # the reader says what is wrong with it
        yield Source(str(path), *found, size)

    def _is_own(self, path: Path) -> bool:
        """Whether a file or folder is one that this run writes."""
        return path.name in self._own and path.resolve() == self._own[path.name]

    def survey(self) -> tuple[str, int, int]:
        """(fingerprint, number, bytes) of all files: the fingerprint changes with any name, size or time of change."""
        digest = hashlib.sha256()
        number = size = 0
        for source in self:
            changed = 0
            if source.name != STDIN:
                try:
                    changed = Path(source.name).stat().st_mtime_ns
                except OSError:
                    changed = -1
            digest.update(f"{os.fsencode(source.name)!r} {source.size} {changed}\n".encode())
            number += 1
            size += source.size
        return digest.hexdigest(), number, size


def _is_output(path: Path) -> bool:
    """Whether a file is what an earlier run wrote: reports, a table of claims or documents, a list of what failed."""
    if path.suffix == ".parquet":
        return _columns(path) in (claims_schema().names, documents_schema().names)
    if path.suffix not in (".jsonl", ".csv"):
        return False
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).startswith(_OUTPUTS)
    except OSError:
        return False  # the reader says what is wrong with it


def _columns(path: Path) -> list[str]:
    """The names of a Parquet file's columns; none where it can not be read, of which the reader says what is wrong."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names: list[str] = pq.read_schema(path).names
    except (OSError, pa.ArrowException):
        return []
    return names


def _matching(pattern: str) -> list[Path]:
    return sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207  Path.glob wants a folder to begin with


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
