"""Runs the application: the socket, uvicorn, signals, and connections that come to nothing."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

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

    class Impatient(H11Protocol):
        def __init__(self, config: uvicorn.Config, *given: Any, **named: Any) -> None:
            super().__init__(config, *given, **named)
            self.conn = _InOnePart(h11.SERVER, _HEADERS)

        def send_400_response(self, msg: str) -> None:
            if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
                self.transport.close()
                return
            problem = Problem("malformed", "it is not HTTP/1.1, or its headers are too long")
            head = h11.Response(
                status_code=problem.status, headers=[("Content-Type", MEDIA_TYPE), ("Connection", "close")]
            )
            for event in (head, h11.Data(data=problem.to_json()), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
            self.transport.close()

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.headers_due = _Bell(self.loop, patience, transport.abort)
            self.reading_due = _Bell(self.loop, patience, transport.abort)
            self.headers_due.start()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self.headers_due.stop()
            else:
                self.headers_due.start()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self.headers_due.stop()

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


class _InOnePart(h11.Connection):
    """The head of an answer goes out with the beginning of its body: one packet, and one awakening of the client."""

    _head: tuple[bytes, ...] = ()

    def send_with_data_passthrough(self, event: h11.Event) -> list[bytes] | None:
        parts = super().send_with_data_passthrough(event)
        if isinstance(event, h11.Response):
            self._head = tuple(parts or ())
            return []
        if self._head:
            parts = [*self._head, *(parts or ())]
            self._head = ()
        return parts


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
