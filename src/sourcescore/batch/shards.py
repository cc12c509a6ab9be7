"""What a run has finished so far, in OUT.parts: shards of documents, each there as a whole or not at all.

A shard's streams are written under other names, synced and renamed; then its marker is, and from then on the shard is
finished. The manifest says what the run was begun with. It is the first file there and the first to go at the end.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from ..errors import SourcescoreError, UsageError
from .worker import Outcome

ERRORS = "errors.jsonl"
_MANIFEST = "manifest.json"
_NEW = ".new"


class OutputError(SourcescoreError):
    """Something can not be written: the disk is full, or the place may not be written to."""


class Marker(msgspec.Struct, frozen=True):
    """Says that a shard is finished, and what is in it."""

    read: int
    """Documents that were read, whether they could be scored or not."""
    digest: str
    """Stands for the input of these documents."""
    documents: int = 0
    claims: int = 0
    ratings: int = 0
    incomplete: int = 0
    failures: int = 0
    warnings: int = 0


@dataclass
class Totals:
    """What a run did, all in all. ``finished_before``: it had been finished already, and nothing was done."""

    documents: int = 0
    claims: int = 0
    ratings: int = 0
    incomplete: int = 0
    failures: int = 0
    warnings: int = 0
    errors: Path | None = None
    written: list[Path] = field(default_factory=list)
    finished_before: bool = False
    left_out: dict[str, int] = field(default_factory=dict)
    """Files in folders that no reader reads: ending → how many."""
    groups: list[dict[str, Any]] = field(default_factory=list)
    """The figures of each group, where they were asked for."""

    @property
    def mean_rating(self) -> float | None:
        """The mean rating of all claims; None where there is none."""
        return self.ratings / self.claims if self.claims else None

    def add(self, marker: Marker) -> None:
        """Counts a shard."""
        for name in ("documents", "claims", "ratings", "incomplete", "failures", "warnings"):
            setattr(self, name, getattr(self, name) + getattr(marker, name))


@contextmanager
def writing(path: Path, hint: str) -> Iterator[None]:
    """Says what can not be written, and what to do then. Raises OutputError for an OSError inside."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        reason = "no space is left" if full else error.strerror or str(error)
        raise OutputError(f"{path}: can not be written: {reason}{hint}") from error


GO_ON = "; nothing that is finished is lost: run it again with --resume"


