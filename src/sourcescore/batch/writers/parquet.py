"""Parquet: a file with a row a claim, signals nested in it, and one with a row a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ...arrow import claim_rows, claims_schema, document_row, documents_schema
from ...report import Report
from ..items import Meta

_ROWS = 50_000
_BYTES = 1 << 26
_HEAD = 8


def encode(known: list[tuple[Meta, Report]]) -> dict[str, bytes]:
    """The claims and the documents of some reports: each an Arrow stream, led by its length in 8 bytes."""
    claims = [row for meta, report in known for row in claim_rows(meta, report)]
    documents = [document_row(meta, report) for meta, report in known]
    return {
        "claims.arrow": _framed(claims, claims_schema()),
        "documents.arrow": _framed(documents, documents_schema()),
    }


def _framed(rows: list[dict[str, Any]], schema: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        stream.write_table(pa.Table.from_pylist(rows, schema=schema))
    content: bytes = sink.getvalue().to_pybytes()
    return len(content).to_bytes(_HEAD, "big") + content


def join(stream: str, shards: Iterable[Path], target: Path) -> None:
    """One Parquet file of all shards. Row groups are a function of the rows alone. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = claims_schema() if stream.startswith("claims") else documents_schema()
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        waiting: list[Any] = []
        for shard in shards:
            waiting += _tables(shard)
            if sum(t.num_rows for t in waiting) >= _ROWS or sum(t.nbytes for t in waiting) >= _BYTES:
                writer.write_table(pa.concat_tables(waiting).combine_chunks())
                waiting = []
        if waiting:
            writer.write_table(pa.concat_tables(waiting).combine_chunks())


def _tables(shard: Path) -> Iterator[Any]:
    import pyarrow as pa

    if not shard.exists():
        return
    with shard.open("rb") as file:
        while head := file.read(_HEAD):
            yield pa.ipc.open_stream(file.read(int.from_bytes(head, "big"))).read_all()
