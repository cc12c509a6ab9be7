"""Wheel, sdist and editable install, each used from outside of the checkout as a user would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import sourcescore

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

TEXT = "Musk soll 10.000 Chips gekauft haben."
EXTRAS = "docx fastwarc lsprotocol pebble prometheus_client pyarrow pygls pyspark starlette statsmodels trafilatura uvicorn zstandard"


def run(*command: str | Path, cwd: Path, stdin: str = "") -> str:
    """The standard output of a program that must succeed, started without the settings of this test run."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    env["SOURCESCORE_COMPILE"] = "0"  # what is compiled has tests of its own
    done = subprocess.run(
        [str(part) for part in command], check=False, cwd=cwd, input=stdin, capture_output=True, text=True, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Installation:
    """A virtual environment with sourcescore in it, and the folder that its modules must come from."""

    folder: Path
    origin: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def command(self) -> Path:
        return self.folder / "bin" / "sourcescore"


def install(folder: Path, *what: str | Path, origin: Path | None = None) -> Installation:
    """Installs sourcescore alone into a new environment that sees the dependencies of this one, but not its sourcescore:
    a path in a .pth file comes last, and .pth files behind it, such as that of an editable install, are not read."""
    venv.create(folder, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "bin" / "python",
        "--disable-pip-version-check",
    ]
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed"]
    run(*pip, "install", *options, *what, cwd=folder)
    return Installation(folder, origin or packages)


def unpack(sdist: Path, folder: Path) -> Path:
    """The folder of sources that an sdist holds."""
    run("tar", "--extract", "--file", sdist, "--directory", folder, cwd=folder)
    return next(folder.glob("sourcescore-*"))


@pytest.fixture(scope="module")
def dist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, root, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Path:
    return next(dist.glob("*.tar.gz"))


@pytest.fixture(scope="module", params=["wheel", "sdist", "editable"])
def installation(
    request: pytest.FixtureRequest, wheel: Path, sdist: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "wheel":
        return install(folder / "env", wheel)
    if request.param == "sdist":
        return install(folder / "env", sdist)
    source = unpack(sdist, folder)
    return install(folder / "env", "--editable", source, origin=source)


def test_wheel_holds_the_packages_their_data_and_nothing_else(wheel: Path, root: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    plugins = sorted(path.name for path in (root / "plugins").iterdir() if (path / "py.typed").is_file())
    tops = {name.split("/")[0] for name in names}
    assert tops == {"sourcescore", f"sourcescore-{sourcescore.__version__}.dist-info", *plugins}
    assert {f"{package}/py.typed" for package in ("sourcescore", *plugins)} <= set(names)
    assert "sourcescore/rules.toml" in names
    assert len(names) == len(set(names))
    data = {str(path.relative_to(root / "plugins")) for path in (root / "plugins").rglob("*.toml")}
    assert data <= set(names)


def test_sdist_holds_what_it_takes_to_build_and_test(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"LICENSE", "Makefile", "README.md", "pyproject.toml", "rules.toml", "tests/conftest.py"} <= names
    assert [name for name in names if name.startswith((".venv", ".git/"))] == []


def test_modules_come_from_the_installation(installation: Installation, tmp_path: Path) -> None:
    code = """
import importlib, sourcescore
from importlib import metadata
points = [p for p in metadata.entry_points(group="sourcescore") if p.dist.name == "sourcescore"]
print(sourcescore.__file__, *(importlib.import_module(p.value).__file__ for p in points), sep="\\n")
"""
    files = [Path(line) for line in run(installation.python, "-c", code, cwd=tmp_path).splitlines()]
    assert len(files) > 1
    assert [file for file in files if not file.is_relative_to(installation.origin)] == []


def test_api_scores_as_in_the_checkout(installation: Installation, tmp_path: Path) -> None:
    code = f"import sourcescore; print(sourcescore.score({TEXT!r}, lang='de').to_json())"
    assert (
        run(installation.python, "-c", code, cwd=tmp_path).strip()
        == sourcescore.score(TEXT, lang="de").to_json().strip()
    )


def test_a_plain_install_scores_without_any_extra(installation: Installation, tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules.update(dict.fromkeys({EXTRAS!r}.split()))  # None: importing it fails
import sourcescore
print(sourcescore.score({TEXT!r}).claims[0].rating)
"""
    assert run(installation.python, "-c", code, cwd=tmp_path) == "2\n"


def test_an_editable_install_sees_edits(sdist: Path, tmp_path: Path) -> None:
    source = unpack(sdist, tmp_path)
    editable = install(tmp_path / "env", "--editable", source, origin=source)
    code = f"import sourcescore; print(sourcescore.score({TEXT!r}, lang='de').claims[0].signals[0].message)"
    before = run(editable.python, "-c", code, cwd=tmp_path).strip()
    changed = 0
    for file in (source / "plugins").rglob("de*.toml"):
        text = file.read_text("utf-8")
        changed += text.count(f'"{before}"')
        file.write_text(text.replace(f'"{before}"', '"eine andere Begründung"'), "utf-8")
    assert changed
    assert run(editable.python, "-c", code, cwd=tmp_path).strip() == "eine andere Begründung"


def test_command_scores(installation: Installation, tmp_path: Path) -> None:
    report = json.loads(run(installation.command, "score", "--format", "json", "-", cwd=tmp_path, stdin=TEXT))
    (claim,) = report["claims"]
    assert claim["rating"] == 2
    assert [signal["rule"] for signal in claim["signals"]] == ["de.hearsay.sollen"]


def test_command_tells_its_version(installation: Installation, tmp_path: Path) -> None:
    assert sourcescore.__version__ in run(installation.command, "--version", cwd=tmp_path)
