"""A wheel whose busiest modules are compiled does what the sources do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import sourcescore
from sourcescore.rules.conditions import PLAIN, describe

COMPILER = str(sysconfig.get_config_var("CC") or "cc").split()[0]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("compiled"), pytest.mark.timeout(600)]


def run(*command: str | Path, cwd: Path, **settings: str) -> str:
    """The standard output of a program that must succeed, started without the settings of this test run."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], check=False, cwd=cwd, capture_output=True, text=True, env=env | settings
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel as pip builds it where there is a C compiler, but not optimised, which is built sooner."""
    if shutil.which(COMPILER) is None or not Path(sysconfig.get_path("include"), "Python.h").exists():
        pytest.skip(f"needs the C compiler {COMPILER} and the headers of Python")
    folder = tmp_path_factory.mktemp("dist")
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, root)
    run(*command, cwd=folder, SOURCESCORE_COMPILE="", MYPYC_OPT_LEVEL="0")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with that wheel, which sees the dependencies of this one."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=folder)
    return folder


def test_the_wheel_is_of_its_platform_and_holds_sources_too(wheel: Path) -> None:
    assert not wheel.name.endswith("none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    compiled = {name.split(".")[0] for name in names if name.endswith((".so", ".pyd"))}
    assert {"sourcescore/document", "sourcescore/rules/conditions", "sourcescore_sources/de_conditions"} <= compiled
    assert {f"{name}.py" for name in compiled if "/" in name} <= set(names)
    assert not any("compile_hook" in name for name in names)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_reports_are_the_same_to_the_byte(environment: Path, lang: str, tmp_path: Path) -> None:
    scorer = sourcescore.Scorer(lang=lang)
    texts = ["\n\n".join((*rule.hits, *rule.misses)) for rule in scorer.ruleset(lang).rules]
    assert len(texts) >= 20
    (tmp_path / "texts.json").write_text(json.dumps(texts), "utf-8")
    code = f"""
import json, pathlib, sourcescore, sourcescore.document
assert not sourcescore.document.__file__.endswith(".py"), sourcescore.document.__file__
scorer = sourcescore.Scorer(lang={lang!r})
for text in json.loads(pathlib.Path("texts.json").read_text("utf-8")):
    print(scorer.score(text).to_json())
"""
    compiled = run(environment / "bin" / "python", "-c", code, cwd=tmp_path)
    assert compiled == "".join(f"{scorer.score(text).to_json()}\n" for text in texts)


def test_every_example_of_every_rule_holds(environment: Path, tmp_path: Path) -> None:
    assert ", 0 failed" in run(environment / "bin" / "sourcescore", "rules", "test", cwd=tmp_path)


def test_conditions_say_what_they_mean(environment: Path, tmp_path: Path) -> None:
    """Compiled functions have no docstrings: these are read from the sources."""
    conditions = sourcescore.Scorer(lang="de").ruleset("de").conditions
    meant = {name: describe(name, conditions) for name in (*PLAIN, *conditions)}
    assert meant["question"] == "The sentence ends with a question mark."
    code = """
import json, sourcescore
from sourcescore.rules.conditions import PLAIN, describe
conditions = sourcescore.Scorer(lang="de").ruleset("de").conditions
print(json.dumps({name: describe(name, conditions) for name in (*PLAIN, *conditions)}))
"""
    assert json.loads(run(environment / "bin" / "python", "-c", code, cwd=tmp_path)) == meant


def test_a_plugin_given_as_a_file_sees_the_same_document(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "shouting.py").write_text(
        """
from sourcescore import Document, Signal, hookimpl

@hookimpl
def find_signals(document: Document):
    document.notes["seen"] = len(document.sentences)
    for i, word in enumerate(document.words):
        if word.isupper() and len(word) > 3:
            yield Signal(document.starts[i], document.ends[i], "distancing", "shout", "laut")
""",
        "utf-8",
    )
    (tmp_path / "text.txt").write_text("Das ist WIRKLICH passiert.", "utf-8")
    command = (environment / "bin" / "sourcescore", "score", "text.txt", "--lang", "de", "--plugin", "shouting.py")
    assert '"rule":"shout"' in run(*command, "--format", "json", cwd=tmp_path).replace(" ", "")


def build(root: Path, folder: Path, **settings: str) -> tuple[int, str, list[str]]:
    """(exit status, what was said, the wheels) of a build."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, env=os.environ | settings)
    return done.returncode, done.stdout + done.stderr, [path.name for path in folder.glob("*.whl")]


def test_asked_without_a_compiler_one_line_says_so(root: Path, tmp_path: Path) -> None:
    status, said, wheels = build(root, tmp_path, SOURCESCORE_COMPILE="1", CC="/nowhere/cc")
    assert status
    assert not wheels
    assert "SOURCESCORE_COMPILE: no C compiler (/nowhere/cc)" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("asked", ["", "0"])
def test_unasked_without_a_compiler_the_wheel_is_plain(root: Path, tmp_path: Path, asked: str) -> None:
    status, said, wheels = build(root, tmp_path, SOURCESCORE_COMPILE=asked, CC="/nowhere/cc")
    assert status == 0
    assert len(wheels) == 1
    assert wheels[0].endswith("-none-any.whl")
    assert ("plain Python instead: no C compiler (/nowhere/cc)" in said) == (asked == "")


def test_unasked_a_failed_compilation_leaves_plain_python(root: Path, tmp_path: Path) -> None:
    compiler = tmp_path / "cc"
    compiler.write_text("#!/bin/sh\necho broken compiler >&2\nexit 1\n", "utf-8")
    compiler.chmod(0o755)
    status, said, wheels = build(root, tmp_path, SOURCESCORE_COMPILE="", CC=str(compiler))
    assert status == 0
    assert wheels[0].endswith("-none-any.whl")
    assert "plain Python instead: the compilation failed" in said
    assert "broken compiler" in said
