"""How often Python looks for rings of objects that only hold each other: seldom while texts are scored."""

from __future__ import annotations

import gc
from typing import Final

_OBJECTS: Final = 50_000
"""New objects behind which it is worth to look. Rules and texts are many objects and hardly a ring: a look behind each 700,
as Python has it, costs a tenth of a start and some per cent of a text."""


class CollectingSeldom:
    """Looks seldom while a text is scored. Who has switched the looking off, or has it done more seldom, finds it so."""

    __slots__ = ("_before",)

    def __enter__(self) -> None:
        found = gc.get_threshold()
        self._before = found if 0 < found[0] < _OBJECTS else None
        if self._before:
            gc.set_threshold(_OBJECTS, *found[1:])

    def __exit__(self, *_: object) -> None:
        if self._before:
            gc.set_threshold(*self._before)


def collect_seldom() -> None:
    """Looks seldom from now on, in a process that is this program's own."""
    CollectingSeldom().__enter__()
