"""The scripts that make and check the documentation, and its pages."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def load(name: str) -> ModuleType:
    """A script of docs/site as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / "site" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def docs() -> Path:
    """The folder of the documentation."""
    return DOCS


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    """The script that writes the reference pages."""
    return load("generate")


@pytest.fixture(scope="session")
def examples() -> ModuleType:
    """The script that runs the code blocks of a page."""
    return load("examples")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``page`` runs for every page."""
    if "page" in metafunc.fixturenames:
        pages = sorted(DOCS.rglob("*.md"))
        metafunc.parametrize("page", pages, ids=[str(path.relative_to(DOCS)) for path in pages])
