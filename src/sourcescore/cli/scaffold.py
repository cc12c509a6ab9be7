"""The skeleton of a plugin: a package that installs, with a rule, a signal found in code, tests that pass, a README."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from string import Template

from ..errors import UsageError
from ..plugins import GROUP

_TEMPLATES = Path(__file__).with_name("skeleton")
_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "src/{module}/__init__.py": "plugin.py",
    "src/{module}/{lang}.toml": "rules.toml",
    "tests/test_{name}.py": "test_plugin.py",
}
"""The files of a plugin, each with the template that it is made from."""


def create_plugin(given: str, folder: Path, lang: str) -> list[Path]:
    """Writes the package ``sourcescore-NAME`` into a folder and returns its files.

    Raises UsageError where the name is none that Python can import, is taken, or the package is there already.
    """
    name = re.sub("-", "_", given.lower().removeprefix("sourcescore-").removeprefix("sourcescore_"))
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UsageError(
            f'"{given}" can not be the name of a plugin, expected letters, digits and "-", such as "acme-news"'
        )
    if not re.fullmatch(r"[a-z]{2,3}", lang):
        raise UsageError(f'"{lang}" is no code of a language, expected two or three letters, such as "de"')
    taken = {point.name for point in metadata.entry_points(group=GROUP)}
    if name in taken:
        raise UsageError(f'a plugin "{name}" is installed already')
    distribution = f"sourcescore-{name.replace('_', '-')}"
    top = folder / distribution
    if top.exists():
        raise UsageError(f"{top}: is there already")
    words = {"name": name, "module": f"sourcescore_{name}", "distribution": distribution, "lang": lang}
    words["version"] = metadata.version("sourcescore")
    made = []
    for path, template in _FILES.items():
        text = (_TEMPLATES / f"{template}.template").read_text(encoding="utf-8")
        made.append(top / path.format(**words))
        made[-1].parent.mkdir(parents=True, exist_ok=True)
        made[-1].write_text(Template(text).substitute(words), encoding="utf-8", newline="\n")
    typed = top / "src" / words["module"] / "py.typed"
    typed.touch()
    return sorted([*made, typed])
