"""The scoring processes of a server: hands each request to one that has room, replaces those that die or take too long."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from multiprocessing.process import BaseProcess
from typing import cast

from ..processes import context
from .answers import Answer
from .problems import Problem, come_back
from .settings import Settings
from .worker import HEAD, pack_task, unpack_answer, work

_READY_WITHIN = 120.0
_PAUSE_BEFORE_RETRY = 1.0
_GRACE = 2.0
_AHEAD = 16 * 1024
"""Bytes of two requests up to which a process gets the second while it is busy with the first: it need not wait for the
server then, and the request hardly for the process."""
_SOON = 0.05
"""Seconds after which a process that is still busy with a request gets no other: that one is slower than its length tells."""
_TRIES = 3
"""Processes that a request may lose without any fault of its own."""


class _Job:
    """A request on its way: waits for a process, then is with one, then is answered."""

    __slots__ = ("_bell", "answer", "body", "lost", "name")

    def __init__(self, name: str, body: bytes) -> None:
        self.name = name
        self.body = body
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.lost = 0
        """How many processes it has lost that ended with another request."""
        self._bell: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether it is with no process yet."""
        return self._bell is not None

    def wait(self, seconds: float) -> None:
        """Lets it wait for its turn, at most so long."""
        reason = f"no scoring process was free within {seconds:g} seconds"
        self._bell = asyncio.get_running_loop().call_later(seconds, self.fail, come_back("busy", reason))

    def begin(self) -> None:
        """Its turn has come."""
        if self._bell is not None:
            self._bell.cancel()
            self._bell = None

    def leave(self, _: object = None) -> None:
        """Whoever asked has gone: while it waits, there is nothing more to do for it."""
        if self.waits:
            self.fail(come_back("busy", "nobody waits for it"))

    def fail(self, problem: Exception) -> None:
        """There is no answer. Does nothing where there is one, or nobody to hear it."""
        self.begin()
        if not self.answer.done():
            self.answer.set_exception(problem)


class _Worker(asyncio.Protocol):
    """One process and the socket to it. Does one job after another, in the order in which it got them."""

    def __init__(self, pool: Pool, process: BaseProcess) -> None:
        self.pool = pool
        self.process = process
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.jobs: deque[_Job] = deque()
        self.transport: asyncio.Transport | None = None
        self._bell: asyncio.TimerHandle | None = None
        self._began = 0.0
        self._overdue = False
        self._received = bytearray()

    def has_room_for(self, job: _Job) -> bool:
        """Whether it may get a job: where it has nothing to do, or just one other, and both are short."""
        if self.transport is None or self.transport.is_closing() or not self.ready.done():
            return False
        if not self.jobs:
            return True
        if len(self.jobs) > 1 or len(self.jobs[0].body) + len(job.body) > _AHEAD:
            return False
        return asyncio.get_running_loop().time() - self._began < _SOON

    def take(self, job: _Job) -> None:
        """Does a job after those that it has."""
        assert self.transport is not None
        job.begin()
        self.jobs.append(job)
        self.transport.write(pack_task(job.name, job.body))
        if len(self.jobs) == 1:
            self._watch()

    def _watch(self) -> None:
        """The process is ended where it takes too long over what is its first job now."""
        if self._bell is not None:
            self._bell.cancel()
            self._bell = None
        if self.jobs:
            loop = asyncio.get_running_loop()
            self._began = loop.time()
            self._bell = loop.call_later(self.pool.settings.limits.seconds, self._end_overdue)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (content := self._frame()) is not None:
            if not self.ready.done():
                self.ready.set_result(None)
                continue
            job = self.jobs.popleft()
            self._watch()
            # Whoever asked may have gone meanwhile.
            if not job.answer.done():
                job.answer.set_result(unpack_answer(content))
            self.pool.freed(self)

    def _frame(self) -> bytes | None:
        """The content of the next frame, where all of it is here."""
        end = HEAD + int.from_bytes(self._received[:HEAD], "big")
        if len(self._received) < max(HEAD, end):
            return None
        content = bytes(self._received[HEAD:end])
        del self._received[:end]
        return content

    def connection_lost(self, exc: Exception | None) -> None:
        jobs, self.jobs = self.jobs, deque()
        self._watch()
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the process ended while it started"))
        if jobs:
            seconds = self.pool.settings.limits.seconds
            too_slow = Problem("too-slow-to-score", f"the limit is {seconds:g} seconds")
            jobs.popleft().fail(too_slow if self._overdue else _lost())
        self.pool.lost(self, jobs)

    def _end_overdue(self) -> None:
        self._overdue = True
        self.process.kill()


