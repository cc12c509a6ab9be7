"""Reports as Arrow tables: a row a claim with its signals nested in it, and a row a document; tables of texts scored."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from .errors import MissingExtraError, SourcescoreError, UsageError
from .report import SOURCE_KINDS, Report
from .scorer import Scorer

if TYPE_CHECKING:
    import pyarrow as pa

    CLAIMS: pa.Schema
    DOCUMENTS: pa.Schema

_META = ("id", "lang", "outlet", "date", "title")
CHUNK = 256
"""Rows that are scored together: the reports of many more long texts are larger than a column of Arrow may be (2 GiB)."""


def __getattr__(name: str) -> Any:
    """CLAIMS and DOCUMENTS, made when they are asked for: pyarrow takes a third of a second to load."""
    if name == "CLAIMS":
        return claims_schema()
    if name == "DOCUMENTS":
        return documents_schema()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def claims_schema() -> pa.Schema:
    """The columns of a table with a row a claim. ``claim`` counts a document's claims from 0."""
    import pyarrow as pa

    signal = pa.struct(
        [
            ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string()), ("category", pa.string()),
            ("rule", pa.string()), ("contribution", pa.float64()), ("message", pa.string()),
        ]
    )  # fmt: skip
    return pa.schema(
        [
            *((name, pa.string()) for name in _META),
            ("claim", pa.int32()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string()),
            ("rating", pa.int8()), ("label", pa.string()), ("score", pa.float64()),
            ("source_kind", pa.string()), ("source_name", pa.string()), ("source_start", pa.int32()),
            ("source_end", pa.int32()), ("source_carried", pa.bool_()),
            ("signals", pa.list_(signal)),
        ]
    )  # fmt: skip


@cache
def documents_schema() -> pa.Schema:
    """The columns of a table with a row a document. ``signals`` counts all signals by category, those outside of claims
    too. ``summary`` is the report's, as JSON, with what plugins add to it; ``readability`` is a part of that, to filter by.
    """
    import pyarrow as pa

    return pa.schema(
        [
            *((name, pa.string()) for name in _META),
            ("claims", pa.int32()), ("mean_score", pa.float64()), ("mean_rating", pa.float64()),
            *((f"rating_{rating}", pa.int32()) for rating in range(1, 6)),
            *((f"source_{kind}", pa.int32()) for kind in SOURCE_KINDS),
            ("signals", pa.map_(pa.string(), pa.int32())), ("readability", pa.map_(pa.string(), pa.float64())),
            ("summary", pa.string()), ("incomplete", pa.bool_()), ("warnings", pa.list_(pa.string())),
        ]
    )  # fmt: skip


def claim_rows(meta: Mapping[str, Any], report: Report) -> list[dict[str, Any]]:
    """A report's claims as rows of ``claims_schema()``. ``meta`` has id, lang, outlet, date and title of the document;
    what it lacks is null, and whatever else it has is left out."""
    known = {name: meta.get(name) for name in _META}
    return [
        {
            **known, "claim": number, "start": claim.start, "end": claim.end, "text": claim.text,
            "rating": claim.rating, "label": claim.label, "score": claim.score,
            "source_kind": claim.source.kind, "source_name": claim.source.name, "source_start": claim.source.start,
            "source_end": claim.source.end, "source_carried": claim.source.carried,
            "signals": [signal.to_dict() for signal in claim.signals],
        }
        for number, claim in enumerate(report.claims)
    ]  # fmt: skip


