"""Form bodies as LanguageTool's clients really send them, read from the raw bytes.

Three kinds are met, whatever their Content-Type says:

- properly encoded: ``text=A+%26+B&language=de-DE``
- encoded but for the spaces, a line end behind it (TeXstudio): ``language=de-DE&text=A %26 B\\n``
- not encoded at all (LibreOffice): ``text=A & B + 50 % ist=x.&language=de-DE``
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

NAMES = (
    "text", "data", "language", "motherTongue", "preferredVariants", "enabledRules", "disabledRules",
    "enabledCategories", "disabledCategories", "enabledOnly", "level", "mode", "username", "apiKey", "api_key",
    "tokenV2", "dicts", "altLanguages", "noopLanguages", "useragent", "textSessionId", "allowIncompleteResults",
)  # fmt: skip
"""The parameters that LanguageTool and its clients know: where nothing is encoded, only these end a value."""

_ENCODED = re.compile(rb"(?:[!-$&-~]|%[0-9A-Fa-f]{2})*")
_ENCODED_BUT_SPACES = re.compile(rb"(?:[A-Za-z0-9\-._~&= ]|%[0-9A-Fa-f]{2})*")
_NAME = re.compile(rf"(?:^|&)({'|'.join(NAMES)})=".encode())


def parse_form(body: bytes) -> dict[str, str]:
    """The parameters of a form body or a query; of one that is given twice, the last. Never fails: bytes that are no
    UTF-8 become U+FFFD."""
    body = body.rstrip(b"\r\n")
    if _ENCODED.fullmatch(body):
        return _decoded(body)
    if _ENCODED_BUT_SPACES.fullmatch(body):
        return _decoded(body.replace(b" ", b"+"))
    found = list(_NAME.finditer(body))
    ends = [*(match.start() for match in found[1:]), len(body)]
    return {
        match[1].decode(): body[match.end() : end].decode("utf-8", "replace")
        for match, end in zip(found, ends, strict=False)
    }


def _decoded(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="replace"))
