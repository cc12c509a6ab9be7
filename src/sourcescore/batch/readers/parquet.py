"""Parquet: a row is a document."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import InputError
from ..inputs import Source
from ..items import Item, item_of
from ..settings import Settings

_ROWS = 64


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """A document a row; only the columns that are wanted are read."""
    import pyarrow.parquet as pq

    with source.open() as file, pq.ParquetFile(file) as table:
        columns = table.schema_arrow.names
        if settings.fields.text not in columns:
            raise InputError(f'no column "{settings.fields.text}" (--text-field); there is: {", ".join(columns[:12])}')
        if columns.count(settings.fields.text) > 1:
            raise InputError(f'there is more than one column "{settings.fields.text}"')
        wanted = [column for column in settings.fields.wanted if column in columns]
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield item_of(row, settings.fields, name, number)
