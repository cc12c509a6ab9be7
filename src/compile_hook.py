"""Builds a wheel whose busiest modules are compiled by mypyc, where it is asked for: ``SOURCESCORE_COMPILE=1 pip wheel .``

The same sources, typed as they are, become one extension module beside them; unasked, the wheel is plain Python and does the
same. Asked without a C compiler, the build stops with one line that says so. An editable installation is never compiled: what
is edited has to be what runs. Source: the hook interface of hatchling ("Build hook plugins"), mypyc's ``mypycify``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "SOURCESCORE_COMPILE"
"""The environment variable that asks for it."""

OPTIMISE = "MYPYC_OPT_LEVEL"
"""How much the C compiler is to optimise, 0 to 3; mypyc's own name for it."""

SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup
modules = mypycify(sys.argv[3:], opt_level=sys.argv[2], debug_level="0", group_name="sourcescore")
setup(name="sourcescore", packages=[], ext_modules=modules, script_args=["build_ext", "--build-lib", sys.argv[1]])
"""

MYPY = """
[mypy]
explicit_package_bases = True
namespace_packages = True
ignore_missing_imports = True
no_site_packages = True
"""
"""What is installed beside the build makes no difference to it."""


class CompileHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What a build needs beside hatchling."""
        return ["mypy>=1.15", "setuptools"] if _asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the modules that ``pyproject.toml`` names (globs: ``modules``, ``except``), before the wheel is packed."""
        if version == "editable" or not _asked():
            return
        compiler = os.environ.get("CC") or str(sysconfig.get_config_var("CC") or "cc")
        if shutil.which(compiler.split()[0]) is None:
            self.app.abort(f"{ASKED}: no C compiler ({compiler}); install one, or leave {ASKED} out for plain Python")
        root = Path(self.root)
        self._work = Path(tempfile.mkdtemp(prefix="sourcescore-compile-"))
        # As they lie side by side once installed: what a compiled module takes for its own place comes from this.
        for folder in ("src", "plugins"):
            for package in sorted((root / folder).glob("sourcescore*/")):
                shutil.copytree(package, self._work / package.name, ignore=shutil.ignore_patterns("__pycache__"))
        left = {path for pattern in self.config["except"] for path in self._work.glob(pattern)}
        found = {path for pattern in self.config["modules"] for path in self._work.glob(pattern)} - left
        modules = sorted(str(path.relative_to(self._work)) for path in found)
        if not modules:
            raise ValueError(f"no module to compile: nothing matches {self.config['modules']}")
        (self._work / "setup.py").write_text(SETUP, encoding="utf-8")
        (self._work / "mypy.ini").write_text(MYPY, encoding="utf-8")
        self.app.display_info(f"compiling {len(modules)} modules; this takes about two minutes")
        built = self._work / "built"
        run = subprocess.run(
            [sys.executable, "setup.py", str(built), os.environ.get(OPTIMISE, "3"), *modules],
            cwd=self._work,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if run.returncode:
            shutil.rmtree(self._work, ignore_errors=True)
            self.app.abort(
                f"{run.stdout[-4000:]}\n{ASKED}: the compilation failed; without it the wheel is plain Python"
            )
        for library in sorted(built.rglob("*")):
            if library.is_file():
                build_data["force_include"][str(library)] = str(library.relative_to(built))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leaves nothing behind."""
        if hasattr(self, "_work"):
            shutil.rmtree(self._work, ignore_errors=True)


def _asked() -> bool:
    return os.environ.get(ASKED, "") not in ("", "0")
