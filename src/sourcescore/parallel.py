"""Many texts in several processes: texts go out, reports come back, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from .errors import PluginError
from .report import Report

if TYPE_CHECKING:
    from .scorer import Scorer

_CHUNK = 16
_scorer: Scorer | None = None


def pipe_in_processes(scorer: Scorer, texts: Iterable[str], workers: int) -> Iterator[Report]:
    """The reports of ``texts`` in order; at most a few chunks of texts for each worker are held at a time.

    Raises PluginError where a process dies: it takes the others' texts with it, and who is to blame can not be told.
    """
    given = 0
    try:
        with ProcessPoolExecutor(workers, initializer=_start, initargs=(type(scorer), scorer.settings)) as pool:
            waiting: deque[Future[list[Report]]] = deque()
            chunk: list[str] = []
            for text in texts:
                chunk.append(text)
                if len(chunk) == _CHUNK:
                    waiting.append(pool.submit(_score, chunk))
                    chunk = []
                    if len(waiting) > 3 * workers:
                        for report in waiting.popleft().result():
                            yield report
                            given += 1
            if chunk:
                waiting.append(pool.submit(_score, chunk))
            while waiting:
                for report in waiting.popleft().result():
                    yield report
                    given += 1
    except BrokenProcessPool as error:
        raise PluginError(
            f"a scoring process ended before its work was done, after {given} texts; a plugin may have ended it "
            "(sourcescore batch finds the text and goes on with the others)"
        ) from error


def _start(make: type[Scorer], settings: dict[str, Any]) -> None:
    global _scorer  # noqa: PLW0603  one scorer a worker process
    _scorer = make(**settings)


def _score(texts: list[str]) -> list[Report]:
    assert _scorer is not None
    return [_scorer.score(text) for text in texts]
