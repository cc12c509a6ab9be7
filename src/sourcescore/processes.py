"""How scoring processes come about: forked from a clean process, since a fork of a busy one would hold its threads' locks
and its connections; or from the command's own, as long as it has nothing of the kind."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

_PRELOADED = f"{__package__}.preload"
_THREADS = Path("/proc/self/task")


def context(*work: str) -> BaseContext:
    """How scoring processes are started: forked from a clean process where the platform can, else each begins anew.
    ``work``: the modules of what they do."""
    if "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin":
        found = multiprocessing.get_context("forkserver")
        found.set_forkserver_preload([_PRELOADED, *work])
        return found
    return multiprocessing.get_context("spawn")


def warm_up(*work: str) -> None:
    """Starts the process that others are forked from, so that it loads while the work is prepared."""
    if context(*work).get_start_method() == "forkserver":
        forkserver.ensure_running()


class Forking:
    """Processes forked from this one, with all that it has loaded, while it has a single thread; others as ``base`` starts
    them. In other respects it is ``base``: what one process sends another is the same for both kinds."""

    def __init__(self, base: BaseContext) -> None:
        self._base = base
        gc.freeze()  # what is loaded stays; nobody need look through it, and so copy it, in each process

    def Process(self, *arguments: Any, **named: Any) -> Any:
        """A process that is not started yet."""
        if not has_one_thread():
            base: Any = self._base
            return base.Process(*arguments, **named)
        from multiprocessing.context import ForkProcess

        class Forked(ForkProcess):
            def start(self) -> None:
                # Ctrl-C is for the command alone to hear, also while a process is new: it keeps what is set here.
                before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
                try:
                    super().start()
                finally:
                    signal.pthread_sigmask(signal.SIG_SETMASK, before)

        return Forked(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._base, name)


def has_one_thread() -> bool:
    """Whether the system knows of a single thread of this process; False where it can not be asked."""
    return _THREADS.is_dir() and len(list(_THREADS.iterdir())) == 1