def document_row(meta: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """A report as a row of ``documents_schema()``; ``meta`` as for ``claim_rows``."""
    ratings = [claim.rating for claim in report.claims]
    kinds = [claim.source.kind for claim in report.claims]
    signals = [*report.signals, *(signal for claim in report.claims for signal in claim.signals)]
    return {
        **{name: meta.get(name) for name in _META},
        "claims": len(ratings),
        "mean_score": report.summary.get("mean_score"),
        "mean_rating": round(sum(ratings) / len(ratings), 2) if ratings else None,
        **{f"rating_{rating}": ratings.count(rating) for rating in range(1, 6)},
        **{f"source_{kind}": kinds.count(kind) for kind in SOURCE_KINDS},
        "signals": sorted(Counter(signal.category for signal in signals).items()),
        "readability": _figures(report.summary.get("readability")),
        "summary": json.dumps(dict(report.summary), ensure_ascii=False),
        "incomplete": report.incomplete,
        "warnings": list(report.warnings),
    }


def _figures(values: Any) -> list[tuple[str, float]]:
    """The numbers of a part of a summary by name; any plugin may have written it."""
    if not isinstance(values, Mapping):
        return []
    return sorted((str(name), float(value)) for name, value in values.items() if isinstance(value, int | float))


@cache
def scored_schema() -> pa.Schema:
    """The columns that ``score_batch`` gives, a row a document: the report as JSON, its claims as in ``claims_schema()``,
    what is most asked for beside them, and ``error`` where there is no report."""
    import pyarrow as pa

    known = claims_schema()
    claim = pa.struct([known.field(k) for k in range(len(_META), len(known))])
    return pa.schema(
        [
            ("id", pa.string()), ("lang", pa.string()), ("claims", pa.int32()), ("mean_score", pa.float64()),
            ("mean_rating", pa.float64()), ("rated", pa.list_(claim)), ("report", pa.string()), ("error", pa.string()),
        ]
    )  # fmt: skip


def score_batch(
    batch: pa.RecordBatch, scorer: Scorer, *, text: str = "text", id: str | None = "id", lang: str | None = None
) -> pa.RecordBatch:
    """A record batch of documents to a record batch of ``scored_schema()``: row by row, in order, with no other effect,
    so that any engine may call it on any part of a table.

    It stays row by row, with the claims nested, because an engine that cuts and joins tables then needs to know nothing
    about it; the whole report stands beside them as JSON since its attributions have no columns.

    ``text`` names the column with the texts, ``id`` one with their ids (where there is no "id", ids are null), ``lang`` one
    with their languages; null there leaves it to the scorer. A document that can not be scored (null, not a text, a plugin
    that fails under ``strict``) gets a row with ``error``. Raises UsageError where a column is missing.
    """
    columns = columns_to_read(batch.schema.names, text, id, lang)
    return _batch(scorer, *(None if name is None else batch.column(name).to_pylist() for name in columns))


def columns_to_read(
    there: Sequence[Any], text: str, id: str | None, lang: str | None
) -> tuple[str, str | None, str | None]:
    """The columns to read for text, id and language. Raises UsageError for one that is not there, or more than once."""
    name_of_ids = None if id == "id" and id not in there else id
    for name in (text, name_of_ids, lang):
        if name is not None and name not in there:
            raise UsageError(f'no column "{name}"; there are: {", ".join(map(str, there))}')
        if name is not None and list(there).count(name) > 1:
            raise UsageError(f'there is more than one column "{name}"')
    return text, name_of_ids, lang


def _batch(
    scorer: Scorer, texts: Sequence[Any] | None, ids: Sequence[Any] | None, langs: Sequence[Any] | None
) -> pa.RecordBatch:
    import pyarrow as pa

    texts = texts or []
    none = [None] * len(texts)
    rows = [
        _scored(scorer, text, None if name is None else str(name), None if code is None else str(code))
        for text, name, code in zip(texts, map(whole_number, ids or none), langs or none, strict=True)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=scored_schema())


def whole_number(value: Any) -> Any:
    """A whole number as an int: columns of numbers in which some are missing often hold 17.0, and NaN for those. Anything
    else as it is."""
    if isinstance(value, float | Decimal):
        if value != value:
            return None
        if value == value // 1:
            return int(value)
    return value


def _scored(scorer: Scorer, text: Any, id: str | None, lang: str | None) -> dict[str, Any]:
    try:
        report = scorer.score(text, id=id, lang=lang or None)
        text.encode()  # Arrow has no lone surrogates, which a str may have
    except SourcescoreError as error:
        return {"id": id, "error": str(error)}
    except Exception as error:  # the rest of the table is worth more than this row
        said = " ".join(str(error).split())
        return {"id": id, "error": f"can not be scored: {type(error).__name__}: {said}".rstrip(": ")}
    document = document_row({"id": id}, report)
    rated = claim_rows({}, report)
    for row in rated:
        for name in _META:
            del row[name]
    return {
        "id": id, "lang": report.lang, "claims": document["claims"], "mean_score": document["mean_score"],
        "mean_rating": document["mean_rating"], "rated": rated, "report": report.to_json(), "error": None,
    }  # fmt: skip


def score_table(
    table: Any, *, scorer: Scorer | None = None, text: str = "text", id: str | None = "id", lang: str | None = None
) -> Any:
    """A table of documents to one of their scores, row by row: a pyarrow Table, or a polars or pandas DataFrame, as was
    given. Columns are those of ``scored_schema()``, parameters those of ``score_batch``; ``scorer`` None: the shipped
    rules, each text's language detected. Raises UsageError for a missing column or another kind of table."""
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise MissingExtraError("sourcescore.score_table", "batch") from None

    kind = type(table).__module__.partition(".")[0]
    scorer = scorer or Scorer()
    if kind == "pandas" and hasattr(table, "columns"):
        # Not by way of Arrow, which takes no column in which something else stands among the texts.
        given = [
            None if name is None else [_known(value) for value in table[name].tolist()]
            for name in columns_to_read(list(table.columns), text, id, lang)
        ]
        batches = [
            _batch(scorer, *(None if values is None else values[k : k + CHUNK] for values in given))
            for k in range(0, len(table), CHUNK)
        ]
        return pa.Table.from_batches(batches, schema=scored_schema()).to_pandas()
    if kind == "polars" and hasattr(table, "to_arrow"):
        wanted = dict.fromkeys(name for name in columns_to_read(table.columns, text, id, lang) if name is not None)
        arrow = table.select(*wanted).to_arrow()
    elif isinstance(table, pa.RecordBatch):
        arrow = pa.Table.from_batches([table])
    elif isinstance(table, pa.Table):
        arrow = table
    else:
        raise UsageError(f"expected a pyarrow, polars or pandas table, got {type(table).__name__}")
    columns_to_read(arrow.schema.names, text, id, lang)
    batches = [
        score_batch(batch, scorer, text=text, id=id, lang=lang) for batch in arrow.to_batches(max_chunksize=CHUNK)
    ]
    scored = pa.Table.from_batches(batches, schema=scored_schema())
    if kind == "polars":
        import polars

        return polars.from_arrow(scored)
    return scored


def _known(value: Any) -> Any:
    """A value of pandas; None for what it has for a missing one (None, NaN, NA, NaT)."""
    import pandas as pd

    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value
