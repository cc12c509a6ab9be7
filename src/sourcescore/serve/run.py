"""Runs the application: the socket, uvicorn, signals, and connections that come to nothing."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, cast

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ..errors import UsageError
from .app import Application
from .problems import MEDIA_TYPE, Problem
from .settings import Settings

_BACKLOG = 256
_IDLE = 15
_HEADERS = 64 * 1024
"""Bytes: a GET of /v2/check has its text in there."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that waits for connections. Raises UsageError where the address can not be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        listening = socket.create_server((str(address[0]), port), family=family, backlog=_BACKLOG)
        # Connections inherit it; asyncio sets it only on sockets that were made with a protocol number. Without it an
        # answer in two parts waits for the client's delayed acknowledgement: 40 ms.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        # Python adds the address to the system's words: it is said already.
        reason = str(error.strerror or error).partition(" (while")[0]
        raise UsageError(f"can not listen on {host}:{port}: {reason}") from None


def serve(application: Application, listening: socket.socket) -> None:
    """Serves until SIGTERM or SIGINT; requests that are under way are answered before it ends."""
    settings = application.settings
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it would log what clients sent wrongly
    config = uvicorn.Config(
        application.door,
        http=_protocol(settings),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=round(settings.limits.seconds) + 1,
        backlog=_BACKLOG,
        lifespan="on",
        loop="asyncio",  # the same for everybody, also where uvloop is installed for something else
    )
    server = _Server(config, listening)
    application.door.connections = server.server_state.connections
    # uvicorn ends by raising the signal that stopped it once more: a SIGTERM that was obeyed is no failure.
    signal.signal(signal.SIGTERM, _ignore)
    server.run(sockets=[listening])
    if not server.started:
        raise UsageError("the scoring processes did not start")


def _ignore(number: int, frame: FrameType | None) -> None:
    pass


class _Server(uvicorn.Server):
    """Says where it is once it can answer."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self._listening.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            sys.stderr.write(f"sourcescore: http://{shown}:{port}/\n")
            sys.stderr.flush()


def _protocol(settings: Settings) -> type[asyncio.Protocol]:
    """HTTP as uvicorn speaks it, without patience for clients that send headers, or take answers, too slowly."""
    patience = settings.limits.patience

    class Impatient(HttpToolsProtocol):
        head = 0
        """Bytes that came since the last request was complete, while its successor's headers are not."""

        def send_400_response(self, msg: str) -> None:
            answering = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
            if answering or self.transport.is_closing():
                self.transport.close()
                return
            body = Problem("malformed", "it is not HTTP/1.1, or its headers are too long").to_json()
            head = f"HTTP/1.1 400 Bad Request\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
            self.transport.write(f"{head}connection: close\r\n\r\n".encode() + body)
            self.transport.close()

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(_InOnePart(transport))  # type: ignore[arg-type]
            self.headers_due = _Bell(self.loop, patience, transport.abort)
            self.reading_due = _Bell(self.loop, patience, transport.abort)
            self.headers_due.start()

        def data_received(self, data: bytes) -> None:
            if self.cycle is None or self.cycle.response_complete:
                data = _without_upgrade(data)
            self.head += len(data)
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self.headers_due.stop()
            else:
                self.headers_due.start()
                if self.head > _HEADERS:
                    self.send_400_response("")

        def on_headers_complete(self) -> None:
            size = len(self.url) + sum([len(name) + len(value) for name, value in self.headers])
            hosts = [value for name, value in self.headers if name == b"host"]
            if size > _HEADERS or len(hosts) > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
                raise ValueError("not a request that can be answered")  # uvicorn answers it as any other that is none
            super().on_headers_complete()
            self.head = 0

        def _unsupported_upgrade_warning(self) -> None:
            self.parser = httptools.HttpRequestParser(self)  # the old one reads nothing any more

        def on_response_complete(self) -> None:
            cast("_InOnePart", self.transport).flush()
            super().on_response_complete()
            self.headers_due.stop()
            self.head = 0

        def pause_writing(self) -> None:
            super().pause_writing()
            self.reading_due.start()

        def resume_writing(self) -> None:
            super().resume_writing()
            self.reading_due.stop()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self.headers_due.stop()
            self.reading_due.stop()

    return Impatient


_UPGRADE = re.compile(rb"(?<=\r\n)upgrade(?=[ \t]*:)", re.IGNORECASE)


def _without_upgrade(data: bytes) -> bytes:
    """A request without the offer to speak something else, which Java's clients make with each: httptools would leave its
    body unread."""
    if b"pgrade" not in data and b"PGRADE" not in data:
        return data
    head, end, body = data.partition(b"\r\n\r\n")
    return _UPGRADE.sub(b"x-offer", head) + end + body


class _InOnePart:
    """A transport that sends the head of an answer with the beginning of its body: one packet, and one awakening of the
    client. In other respects it is the one it is made of."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        if self._head:
            data, self._head = self._head + data, b""
        elif data.startswith(b"HTTP/1.1 ") and data.endswith(b"\r\n\r\n") and not data.startswith(b"HTTP/1.1 100"):
            self._head = data
            return
        self._transport.write(data)

    def flush(self) -> None:
        """Sends what was held back: the head of an answer that has no body."""
        if self._head:
            self._transport.write(self._head)
            self._head = b""

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _Bell:
    """Rings some seconds after it was started, unless it is stopped before."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, ring: Callable[[], None]) -> None:
        self._loop = loop
        self._seconds = seconds
        self._ring = ring
        self._handle: asyncio.TimerHandle | None = None

    def start(self) -> None:
        if self._handle is None:
            self._handle = self._loop.call_later(self._seconds, self._ring)

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
