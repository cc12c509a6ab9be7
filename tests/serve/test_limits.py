"""A server that one can leave running: nothing that a client or a text does keeps it from answering the next."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from .conftest import Server, Start

TOKEN = {"authorization": "Bearer geheim-42"}
SLOW = {"text": "Das ist ein schlafwort.", "lang": "de"}
BRIEF = {"text": "Das ist ein kurzschlaf.", "lang": "de"}
GOOD = {"text": "Das ist gut.", "lang": "de"}


def score(server: Server, body: object, **headers: str) -> httpx.Response:
    return httpx.post(f"{server.url}/v1/score", json=body, headers={**TOKEN, **headers}, timeout=30)


def kind(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).partition("#")[2]


def exchange(server: Server, *parts: bytes, pause: float = 0.0, wait: float = 10.0) -> bytes:
    """What comes back for raw bytes, sent part by part, until the server closes or nothing comes for ``wait`` seconds."""
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(wait)
        got = b""
        try:
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            while chunk := connection.recv(65536):
                got += chunk
        except OSError:
            pass
        return got


def asked(connection: socket.socket, request: bytes) -> bytes:
    """The answer to one of several requests on a connection, which is in one part."""
    connection.sendall(request)
    return connection.recv(65536)


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def test_each_limit_has_its_own_error(strict_server: Server) -> None:
    long = score(strict_server, {"text": "a" * 1001})
    assert (long.status_code, kind(long)) == (413, "text-too-long")
    large = score(strict_server, {"text": "a" * 4000})
    assert (large.status_code, kind(large)) == (413, "body-too-large")
    assert "3000 bytes" in large.json()["detail"]


def test_too_many_connections_are_told_to_come_back(start: Start) -> None:
    server = start("--workers", "1")
    with contextlib.ExitStack() as opened:
        for _ in range(513):
            opened.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        answer = score(server, GOOD)
        assert (answer.status_code, kind(answer)) == (503, "busy")
        assert answer.headers["retry-after"] == "1"
        assert "512 connections" in answer.json()["detail"]
    assert score(server, GOOD).status_code == 200
    assert server.stop() == 0


@pytest.mark.parametrize(
    "request_",
    [b"HELLO\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000],
)
def test_what_is_no_http_is_a_problem_too(server: Server, request_: bytes) -> None:
    head, _, body = exchange(server, request_).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in head
    assert json.loads(body)["type"] == "/docs#malformed"


@pytest.mark.parametrize(
    "headers", [b"Host: a\r\nHost: b\r\n", b"Host: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n"]
)
def test_headers_that_contradict_each_other_are_a_problem(server: Server, headers: bytes) -> None:
    assert exchange(server, b"GET /healthz HTTP/1.1\r\n" + headers + b"\r\n").startswith(b"HTTP/1.1 400 ")


def test_a_method_that_nobody_knows_is_a_problem_also_on_a_connection_in_use(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        assert asked(connection, HEALTH).startswith(b"HTTP/1.1 200 ")
        assert asked(connection, HEALTH.replace(b"GET", b"SAGE")).startswith(b"HTTP/1.1 400 ")


def test_who_would_rather_speak_http_2_is_answered_all_the_same(server: Server) -> None:
    """As Java's client does, with each request of a connection."""
    body = json.dumps(GOOD).encode()
    head = b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
    more = f"HTTP2-Settings: AAEAAEAAAAI\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for _ in range(3):
            got = asked(connection, head + more.encode() + body)
            assert got.startswith(b"HTTP/1.1 200 ")
            assert got.endswith(b"}")


