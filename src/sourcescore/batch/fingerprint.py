"""What the results of a run depend on, in a form that can be compared: a run goes on only with the same."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from .. import __version__
from ..policy import default_path
from ..scorer import Scorer
from .settings import Settings

NAMES: Mapping[str, str] = {
    "version": "the version of sourcescore",
    "inputs": "INPUT",
    "files": "the files of INPUT (their names, sizes or times)",
    "output": "the kind of output",
    "fields": "the names of fields (--text-field, --id-field, --group-by and the like)",
    "lang": "--lang",
    "rules": "--rules or what the file says",
    "plugins": "--plugin or the plugins' code",
    "strict": "--strict",
    "encoding": "--encoding",
    "with_text": "--with-text",
    "time_limit": "--time-limit",
    "max_text": "--max-text",
    "shard": "--shard-size",
}
"""The entries of a manifest, as a user knows them."""


def manifest(settings: Settings, scorer: Scorer, files: str) -> dict[str, str]:
    """The manifest of a run; ``files`` is the fingerprint of its inputs."""
    said = {
        "version": __version__,
        "inputs": " ".join(settings.inputs).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        "files": files,
        "output": settings.form + (" and whole reports" if settings.keeps_reports else ""),
        "fields": " ".join(str(getattr(settings.fields, name)) for name in settings.fields.__slots__),
        "lang": settings.lang or "auto",
        "rules": _digest([default_path(), *([settings.rules] if settings.rules else [])]),
        "plugins": _of_plugins(scorer),
        "strict": _yes(settings.strict),
        "encoding": settings.encoding or "",
        "with_text": _yes(settings.with_text),
        "time_limit": f"{settings.time_limit:g}",
        "max_text": str(settings.max_text),
        "shard": str(settings.shard),
    }
    return {name: said[name] for name in NAMES}


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _of_plugins(scorer: Scorer) -> str:
    """Names, versions, code and rules of all plugins."""
    digest = hashlib.sha256()
    plugins = dict(scorer.plugins.manager.list_name_plugin())
    for info in sorted(scorer.plugins.infos, key=lambda info: info.name):
        plugin = plugins[info.name]
        module = sys.modules.get(str(getattr(plugin, "__module__", None) or getattr(plugin, "__name__", "")))
        code = getattr(module, "__file__", None)
        digest.update(f"{info.name} {info.version} {_digest(_files(Path(code))) if code else ''}\n".encode())
    rules = [Path(path) for lang in scorer.languages for _, paths in scorer.plugins.collect("rule_files", lang=lang)
             for path in paths]  # fmt: skip
    digest.update(_digest(rules).encode())
    return digest.hexdigest()


def _files(code: Path) -> list[Path]:
    """A module's file, or all files of code and rules of its package."""
    if code.name != "__init__.py":
        return [code]
    return sorted(path for path in code.parent.rglob("*") if path.suffix in (".py", ".toml"))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
