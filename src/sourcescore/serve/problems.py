"""What goes wrong between a client and the server: one kind of problem each, as RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

MEDIA_TYPE = "application/problem+json"

TITLES: Mapping[str, tuple[int, str]] = {
    "malformed": (400, "The request can not be read"),
    "token-missing": (401, "A token is needed"),
    "token-wrong": (401, "The token is not this server's"),
    "origin-refused": (403, "Pages of this origin may not use this server"),
    "not-found": (404, "There is nothing at this address"),
    "no-such-rule": (404, "No rule has this id"),
    "method-not-allowed": (405, "The method is not one of this address"),
    "too-slow-to-send": (408, "The request did not arrive in time"),
    "body-too-large": (413, "The body is too large"),
    "text-too-long": (413, "A text is too long"),
    "too-many-texts": (422, "There are too many texts in one request"),
    "not-json": (415, "The body has to be JSON"),
    "wrong-host": (421, "This server is not known under that name"),
    "invalid": (422, "The request does not fit its schema"),
    "unknown-language": (422, "There are no rules for this language"),
    "unknown-rules": (422, "The server was not started with rules of this name"),
    "bug": (500, "The server met a bug of its own"),
    "busy": (503, "The server is busy"),
    "too-slow-to-score": (503, "Scoring took too long"),
    "process-lost": (503, "The scoring process ended"),
}
"""Every kind of problem: its status and title. The kind is the last part of the problem's ``type``."""


class Problem(Exception):
    """A problem of one of the kinds in TITLES. ``detail`` is for the client alone: it is never logged."""

    def __init__(self, kind: str, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}

    @property
    def status(self) -> int:
        """The HTTP status."""
        return TITLES[self.kind][0]

    @property
    def title(self) -> str:
        """What is wrong, the same words for all problems of the kind."""
        return TITLES[self.kind][1]

    def to_dict(self) -> dict[str, Any]:
        """The problem details; ``type`` leads to the problem's place in /docs."""
        found = {"type": f"/docs#{self.kind}", "title": self.title, "status": self.status}
        return {**found, "detail": self.detail} if self.detail else found

    def to_json(self) -> bytes:
        """The problem details as JSON."""
        return msgspec.json.encode(self.to_dict())

    def to_line(self) -> str:
        """One line for programs that show plain text, as LanguageTool's clients do."""
        return f"Error: {self.title}{f': {self.detail}' if self.detail else ''}"


def come_back(kind: str, detail: str, after: int = 1) -> Problem:
    """A problem that passes: the client should try again ``after`` seconds."""
    return Problem(kind, detail, {"Retry-After": str(after)})
