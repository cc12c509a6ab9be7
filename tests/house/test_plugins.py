"""The shipped plugins are ordinary plugins: found by entry points, importing only what sourcescore exports."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path.name for path in (ROOT / "plugins").iterdir() if path.is_dir() and path.name != "__pycache__")
MODULES = sorted(path for path in (ROOT / "plugins").rglob("*.py"))


def entry_points() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return dict(project["entry-points"]["sourcescore"])


def imports(path: Path) -> list[tuple[int, str, str]]:
    """(line, module, name) of every import in a file; the name is empty for ``import module``."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found += [(node.lineno, node.module or "", alias.name) for alias in node.names]
    return found


def test_every_plugin_folder_has_an_entry_point_and_every_entry_point_a_folder() -> None:
    assert sorted(entry_points().values()) == FOLDERS


def test_entry_points_carry_the_name_of_their_folder() -> None:
    assert {f"sourcescore_{name}": name for name in entry_points()} == {v: k for k, v in entry_points().items()}


def test_installed_entry_points_are_those_of_pyproject() -> None:
    ours = {p.name: p.value for p in metadata.distribution("sourcescore").entry_points if p.group == "sourcescore"}
    assert ours == entry_points(), "run make install: pip reads entry points only while it installs"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_plugin_says_that_it_is_typed(folder: str) -> None:
    assert (ROOT / "plugins" / folder / "py.typed").is_file()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "plugins")))
def test_a_plugin_imports_only_the_public_surface(path: Path) -> None:
    import sourcescore

    own = path.relative_to(ROOT / "plugins").parts[0]
    private = [
        f"{path}:{line}: {module} {name}".rstrip()
        for line, module, name in imports(path)
        if module.startswith("sourcescore.")
        or (module == "sourcescore" and name and name not in sourcescore.__all__)
        or (module.split(".")[0] in FOLDERS and module.split(".")[0] != own)
    ]
    assert private == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "plugins")))
def test_a_plugin_could_be_published_as_it_stands(path: Path) -> None:
    """No relative import leaves the plugin's folder."""
    depth = len(path.relative_to(ROOT / "plugins").parts) - 1
    tree = ast.parse(path.read_text("utf-8"))
    assert [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level > depth] == []


def test_data_files_are_named_after_their_language() -> None:
    """``de.toml``, ``de_verbs.toml``: what belongs to a language is found at a glance."""
    odd = [
        path.name
        for path in (ROOT / "plugins").rglob("*.toml")
        if not re.fullmatch(r"[a-z]{2,3}(_\w+)?\.toml", path.name)
    ]
    assert odd == []
