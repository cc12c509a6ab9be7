"""Word documents (.docx): a file is a document. Its paragraphs and tables are taken out in a worker."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from ...errors import InputError
from ..inputs import Source
from ..items import Item, Meta, failed, file_meta
from ..settings import RAW_SHARE, Settings


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """The one document of the file."""
    limit = RAW_SHARE * settings.max_text
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        yield failed(name, None, f"is too long: a file of more than {limit} bytes (--max-text)")
        return
    yield Item(name, name, None, "docx", data, None, file_meta(settings.fields))


def main_text(data: bytes, limit: int) -> tuple[str, Meta]:
    """(text, what the document says of itself). Raises InputError where it is no Word document, or unpacks to more than
    ``limit`` bytes of text."""
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist() if part.filename.endswith((".xml", ".rels")))
    except zipfile.BadZipFile:
        raise InputError("is no Word document (.docx)") from None
    if size > limit:
        raise InputError(f"is too long: unpacks to more than {limit} bytes (--max-text)")
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:
        raise InputError(f"is no Word document (.docx): {' '.join(str(error).split())}") from None
    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks += (" ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            blocks.append(block.text)
    text = "\n\n".join(block for block in blocks if block.strip())
    return text, {"title": document.core_properties.title or None}