def test_an_answer_comes_in_one_part(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        assert asked(connection, HEALTH).endswith(b"}")
        assert asked(connection, b"HEAD /docs HTTP/1.1\r\nHost: localhost\r\n\r\n").endswith(b"\r\n\r\n")


def test_a_body_that_does_not_say_its_size_is_limited_too(strict_server: Server) -> None:
    def chunks() -> object:
        for _ in range(100):
            yield b"a" * 100

    headers = {**TOKEN, "content-type": "application/json"}
    answer = httpx.post(f"{strict_server.url}/v1/score", content=chunks(), headers=headers)
    assert (answer.status_code, kind(answer)) == (413, "body-too-large")


def test_who_asks_first_hears_of_the_limit_before_sending(strict_server: Server) -> None:
    head = b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
    token = b"Authorization: Bearer geheim-42\r\nContent-Length: 90000\r\n\r\n"
    assert exchange(strict_server, head + token, wait=3).startswith(b"HTTP/1.1 413")


def test_a_text_that_takes_too_long_is_given_up(strict_server: Server) -> None:
    begin = time.monotonic()
    answer = score(strict_server, SLOW)
    assert (answer.status_code, kind(answer)) == (503, "too-slow-to-score")
    assert 2.5 < time.monotonic() - begin < 6
    assert score(strict_server, GOOD).status_code == 200


def test_a_scoring_process_that_dies_is_replaced(strict_server: Server) -> None:
    answer = score(strict_server, {"text": "Das ist ein sterbewort."})
    assert (answer.status_code, kind(answer)) == (503, "process-lost")
    assert answer.headers["retry-after"] == "1"
    for _ in range(10):
        answer = score(strict_server, GOOD)
        if answer.status_code == 200:
            break
    assert answer.status_code == 200


def test_who_waits_behind_a_request_that_ends_the_process_is_answered_by_the_next(start: Start) -> None:
    server = start("--workers", "1")
    assert score(server, GOOD).status_code == 200
    with ThreadPoolExecutor(2) as threads:
        deadly = threads.submit(score, server, {"text": "Das ist ein sterbeschlaf.", "lang": "de"})
        time.sleep(0.03)
        good = threads.submit(score, server, GOOD)
    assert (deadly.result().status_code, kind(deadly.result())) == (503, "process-lost")
    assert good.result().status_code == 200


def test_too_many_requests_at_once_are_told_to_come_back(strict_server: Server) -> None:
    score(strict_server, GOOD)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: score(strict_server, BRIEF), range(8)))
    statuses = sorted(answer.status_code for answer in answers)
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= 2
    for answer in answers:
        if answer.status_code == 503:
            assert kind(answer) == "busy"
            assert int(answer.headers["retry-after"]) >= 1


def test_who_leaves_the_queue_is_not_served(strict_server: Server) -> None:
    """An editor that types on drops its last request: it must not hold up the next."""
    score(strict_server, GOOD)
    first = threading.Thread(target=score, args=(strict_server, BRIEF))
    first.start()
    time.sleep(0.2)
    for _ in range(2):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{strict_server.url}/v1/score", json=BRIEF, headers=TOKEN, timeout=0.1)
    begin = time.monotonic()
    assert score(strict_server, GOOD).status_code == 200
    assert time.monotonic() - begin < 1.5
    first.join()


HEAD = b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer geheim-42\r\n"