class Parts:
    """The folder OUT.parts. Use ``open``; it holds a lock until ``close``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.markers: list[Marker] = []
        self._lock: Any = None

    @classmethod
    def open(cls, folder: Path, manifest: Mapping[str, str], names: Mapping[str, str]) -> Parts:
        """The folder with what is finished in it, begun anew where there is none.

        ``manifest`` is what the results depend on, ``names`` how each entry is called. Raises UsageError where it was
        begun with another manifest or another run is at work in it, OutputError where it can not be written.
        """
        parts = cls(folder)
        with writing(folder, ""):
            if not folder.exists():
                parts._begin(manifest)
            parts._take()
            parts._compare(manifest, names)
            parts._find()
        return parts

    @classmethod
    def clear(cls, folder: Path) -> None:
        """Removes an unfinished run. Raises UsageError where it is still at work, OutputError where it can not go."""
        if folder.exists():
            parts = cls(folder)
            with writing(folder, ""):
                parts._take()
                parts.end()

    def _begin(self, manifest: Mapping[str, str]) -> None:
        new = self.folder.with_name(self.folder.name + _NEW)
        if new.exists():
            shutil.rmtree(new)
        new.mkdir()
        _write(new / _MANIFEST, msgspec.json.format(msgspec.json.encode(dict(manifest)), indent=1))
        new.rename(self.folder)
        sync_folder(self.folder.parent)

    def _take(self) -> None:
        self._lock = (self.folder / "lock").open("wb")
        try:
            import fcntl
        except ImportError:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{self.folder}: another run is at work there") from None

    def _compare(self, manifest: Mapping[str, str], names: Mapping[str, str]) -> None:
        try:
            begun: dict[str, str] = msgspec.json.decode((self.folder / _MANIFEST).read_bytes())
        except (FileNotFoundError, msgspec.DecodeError):
            raise UsageError(f"{self.folder}: holds no unfinished run; --overwrite begins anew") from None
        changed = [name for name in manifest if begun.get(name) != manifest[name]]
        if changed:
            said = ", ".join(_change(names[name], begun.get(name), manifest[name]) for name in changed)
            raise UsageError(
                f"{self.folder}: the unfinished run was begun with something else: {said}; "
                "give the same, or begin anew with --overwrite"
            )

    def _find(self) -> None:
        """Reads the markers of the shards that are finished, and clears away what was not."""
        while (path := self._path(len(self.markers), "done")).exists():
            self.markers.append(msgspec.json.decode(path.read_bytes(), type=Marker))
        for path in self.folder.iterdir():
            number = path.name.partition(".")[0]
            if path.name.endswith(_NEW) or (number.isdigit() and int(number) >= len(self.markers)):
                path.unlink()

    def _path(self, shard: int, stream: str) -> Path:
        return self.folder / f"{shard:08}.{stream}"

    def paths(self, stream: str) -> Iterator[Path]:
        """The files of a stream, in order; a shard that has nothing of it has no file."""
        return (self._path(shard, stream) for shard in range(len(self.markers)))

    def shard(self) -> ShardWriter:
        """A writer for the next shard."""
        return ShardWriter(self, len(self.markers))

    def end(self) -> None:
        """Removes the folder: all that was in it stands in the output."""
        (self.folder / _MANIFEST).unlink(missing_ok=True)
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Lets another run have the folder."""
        if self._lock is not None:
            self._lock.close()


class ShardWriter:
    """Writes one shard: some documents after the other, then ``finish``."""

    def __init__(self, parts: Parts, shard: int) -> None:
        self._parts = parts
        self._shard = shard
        self._files: dict[str, BinaryIO] = {}
        self._counts = {"documents": 0, "claims": 0, "ratings": 0, "incomplete": 0, "failures": 0, "warnings": 0}
        self._read = 0

    def add(self, outcome: Outcome, read: int, errors: bytes, warnings: int) -> None:
        """What came of ``read`` more documents, with the lines that are to be said of them. Raises OSError."""
        for stream, content in [*outcome.streams.items(), (ERRORS, errors)]:
            if content:
                if stream not in self._files:
                    path = self._parts._path(self._shard, stream)
                    self._files[stream] = path.with_name(path.name + _NEW).open("wb")
                self._files[stream].write(content)
        self._read += read
        for name in ("documents", "claims", "ratings", "incomplete"):
            self._counts[name] += getattr(outcome, name)
        self._counts["failures"] += len(outcome.failures)
        self._counts["warnings"] += warnings

    def finish(self, digest: str) -> Marker:
        """Makes the shard one that is finished. Raises OSError."""
        for stream, file in self._files.items():
            with file:
                file.flush()
                os.fsync(file.fileno())
            path = self._parts._path(self._shard, stream)
            path.with_name(path.name + _NEW).rename(path)
        sync_folder(self._parts.folder)
        marker = Marker(read=self._read, digest=digest, **self._counts)
        _write(self._parts._path(self._shard, "done"), msgspec.json.encode(marker))
        self._parts.markers.append(marker)
        return marker

    def close(self) -> None:
        """Closes what is open; a shard that was not finished is none."""
        for file in self._files.values():
            try:
                file.close()
            except OSError:  # what could not be written is said already
                continue


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(path.name + _NEW)
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Waits until a file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Waits until a folder's names are on the disk, where the platform can."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _change(name: str, old: str | None, new: str) -> str:
    if old is None or max(len(old), len(new)) > 60:
        return f"{name} changed"
    return f"{name} was {old or 'not given'}, now {new or 'not given'}"
