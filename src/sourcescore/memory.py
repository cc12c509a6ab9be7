"""How often Python looks for rings of objects that only hold each other, in processes that are this program's own."""

from __future__ import annotations

import gc
from typing import Final

_OBJECTS: Final = 50_000


def collect_seldom() -> None:
    """Looks for rings behind each 50,000 new objects, not each 700: rules and texts are many objects and hardly a ring, and
    looking costs a tenth of a start and some per cent of a text."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
