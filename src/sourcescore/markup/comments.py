"""Comments that switch rules off for a passage: ``<!-- sourcescore off hedging.rule -->`` … ``<!-- sourcescore on -->``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_COMMENT = re.compile(r"<!--\s*sourcescore\b(?P<order>.*?)-->", re.DOTALL | re.IGNORECASE)


class SwitchedOff(NamedTuple):
    """A passage of the plain text, start to end in code points, where something is switched off: ``name`` is a rule's
    full id, a category, or "" for all rules. ``place``: where the comment stands in the source."""

    start: int
    end: int
    name: str
    place: int = 0

    def covers(self, start: int, end: int, rule: str, category: str) -> bool:
        """Whether a signal at start to end is switched off here."""
        return self.start <= start and end <= self.end and self.name in ("", rule, category)


def passages(
    comments: Iterable[tuple[int, int, str]], length: int
) -> tuple[tuple[SwitchedOff, ...], list[tuple[int, str]]]:
    """The passages that comments switch off, and what is wrong with comments, as (place in the source, words).

    ``comments``: (place in the plain text, place in the source, markup), in order; markup that is no comment to
    sourcescore is passed over. A passage that no comment ends goes on to ``length``, the end of the text.
    """
    found: list[SwitchedOff] = []
    complaints: list[tuple[int, str]] = []
    since: dict[str, tuple[int, int]] = {}
    for at, place, markup in comments:
        if "sourcescore" not in markup.lower():
            continue
        for comment in _COMMENT.finditer(markup):
            order, *names = re.split(r"[\s,]+", comment["order"].strip())
            if order == "off":
                for name in names or [""]:
                    since.setdefault(name, (at, place + comment.start()))
            elif order == "on":
                for name in names or list(since):
                    if name in since:
                        start, where = since.pop(name)
                        found.append(SwitchedOff(start, at, name, where))
                    else:
                        complaints.append((place + comment.start(), f'"{name}" is switched on, but is not off here'))
            else:
                said = f'"{order}"' if order else "nothing"
                complaints.append((place + comment.start(), f"{said} in a sourcescore comment, expected off or on"))
    found += [SwitchedOff(start, length, name, where) for name, (start, where) in since.items()]
    return tuple(sorted(found)), complaints
