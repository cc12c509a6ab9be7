"""Imported by the process that scoring processes are forked from: loads once what each of them needs of what sourcescore
ships. Others' plugins are left to each process itself: what their import starts may not live through a fork."""

from __future__ import annotations

import contextlib
import pkgutil
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from .plugins import GROUP, origins
from .rules import load_rule_file

SHIPPED_LANGUAGES = ("de", "en")
_OWN = (__package__ or "").partition(".")[0]


def load() -> None:
    """Imports the shipped plugins with all their modules, and reads their rules. What fails is said later, by who needs it."""
    points = entry_points(group=GROUP)
    for point, (distribution, _) in zip(points, origins(points), strict=True):
        if distribution != _OWN:
            continue
        with contextlib.suppress(Exception):
            package = import_module(point.module)
            for module in pkgutil.iter_modules(getattr(package, "__path__", ()), f"{package.__name__}."):
                import_module(module.name)
            rule_files = getattr(package, "rule_files", None)
            if rule_files is None:
                continue
            for lang in SHIPPED_LANGUAGES:
                for path in rule_files(lang):
                    load_rule_file(Path(path), lang, point.name)


load()
