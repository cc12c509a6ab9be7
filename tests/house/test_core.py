"""The core knows no word of any language and no plugin, and its modules stay small enough to read in one sitting."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = sorted((ROOT / "src").rglob("*.py"))
OURS = CORE + sorted((ROOT / "plugins").rglob("*.py")) + sorted((ROOT / "tests").rglob("*.py"))
PLUGINS = sorted(path.name for path in (ROOT / "plugins").iterdir() if path.is_dir() and path.name != "__pycache__")

GERMAN = re.compile(
    r"\b(der|die|das|dem|des|und|oder|aber|nicht|ein|eine|einen|einem|einer|ist|sind|war|wird|werden|wurde|haben|habe|hat"
    r"|sein|sei|seien|soll|sollen|will|wollen|könnte|dürfte|laut|zufolge|nach|offenbar|angeblich|mit|auf|für|von|vom|zum"
    r"|zur|sich|dass|weil|wenn|er|sie|es|wir|ich|am|beim|sagte|teilte)\b",
)
ENGLISH_HOMOGRAPHS = {"die", "will", "war", "hat", "am", "es"}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def literals(path: Path) -> list[tuple[int, str]]:
    """(line, text) of every string of a module that is not a docstring: those may quote examples."""
    tree = ast.parse(path.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


def test_german_words_are_found_where_they_are() -> None:
    assert GERMAN.findall("unless = ('soll', 'Die Polizei', 'laut')") == ["soll", "laut"]


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_the_core_holds_no_german_words(path: Path) -> None:
    found = [
        f"{path}:{line}: {word!r}"
        for line, text in literals(path)
        for word in GERMAN.findall(text)
        if word not in ENGLISH_HOMOGRAPHS or text.strip() == word
    ]
    assert found == [], "words belong into plugins/"


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_the_core_names_no_plugin(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in PLUGINS if name in text] == []


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_a_module_opens_with_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
