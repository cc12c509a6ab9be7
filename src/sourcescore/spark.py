"""Archives on a cluster: the texts of a Spark DataFrame, scored by its executors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
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
    the driver: its content travels with the job. ``plugins`` are names of modules, which have to be importable on the
    executors. Nothing is scored before Spark asks for rows.

    Raises what Scorer raises, on the driver, for broken rules and missing plugins; UsageError for a missing column, or a
    plugin that is given as a file; MissingExtraError where pyspark, or what it needs for Arrow, is not installed.
    """
    try:
        for module in ("pandas", "pyarrow", "pyspark"):  # mapInArrow refuses to work without pandas
            import_module(module)
    except ModuleNotFoundError:
        raise MissingExtraError("sourcescore.spark", "spark") from None
    from pyspark.sql.pandas.types import from_arrow_schema

    from .arrow import columns_to_read, scored_schema

    for plugin in plugins:
        if plugin.endswith(".py") or "/" in plugin:
            raise UsageError(
                f'the plugin "{plugin}" is a file, which executors do not have: ship it with --py-files and name its module'
            )
    wanted = dict.fromkeys(name for name in columns_to_read(frame.columns, text, id, lang) if name is not None)
    content = None
    if rules is not None:
        TomlSource(Path(rules))  # says what is wrong with the file itself
        content = (str(rules), Path(rules).read_text("utf-8-sig"))
    settings = (content, tuple(plugins), detect)
    _scorer(settings)

    def score(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from sourcescore.arrow import CHUNK, score_batch
        from sourcescore.spark import _scorer

        scorer = _scorer(settings)
        for batch in batches:
            for first in range(0, batch.num_rows, CHUNK):
                yield score_batch(batch.slice(first, CHUNK), scorer, text=text, id=id, lang=lang)

    return frame.select(*wanted).mapInArrow(score, schema=from_arrow_schema(scored_schema()))


def _scorer(settings: tuple[Any, ...]) -> Scorer:
    """The scorer for these settings, made once in each process."""
    if settings not in _scorers:
        content, plugins, lang = settings
        rules = None if content is None else TomlSource(Path(content[0]), content[1])
        _scorers[settings] = Scorer(rules=rules, plugins=plugins, lang=lang)
    return _scorers[settings]
