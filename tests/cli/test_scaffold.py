"""``sourcescore plugins new``: a package that builds, installs, passes its own tests, and scores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sourcescore

Run = Callable[..., Any]


def test_the_files_are_named(run: Run, tmp_path: Path) -> None:
    done = run("plugins", "new", "acme")
    assert (done.status, done.err) == (0, "")
    *files, _, hint = done.out.splitlines()
    assert files == [
        "sourcescore-acme/README.md",
        "sourcescore-acme/pyproject.toml",
        "sourcescore-acme/src/sourcescore_acme/__init__.py",
        "sourcescore-acme/src/sourcescore_acme/de.toml",
        "sourcescore-acme/src/sourcescore_acme/py.typed",
        "sourcescore-acme/tests/test_acme.py",
    ]
    assert [file for file in files if not (tmp_path / file).is_file()] == []
    assert hint == "Try it: cd sourcescore-acme && pip install --editable '.[test]' && pytest"


def test_another_language_and_folder(run: Run, tmp_path: Path) -> None:
    run("plugins", "new", "sourcescore-acme-news", "--lang", "en", "--into", "plugins")
    package = tmp_path / "plugins" / "sourcescore-acme-news"
    assert (package / "src" / "sourcescore_acme_news" / "en.toml").is_file()
    assert 'acme_news = "sourcescore_acme_news"' in (package / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("name", ["a b", "2day", "ä", "x.y", "-"])
def test_a_name_that_can_not_be_imported_is_refused(run: Run, name: str, tmp_path: Path) -> None:
    done = run("plugins", "new", "--", name)
    assert (done.status, done.out) == (2, "")
    assert "can not be the name of a plugin" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_refused(run: Run) -> None:
    done = run("plugins", "new", "hedging")
    assert (done.status, done.err) == (2, 'sourcescore: a plugin "hedging" is installed already\n')


def test_what_is_there_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    run("plugins", "new", "acme")
    (tmp_path / "sourcescore-acme" / "README.md").write_text("mine", "utf-8")
    done = run("plugins", "new", "acme")
    assert (done.status, done.err) == (2, "sourcescore: sourcescore-acme: is there already\n")
    assert (tmp_path / "sourcescore-acme" / "README.md").read_text("utf-8") == "mine"


def test_it_works_as_one_file_without_installing(run: Run) -> None:
    run("plugins", "new", "acme")
    plugin = "sourcescore-acme/src/sourcescore_acme/__init__.py"
    out = run("score", "--lang", "de", "--plugin", plugin, stdin="Die Wahl war in Graz eine Sensation!!").out
    assert "Die Wahl war in Graz eine [Sensation][!!]" in out
    done = run("rules", "test", "sourcescore-acme/src/sourcescore_acme/de.toml", "--plugin", plugin)
    assert (done.status, done.out) == (0, "1 rule, 4 examples, 0 failed\n")


def in_environment(*command: str | Path, cwd: Path, stdin: str = "") -> str:
    """What a program prints that must succeed, without the settings of this test run."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))}
    done = subprocess.run(
        [*map(str, command)], check=False, cwd=cwd, input=stdin, capture_output=True, text=True, env=env
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.xdist_group("packaging")
@pytest.mark.parametrize("lang", ["de", "nl"], ids=["a language with rules", "a new language"])
def test_it_builds_installs_passes_its_tests_and_scores(run: Run, tmp_path: Path, lang: str) -> None:
    run("plugins", "new", "acme", "--lang", lang)
    package = tmp_path / "sourcescore-acme"
    # A fresh environment that sees sourcescore and what it needs, but into which only the plugin is installed.
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    base = str(tmp_path / "env")
    packages = Path(sysconfig.get_path("purelib", vars={"base": base, "platbase": base}))
    root = Path(sourcescore.__file__).parents[2]
    paths = [Path(sysconfig.get_path("purelib")), root / "src", root / "plugins"]
    (packages / "dependencies.pth").write_text("".join(f"{path}\n" for path in paths), "utf-8")
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    in_environment(*pip, "install", "-q", "--no-index", "--no-deps", "--no-build-isolation", package, cwd=tmp_path)
    assert (packages / "sourcescore_acme" / f"{lang}.toml").is_file()

    assert "3 passed" in in_environment(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", package, cwd=package)
    cli = (python, "-c", "from sourcescore.cli import main; main()")
    assert "\nacme " in "\n" + in_environment(*cli, "plugins", "list", cwd=tmp_path)
    out = in_environment(
        *cli, "score", "--lang", lang, "--format", "json", cwd=tmp_path, stdin="Die Wahl war eine Sensation!!"
    )
    (claim,) = json.loads(out)["claims"]
    assert [(s["text"], s["rule"]) for s in claim["signals"]] == [
        ("Sensation", f"{lang}.acme.sensation"),
        ("!!", "acme.exclamation"),
    ]
