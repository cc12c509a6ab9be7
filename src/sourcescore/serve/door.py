"""What every request passes on its way in and out: who may ask, what is counted and logged, what never gets out."""

from __future__ import annotations

import hmac
import sys
import time
from collections.abc import Sized
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from .answers import TEXT
from .metrics import Metrics
from .problems import MEDIA_TYPE, Problem
from .settings import Settings
from .worker import said

GUARDED = ("/v1/", "/v2/check", "/metrics", "/docs/rules/")
"""What needs the token, where there is one: what scores, and what tells of rules or of the server's use."""

OPEN = frozenset({"/v1/schema/report.json"})
"""What does not, all the same."""

SHARED = ("/v1/score", "/v1/schema/", "/v2/", "/sourcescore.js")
"""What pages of other origins may use from a browser."""

_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_DATA = "default-src 'none'; frame-ancestors 'none'"
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


class Door:
    """The outermost part of the application. ASGI."""

    def __init__(self, app: Starlette, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self._routes = {route.endpoint: route.path for route in app.routes if isinstance(route, Route)}
        self.settings = settings
        self.metrics = metrics
        self.connections: Sized = ()
        """The connections that are open, as the server that runs this knows them."""
        self._token = settings.token.encode() if settings.token else None
        self._origins = frozenset(settings.origins)
        names = {*settings.hosts, settings.host.lower(), *_LOCAL_NAMES}
        # Where others can reach the server, its names are the network's business, unless some were given.
        self._hosts: frozenset[str] | None = frozenset(names) if settings.loopback or settings.hosts else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begin = time.perf_counter()
        headers = Headers(scope=scope)
        visit = _Visit(scope, headers, self, send)
        try:
            response = self._admit(scope, headers)
            if response is not None:
                await response(scope, receive, visit.send)
            else:
                await self.app(scope, receive, visit.send)
        except Exception as error:
            sys.stderr.write(said(error))
            if not visit.status:
                await self.refusal(scope, Problem("bug", "its log says where"))(scope, receive, visit.send)
        finally:
            self._note(visit, time.perf_counter() - begin)

    def shared(self, path: str) -> bool:
        """Whether pages of other origins may use this address."""
        return path.startswith(SHARED)

    def allows(self, origin: str) -> bool:
        """Whether pages of this origin may use what is shared."""
        return not self._origins or origin in self._origins

    def refusal(self, scope: Scope, problem: Problem) -> Response:
        """A problem as a response, in the form that clients of the address understand."""
        self.metrics.problems.labels(problem.kind).inc()
        if scope["path"].startswith("/v2/"):
            return Response(problem.to_line(), problem.status, problem.headers, TEXT)
        return Response(problem.to_json(), problem.status, problem.headers, MEDIA_TYPE)

    def _admit(self, scope: Scope, headers: Headers) -> Response | None:
        """None where a request may go on."""
        path: str = scope["path"]
        most = self.settings.limits.connections
        try:
            if len(self.connections) > most:
                later = {"Retry-After": "1", "Connection": "close"}
                raise Problem("busy", f"{most} connections are open already", later)
            self._check_host(headers.get("host", ""))
            self._check_origin(headers)
            if scope["method"] == "OPTIONS" and "access-control-request-method" in headers and self.shared(path):
                return Response(status_code=204, headers=_preflight(headers))
            if path.startswith(GUARDED) and path not in OPEN:
                self._check_token(scope, headers)
        except Problem as problem:
            return self.refusal(scope, problem)
        return None

    def _check_host(self, host: str) -> None:
        """A page on the web can make its own name lead to this machine; it can not make the browser hide that name."""
        if self._hosts is None:
            return
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            name = "?"
        if name and name not in self._hosts and not name.endswith(".localhost"):
            raise Problem("wrong-host", "start the server with --allow-host NAME for a name of your own")

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        if origin is None or self.allows(origin) or urlsplit(origin).netloc == headers.get("host"):
            return
        raise Problem("origin-refused", "start the server with --allow-origin for it")

    def _check_token(self, scope: Scope, headers: Headers) -> None:
        if self._token is None:
            return
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            if not hmac.compare_digest(given.strip().encode("latin-1", "replace"), self._token):
                raise Problem("token-wrong", "", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        elif scope["path"] == "/v2/check":
            # LanguageTool's clients have a field for a key, not for headers: it is looked for in their form.
            scope["key_needed"] = True
        else:
            raise Problem("token-missing", "Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"})

    def _note(self, visit: _Visit, seconds: float) -> None:
        """Counts a request and, where asked for, logs it: its route, since a path or a query may hold text."""
        route = self._route(visit.scope)
        method = visit.scope["method"] if visit.scope["method"] in _METHODS else "other"
        self.metrics.requests.labels(method, route, str(visit.status)).inc()
        self.metrics.seconds.labels(route).observe(seconds)
        if self.settings.access_log:
            sys.stdout.buffer.write(
                msgspec.json.encode(
                    {
                        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                        "client": (visit.scope.get("client") or [None])[0],
                        "method": method, "route": route, "status": visit.status,
                        "ms": round(1000 * seconds, 1), "bytes_out": visit.size,
                    }
                )
                + b"\n"
            )  # fmt: skip
            sys.stdout.flush()

    def _route(self, scope: Scope) -> str:
        """The pattern of the address, where there is one."""
        return self._routes.get(scope.get("endpoint", self), "other")


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})


class _Visit:
    """One request's way out: headers are added, status and size noted."""

    def __init__(self, scope: Scope, headers: Headers, door: Door, send: Send) -> None:
        self.scope = scope
        self.status = 0
        self.size = 0
        self._headers = headers
        self._door = door
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            out = MutableHeaders(scope=message)
            out["X-Content-Type-Options"] = "nosniff"
            out["Referrer-Policy"] = "no-referrer"
            is_page = out.get("content-type", "").startswith("text/html")
            out["Content-Security-Policy"] = _PAGES if is_page else _DATA
            if "cache-control" not in out:
                out["Cache-Control"] = "no-store"
            self._share(out)
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        await self._send(message)

    def _share(self, out: MutableHeaders) -> None:
        """Lets pages of other origins read the answer, where they may. Nothing here depends on cookies."""
        if not self._door.shared(self.scope["path"]):
            return
        if not self._door.settings.origins:
            out["Access-Control-Allow-Origin"] = "*"
        else:
            out.add_vary_header("Origin")
            origin = self._headers.get("origin")
            if origin and self._door.allows(origin):
                out["Access-Control-Allow-Origin"] = origin
        out["Access-Control-Expose-Headers"] = "Retry-After"


def _preflight(headers: Headers) -> dict[str, str]:
    answer = {
        "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    if "access-control-request-private-network" in headers:
        answer["Access-Control-Allow-Private-Network"] = "true"
    return answer
