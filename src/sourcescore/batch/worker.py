"""A scoring process: takes a chunk of documents, gives back their reports, already written as the output wants them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Sequence
from multiprocessing import connection, parent_process
from typing import Any, NamedTuple

from ..errors import InputError, SourcescoreError
from ..report import Report
from ..scorer import Scorer
from .items import Item, Meta
from .settings import RAW_SHARE, Settings
from .writers import encoder

_HEARD = 0.02
"""Seconds that the pool needs at most to notice that a document was begun; one that ends the process at once would else
be taken for one that was never begun."""


class Outcome(NamedTuple):
    """What came of a chunk: the bytes to add to each stream of the output, the documents that failed, and counts."""

    streams: dict[str, bytes]
    failures: list[tuple[int, str]]
    """(position in the chunk, reason)"""
    documents: int = 0
    claims: int = 0
    ratings: int = 0
    """The sum of all claims' ratings."""
    incomplete: int = 0


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Several outcomes as one: what each adds to a stream, one after the other."""
    streams: dict[str, list[bytes]] = {}
    failures: list[tuple[int, str]] = []
    counts = [0, 0, 0, 0]
    for outcome in outcomes:
        for name, content in outcome.streams.items():
            streams.setdefault(name, []).append(content)
        failures += outcome.failures
        counts = [old + new for old, new in zip(counts, outcome[2:], strict=True)]
    return Outcome({name: b"".join(parts) for name, parts in streams.items()}, sorted(failures), *counts)


class _Work:
    """What a scoring process keeps from chunk to chunk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.scorer = inherited or Scorer(**settings.scorer)


inherited: Scorer | None = None
"""The scorer of the process that this one was forked from, where it is one that does the same work."""
_work: _Work | SourcescoreError | None = None


def start(settings: Settings) -> None:
    """Makes this process ready to score, and makes it end when the one that started it is gone."""
    global _work  # noqa: PLW0603  one a process
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    try:
        _work = _Work(settings)
    except Exception as error:  # said with the first chunk: what is raised here would only end the process
        _work = SourcescoreError(
            str(error) if isinstance(error, SourcescoreError) else f"{type(error).__name__}: {error}"
        )


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def score(documents: Sequence[tuple[int, Item]]) -> Outcome:
    """Scores the documents of a chunk, each with its position there. One that fails is said, and the others go on.

    Raises SourcescoreError where this process could not be made ready.
    """
    if isinstance(_work, SourcescoreError):
        raise _work
    assert _work is not None
    if len(documents) == 1:
        time.sleep(_HEARD)
    out = encoder(_work.settings)
    failures: list[tuple[int, str]] = []
    claims = ratings = incomplete = 0
    for position, item in documents:
        try:
            report, meta, text = _scored(item, _work)
            out.add(report, meta, text)
        except SourcescoreError as error:
            failures.append((position, str(error)))
        except (
            SystemExit,
            KeyboardInterrupt,
        ) as error:  # Ctrl-C itself does not come here: the pool ends its processes
            said = f"{type(error).__name__}: {error}".removesuffix(": ")
            failures.append((position, f"a plugin ended the program ({said})"))
        except Exception as error:
            said = " ".join(str(error).split())
            failures.append((position, f"can not be scored: {type(error).__name__}: {said}".rstrip(": ")))
        else:
            claims += len(report.claims)
            ratings += sum(claim.rating for claim in report.claims)
            incomplete += report.incomplete
    return Outcome(out.done(), failures, len(documents) - len(failures), claims, ratings, incomplete)


def _scored(item: Item, work: _Work) -> tuple[Report, Meta, str]:
    """(report, meta, the text that was scored)"""
    settings = work.settings
    text, found = _text_of(item, settings)
    if len(text) > settings.max_text:
        raise InputError(f"is too long: {len(text)} characters, at most {settings.max_text} are taken (--max-text)")
    meta: dict[str, Any] = {name: value for name, value in item.meta.items() if name != "charset"}
    meta.update((name, value) for name, value in found.items() if meta.get(name) is None)
    lang = settings.lang or item.lang
    markup = "markdown" if item.kind == "markdown" else "plain"
    report = work.scorer.score(text, id=item.id, lang=lang, markup=markup)
    return report, {**meta, "file": item.file, "line": item.line}, text


def _text_of(item: Item, settings: Settings) -> tuple[str, Meta]:
    content = item.content
    if isinstance(content, str):
        return content, {}
    if item.kind == "docx":
        from .readers.docx import main_text as of_docx

        return of_docx(content, RAW_SHARE * settings.max_text)
    from .readers.html import known_encoding
    from .readers.html import main_text as of_html

    encoding = known_encoding(item.meta.get("charset")) or settings.encoding
    return of_html(content, encoding, whole=item.kind == "html", url=item.meta.get("url"))
