"""A run over an archive: reads, has scored, writes shard by shard, and joins them at the end."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from ..errors import SourcescoreError, UsageError
from ..processes import has_one_thread, warm_up
from ..scorer import Scorer
from .engine import WORK, Chunk, Pool, score_chunks
from .fingerprint import NAMES, manifest
from .finish import finish, load_makers, targets_of
from .inputs import Inputs
from .items import Item
from .readers import read
from .seen import Seen
from .settings import STDIN, Settings
from .shards import GO_ON, OutputError, Parts, Totals, writing
from .worker import Outcome

_CHUNK = 16
_CHUNK_WEIGHT = 64_000
_SHARD_WEIGHT = 16_000_000
"""Characters, or bytes of pages and Word documents, after which a chunk or a shard is full."""


class Watcher(Protocol):
    """Is told how a run goes."""

    def begin(self, files: int, size: int) -> None:
        """The run begins: so many files, so many bytes (0 where nobody can know)."""

    def step(self, documents: int, failures: int, position: int) -> None:
        """So many more documents are finished, and failed; so many bytes of the input are read."""

    def phase(self, what: str) -> None:
        """The run comes to something else than scoring."""


class _Unwatched:
    def begin(self, files: int, size: int) -> None: ...

    def step(self, documents: int, failures: int, position: int) -> None: ...

    def phase(self, what: str) -> None: ...


def run_batch(settings: Settings, watcher: Watcher | None = None, *, alone: bool = False) -> Totals:
    """Scores an archive. Whatever is wrong with one document becomes a line of OUT.errors.jsonl. ``alone``: this process
    does nothing else, so that scoring processes may be forked from it, which is the quickest way to start them. Not so
    with plugins of others, which may hold files or connections that two processes must not share.

    Raises UsageError for settings that can not be followed, InputError for an input that is not there, OutputError where
    the output can not be written (what is finished stays for ``resume``), RulesError and PluginError as Scorer does.
    """
    watcher = watcher or _Unwatched()
    paths = targets_of(settings)
    folder = parts_folder(settings)
    _check(settings, paths)
    inputs = Inputs(settings.inputs, [*paths, folder, folder.with_name(folder.name + ".new")])
    if not folder.exists() and settings.output.exists() and settings.resume and not settings.overwrite:
        return Totals(finished_before=True, written=[path for path in paths if path.exists()])
    _refuse_to_overwrite(settings, paths, folder)
    if settings.resume and folder.exists() and settings.output.exists() and not (folder / "manifest.json").exists():
        # The run had come to its end, and was stopped while it cleared up.
        shutil.rmtree(folder, ignore_errors=True)
        return Totals(finished_before=True, written=[path for path in paths if path.exists()])
    load_makers(settings)
    forks = alone and not settings.plugins and has_one_thread()
    if not forks:
        warm_up(*WORK)  # the process that others are forked from makes itself ready meanwhile
    scorer = Scorer(**settings.scorer)
    pool = Pool(settings, scorer if forks and scorer.plugins.shipped else None)
    try:
        return _run(settings, watcher, inputs, scorer, pool)
    finally:
        pool.stop()


def _run(settings: Settings, watcher: Watcher, inputs: Inputs, scorer: Scorer, pool: Pool) -> Totals:
    """The run itself, once it is known that it may write where it is to write."""
    folder = parts_folder(settings)
    files, number, size = inputs.survey()
    left_out = dict(sorted(inputs.left_out.items()))
    if not number:
        left = ", ".join(f"{count} {suffix}" for suffix, count in left_out.items())
        raise UsageError(f"{' '.join(settings.inputs)}: no file that can be read" + (f", only {left}" if left else ""))
    _enough_space(settings, size)
    if settings.overwrite:
        Parts.clear(folder)
    parts = Parts.open(folder, manifest(settings, scorer, files), NAMES)
    watcher.begin(number, 0 if STDIN in settings.inputs else size)
    try:
        _score(settings, inputs, parts, watcher, pool)
        watcher.phase("joining")
        with writing(settings.output, GO_ON):
            totals = finish(settings, parts)
            parts.end()
        totals.left_out = left_out
        return totals
    except SourcescoreError:
        if not parts.markers:
            parts.end()  # there is nothing to resume
        raise
    finally:
        parts.close()


def parts_folder(settings: Settings) -> Path:
    """Where a run keeps what it has finished so far."""
    return settings.output.with_name(settings.output.name + ".parts")


def _check(settings: Settings, paths: list[Path]) -> None:
    if not settings.form:
        raise UsageError(f"{settings.output}: expected an output that ends in .jsonl, .csv or .parquet")
    if settings.with_text and settings.form != "jsonl":
        raise UsageError("--with-text is for .jsonl output: only there a document is one record")
    given = {Path(name).resolve() for name in settings.inputs}
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() in given:
            raise UsageError(f"{path}: is an input, and would be written over")
        if path.resolve() in seen:
            raise UsageError(f"{path}: would be written twice; give another --report or --output")
        seen.add(path.resolve())
        if path.is_dir():
            raise UsageError(f"{path}: is a folder, expected a file to write")
        if not path.parent.is_dir():
            raise UsageError(f"{path.parent}: no such folder, so {path.name} can not be written there")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise OutputError(f"{path}: can not be written: permission denied")


def _refuse_to_overwrite(settings: Settings, paths: list[Path], folder: Path) -> None:
    if settings.overwrite or settings.resume:
        return
    if folder.exists():
        raise UsageError(f"{folder}: holds an unfinished run; --resume goes on with it, --overwrite begins anew")
    for path in paths:
        if path.exists():
            raise UsageError(f"{path}: exists already; --overwrite replaces it")


def _enough_space(settings: Settings, size: int) -> None:
    """Whole reports are never smaller than the texts, and stand on the disk twice while they are joined."""
    free = shutil.disk_usage(settings.output.parent).free
    needed = 2 * size if settings.keeps_reports else size // 4
    if free < needed:
        raise OutputError(
            f"{settings.output}: only {free / 1e6:.0f} MB are free there, and at least {needed / 1e6:.0f} MB are needed"
        )


def _score(settings: Settings, inputs: Inputs, parts: Parts, watcher: Watcher, pool: Pool) -> None:
    """Scores what is not finished yet."""
    chunks = _unfinished(_chunks(settings, inputs), parts, watcher)
    outcomes = score_chunks(chunks, pool)
    shard = None
    try:
        for chunk, outcome in outcomes:
            with writing(parts.folder, GO_ON):
                shard = shard or parts.shard()
                shard.add(outcome, len(chunk.items), _lines(chunk, outcome), len(chunk.warnings))
                if chunk.digest:
                    shard.finish(chunk.digest)
                    shard = None
            watcher.step(len(chunk.items), len(outcome.failures), chunk.position)
    finally:
        outcomes.close()  # type: ignore[attr-defined]
        if shard is not None:
            shard.close()


def _chunks(settings: Settings, inputs: Inputs) -> Iterator[Chunk]:
    """The documents in chunks. Where a chunk and a shard end is a function of the input alone."""
    seen = Seen()
    digest = hashlib.sha256()
    chunk = Chunk()
    read_before = in_shard = shard_weight = shard = 0
    for source in inputs:
        for item in read(source, settings):
            if item.error is None and isinstance(item.content, str) and len(item.content) > settings.max_text:
                item = item._replace(
                    content="",
                    error=f"is too long: {len(item.content)} characters, at most {settings.max_text} are taken (--max-text)",
                )
            elif item.error is None and (place := seen.first(item.id, item.place)) is not None:
                chunk.warnings.append((len(chunk.items), f"the id stands already at {place}; both are scored"))
            weight = len(item.content)
            _feed(digest, item)
            chunk.items.append(item)
            chunk.weight += weight
            shard_weight += weight
            in_shard += 1
            ends = in_shard >= settings.shard or shard_weight >= _SHARD_WEIGHT
            if ends or len(chunk.items) >= _CHUNK or chunk.weight >= _CHUNK_WEIGHT:
                chunk.shard = shard
                chunk.position = read_before + source.position()
                if ends:
                    chunk.digest = digest.hexdigest()
                    digest = hashlib.sha256()
                    shard += 1
                    in_shard = shard_weight = 0
                yield chunk
                chunk = Chunk()
        read_before += source.size
    if in_shard:
        chunk.shard = shard
        chunk.position = read_before
        chunk.digest = digest.hexdigest()
        yield chunk


def _feed(digest: Any, item: Item) -> None:
    for part in (item.id, item.place, item.kind, item.content, item.error or ""):
        content = part.encode("utf-8", "replace") if isinstance(part, str) else part
        digest.update(b"%d " % len(content))
        digest.update(content)


def _unfinished(chunks: Iterable[Chunk], parts: Parts, watcher: Watcher) -> Iterator[Chunk]:
    """The chunks of the shards that are not finished. Raises UsageError where the finished ones were of another input."""
    finished = list(parts.markers)
    checked = skipped = 0
    for chunk in chunks:
        if chunk.shard >= len(finished):
            yield chunk
            continue
        skipped += len(chunk.items)
        if chunk.digest:
            if finished[chunk.shard].digest != chunk.digest:
                raise _another_input(parts)
            checked += 1
            watcher.step(skipped, finished[chunk.shard].failures, chunk.position)
            skipped = 0
    if checked < len(finished):
        raise _another_input(parts)


def _another_input(parts: Parts) -> UsageError:
    return UsageError(
        f"{parts.folder}: the unfinished run was begun with another input; give the same, or begin anew with --overwrite"
    )


def _lines(chunk: Chunk, outcome: Outcome) -> bytes:
    """The lines of OUT.errors.jsonl for a chunk, in the order of its documents."""
    said = [(k, "error", reason) for k, reason in outcome.failures]
    said += [(k, "warning", reason) for k, reason in chunk.warnings]
    return b"".join(_line(chunk.items[k], kind, reason) for k, kind, reason in sorted(said))


def _line(item: Item, kind: str, reason: str) -> bytes:
    data = {"kind": kind, "id": item.id, "file": item.file, "line": item.line, "reason": reason}
    return msgspec.json.encode(data) + b"\n"
