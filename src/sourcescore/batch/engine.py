"""Chunks of documents → their outcomes, in order, scored in several processes.

A process that dies, or takes too long, costs only the document that is to blame: its chunk is scored again, each document
on its own.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as TooLateError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Any

from ..errors import SourcescoreError
from ..processes import Forking, context
from ..scorer import Scorer
from . import worker
from .items import Item
from .settings import Settings
from .worker import Outcome, together

_AHEAD = 6
"""Chunks a process that are read before the first of them has to be finished."""
_STARTS = 3
_LOOK = 0.02
"""Seconds after which a pool looks again whether a process has ended, took too long, or is to end."""
WORK = (worker.__name__, "pebble.pool.process")
"""The modules that scoring processes need."""
_PATIENCE = 15.0
"""Seconds beyond the time limit after which a pool that does nothing is taken for broken."""


@dataclass(eq=False)
class Chunk:
    """Some documents that follow each other, all of one shard."""

    items: list[Item] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    """(position in the chunk, what is to be said of the document)"""
    shard: int = 0
    digest: str = ""
    """At the end of a shard, what stands for the shard's input; before it, nothing."""
    position: int = 0
    """How many bytes of the input were read when the chunk was full."""
    weight: int = 0


@dataclass(eq=False)
class _Task:
    documents: Sequence[tuple[int, Item]]
    again: bool = False
    """Whether the document was alone already when its process died."""
    future: Any = None


def score_chunks(chunks: Iterable[Chunk], pool: Pool) -> Iterator[tuple[Chunk, Outcome]]:
    """The outcome of each chunk, in order and lazily. Raises SourcescoreError where no process starts."""
    waiting: deque[tuple[Chunk, _Task | None]] = deque()
    for chunk in chunks:
        documents = [(k, item) for k, item in enumerate(chunk.items) if item.error is None]
        waiting.append((chunk, pool.submit(documents) if documents else None))
        if len(waiting) >= _AHEAD * pool.workers:
            yield _finished(*waiting.popleft(), pool)
    while waiting:
        yield _finished(*waiting.popleft(), pool)


def _finished(chunk: Chunk, task: _Task | None, pool: Pool) -> tuple[Chunk, Outcome]:
    unread = Outcome({}, [(k, item.error) for k, item in enumerate(chunk.items) if item.error is not None])
    return chunk, together([unread, *(pool.outcomes(task) if task else ())])


class Pool:
    """The processes, which begin at once to make themselves ready. A pool that broke as a whole is replaced by a new one.

    ``forked``: a scorer as the settings want it, which is all that this process has loaded: others are forked from it with
    that. None: each makes its own.
    """

    def __init__(self, settings: Settings, forked: Scorer | None = None) -> None:
        self._settings = settings
        self.workers = settings.workers
        self._tasks: dict[_Task, None] = {}
        self._broken = 0
        self._context = _Holding(context(*WORK) if forked is None else Forking(context(*WORK)))
        worker.inherited = forked
        self._pool: Any = self._new()

    def submit(self, documents: Sequence[tuple[int, Item]], *, again: bool = False) -> _Task:
        """Has some documents scored as soon as a process is free."""
        task = _Task(documents, again)
        self._tasks[task] = None
        self._schedule(task)
        return task

    def outcomes(self, task: _Task) -> list[Outcome]:
        """What came of a task: one outcome, or one for each of its documents where something went wrong."""
        try:
            return [self._result(task)]
        except _LostError as lost:
            if len(task.documents) == 1 and (task.again or not lost.died):
                return [Outcome({}, [(task.documents[0][0], str(lost))])]
        # A document alone gets a second try: somebody else may have ended the process, where memory was short.
        singles = [self.submit([document], again=len(task.documents) == 1) for document in task.documents]
        return [outcome for single in singles for outcome in self.outcomes(single)]

    def stop(self) -> None:
        """Ends all processes, whatever they do. Threads of a pool that is stuck are left to themselves."""
        self._pool.stop()
        ending = Thread(target=self._pool.join, daemon=True)
        ending.start()
        ending.join(_PATIENCE)

    def _result(self, task: _Task) -> Outcome:
        """Raises _LostError where the process died or took too long."""
        from pebble import ProcessExpired

        while True:
            try:
                self._wait(task)
                outcome: Outcome = task.future.result()
            except BrokenProcessPool:
                self._replace()
                continue
            except ProcessExpired as error:
                self._end(task)
                raise _LostError(f"ended its scoring process ({_end_of(error.exitcode)})", died=True) from error
            except TooLateError as error:
                self._end(task)
                raise _LostError(f"took longer than {self._settings.time_limit:g} s (--time-limit)") from error
            except SourcescoreError:
                raise
            except Exception as error:  # what came of the documents can not be written, or not be sent
                self._end(task)
                said = " ".join(str(error).split())
                raise _LostError(f"can not be scored: {type(error).__name__}: {said}".rstrip(": ")) from error
            self._end(task)
            self._broken = 0
            return outcome

    def _wait(self, task: _Task) -> None:
        """Waits until a task is done. A process that was killed from outside while it sent something may leave the way
        to all others blocked: where nothing at all is done for longer than a task may take, the pool is a broken one.

        Raises BrokenProcessPool.
        """
        while True:
            running = [other.future for other in self._tasks if not other.future.done()]
            if task.future.done():
                return
            if not wait(running, self._settings.time_limit + _PATIENCE, FIRST_COMPLETED).done:
                raise BrokenProcessPool("nothing is done any more")

    def _end(self, task: _Task) -> None:
        self._tasks.pop(task, None)

    def _schedule(self, task: _Task) -> None:
        try:
            task.future = self._pool.schedule(worker.score, args=(task.documents,), timeout=self._settings.time_limit)
        except RuntimeError:  # the pool is broken, which the next result would tell
            self._replace()

    def _replace(self) -> None:
        """A new pool in the place of a broken one; it gets all tasks that the old one has not done."""
        self._broken += 1
        if self._broken > _STARTS:
            raise SourcescoreError("the scoring processes end before they can score anything; a plugin may end them")
        self.stop()
        self._pool = self._new()
        for task in list(self._tasks):
            future = task.future
            # A pool that is taken down fails tasks in many ways, none of which says anything about the documents.
            if future is None or not future.done() or future.exception() is not None:
                self._schedule(task)

    def _new(self) -> Any:
        from pebble import CONSTS, ProcessPool

        CONSTS.sleep_unit = _LOOK
        pool = ProcessPool(
            max_workers=self._settings.workers,
            initializer=worker.start,
            initargs=(self._settings,),
            context=self._context,
        )
        if not pool.active:  # asking starts the processes, which the first task would do else
            raise SourcescoreError("the processes that score do not start")
        return pool


class _Holding:
    """A multiprocessing context that holds on to its locks. Pebble lets go of them before it ends its processes, and one
    that is still starting would miss them, with a traceback."""

    def __init__(self, base: BaseContext | Forking) -> None:
        self._base = base
        self._locks: list[Any] = []

    def RLock(self) -> Any:
        lock = self._base.RLock()
        self._locks.append(lock)
        return lock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._base, name)


class _LostError(Exception):
    """A task was lost with its process (``died``), or stopped; the text is the reason."""

    def __init__(self, reason: str, *, died: bool = False) -> None:
        super().__init__(reason)
        self.died = died


def _end_of(status: int | None) -> str:
    if status is not None and status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return f"exit status {status}"
