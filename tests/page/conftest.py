"""A browser and a server, as a user has them. A missing browser is a visible skip."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

TEXT = "Musk soll 10.000 Chips gekauft haben. Das Werk steht in Graz.\n\nLaut Insidern 😀 kostet es offenbar rund drei Millionen."
PAINTED = """() => Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)]))"""
Open = Callable[..., Any]


@contextlib.contextmanager
def _running(folder: Path, *flags: str) -> Iterator[str]:
    """The address of a server that runs meanwhile."""
    command = [str(Path(sys.executable).with_name("sourcescore")), "serve", "--port", "0", "--workers", "1", *flags]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    try:
        found = next(found for line in process.stderr if (found := re.search(r"http://\S+?:\d+", line)))
        yield found[0]
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server, with rules of a name."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "strict.toml").write_text("[weights]\nhearsay = -0.7\n", "utf-8")
    with _running(folder, "--rules", "strict=strict.toml") as address:
        yield address


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    """The address of a server that asks for a token."""
    (tmp_path / "token").write_text("geheim-1\n", "utf-8")
    with _running(tmp_path, "--token-file", "token") as address:
        yield address


@pytest.fixture(scope="session")
def cache() -> Path:
    """A folder for programs that tests fetch, kept between runs."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "sourcescore-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def open_page(browser: Any, url: str) -> Iterator[Open]:
    """``open_page(locale="de-AT")``: the page, watched: no error, no other host, nothing that the policy forbids."""
    contexts = []
    said: list[str] = []
    asked: list[str] = []

    def begin(address: str = url, **settings: Any) -> Any:
        context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1280, "height": 860}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert said == []
    hosts = {urlsplit(address).netloc for address in asked if not address.startswith(("blob:", "data:"))}
    assert hosts == {urlsplit(url).netloc}


def write(page: Any, text: str) -> None:
    """Types a text and waits for its marks."""
    page.locator("#text").click()
    with page.expect_response("**/v1/score") as answer:
        page.keyboard.insert_text(text)
        page.wait_for_timeout(200)
    assert answer.value.ok
    page.wait_for_function("text => document.querySelectorAll('#bar button').length > 0", arg=text)
