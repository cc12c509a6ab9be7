"""Plain text and Markdown: a file is a document."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import InputError
from ..inputs import Source
from ..items import Item, decode, failed, file_meta
from ..settings import Settings


def read(source: Source, name: str, settings: Settings) -> Iterator[Item]:
    """The one document of the file."""
    limit = 4 * settings.max_text + 4
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        yield failed(name, None, f"is too long: more than {settings.max_text} characters (--max-text)")
        return
    try:
        text = decode(data, settings.encoding)
    except InputError as error:
        yield failed(name, None, str(error))
        return
    kind = "markdown" if source.reader == "markdown" else "plain"
    yield Item(name, name, None, kind, text, None, file_meta(settings.fields))
