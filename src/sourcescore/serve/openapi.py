"""The OpenAPI 3.1 document: made from the server's own settings, so that it says what this server takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from .. import __version__
from ..rules.examples import unmark
from .answers import JSON, Scorers
from .problems import MEDIA_TYPE, TITLES
from .schemas import ANNOTATED, CHECK_RESPONSE, POLICY, PROBLEM, RULE
from .settings import Settings

FORM = "application/x-www-form-urlencoded"
TEXT = "text/plain"


def describe(settings: Settings, scorers: Scorers) -> dict[str, Any]:
    """The OpenAPI document of a server."""
    report = msgspec.json.decode(Path(__file__).with_name("report.schema.json").read_bytes())
    definitions = {name.capitalize(): _moved(schema) for name, schema in report.pop("$defs").items()}
    for key in ("$schema", "$id"):
        report.pop(key)
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "sourcescore",
            "version": __version__,
            "description": "Rates, claim by claim, how firmly a text stands behind what it says, and shows the words "
            "that cause it. It judges wording, never truth.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "Scoring", "description": "Texts in, reports out."},
            {"name": "Rules", "description": "What is looked for, and how it is weighed."},
            {"name": "LanguageTool", "description": "The API that editors already speak: one match a signal."},
            {"name": "Server", "description": "Whether it is well, and what it says of itself."},
        ],
        "paths": _paths(settings, scorers),
        "components": {
            "schemas": {
                "ScoreRequest": _score_request(settings, scorers),
                "Report": _moved(report),
                **definitions,
                "Rule": RULE,
                "Policy": POLICY,
                "CheckResponse": CHECK_RESPONSE,
                "Problem": PROBLEM,
            },
        },
    }
    if settings.token is not None:
        document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return document


def _moved(schema: Any) -> Any:
    """A schema whose references lead into the document's components."""
    if isinstance(schema, dict):
        return {
            key: f"#/components/schemas/{value.rpartition('/')[2].capitalize()}" if key == "$ref" else _moved(value)
            for key, value in schema.items()
        }
    return [_moved(item) for item in schema] if isinstance(schema, list) else schema


def _languages(scorers: Scorers) -> str:
    """A pattern for the codes that are taken: a language with rules, with or without a region, or auto."""
    return f"^(auto|({'|'.join(scorers.languages)})([-_][A-Za-z0-9]{{1,8}}){{0,4}})$"


def _score_request(settings: Settings, scorers: Scorers) -> dict[str, Any]:
    text = {"type": "string", "description": f"At most {settings.limits.text} characters."}
    names = sorted(name for name in scorers.by_name if name)
    shared = {
        "lang": {
            "type": "string", "pattern": _languages(scorers), "default": "auto",
            "description": "The language of the text; auto detects it.",
        },
        "offsets": {
            "type": "string", "enum": ["codepoint", "utf-16"], "default": "codepoint",
            "description": "What positions count: utf-16 is what JavaScript, Java and C# count.",
        },
        "markup": {
            "type": "string", "enum": ["plain", "markdown", "html"], "default": "plain",
            "description": "What the text is written in; of Markdown and HTML the prose is scored.",
        },
        "rules": {
            "enum": [*names, None],
            "description": "Rules that the server was started with, by name; without it, those of every request.",
        },
    }  # fmt: skip
    one = {"text": text, "id": {"type": ["string", "null"], "description": "Comes back in the report."}, **shared}
    many = {"texts": {"type": "array", "items": text, "maxItems": settings.limits.texts}, **shared}
    return {
        "oneOf": [
            {"title": "One text", "type": "object", "required": ["text"], "additionalProperties": False, "properties": one},
            {"title": "Texts", "type": "object", "required": ["texts"], "additionalProperties": False, "properties": many},
        ]
    }  # fmt: skip


