"""The page and the scripts: read once, sent with a tag so that a browser asks only whether they changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
}
"""What is served of a folder; other files are not."""


class File:
    """One file at one address. ASGI, for GET and HEAD."""

    def __init__(self, path: str, content: bytes, media_type: str) -> None:
        self.path = path
        self.content = content
        self.headers = {
            "Content-Type": media_type,
            "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
            "Cache-Control": "no-cache",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
        if request.method not in ("GET", "HEAD"):
            response = Response(status_code=405, headers={"Allow": "GET, HEAD"})
        elif known & {"*", self.headers["ETag"]}:
            response = Response(status_code=304, headers=self.headers)
        else:
            response = Response(self.content, headers=self.headers)
        await response(scope, receive, send)


def load_files(folder: Path) -> Iterator[File]:
    """The files of a folder and those below it, each at its path; index.html at the folder's own address."""
    if not folder.is_dir():
        return
    for file in sorted(folder.rglob("*")):
        if file.suffix in TYPES and file.is_file():
            path = "/" + file.relative_to(folder).as_posix()
            yield File(path.removesuffix("index.html"), file.read_bytes(), TYPES[file.suffix])
