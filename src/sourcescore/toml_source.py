"""Reads TOML and remembers where each table and key stands, so that every complaint can name its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .errors import InputError, RulesError

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_KEY = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


class TomlSource:
    """A parsed TOML file: ``data``, and ``line(...)`` for the place of a key. Raises RulesError, InputError."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        import tomli

        self.path = path
        if text is None:
            try:
                text = path.read_text(encoding="utf-8-sig")
            except FileNotFoundError:
                raise InputError(f"{path}: no such file, expected a TOML file with rules") from None
            except IsADirectoryError:
                raise InputError(f"{path}: is a folder, expected a TOML file with rules") from None
            except PermissionError:
                raise InputError(f"{path}: may not be read (permission denied)") from None
            except UnicodeDecodeError as error:
                raise InputError(f"{path}: is not UTF-8 (byte {error.start}), expected a TOML file in UTF-8") from None
        try:
            self.data: dict[str, Any] = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            line = getattr(error, "lineno", 0) or 0
            message = getattr(error, "msg", str(error))
            raise RulesError.at(
                path, line, f"not valid TOML: {message} (column {getattr(error, 'colno', 0)})"
            ) from None
        self._lines = _index(text)

    def line(self, *keys: str | int) -> int:
        """The line (from 1) of ``line("weights", "hearsay")`` or ``line("rule", 3, "match")``; else of its parent."""
        while keys:
            if keys in self._lines:
                return self._lines[keys]
            keys = keys[:-1]
        return 1


def _index(text: str) -> dict[tuple[str | int, ...], int]:
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    quote = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quote:  # inside of a multi-line string
            if line.count(quote) % 2:
                quote = ""
            continue
        before, equals, behind = line.partition("=")
        name = before.strip()
        if equals and _BARE.fullmatch(name) and '"""' not in behind and "'''" not in behind:
            lines.setdefault((*table, name), number)
            continue
        header = _HEADER.match(line)
        if header:
            table = tuple(_parts(header.group(2)))
            if header.group(1) == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = (*table, index)
            elif table[:-1] in counts:  # [rule.x] below [[rule]]
                table = (*table[:-1], counts[table[:-1]] - 1, table[-1])
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            lines.setdefault((*table, *_parts(key.group(1))), number)
            quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return lines


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", dotted)]


def nearest(word: str, known: Iterable[str]) -> str:
    """`` (did you mean "X"?)`` where a known name is near, else nothing."""
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""
