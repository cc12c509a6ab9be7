"""The documentation as pages of the server's own: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import msgspec

from .problems import TITLES


def docs_page(openapi: Mapping[str, Any]) -> str:
    """The OpenAPI document as a page: every address, what it takes, what it answers, every kind of problem."""
    parts = [
        f"<h1>{escape(openapi['info']['title'])} <small>{escape(openapi['info']['version'])}</small></h1>",
        f"<p>{escape(openapi['info']['description'])}</p>",
        '<p><a href="/openapi.json">openapi.json</a> <a href="/v1/schema/report.json">report.json</a></p>',
    ]
    for tag in openapi["tags"]:
        parts.append(f"<h2>{escape(tag['name'])}</h2><p>{escape(tag['description'])}</p>")
        for path, methods in openapi["paths"].items():
            for method, operation in methods.items():
                if tag["name"] in operation["tags"]:
                    parts += _operation(path, method, operation)
    parts.append("<h2>Schemas</h2>")
    for name, schema in openapi["components"]["schemas"].items():
        parts.append(
            f'<details id="{escape(name)}"><summary><code>{escape(name)}</code></summary>{_code(schema)}</details>'
        )
    parts.append("<h2>Problems</h2><dl>")
    for kind, (status, title) in TITLES.items():
        parts.append(f'<dt id="{kind}"><code>{kind}</code> {status}</dt><dd>{escape(title)}.</dd>')
    return _page(openapi["info"]["title"], [*parts, "</dl>"])


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    name = operation["operationId"]
    yield f'<section id="{name}"><h3><b>{method.upper()}</b> <code>{escape(path)}</code></h3>'
    yield f"<p>{escape(operation['summary'])}. {escape(operation.get('description', ''))}</p>"
    if operation.get("parameters"):
        yield "<table><caption>Parameters</caption>"
        for parameter in operation["parameters"]:
            need = "required" if parameter["required"] else parameter["in"]
            yield _row(parameter["name"], need, parameter["description"])
        yield "</table>"
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<p>Body: <code>{escape(media_type)}</code> {_schema(content['schema'])}</p>"
        for example in content.get("examples", {}).values():
            yield _code(example["value"])
    yield "<table><caption>Answers</caption>"
    for status, response in operation["responses"].items():
        kinds = "".join(
            f"<code>{escape(media_type).replace('/', '/<wbr>')}</code> {_link(content['schema'])}"
            for media_type, content in response["content"].items()
        )
        yield f"<tr><th scope=row>{status}<td>{kinds}<td>{escape(response['description'])}"
    yield "</table></section>"


def _schema(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return _link(schema)
    rows = "".join(
        _row(name, "required" if name in schema.get("required", ()) else "", field.get("description", ""))
        for name, field in schema.get("properties", {}).items()
    )
    return f"<table>{rows}</table>"


def _link(schema: Mapping[str, Any]) -> str:
    if "oneOf" in schema:
        return ", ".join(_link(part) for part in schema["oneOf"])
    if schema.get("items", {}).get("$ref"):
        return f"[{_link(schema['items'])}, …]"
    if "$ref" not in schema:
        return ""
    name = schema["$ref"].rpartition("/")[2]
    return f'<a href="#{escape(name)}">{escape(name)}</a>'


def rule_page(rule: Mapping[str, Any]) -> str:
    """One rule (as ``/v1/rules/{id}`` tells of it) as a page in the rule's language."""
    parts = [
        f"<h1>{escape(rule['id']).replace('.', '.<wbr>')}</h1>",
        f"<p lang={escape(rule['lang'])}>{escape(rule['message'])}</p>",
        *_sourced(rule),
        "<dl>",
    ]
    if rule["category"]:
        parts.append(f"<dt>category</dt><dd><code>{escape(rule['category'])}</code></dd>")
        parts.append(f"<dt>weight</dt><dd>{rule['weight']:+.2f}</dd>")
    parts += _list("words", rule["match"], "code")
    parts += _list("only when", (" or ".join(condition) for condition in rule["when"]), "span")
    parts += _list("not when", (" or ".join(condition) for condition in rule["unless"]), "span")
    parts += _list("marked in", rule["hits"], f"q lang={escape(rule['lang'])}")
    parts += _list("not marked in", rule["misses"], f"q lang={escape(rule['lang'])}")
    parts.append("</dl>")
    if rule["in_code"]:
        parts.append("<p>Found in code: there are no words or conditions to show.</p>")
    parts.append(f'<p><a href="/v1/rules/{escape(rule["id"])}">JSON</a> <a href="/docs">documentation</a></p>')
    return _page(rule["id"], parts)


def _sourced(rule: Mapping[str, Any]) -> Iterator[str]:
    if rule["message_sourced"] != rule["message"]:
        said = f"<p lang={escape(rule['lang'])}>{escape(rule['message_sourced'])}"
        yield f"{said} <small lang=en>where the claim has a source</small></p>"


def _list(title: str, items: Iterable[str], tag: str) -> Iterator[str]:
    end = tag.partition(" ")[0]
    shown = "".join(f"<li><{tag}>{escape(item)}</{end}>" for item in items)
    if shown:
        yield f"<dt>{title}</dt><dd><ul>{shown}</ul></dd>"


def _row(*cells: str) -> str:
    first, *rest = cells
    return f"<tr><th scope=row><code>{escape(first)}</code>{''.join(f'<td>{escape(cell)}' for cell in rest)}"


def _code(data: object) -> str:
    return f"<pre>{escape(msgspec.json.format(msgspec.json.encode(data), indent=1).decode(), quote=False)}</pre>"


def _page(title: str, parts: Iterable[str]) -> str:
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
        '<meta name=viewport content="width=device-width"><link rel=stylesheet href="/docs.css"><link rel=icon href="/icon.svg">'
        f"<main>{''.join(parts)}</main></html>"
    )