@pytest.mark.parametrize(
    ("parts", "answered"),
    [
        ((b"",), False),
        ((b"GET /healthz HT",), False),
        ((b"GET /healthz HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 30), False),
        ((HEAD + b"Content-Length: 100\r\n\r\n", b"{"), True),
        ((HEAD + b"Content-Length: 100\r\n\r\n", *[b" "] * 30), None),
    ],
    ids=["nothing", "half a line", "endless headers", "half a body", "body by drops"],
)
def test_slow_clients_are_sent_away(strict_server: Server, parts: tuple[bytes, ...], answered: bool | None) -> None:
    """Who still sends when the server closes may not see its answer."""
    begin = time.monotonic()
    got = exchange(strict_server, *parts, pause=0.1)
    assert time.monotonic() - begin < 5
    assert answered is None or got.startswith(b"HTTP/1.1 408") == answered
    assert score(strict_server, GOOD).status_code == 200


def test_a_client_that_does_not_take_its_answer_is_sent_away(start: Start) -> None:
    server = start("--workers", "1", "--patience", "1")
    body = json.dumps({"text": "Das ist ein Munkelwort. " * 20_000, "lang": "de"}).encode()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        connection.settimeout(30)
        got = connection.recv(1000)
        time.sleep(3)
        try:
            while chunk := connection.recv(65536):
                got += chunk
        except ConnectionResetError:
            pass
    size = re.search(rb"content-length: (\d+)", got)
    assert size
    assert len(got) < int(size[1])
    assert score(server, GOOD).status_code == 200


def test_the_server_is_well_while_a_large_text_is_scored(server: Server) -> None:
    large = {"text": ("Das ist ein Munkelwort und noch mehr. " * 30_000)[:1_000_000], "lang": "de"}
    done: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: done.append(score(server, large)))
    thread.start()
    times = []
    while not done:
        begin = time.perf_counter()
        assert server.client.get("/healthz").status_code == 200
        times.append(time.perf_counter() - begin)
        time.sleep(0.02)
    thread.join()
    assert done[0].status_code == 200
    assert len(times) > 20
    assert sorted(times)[len(times) // 2] < 0.05  # bench/serve.py shows the slowest too


def test_a_scoring_process_can_be_killed(server: Server) -> None:
    def workers() -> set[int]:
        """The processes that were started, directly or not, by the server, and have no child themselves."""
        parents = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(path.parent.name)] = int(fields[1])
        found = {server.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return {pid for pid in found if pid not in parents.values() and b"resource_tracker" not in _cmdline(pid)}

    if sys.platform != "linux":
        pytest.skip("looks for processes in /proc")
    before = workers()
    assert len(before) == 2
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if score(server, GOOD).status_code == 200 and len(workers()) == 2:
            break
        time.sleep(0.1)
    assert len(workers()) == 2
    assert not workers() & before
    assert server.client.get("/healthz").json()["workers"] == 2


def _cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_requests_under_way_are_answered_before_the_server_stops(start: Start) -> None:
    server = start("--workers", "1")
    assert score(server, GOOD).status_code == 200
    with ThreadPoolExecutor(1) as thread:
        last = thread.submit(score, server, BRIEF)
        time.sleep(0.3)
        begin = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begin < 10
        assert last.result().status_code == 200
    with pytest.raises(httpx.ConnectError):
        score(server, GOOD)


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("sourcescore")
    return subprocess.run(
        [program, "serve", *arguments], cwd=cwd, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rules", "missing.toml"], "missing.toml"),
        (["--rules", "broken.toml"], "broken.toml:2"),
        (["--rules", "a=broken.toml"], "broken.toml:2"),
        (["--rules", "a=x.toml", "--rules", "a=y.toml"], "NAME=FILE"),
        (["--plugin", "missing.py"], "missing.py"),
        (["--lang", "tlh"], "tlh"),
        (["--host", "203.0.113.7"], "203.0.113.7"),
        (["--token-file", "missing"], "missing"),
        (["--token-file", "empty"], "empty"),
        (["--workers", "0"], "workers"),
        (["--time-limit", "nan"], "a number of seconds"),
        (["--patience", "inf"], "a number of seconds"),
        (["--allow-origin", "cms.example"], "https://cms.example"),
        (["--allow-host", "https://cms.example"], "a name alone"),
        (["--allow-host", "cms.example:8765"], "a name alone"),
    ],
    ids=" ".join,
)
def test_a_wrong_start_is_one_line_and_status_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "broken.toml").write_text("[weights]\nrumour = 7\n", "utf-8")
    (tmp_path / "empty").write_text("\n", "utf-8")
    done = command("--port", "0", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    assert "Errno" not in done.stderr
    assert done.stdout == ""


def test_a_port_that_is_taken_is_said_to_be(server: Server, tmp_path: Path) -> None:
    done = command("--port", str(server.port), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count(f"{server.port}") == 1
