"""The process that scoring processes are forked from: a clean one, since a fork of a busy one would hold its threads' locks
and its connections."""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

_PRELOADED = f"{__package__}.preload"


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
