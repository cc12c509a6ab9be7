"""A browser and a server, as a user has them. A missing browser is a visible skip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server, with rules of a name."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "strict.toml").write_text("[weights]\nhearsay = -0.7\n", "utf-8")
    command = [str(Path(sys.executable).with_name("sourcescore")), "serve", "--port", "0", "--workers", "1"]
    command += ["--rules", "strict=strict.toml"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+?:\d+", line):
            yield found[0]
            break
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cache() -> Path:
    """A folder for programs that tests fetch, kept between runs."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "sourcescore-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
