"""Archives: many documents in, their reports out; streaming, in several processes, and able to go on after any end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .run import Watcher, run_batch
    from .settings import Settings
    from .shards import Totals

__all__ = ["Settings", "Totals", "Watcher", "run_batch"]


def __getattr__(name: str) -> Any:
    """What is named above, when it is asked for: scoring processes need none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import run

    return getattr(run, name)
