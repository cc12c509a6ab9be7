"""CSV: a row a claim, with the columns of the Parquet output; what is nested there stands here as JSON."""

from __future__ import annotations

import csv
import io

import msgspec

from ...arrow import claim_rows, claims_schema
from ...report import Report
from ..items import Meta


def header() -> bytes:
    """The first line."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(claims_schema().names)
    return out.getvalue().encode()


def encode(known: list[tuple[Meta, Report]]) -> dict[str, bytes]:
    """The rows of some reports."""
    out = io.StringIO()
    rows = csv.DictWriter(out, claims_schema().names, lineterminator="\n", extrasaction="ignore")
    for meta, report in known:
        for row in claim_rows(meta, report):
            rows.writerow({name: _cell(value) for name, value in row.items()})
    return {"claims.csv": out.getvalue().encode()}


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(value).decode() if isinstance(value, list | tuple | dict) else value
