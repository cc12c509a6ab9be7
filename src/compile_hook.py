"""Builds a wheel whose busiest modules are compiled by mypyc, where there is a C compiler.

The same sources, typed as they are, become one extension module beside them; a wheel of plain Python does the same, slower.
``SOURCESCORE_COMPILE=0`` leaves it out; ``SOURCESCORE_COMPILE=1`` makes the build stop with a line that says why where it can not
be done, else it says so and goes on with plain Python. An editable installation is never compiled: what is edited has to be what
runs. Source: the hook interface of hatchling ("Build hook plugins"), mypyc's ``mypycify``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "SOURCESCORE_COMPILE"
"""The environment variable that asks for it, or forbids it."""

OPTIMISE = "MYPYC_OPT_LEVEL"
"""How much the C compiler is to optimise, 0 to 3; mypyc's own name for it. Beyond 1 nothing is gained but time spent."""

SETUP = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from mypyc.build import mypycify
from setuptools import setup
from setuptools.command.build_ext import build_ext

class Parallel(build_ext):
    # One file after the other takes twice as long.
    def build_extension(self, extension):
        def built(source):
            return self.compiler.compile(
                [source], output_dir=self.build_temp, macros=extension.define_macros, include_dirs=extension.include_dirs,
                extra_postargs=extension.extra_compile_args, depends=extension.depends,
            )
        largest_first = sorted(extension.sources, key=os.path.getsize, reverse=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            objects = [name for names in pool.map(built, largest_first) for name in names]
        extension.extra_objects, extension.sources = [*extension.extra_objects, *sorted(objects)], []
        super().build_extension(extension)

modules = mypycify(sys.argv[3:], opt_level=sys.argv[2], debug_level="0", group_name="sourcescore", multi_file=True)
setup(name="sourcescore", packages=[], ext_modules=modules, cmdclass={"build_ext": Parallel},
      script_args=["build_ext", "--build-lib", sys.argv[1], "--build-temp", sys.argv[1] + "-temp"])
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
        return ["mypy>=1.15", "setuptools"] if not _obstacle() or _setting() == "must" else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the modules that ``pyproject.toml`` names (``modules``, globs), before the wheel is packed."""
        if version == "editable" or _setting() == "never":
            return
        root = Path(self.root)
        obstacle = _obstacle() or _missing_module() or self._compile(root, build_data)
        if obstacle and _setting() == "must":
            self.app.abort(f"{ASKED}: {obstacle}; without {ASKED} the wheel is plain Python")
        elif obstacle:
            self.app.display_warning(f"not compiled, plain Python instead: {obstacle}")

    def _compile(self, root: Path, build_data: dict[str, Any]) -> str:
        """Adds the compiled modules to the wheel. What went wrong, or nothing."""
        self._work = Path(tempfile.mkdtemp(prefix="sourcescore-compile-"))
        # As they lie side by side once installed: what a compiled module takes for its own place comes from this.
        for folder in ("src", "plugins"):
            for package in sorted((root / folder).glob("sourcescore*/")):
                shutil.copytree(package, self._work / package.name, ignore=shutil.ignore_patterns("__pycache__"))
        found = {path for pattern in self.config["modules"] for path in self._work.glob(pattern)}
        modules = sorted(str(path.relative_to(self._work)) for path in found)
        if not modules:
            raise ValueError(f"no module to compile: nothing matches {self.config['modules']}")
        (self._work / "setup.py").write_text(SETUP, encoding="utf-8")
        (self._work / "mypy.ini").write_text(MYPY, encoding="utf-8")
        self.app.display_info(f"compiling {len(modules)} modules; this takes about a minute")
        built = self._work / "built"
        run = subprocess.run(
            [sys.executable, "setup.py", str(built), os.environ.get(OPTIMISE, "1"), *modules],
            cwd=self._work,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if run.returncode:
            self.app.display_error(run.stdout[-4000:])
            return "the compilation failed, as shown above"
        for library in sorted(built.rglob("*")):
            if library.is_file():
                build_data["force_include"][str(library)] = str(library.relative_to(built))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        return ""

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leaves nothing behind."""
        if hasattr(self, "_work"):
            shutil.rmtree(self._work, ignore_errors=True)


def _setting() -> str:
    """never · must · maybe"""
    return {"0": "never", "": "maybe"}.get(os.environ.get(ASKED, ""), "must")


def _obstacle() -> str:
    """What stands in the way of a C compiler, or nothing."""
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "this is not the usual CPython"
    if _setting() == "must" and os.name == "nt":
        return ""  # where the compiler of Windows is, only setuptools knows
    compiler = os.environ.get("CC") or str(sysconfig.get_config_var("CC") or "cc")
    if shutil.which(compiler.split()[0]) is None:
        return f"no C compiler ({compiler})"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "no headers of Python (Debian: python3-dev)"
    return ""


def _missing_module() -> str:
    """What a build without isolation may lack, or nothing."""
    missing = [name for name in ("mypyc", "setuptools") if find_spec(name) is None]
    return f"no {' and no '.join(missing)}" if missing else ""
