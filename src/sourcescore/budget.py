"""A limit for the time that a plugin may take over a text."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

_SHARE: Final = 100_000


class OutOfTimeError(Exception):
    """A plugin took longer than its budget."""


class _Alarm(BaseException):
    """Raised inside a plugin whose time is up; no ``except Exception`` of its own holds it back."""


class _State(threading.local):
    limit: float | None = None
    """Seconds for each call; None: no text is watched in this thread."""
    timed = False
    """Whether a timer stops this thread's calls."""
    began = 0.0
    """When the present call began; 0 between calls."""


class Budget:
    """So many ``seconds`` for each call of a plugin, for every 100,000 characters of the text (None: no limit).

    In the main thread of a process a call is stopped when its time is up, where the platform has interval timers and
    nobody else uses them. Elsewhere it is let finish, and its result is left out.
    """

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self._now = _State()

    @contextmanager
    def watching(self, length: int) -> Iterator[None]:
        """Limits the calls made inside of this block, over a text of ``length`` characters: one timer for all of them
        costs a text a few microseconds."""
        if self.seconds is None:
            yield
            return
        now = self._now
        now.limit = self.seconds * max(1, length / _SHARE)
        now.timed = _can_stop()
        if now.timed:
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, now.limit)
        try:
            yield
        finally:
            if now.timed:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
            now.limit, now.timed = None, False

    def _ring(self, number: int, frame: object) -> None:
        now = self._now
        if now.limit is None:
            return
        left = now.limit
        if now.began:
            left -= time.perf_counter() - now.began
            if left <= 0:
                signal.setitimer(signal.ITIMER_REAL, now.limit)
                raise _Alarm
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))

    def call(self, function: Callable[..., Any], *positional: Any, **named: Any) -> Any:
        """The result of a call. Raises OutOfTimeError where it took too long."""
        now = self._now
        limit = now.limit
        if limit is None:
            return function(*positional, **named)
        began = time.perf_counter()
        outer, now.began = now.began, began
        try:
            result = function(*positional, **named)
        except _Alarm as alarm:
            raise OutOfTimeError(f"took longer than {limit:g} s and was stopped") from alarm
        finally:
            now.began = outer
        if (taken := time.perf_counter() - began) > limit:
            raise OutOfTimeError(f"took {taken:.1f} s, longer than {limit:g} s")
        return result


def _can_stop() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )
