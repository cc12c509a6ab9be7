"""Archives on a cluster: the texts of a Spark DataFrame, scored by its executors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import MissingExtraError, UsageError
from .scorer import Scorer
from .toml_source import TomlSource

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_scorers: dict[tuple[Any, ...], Scorer] = {}
"""The scorers of a Python worker of an executor, which Spark uses for many tasks."""


def score_frame(
    frame: DataFrame,
    *,
    text: str = "text",
    id: str = "id",
    lang: str | None = None,
    rules: str | Path | None = None,
    plugins: Sequence[str] = (),
    detect: str | None = None,
) -> DataFrame:
    """A DataFrame with a row of scores for each row of ``frame``; columns as in ``sourcescore.arrow.scored_schema()``.

    ``text``, ``id`` and ``lang`` name columns; ``detect`` fixes the language of all texts instead. ``rules`` is a file on
    the driver: its content travels with the job. ``plugins`` are names of modules, which have to be installed on the
    executors. Nothing is scored before Spark asks for rows.

    Raises what Scorer raises, on the driver, for broken rules and missing plugins; UsageError for a missing column;
    MissingExtraError where pyspark is not installed.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ModuleNotFoundError:
        raise MissingExtraError("sourcescore.spark", "spark") from None
    from .arrow import scored_schema

    for name in (text, *(() if lang is None else (lang,))):
        if name not in frame.columns:
            raise UsageError(f'no column "{name}"; there are: {", ".join(frame.columns)}')
    content = None if rules is None else (str(rules), TomlSource(Path(rules)) and Path(rules).read_text("utf-8-sig"))
    settings = (content, tuple(plugins), detect)
    _scorer(settings)
    wanted = [name for name in dict.fromkeys((id, text, lang)) if name is not None and name in frame.columns]

    def score(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from sourcescore.arrow import score_batch
        from sourcescore.spark import _scorer

        scorer = _scorer(settings)
        for batch in batches:
            yield score_batch(batch, scorer, text=text, id=id, lang=lang)

    return frame.select(*wanted).mapInArrow(score, schema=from_arrow_schema(scored_schema()))


def _scorer(settings: tuple[Any, ...]) -> Scorer:
    """The scorer for these settings, made once in each process."""
    if settings not in _scorers:
        content, plugins, lang = settings
        rules = None if content is None else TomlSource(Path(content[0]), content[1])
        _scorers[settings] = Scorer(rules=rules, plugins=plugins, lang=lang)
    return _scorers[settings]