def _lost() -> Problem:
    return come_back("process-lost", "a new one is started; try again")


class Pool:
    """The scoring processes. Starts them, hands out jobs, ends them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers: set[_Worker] = set()
        self.replaced = 0
        """How many processes had to be replaced so far."""
        self.running = 0
        """Requests that are scored or wait for it."""
        self._waiting: deque[_Job] = deque()
        self._stopping = False
        self._hiring: set[asyncio.Task[None]] = set()
        self._context = context(work.__module__)

    async def start(self) -> None:
        """Starts all processes and waits until they are ready. Raises ConnectionError where one does not start."""
        await asyncio.gather(*(self._hire() for _ in range(self.settings.workers)))

    async def stop(self) -> None:
        """Ends all processes, those that are busy after a moment's grace."""
        self._stopping = True
        for task in self._hiring:
            task.cancel()
        workers = list(self.workers)
        for worker in workers:
            if worker.transport is not None:
                worker.transport.close()
        end = time.monotonic() + _GRACE
        for worker in workers:
            while worker.process.is_alive() and time.monotonic() < end:
                await asyncio.sleep(0.01)
            if worker.process.is_alive():
                worker.process.kill()
            worker.process.join()

    async def run(self, task: str, body: bytes, gone: Callable[[], Awaitable[None]]) -> Answer:
        """The answer to a task. ``gone`` returns when whoever asked has gone: a task that waits then is dropped.

        Raises Problem where too many wait, or a limit of time is passed, or the process dies.
        """
        limits = self.settings.limits
        if self.running >= limits.requests:
            raise come_back("busy", f"{limits.requests} requests are under way")
        self.running += 1
        job = _Job(task, body)
        leaving: asyncio.Future[None] | None = None
        try:
            self._hand_out(job)
            if job.waits:
                leaving = asyncio.ensure_future(gone())
                leaving.add_done_callback(job.leave)
            return await job.answer
        finally:
            self.running -= 1
            job.begin()
            if leaving is not None:
                leaving.cancel()

    def _hand_out(self, job: _Job, *, first: bool = False) -> None:
        """Gives a job to the process that has least to do, or lets it wait: behind others, or before them."""
        if first or not self._waiting:
            worker = min(
                (worker for worker in self.workers if worker.has_room_for(job)),
                key=lambda worker: len(worker.jobs),
                default=None,
            )
            if worker is not None:
                worker.take(job)
                return
        job.wait(self.settings.limits.seconds)
        (self._waiting.appendleft if first else self._waiting.append)(job)

    def freed(self, worker: _Worker) -> None:
        """A worker has less to do: those that wait longest get it."""
        while self._waiting and not self._stopping:
            if self._waiting[0].answer.done():
                self._waiting.popleft()
            elif worker.has_room_for(self._waiting[0]):
                worker.take(self._waiting.popleft())
            else:
                return

    def lost(self, worker: _Worker, jobs: Iterable[_Job] = ()) -> None:
        """A worker's process has ended: another takes its place. The ``jobs`` that it had not begun are the next in turn."""
        self.workers.discard(worker)
        for job in jobs:
            job.lost += 1
            if job.lost == _TRIES or self._stopping:
                job.fail(_lost())
            elif not job.answer.done():
                self._hand_out(job, first=True)
        worker.process.kill()
        if not self._stopping and worker.ready.done() and worker.ready.exception() is None:
            self.replaced += 1
            task = asyncio.get_running_loop().create_task(self._replace())
            self._hiring.add(task)
            task.add_done_callback(self._hiring.discard)

    async def _hire(self) -> None:
        """Starts one process and waits until it is ready. Raises ConnectionError where it does not come up."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._context.Process(target=work, args=(theirs, self.settings), daemon=True)  # type: ignore[attr-defined]
            process.start()
        ours.setblocking(False)
        worker = _Worker(self, process)
        self.workers.add(worker)
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        await asyncio.wait_for(worker.ready, _READY_WITHIN)
        self.freed(worker)

    async def _replace(self) -> None:
        """Starts a process in the place of a lost one, as often as it takes."""
        while not self._stopping:
            with contextlib.suppress(OSError, TimeoutError):
                await self._hire()
                return
            sys.stderr.write("sourcescore: a scoring process does not start; trying again\n")
            await asyncio.sleep(_PAUSE_BEFORE_RETRY)
