"""Requests that mean no good: none brings anything worse than a refusal, and the next honest one is answered."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from .conftest import Server, Start

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]

REQUESTS = 2_000
GOOD = {"text": "Das ist ein Munkelwort.", "lang": "de"}
ODD = [
    "",
    "\0",
    "\ud800",
    "😀",
    "a" * 5000,
    "\u202e",
    "ﬁ\u0301" * 50,
    "„" * 300,
    "\r\n\r\n",
    "&=&=",
    "%zz",
    "((((" * 500,
]


def odd_value(chance: random.Random, depth: int = 0) -> object:
    """Anything that JSON can hold, and some that it should not."""
    kind = chance.randrange(9 if depth < 3 else 6)
    if kind < 3:
        return chance.choice(ODD)
    if kind < 6:
        return chance.choice([None, True, -1, 10**400, 1e308, 0])
    if kind < 8:
        return [odd_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {str(chance.choice(ODD)): odd_value(chance, depth + 1) for _ in range(chance.randrange(4))}


def json_body(chance: random.Random) -> bytes:
    names = ["text", "texts", "lang", "offsets", "rules", "id", "?"]
    values = {name: odd_value(chance) for name in chance.sample(names, chance.randrange(5))}
    if chance.random() < 0.5:
        values["text"] = chance.choice(ODD)
    body = json.dumps(values).encode()
    damage = chance.randrange(5)
    if damage == 0:
        return body[: chance.randrange(len(body))]
    if damage == 1:
        at = chance.randrange(len(body))
        return body[:at] + chance.randbytes(3) + body[at:]
    if damage == 2:
        return body.decode().encode(chance.choice(["utf-16", "utf-32", "utf-8-sig"]))
    return body


def form_body(chance: random.Random) -> bytes:
    names = ["text", "data", "language", "level", "enabledOnly", "enabledRules", "disabledCategories", "apiKey"]
    form = {name: chance.choice([*ODD, "auto", "de", "true", "{}"]) for name in chance.sample(names, 4)}
    if chance.random() < 0.5:
        form["language"] = "de"
    if chance.random() < 0.3:
        form["data"] = json.dumps({"annotation": odd_value(chance)})
    body = urlencode(form, errors="replace").encode()
    if chance.random() < 0.5:
        body = "&".join(f"{key}={value}" for key, value in form.items()).encode("utf-8", "surrogatepass")
    return body if chance.random() < 0.8 else body + chance.randbytes(20)


def request(chance: random.Random) -> bytes:
    """One request as it goes over the line."""
    path = chance.choice(["/v1/score", "/v2/check"])
    body = json_body(chance) if (path == "/v1/score") == (chance.random() < 0.9) else form_body(chance)
    kind = chance.random()
    if kind < 0.05:
        body = chance.randbytes(chance.randrange(3000))
    elif kind < 0.07:
        body = b"[" * 500_000 if chance.random() < 0.5 else b'{"text":' * 100_000
    elif kind < 0.08:
        body = b'{"text": "' + b"a" * 10_000_000 + b'"}'
    types = ["application/json"] * 4 + ["text/plain", "", "application/x-www-form-urlencoded", "x" * 300]
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {chance.choice(types)}\r\n"
    length = len(body)
    wrong = chance.random()
    if wrong < 0.03:
        length += chance.randrange(1, 1000)  # more is announced than comes
    elif wrong < 0.06:
        length = max(0, length - 5)
    elif wrong < 0.08:
        return f"{head}Content-Length: {chance.choice([-1, '1e3', 2**70, ''])}\r\n\r\n".encode() + body
    elif wrong < 0.10:
        return head.encode() + b"Transfer-Encoding: chunked\r\n\r\n" + chance.choice([b"zz\r\n", b"5\r\nab", body[:50]])
    elif wrong < 0.12:
        return chance.randbytes(200)
    elif wrong < 0.13:
        return head.encode() + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n"
    return f"{head}Content-Length: {length}\r\n\r\n".encode() + body


def send(server: Server, data: bytes, stay: bool) -> str:
    """The status that comes back; "" where none does. Who does not ``stay`` leaves at once."""
    got = b""
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(data)
            while stay and (chunk := connection.recv(65536)):
                got += chunk
    except OSError:
        pass
    return got[9:12].decode("latin-1") if got.startswith(b"HTTP/1.1 ") else ""


def idle(server: Server) -> None:
    """A client that begins a request and never ends it."""
    send(server, b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Le", True)


def test_hostile_requests_bring_no_error_of_the_server(start: Start) -> None:
    server = start("--workers", "2", "--patience", "1", "--time-limit", "10")

    def one(number: int) -> str:
        chance = random.Random(number)
        return send(server, request(chance), stay=chance.random() < 0.95)

    with ThreadPoolExecutor(20) as slow, ThreadPoolExecutor(8) as threads:
        waiting = [slow.submit(idle, server) for _ in range(20)]
        statuses = Counter(threads.map(one, range(REQUESTS)))
        for one in waiting:
            one.result()
    assert {status for status in statuses if status.startswith("5")} <= {"503"}
    assert {"200", "400", "413", "415", "422"} <= set(statuses)
    answer = server.client.post("/v1/score", json=GOOD)
    assert answer.status_code == 200
    assert server.client.get("/healthz").json()["workers"] == 2
    assert "bug" not in "".join(server.err)
    assert server.stop() == 0


def test_schemathesis_finds_nothing(start: Start, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists() and shutil.which("schemathesis") is None:
        pytest.skip("needs schemathesis")
    server = start("--workers", "2")
    options = ["--checks", "all", "--max-examples", "10", "--seed", "1", "--no-color", "--workers", "1"]
    done = subprocess.run(
        [program if program.exists() else "schemathesis", "run", f"{server.url}/openapi.json", *options],
        cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8",
        timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, "\n".join(line[:300] for line in done.stdout.splitlines())
    assert "No issues found" in done.stdout
    assert "bug" not in "".join(server.err)
