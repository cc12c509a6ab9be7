"""The extension for Visual Studio Code: checked, bundled and packed with vsce."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

import sourcescore
from sourcescore.lsp.settings import Settings

SOURCE = Path(__file__).resolve().parents[2] / "editors" / "vscode"
PACKAGE = json.loads((SOURCE / "package.json").read_text("utf-8"))


def test_its_settings_are_those_of_the_server() -> None:
    properties = PACKAGE["contributes"]["configuration"]["properties"]
    defaults = {name.removeprefix("sourcescore."): value["default"] for name, value in properties.items()}
    assert defaults.pop("command") == ["sourcescore", "lsp"]
    assert defaults == {
        field.name: list(field.default) if isinstance(field.default, tuple) else field.default
        for field in dataclasses.fields(Settings)
    }


def test_it_has_the_version_of_the_program() -> None:
    assert PACKAGE["version"] == sourcescore.__version__


def test_a_workspace_can_not_name_a_program_or_plugin() -> None:
    properties = PACKAGE["contributes"]["configuration"]["properties"]
    assert {name for name, value in properties.items() if value.get("scope") == "machine"} == {
        "sourcescore.command", "sourcescore.plugins",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.xdist_group("editors")
@pytest.mark.timeout(280)
def test_it_is_packed(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm")
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sourcescore-tests" / "vscode"
    base.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "tsconfig.json", "README.md", "LICENSE", ".vscodeignore"):
        shutil.copy(SOURCE / name, base)
    shutil.copytree(SOURCE / "src", base / "src", dirs_exist_ok=True)
    stamp = base / "installed.json"
    wanted = json.dumps([PACKAGE["dependencies"], PACKAGE["devDependencies"]])
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        # Optional parts of vsce keep passwords: they are built from sources that are not needed here.
        options = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
        done = subprocess.run(
            [npm, "install", *options], cwd=base, capture_output=True, text=True, timeout=240, check=False
        )
        if done.returncode:
            pytest.skip(f"npm could not fetch what the extension is built with: {done.stderr.strip()[-200:]}")
        stamp.write_text(wanted, "utf-8")
    out = tmp_path / "sourcescore.vsix"
    done = subprocess.run(
        [npm, "run", "--silent", "package", "--", "--out", str(out)],
        cwd=base, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(out) as packed:
        names = {name.lower() for name in packed.namelist()}
        assert {
            "extension/dist/extension.js",
            "extension/package.json",
            "extension/readme.md",
            "extension/license.txt",
        } <= names
        assert not [name for name in names if "node_modules" in name or name.endswith(".ts")]
        assert b"sourcescore" in packed.read("extension/dist/extension.js")
    checked = subprocess.run(["node", "--check", str(base / "dist" / "extension.js")], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr
