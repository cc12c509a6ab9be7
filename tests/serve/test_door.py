"""Who may ask: tokens, names of the server, origins; and what never gets out of it: texts in logs."""

from __future__ import annotations

import json
import re
import time

import httpx
import pytest

from .conftest import Server, Start

SCORE = {"text": "Das ist ein Munkelwort.", "lang": "de"}
TOKEN = {"authorization": "Bearer geheim-42"}


@pytest.mark.parametrize("path", ["/v1/rules", "/v1/rules/de.acme.rumour", "/v1/policy", "/metrics", "/docs/rules/x"])
def test_a_token_is_needed_where_there_is_one(strict_server: Server, path: str) -> None:
    client = strict_server.client
    missing = client.get(path)
    assert missing.status_code == 401
    assert missing.headers["www-authenticate"].startswith("Bearer")
    assert client.get(path, headers={"authorization": "Bearer geheim-43"}).status_code == 401
    assert client.get(path, headers={"authorization": "Bearer"}).status_code == 401
    assert client.get(path, headers={"authorization": "Basic geheim-42"}).status_code == 401
    assert client.get(path, headers=TOKEN).status_code in (200, 404)


def test_scoring_needs_the_token(strict_server: Server) -> None:
    assert strict_server.client.post("/v1/score", json=SCORE).status_code == 401
    assert strict_server.client.post("/v1/score", json=SCORE, headers=TOKEN).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/v2/healthcheck", "/v2/languages", "/openapi.json", "/docs"])
def test_what_tells_nothing_is_open(strict_server: Server, path: str) -> None:
    assert strict_server.client.get(path).status_code == 200


def test_clients_of_languagetool_show_the_token_as_a_key(strict_server: Server) -> None:
    form = {"language": "de-DE", "text": "a"}
    client = strict_server.client
    assert client.post("/v2/check", data=form).status_code == 401
    assert client.post("/v2/check", data={**form, "apiKey": "falsch"}).status_code == 401
    assert client.post("/v2/check", data={**form, "username": "u", "apiKey": "geheim-42"}).status_code == 200
    assert client.get("/v2/check", params={**form, "apiKey": "geheim-42"}).status_code == 200
    assert client.post("/v2/check", data=form, headers=TOKEN).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil", "["])
def test_a_server_on_loopback_is_not_found_under_other_names(server: Server, host: str) -> None:
    """A page on the web could let its own name lead to this machine."""
    answer = server.client.post("/v1/score", json=SCORE, headers={"host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "127.0.0.1", "[::1]:80", "app.localhost"])
def test_a_server_on_loopback_is_found_under_its_own(server: Server, host: str) -> None:
    assert server.client.get("/healthz", headers={"host": host}).status_code == 200


def test_only_pages_of_the_origins_that_were_named_may_ask(strict_server: Server) -> None:
    client = strict_server.client
    for origin, status in (("https://cms.example", 200), ("https://evil.example", 403), ("null", 403)):
        answer = client.post("/v1/score", json=SCORE, headers={**TOKEN, "origin": origin})
        assert answer.status_code == status
        assert answer.headers.get("access-control-allow-origin") == (origin if status == 200 else None)
        assert "origin" in answer.headers["vary"].lower()
    own = {**TOKEN, "origin": strict_server.url}
    assert client.post("/v1/score", json=SCORE, headers=own).status_code == 200


def test_rules_are_not_for_pages_of_other_origins(server: Server) -> None:
    answer = server.client.get("/v1/rules", headers={"origin": "https://editor.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_pages_may_load_nothing_from_elsewhere(server: Server) -> None:
    for path in ("/docs", "/docs/rules/de.acme.rumour"):
        answer = server.client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"""(src|href)=["']?(https?:)?//""", answer.text)
        assert "<style" not in answer.text
        assert "<script" not in answer.text
    assert server.client.get("/docs.css").headers["content-type"].startswith("text/css")


def test_pages_for_people_have_all_that_they_name(server: Server) -> None:
    for path in ("/", "/docs", "/docs/rules/de.acme.rumour"):
        named = re.findall(r"""(?:src|href)=["']?([^"'#> ]+)""", server.client.get(path).text)
        assert any("icon" in name for name in named)
        assert {server.client.get(f"/{name.lstrip('/')}").status_code for name in named} == {200}


def test_files_are_sent_once(server: Server) -> None:
    first = server.client.get("/docs.css")
    again = server.client.get("/docs.css", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_no_text_is_ever_logged(start: Start) -> None:
    server = start("--workers", "1", "--access-log", "--max-body", "5000")
    secret = "Geheimtext"
    client = server.client
    client.post("/v1/score", json={"text": f"{secret} munkelt."})
    client.post("/v1/score", json={"text": f"{secret} fehlerwort."})
    client.post("/v1/score", content=f'{{"text": "{secret}', headers={"content-type": "application/json"})
    client.post("/v1/score", json={"text": secret * 1000})
    client.post("/v1/score", json={"text": "a", "lang": secret})
    client.post("/v2/check", content=f"language=de&text={secret} A & B %")
    client.get("/v2/check", params={"language": "de", "text": secret})
    client.get(f"/v2/check/{secret}")
    client.get(f"/v1/rules/{secret}")
    client.request(secret, "/")
    client.post("/v1/score", json={"text": f"{secret} sterbewort"})
    with httpx.Client(base_url=server.url) as other:
        other.get("/healthz", headers={"host": secret})
    assert secret not in client.get("/metrics").text
    status = server.stop()
    assert status == 0
    logged = [json.loads(line) for line in server.out]
    assert len(logged) >= 12
    assert {"/v1/score", "/v2/check", "/v1/rules/{id:path}", "other"} <= {line["route"] for line in logged}
    assert set(logged[0]) == {"time", "client", "method", "route", "status", "ms", "bytes_out"}
    assert secret not in "".join([*server.out, *server.err])


def test_without_being_asked_nothing_is_logged(server: Server) -> None:
    server.client.post("/v1/score", json=SCORE)
    time.sleep(0.1)
    assert server.out == []


def test_what_is_counted(server: Server) -> None:
    def counted(name: str) -> float:
        text = server.client.get("/metrics").text
        return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))

    texts, characters = counted("sourcescore_texts_total"), counted("sourcescore_characters_total")
    problems = counted('sourcescore_problems_total{kind="malformed"}')
    server.client.post("/v1/score", json={"texts": ["abc", "de"], "lang": "de"})
    server.client.post("/v1/score", content="{", headers={"content-type": "application/json"})
    assert counted("sourcescore_texts_total") == texts + 2
    assert counted("sourcescore_characters_total") == characters + 5
    assert counted('sourcescore_problems_total{kind="malformed"}') == problems + 1
    assert counted("sourcescore_workers ") == 2
