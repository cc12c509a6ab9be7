"""The scoring processes of a server: hands each request to one that is free, replaces those that die or take too long."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable
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


class _Worker(asyncio.Protocol):
    """One process and the socket to it. Does one task at a time."""

    def __init__(self, pool: Pool, process: BaseProcess) -> None:
        self.pool = pool
        self.process = process
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.answer: asyncio.Future[Answer] | None = None
        self.transport: asyncio.Transport | None = None
        self._bell: asyncio.TimerHandle | None = None
        self._overdue = False
        self._received = bytearray()

    def ask(self, task: str, body: bytes, seconds: float) -> asyncio.Future[Answer]:
        """The answer to a task. The process is ended where it takes longer than ``seconds``."""
        assert self.transport is not None
        if self.transport.is_closing():
            raise come_back("process-lost", "a new one is started; try again")
        loop = asyncio.get_running_loop()
        self.answer = loop.create_future()
        self._bell = loop.call_later(seconds, self._end_overdue)
        self.transport.write(pack_task(task, body))
        return self.answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if len(self._received) < HEAD:
            return
        size = int.from_bytes(self._received[:HEAD], "big")
        if len(self._received) < HEAD + size:
            return
        content = bytes(self._received[HEAD : HEAD + size])
        self._received.clear()
        if not self.ready.done():
            self.ready.set_result(None)
            return
        if self._bell is not None:
            self._bell.cancel()
        # Whoever asked may have gone meanwhile.
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(unpack_answer(content))
        self.answer = None
        self.pool.freed(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._bell is not None:
            self._bell.cancel()
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the process ended while it started"))
        if self.answer is not None and not self.answer.done():
            seconds = self.pool.settings.limits.seconds
            self.answer.set_exception(
                Problem("too-slow-to-score", f"the limit is {seconds:g} seconds")
                if self._overdue
                else come_back("process-lost", "a new one is started; try again")
            )
        self.pool.lost(self)

    def _end_overdue(self) -> None:
        self._overdue = True
        self.process.kill()


class Pool:
    """The scoring processes. Starts them, hands out tasks, ends them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers: set[_Worker] = set()
        self.replaced = 0
        """How many processes had to be replaced so far."""
        self.running = 0
        """Requests that are scored or wait for it."""
        self._free: list[_Worker] = []
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
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
        try:
            worker = self._free.pop() if self._free else await self._turn(gone)
            return await worker.ask(task, body, limits.seconds)
        finally:
            self.running -= 1

    def freed(self, worker: _Worker) -> None:
        """A worker has nothing to do: the longest waiting task gets it."""
        if self._stopping:
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._free.append(worker)

    def lost(self, worker: _Worker) -> None:
        """A worker's process has ended: another takes its place."""
        self.workers.discard(worker)
        if worker in self._free:
            self._free.remove(worker)
        worker.process.kill()
        if not self._stopping and worker.ready.done() and worker.ready.exception() is None:
            self.replaced += 1
            task = asyncio.get_running_loop().create_task(self._replace())
            self._hiring.add(task)
            task.add_done_callback(self._hiring.discard)

    async def _turn(self, gone: Callable[[], Awaitable[None]]) -> _Worker:
        """Waits for a free worker."""
        turn: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        leaving = asyncio.ensure_future(gone())
        try:
            await asyncio.wait(
                (turn, leaving), timeout=self.settings.limits.seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if turn.done():
                return turn.result()
            raise come_back("busy", f"no scoring process was free within {self.settings.limits.seconds:g} seconds")
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.freed(turn.result())
            raise
        finally:
            leaving.cancel()
            turn.cancel()

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