def _paths(settings: Settings, scorers: Scorers) -> dict[str, Any]:
    secured: dict[str, Any] = {"security": [{"token": []}]} if settings.token is not None else {}
    refusals = ["token-missing", "token-wrong"] if secured else []
    rules = _query("rules", {"type": "string", "enum": sorted(n for n in scorers.by_name if n)}, "Rules by name.")
    named = [rules] if len(scorers.by_name) > 1 else []
    codes = {"type": "string", "enum": list(scorers.languages)}
    rule_id = {
        "name": "id", "in": "path", "required": True, "description": "The full id: LANG.ID.",
        "schema": {"type": "string", "pattern": "^[^/?#]+$"},
    }  # fmt: skip
    scoring = ["body-too-large", "text-too-long", "too-slow-to-send", "busy", "too-slow-to-score", "process-lost"]
    asking = ["malformed", "not-json", "invalid", "unknown-language", "unknown-rules", "too-many-texts"]
    return {
        "/v1/score": {
            "post": {
                "tags": ["Scoring"],
                "operationId": "score",
                "summary": "Scores one text, or several",
                "description": "The report of text, or the list of the reports of texts, in their order.",
                **secured,
                "requestBody": {
                    "required": True,
                    "content": {
                        JSON: {"schema": _ref("ScoreRequest"), "examples": _examples(scorers)},
                    },
                },
                "responses": {
                    "200": _response(
                        "The report, or the reports.",
                        {"oneOf": [_ref("Report"), {"type": "array", "items": _ref("Report")}]},
                    ),
                    **_problems(*refusals, *scoring, *asking),
                },
            }
        },
        "/v1/rules": {
            "get": {
                "tags": ["Rules"],
                "operationId": "listRules",
                "summary": "All rules",
                **secured,
                "parameters": [
                    _query("lang", codes, "Only those of one language."),
                    _query("category", {"type": "string"}, "Only those of one category."),
                    *named,
                ],
                "responses": {
                    "200": _response(
                        "The rules, by id.",
                        {
                            "type": "object",
                            "required": ["rules"],
                            "properties": {"rules": {"type": "array", "items": _ref("Rule")}},
                        },
                    ),
                    **_problems(*refusals, "unknown-language", "unknown-rules"),
                },
            }
        },
        "/v1/rules/{id}": {
            "get": {
                "tags": ["Rules"],
                "operationId": "showRule",
                "summary": "One rule",
                **secured,
                "parameters": [rule_id, *named],
                "responses": {
                    "200": _response("The rule.", _ref("Rule")),
                    **_problems(*refusals, "no-such-rule", "unknown-rules"),
                },
            }
        },
        "/v1/policy": {
            "get": {
                "tags": ["Rules"],
                "operationId": "showPolicy",
                "summary": "How signals and sources are weighed",
                **secured,
                "parameters": named,
                "responses": {
                    "200": _response("The policy.", _ref("Policy")),
                    **_problems(*refusals, "unknown-rules"),
                },
            }
        },
        "/v1/schema/report.json": {
            "get": {
                "tags": ["Scoring"],
                "operationId": "reportSchema",
                "summary": "The JSON schema of a report",
                "responses": {"200": _response("The schema.", {"type": "object"}, "application/schema+json")},
            }
        },
        "/v2/check": _check(scorers, secured, refusals, scoring),
        "/v2/languages": {
            "get": {
                "tags": ["LanguageTool"],
                "operationId": "languages",
                "summary": "The languages that have rules",
                "responses": {
                    "200": _response(
                        "The languages, each alone and in its regions.",
                        {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["name", "code", "longCode"],
                                "properties": {name: {"type": "string"} for name in ("name", "code", "longCode")},
                            },
                        },
                    )
                },
            }
        },
        "/v2/healthcheck": {
            "get": {
                "tags": ["LanguageTool"],
                "operationId": "healthcheck",
                "summary": "A sign of life",
                "responses": {"200": _response("OK", {"type": "string"}, TEXT)},
            }
        },
        "/healthz": {
            "get": {
                "tags": ["Server"],
                "operationId": "healthz",
                "summary": "Whether texts can be scored",
                "responses": {
                    "200": _response(
                        "They can.",
                        {
                            "type": "object",
                            "required": ["status", "workers", "running"],
                            "properties": {
                                "status": {"const": "ok"},
                                "workers": {"type": "integer"},
                                "running": {"type": "integer"},
                            },
                        },
                    ),
                    **_problems("process-lost"),
                },
            }
        },
        "/metrics": {
            "get": {
                "tags": ["Server"],
                "operationId": "metrics",
                "summary": "Counters, for Prometheus",
                **secured,
                "responses": {
                    "200": _response("The counters.", {"type": "string"}, TEXT),
                    **_problems(*refusals),
                },
            }
        },
    }


