"""What a client may set under ``sourcescore``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ..toml_source import nearest


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, with what holds where a client sets none. Names are those of the client's JSON."""

    lang: str = "auto"
    """A code, or "auto"."""
    rules: str = ""
    """A rules file, absolute or below the workspace; "": sourcescore.toml of the workspace, where there is one."""
    plugins: tuple[str, ...] = ()
    """Plugins that the user has named: paths of Python files, or names of modules."""
    highestRating: int = 3
    """Claims rated up to this one are reported."""
    inlayHints: bool = True
    """Whether each claim's rating stands behind it."""
    codeLens: bool = False
    """Whether the reasons stand above a line with a reported claim."""
    categoriesOff: tuple[str, ...] = ()
    """Categories that are neither reported nor marked; the ratings stay as they are."""


_CLIENTS = frozenset({"command", "trace"})
"""What clients keep under the same name for themselves, and send along."""


def parse(given: object) -> tuple[Settings, list[str]]:
    """The settings in a client's JSON, and what is wrong with it; what is wrong is passed over."""
    if given is None:
        return Settings(), []
    if not isinstance(given, Mapping):
        return Settings(), [f"expected an object of settings, got {given!r}"]
    known = {field.name: field for field in fields(Settings)}
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in given.items():
        if value is None or name in _CLIENTS:
            continue
        if name not in known:
            wrong.append(f'unknown setting "{name}"{nearest(str(name), known)}; known: {", ".join(known)}')
        elif (problem := _wrong(name, value)) is not None:
            wrong.append(f'"{name}" must be {problem}, got {value!r}')
        else:
            found[name] = tuple(value) if isinstance(value, list) else value
    return replace(Settings(), **found), wrong


def unknown_categories(settings: Settings, known: Collection[str]) -> list[str]:
    """What is wrong with ``categoriesOff``: names that are no category's, with the nearest that is."""
    return [f'no category "{name}"{nearest(name, known)}' for name in settings.categoriesOff if name not in known]


def _wrong(name: str, value: object) -> str | None:
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        return None if isinstance(value, bool) else "true or false"
    if isinstance(default, int):
        whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 5
        return None if whole else "a whole number from 0 to 5"
    if isinstance(default, tuple):
        texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return None if texts else "a list of texts"
    return None if isinstance(value, str) else "a text"
