"""JSON schemas of what the server answers, other than reports."""

from __future__ import annotations

from typing import Any

from .problems import TITLES

_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}


def _all(description: str, /, **properties: Any) -> dict[str, Any]:
    """An object that has all of these and may have more."""
    found = {"type": "object", "required": list(properties), "properties": properties}
    return {**found, "description": description} if description else found


PROBLEM = {
    **_all("RFC 9457 problem details.", type=_STRING, title=_STRING, status={"type": "integer"}),
    "properties": {
        "type": {"enum": [f"/docs#{kind}" for kind in TITLES]},
        "title": _STRING,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _STRING,
    },
}

RULE = _all(
    "A rule: the words it looks for, when they count, and its examples. Of one that a plugin finds in code, only what it "
    "finds is known.",
    id=_STRING, lang=_STRING, category={"type": ["string", "null"]}, weight={"type": ["number", "null"]},
    message=_STRING, message_sourced=_STRING, match=_STRINGS,
    when={"type": "array", "items": _STRINGS}, unless={"type": "array", "items": _STRINGS},
    hits=_STRINGS, misses=_STRINGS, in_code={"type": "boolean"},
)  # fmt: skip

POLICY = _all(
    "What rules.toml sets: where a claim starts by its source, what each category adds, where the ratings begin.",
    repeat={"type": "number"}, spoken=_STRINGS, doubt={"type": "number"}, sources=_NUMBERS, weights=_NUMBERS,
    rules=_NUMBERS, bands=_NUMBERS, off=_all("", rules=_STRINGS, categories=_STRINGS), languages=_STRINGS,
)  # fmt: skip

_QUOTED = r'"([^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u([0-9a-cA-Ce-fE-F][0-9a-fA-F]|[dD][0-7])[0-9a-fA-F]{2})*"'
_PIECE = rf'\{{("text": ?{_QUOTED}|"markup": ?{_QUOTED}(, ?"interpretAs": ?{_QUOTED})?)\}}'
ANNOTATED = rf'^\{{"annotation": ?\[({_PIECE}(, ?{_PIECE})*)?\]\}}$'
"""A pattern of the ``data`` parameter, as programs write it: JSON in a string is more than a schema can describe."""

_CODE = {"name": _STRING, "code": _STRING}

_MATCH = _all(
    "A signal.",
    message=_STRING, shortMessage=_STRING, replacements={"type": "array", "items": _all("", value=_STRING)},
    offset=_COUNT, length=_COUNT, context=_all("", text=_STRING, offset=_COUNT, length=_COUNT), sentence=_STRING,
    type=_all("", typeName=_STRING),
    rule=_all(
        "", id=_STRING, subId=_STRING, description=_STRING, issueType=_STRING,
        urls={"type": "array", "items": _all("", value=_STRING)}, category=_all("", id=_STRING, name=_STRING),
    ),
    ignoreForIncompleteSentence={"type": "boolean"}, contextForSureMatch={"type": "integer"},
)  # fmt: skip

CHECK_RESPONSE = _all(
    "LanguageTool's response, whole.",
    software=_all(
        "", name=_STRING, version=_STRING, buildDate=_STRING, apiVersion={"const": 1}, premium={"const": False},
        status=_STRING,
    ),
    warnings=_all("", incompleteResults={"type": "boolean"}),
    language=_all("", **_CODE, detectedLanguage=_all("", **_CODE, confidence={"type": "number"})),
    matches={"type": "array", "items": _MATCH},
    sentenceRanges={"type": "array", "items": {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}},
)  # fmt: skip