def _check(
    scorers: Scorers, secured: Mapping[str, Any], refusals: Iterable[str], scoring: Iterable[str]
) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "text": {"type": "string", "description": "The text. Either this or data."},
        "data": {
            "type": "string", "contentMediaType": JSON, "pattern": ANNOTATED,
            "description": 'A text with markup: {"annotation": [{"text": "…"}, {"markup": "<b>", "interpretAs": ""}]}. '
            "Either this or text.",
        },
        "language": {"type": "string", "pattern": _languages(scorers), "description": "A code, or auto."},
        "preferredVariants": {"type": "string", "description": "Which de-AT is meant by a detected de; with commas."},
        "enabledRules": {"type": "string", "description": "Ids of rules, with commas: shown in any case."},
        "disabledRules": {"type": "string", "description": "Ids of rules, with commas: not shown."},
        "enabledCategories": {"type": "string", "description": "Categories, with commas: shown in any case."},
        "disabledCategories": {"type": "string", "description": "Categories, with commas: not shown."},
        "enabledOnly": {"type": "string", "description": "true: show nothing but what is enabled by name."},
        "level": {"type": "string", "description": "picky: show weak signals too (approximation, attribution, quotes)."},
        "apiKey": {"type": "string", "description": "The server's token, for clients that can not send a header."},
    }  # fmt: skip
    common = {
        "tags": ["LanguageTool"],
        "summary": "Signals as LanguageTool's matches",
        "description": "Positions count UTF-16 units, in data those of the markup too. Content-Type is ignored, and forms "
        "that are not encoded are understood. Other parameters of LanguageTool are taken and do nothing.",
        **secured,
        "responses": {
            "200": _response("The matches.", _ref("CheckResponse")),
            **_problems(*refusals, *scoring, "malformed", plain=True),
        },
    }
    parameters = [
        _query(name, schema, schema["description"], name in ("text", "language"))
        for name, schema in fields.items()
        if name != "data"
    ]
    body = {
        "oneOf": [
            {
                "type": "object",
                "required": [needed, "language"],
                "properties": {
                    name: schema for name, schema in fields.items() if name not in {"text", "data"} - {needed}
                },
            }
            for needed in ("text", "data")
        ]
    }
    return {
        "get": {"operationId": "checkGet", **common, "parameters": parameters},
        "post": {
            "operationId": "check", **common, "requestBody": {"required": True, "content": {FORM: {"schema": body}}},
        },
    }  # fmt: skip


def _examples(scorers: Scorers) -> dict[str, Any]:
    """The first example of a rule that marks something, in a language of this server."""
    for code in scorers.languages:
        for rule in scorers.named(None).ruleset(code).rules:
            if rule.hits:
                return {"one text": {"value": {"text": unmark(rule.hits[0])[0], "lang": code}}}
    return {}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _query(name: str, schema: Mapping[str, Any], description: str, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": dict(schema)}


def _response(description: str, schema: Mapping[str, Any], media_type: str = JSON) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": dict(schema)}}}


def _problems(*kinds: str, plain: bool = False) -> dict[str, Any]:
    """The responses for kinds of problem, one for each status."""
    by_status: dict[int, list[str]] = {}
    for kind in (*kinds, "wrong-host", "origin-refused"):
        by_status.setdefault(TITLES[kind][0], []).append(kind)
    found = {}
    for status, same in sorted(by_status.items()):
        said = "; ".join(TITLES[kind][1] for kind in same)
        found[str(status)] = (
            _response(said, {"type": "string"}, TEXT) if plain else _response(said, _ref("Problem"), MEDIA_TYPE)
        )
        if status == 503:
            found["503"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return found
