"""Archives: many documents in, their reports out; streaming, in several processes, and able to go on after any end."""

from __future__ import annotations

from .run import Watcher, run_batch
from .settings import Settings
from .shards import Totals

__all__ = ["Settings", "Totals", "Watcher", "run_batch"]
