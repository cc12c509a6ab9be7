"""The end of a run: joins its shards into the output, and makes what is made of the whole: groups and a page."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ..errors import MissingExtraError
from ..report import Report
from .settings import Settings
from .shards import ERRORS, Parts, Totals, sync_file, sync_folder
from .writers import REPORTS, copy, join, targets


def errors_path(settings: Settings) -> Path:
    """Where the documents that failed are said."""
    return settings.output.with_name(settings.output.name + ".errors.jsonl")


def groups_path(settings: Settings) -> Path:
    """Where the figures of ``--group-by`` are written."""
    return settings.output.with_suffix(".groups.csv")


def targets_of(settings: Settings) -> list[Path]:
    """All files that a run may write."""
    paths = [*targets(settings).values(), errors_path(settings)]
    if settings.fields.group is not None:
        paths.append(groups_path(settings))
    if settings.report is not None:
        paths.append(settings.report)
    return paths


def load_makers(settings: Settings) -> None:
    """Loads what makes groups and a page, so that a missing part is said before the work. Raises MissingExtraError."""
    for name, wanted in (("groups", settings.fields.group), ("page", settings.report)):
        if wanted is not None:
            try:
                importlib.import_module(f"{__package__}.{name}")
            except ModuleNotFoundError as error:
                if (error.name or "").startswith("sourcescore"):
                    raise
                raise MissingExtraError(f"sourcescore batch ({error.name})", "batch") from error


def finish(settings: Settings, parts: Parts) -> Totals:
    """Writes all files of the output, each under another name first. May be done again after any end. Raises OSError."""
    totals = Totals()
    for marker in parts.markers:
        totals.add(marker)
    new: dict[Path, Path] = {}

    def begun(path: Path) -> Path:
        new[path] = path.with_name(path.name + ".new")
        return new[path]

    for stream, path in targets(settings).items():
        join(stream, parts.paths(stream), begun(path))
    if totals.failures or totals.warnings:
        with begun(errors_path(settings)).open("wb") as file:
            copy(parts.paths(ERRORS), file)
    if settings.fields.group is not None:
        totals.groups = _write_groups(settings.fields.group, parts, begun(groups_path(settings)))
    if settings.report is not None:
        from .page import write_page

        write_page(begun(settings.report), documents(parts), settings.fields.group)
    for path in new.values():
        sync_file(path)
    for path in targets_of(settings):
        if path in new:
            new[path].replace(path)
        else:
            path.unlink(missing_ok=True)
    for folder in sorted({path.parent for path in new}):
        sync_folder(folder)
    errors = errors_path(settings)
    totals.errors = errors if errors in new else None
    totals.written = [path for path in new if path != errors]
    return totals


def documents(parts: Parts) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(meta, report) of all documents that could be scored, one after the other."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    for path in parts.paths(REPORTS):
        if path.exists():
            with path.open("rb") as lines:
                for line in lines:
                    report = decode(line)
                    yield {**report["meta"], "id": report["id"], "lang": report["lang"]}, report


def _write_groups(field: str, parts: Parts, path: Path) -> list[dict[str, Any]]:
    import csv

    from .groups import COLUMNS, Groups

    groups = Groups(field)
    for meta, report in documents(parts):
        groups.add(meta, Report.from_dict(report))
    rows = groups.table()
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return rows
