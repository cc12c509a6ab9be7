"""The application: which address answers what. Starlette, served by uvicorn."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from .answers import JSON, Answer, Scorers
from .docs import docs_page, rule_page
from .door import Door
from .languages import listed
from .metrics import MEDIA_TYPE as METRICS_TYPE
from .metrics import Metrics
from .openapi import describe
from .pool import Pool
from .problems import Problem
from .ruleview import policy_as_data, rule_as_data, rules_as_data
from .settings import Settings
from .static import load_files

HTML = "text/html; charset=utf-8"
_DRAINED = 32 * 1024 * 1024
_HERE = Path(__file__).parent
_FRESH = "public, max-age=300"


class Application:
    """The endpoints of one server, and what they share: scorers to tell of rules, processes to score, counters."""

    def __init__(self, settings: Settings, scorers: Scorers) -> None:
        self.settings = settings
        self.scorers = scorers
        self.pool = Pool(settings)
        self.metrics = Metrics(self.pool)
        self.openapi = describe(settings, scorers)
        self._openapi = msgspec.json.encode(self.openapi)
        self._schema = (_HERE / "report.schema.json").read_bytes()
        self._docs = docs_page(self.openapi)
        app = Starlette(
            routes=[
                Route("/v1/score", self.score, methods=["POST"]),
                Route("/v1/rules", self.rules),
                Route("/v1/rules/{id:path}", self.rule),
                Route("/v1/policy", self.policy),
                Route("/v1/schema/report.json", self.schema),
                Route("/v2/check", self.check, methods=["GET", "POST"]),
                Route("/v2/languages", self.languages),
                Route("/v2/healthcheck", self.healthcheck),
                Route("/healthz", self.healthz),
                Route("/metrics", self.exposition),
                Route("/openapi.json", self.openapi_json),
                Route("/docs", self.docs),
                Route("/docs/rules/{id:path}", self.rule_docs),
                *(Route(file.path, file) for file in (*load_files(_HERE / "page"), *load_files(_HERE / "style"))),
            ],
            exception_handlers={Problem: self._refuse, HTTPException: self._not_here, ClientDisconnect: self._left},
            lifespan=self._run,
        )
        self.door = Door(app, settings, self.metrics)

    @contextlib.asynccontextmanager
    async def _run(self, _: Starlette) -> AsyncIterator[None]:
        await self.pool.start()
        try:
            yield
        finally:
            await self.pool.stop()

    async def score(self, request: Request) -> Response:
        """The report of one text, or those of several."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != JSON and not kind.endswith("+json"):
            await self._body(request)
            raise Problem("not-json", "Content-Type: application/json")
        return await self._answer(request, "score", await self._body(request))

    async def check(self, request: Request) -> Response:
        """LanguageTool's matches. GET has its form in the query."""
        if request.method == "POST":
            body = await self._body(request)
        else:
            body = request.url.query.encode("utf-8", "surrogateescape")
        address = str(request.base_url).rstrip("/").replace(" ", "")
        head = address + (" \n" if request.scope.get("key_needed") else "\n")
        return await self._answer(request, "check", head.encode("utf-8", "replace") + body)

    async def languages(self, request: Request) -> Response:
        """LanguageTool's list of languages."""
        return _json(list(listed(self.scorers.languages)))

    async def healthcheck(self, request: Request) -> Response:
        """LanguageTool's sign of life."""
        return Response("OK", media_type="text/plain")

    async def healthz(self, request: Request) -> Response:
        """Whether texts can be scored: 503 while no scoring process is alive."""
        if not self.pool.workers:
            raise Problem("process-lost", "no scoring process is alive", {"Retry-After": "1"})
        return _json({"status": "ok", "workers": len(self.pool.workers), "running": self.pool.running})

    async def rules(self, request: Request) -> Response:
        """All rules, or those of a language or category."""
        query = request.query_params
        scorer = self.scorers.named(query.get("rules"))
        lang = query.get("lang")
        if lang is not None:
            lang = lang.replace("_", "-").partition("-")[0].lower()  # as in /v1/score: "de-AT" is German
        if lang is not None and lang not in scorer.languages:
            raise Problem("unknown-language", f"languages with rules: {', '.join(scorer.languages)}")
        return _json({"rules": rules_as_data(scorer, lang, query.get("category"))})

    async def rule(self, request: Request) -> Response:
        """One rule."""
        scorer = self.scorers.named(request.query_params.get("rules"))
        return _json(rule_as_data(scorer, unquote(request.path_params["id"])))

    async def policy(self, request: Request) -> Response:
        """How signals and sources are weighed."""
        return _json(policy_as_data(self.scorers.named(request.query_params.get("rules"))))

    async def schema(self, request: Request) -> Response:
        """The JSON schema of a report."""
        return Response(self._schema, media_type="application/schema+json", headers={"Cache-Control": _FRESH})

    async def exposition(self, request: Request) -> Response:
        """The counters, for Prometheus."""
        return Response(self.metrics.exposition(), headers={"Content-Type": METRICS_TYPE})

    async def openapi_json(self, request: Request) -> Response:
        """What all of this is, for programs."""
        return Response(self._openapi, media_type=JSON)

    async def docs(self, request: Request) -> Response:
        """What all of this is, for people."""
        return Response(self._docs, media_type=HTML)

    async def rule_docs(self, request: Request) -> Response:
        """One rule, for people: where editors send who asks why."""
        for scorer in self.scorers.by_name.values():
            with contextlib.suppress(Problem):
                return Response(rule_page(rule_as_data(scorer, unquote(request.path_params["id"]))), media_type=HTML)
        raise Problem("no-such-rule", "GET /v1/rules lists them")

    async def _answer(self, request: Request, task: str, body: bytes) -> Response:
        async def gone() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass

        answer: Answer = await self.pool.run(task, body, gone)
        if answer.problem:
            self.metrics.problems.labels(answer.problem).inc()
        self.metrics.texts.inc(answer.texts)
        self.metrics.characters.inc(answer.characters)
        return Response(answer.body, answer.status, answer.headers, answer.media_type)

    async def _body(self, request: Request) -> bytes:
        """The body of a request. Raises Problem where it is too large or comes too slowly.

        What is too large is read to its end within reason: a client that still sends would not see the answer."""
        limit = self.settings.limits.body
        too_large = Problem("body-too-large", f"the limit is {limit} bytes", {"Connection": "close"})
        length = request.headers.get("content-length", "")
        announced = int(length) if length.isdecimal() else 0
        if announced > (limit if "expect" in request.headers else _DRAINED):
            raise too_large
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self.settings.limits.patience):
                async for part in request.stream():
                    size += len(part)
                    if size <= limit:
                        parts.append(part)
                    elif size > _DRAINED:
                        raise too_large
        except TimeoutError:
            raise Problem(
                "too-slow-to-send", f"the limit is {self.settings.limits.patience:g} seconds", {"Connection": "close"}
            ) from None
        if size > limit:
            raise too_large
        return b"".join(parts)

    async def _refuse(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return self.door.refusal(request.scope, error)

    async def _not_here(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = "method-not-allowed" if error.status_code == 405 else "not-found"
        return self.door.refusal(request.scope, Problem(kind, "", error.headers))

    async def _left(self, request: Request, error: Exception) -> Response:
        return Response(status_code=499)


def _json(data: object) -> Response:
    return Response(msgspec.json.encode(data), media_type=JSON)
