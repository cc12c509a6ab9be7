"""What the server counts, for Prometheus: requests, times, texts; never a word of a text."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from .. import __version__
from .pool import Pool

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one server."""

    def __init__(self, pool: Pool) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "sourcescore_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self.seconds = Histogram(
            "sourcescore_request_seconds", "Time to answer a request.", ("route",), buckets=_SECONDS, registry=registry
        )
        self.problems = Counter("sourcescore_problems", "Requests refused or failed.", ("kind",), registry=registry)
        self.texts = Counter("sourcescore_texts", "Texts scored.", registry=registry)
        self.characters = Counter("sourcescore_characters", "Characters of the texts scored.", registry=registry)
        running = Gauge("sourcescore_requests_running", "Requests scored or waiting for it.", registry=registry)
        running.set_function(lambda: pool.running)
        workers = Gauge("sourcescore_workers", "Scoring processes alive.", registry=registry)
        workers.set_function(lambda: len(pool.workers))
        replaced = Gauge(
            "sourcescore_workers_replaced", "Scoring processes that had to be replaced.", registry=registry
        )
        replaced.set_function(lambda: pool.replaced)
        Gauge("sourcescore_info", "The version.", ("version",), registry=registry).labels(__version__).set(1)

    def exposition(self) -> bytes:
        """All counters in Prometheus' text format."""
        return generate_latest(self._registry)
