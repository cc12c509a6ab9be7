"""File → its documents; one reader a file in this folder. None of them holds more than one document at a time."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from ...errors import InputError, MissingExtraError
from ..inputs import Source
from ..items import Item, failed
from ..settings import STDIN, Settings

_MODULES = {"markdown": "text"}


def shown(source: Source) -> str:
    """The source's name, as it can be printed."""
    if source.name == STDIN:
        return "standard input"
    return source.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The documents of one file, in order. What can not be read is an Item with an error; nothing but a missing part of
    the installation (MissingExtraError) is raised: the rest of an archive goes on."""
    module = importlib.import_module(f"{__name__}.{_MODULES.get(source.reader, source.reader)}")
    name = shown(source)
    last: int | None = None
    try:
        for item in module.read(source, name, settings):
            last = item.line
            yield item
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"reading {name} ({error.name})", "batch") from error
    except InputError as error:
        yield failed(name, None, str(error))
    except BaseException as error:
        # A library in Rust that gives up raises what is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        said = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
        after = "can not be read" if last is None else f"can not be read any further (after {last})"
        yield failed(name, None, f"{after}: {said}")
