"""Reports as Arrow tables: a row a claim with its signals nested in it, and a row a document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from .report import SOURCE_KINDS, Report

if TYPE_CHECKING:
    import pyarrow as pa

    CLAIMS: pa.Schema
    DOCUMENTS: pa.Schema

_META = ("id", "lang", "outlet", "date", "title")


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
    """The columns of a table with a row a document. ``summary`` is the report's, as JSON, with what plugins add to it."""
    import pyarrow as pa

    return pa.schema(
        [
            *((name, pa.string()) for name in _META),
            ("claims", pa.int32()), ("mean_score", pa.float64()), ("mean_rating", pa.float64()),
            *((f"rating_{rating}", pa.int32()) for rating in range(1, 6)),
            *((f"source_{kind}", pa.int32()) for kind in SOURCE_KINDS),
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
    return {
        **{name: meta.get(name) for name in _META},
        "claims": len(ratings),
        "mean_score": report.summary.get("mean_score"),
        "mean_rating": round(sum(ratings) / len(ratings), 2) if ratings else None,
        **{f"rating_{rating}": ratings.count(rating) for rating in range(1, 6)},
        **{f"source_{kind}": kinds.count(kind) for kind in SOURCE_KINDS},
        "summary": json.dumps(dict(report.summary), ensure_ascii=False),
        "incomplete": report.incomplete,
        "warnings": list(report.warnings),
    }
