"""Starts the server as its users do: the command, in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

RULES = """
[[rule]]
id = "acme.rumour"
lang = "de"
category = "rumour"
match = ["Munkelwort"]
message = "Gerücht im Test"

[[rule]]
id = "acme.about"
lang = "de"
category = "approximation"
match = ["Zirkawort"]
message = "Ungefähr im Test"
"""

STRICT = """
[weights]
rumour = -0.7
[[rule]]
id = "acme.strict"
lang = "de"
category = "rumour"
match = ["Strengwort"]
message = "Nur in den strengen Regeln"
"""

PLUGIN = """
import os, time
from sourcescore import hookimpl

@hookimpl
def find_signals(document):
    if "schlafwort" in document.text:
        time.sleep(60)
    if "kurzschlaf" in document.text:
        time.sleep(1)
    if "sterbeschlaf" in document.text:
        time.sleep(0.3)
    if "sterbewort" in document.text or "sterbeschlaf" in document.text:
        os._exit(3)
    if "fehlerwort" in document.text:
        raise ValueError("geheim: " + document.text)
    return []
"""


class Server:
    """A running ``sourcescore serve``: its address, a client for it, and what it has printed so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.out: list[str] = []
        self.err: list[str] = []
        self._started = threading.Event()
        self._readers = [
            threading.Thread(target=self._read, args=(stream, lines), daemon=True)
            for stream, lines in ((process.stdout, self.out), (process.stderr, self.err))
        ]
        for reader in self._readers:
            reader.start()
        assert self._started.wait(90), "".join(self.err)
        found = re.search(r"http://\S+:(\d+)/", "".join(self.err))
        assert found, "".join(self.err)
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.client = httpx.Client(base_url=self.url, timeout=30)

    def _read(self, stream, lines: list[str]) -> None:
        for line in stream:
            lines.append(line)
            if "http://" in line:
                self._started.set()
        self._started.set()

    def stop(self) -> int:
        """Ends the server as a service manager does; its exit status."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        for reader in self._readers:
            reader.join(10)
        return status


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """``start("--workers", "1")``: a server with the rules above, stopped at the end."""
    folder = tmp_path_factory.mktemp("serve")
    for name, content in (("own.toml", RULES), ("strict.toml", STRICT), ("sleepy.py", PLUGIN)):
        (folder / name).write_text(content, "utf-8")
    servers: list[Server] = []

    def begin(*arguments: str, env: dict[str, str] | None = None) -> Server:
        command = [
            str(Path(sys.executable).with_name("sourcescore")), "serve", "--port", "0", "--rules", "own.toml",
            "--rules", "strict=strict.toml", "--plugin", "sleepy.py", *arguments,
        ]  # fmt: skip
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, **(env or {})},
        )  # fmt: skip
        servers.append(Server(process))
        return servers[-1]

    yield begin
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def server(start: Start) -> Server:
    """A server with two workers and the limits that it has by itself."""
    return start("--workers", "2")


@pytest.fixture(scope="session")
def strict_server(start: Start) -> Server:
    """A server with one worker, small limits and a token."""
    limits = "--workers 1 --max-body 3000 --max-text 1000 --max-requests 3 --time-limit 3 --patience 1 --access-log"
    return start(*limits.split(), "--allow-origin", "https://cms.example", env={"SOURCESCORE_TOKEN": "geheim-42"})


@pytest.fixture(scope="session")
def cache() -> Path:
    """A folder for programs that tests fetch, kept between runs."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "sourcescore-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
