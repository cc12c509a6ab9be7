"""``POST /v1/score`` and what tells of rules: the reports of the library, over HTTP."""

from __future__ import annotations

import json

import httpx
import jsonschema
import pytest

from .conftest import Server

RUMOUR = "Das ist ein Munkelwort."
EMOJI = "😀 Das ist ein Munkelwort."


def score(server: Server, **body: object) -> httpx.Response:
    return server.client.post("/v1/score", json=body)


def test_one_text_gives_one_report(server: Server) -> None:
    answer = score(server, text=RUMOUR, lang="de", id="article-7")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    report = answer.json()
    assert (report["schema"], report["id"], report["lang"]) == ("sourcescore/1", "article-7", "de")
    (signal,) = [s for s in report["claims"][0]["signals"] if s["rule"] == "de.acme.rumour"]
    assert signal["text"] == "Munkelwort"
    assert signal["contribution"] < 0


def test_several_texts_give_their_reports_in_order(server: Server) -> None:
    texts = [f"Text {number}: {RUMOUR}" for number in range(20)]
    reports = score(server, texts=texts, lang="de-AT").json()
    assert [report["claims"][0]["text"] for report in reports] == texts
    assert score(server, texts=[]).json() == []


def test_offsets_count_what_was_asked_for(server: Server) -> None:
    for offsets, start in (("codepoint", 14), ("utf-16", 15)):
        report = score(server, text=EMOJI, lang="de", offsets=offsets).json()
        assert report["offsets"] == offsets
        assert report["claims"][0]["signals"][0]["start"] == start


def test_rules_are_taken_by_name(server: Server) -> None:
    text = "Das ist ein Munkelwort und ein Strengwort."
    plain = {s["rule"] for s in score(server, text=text, lang="de").json()["claims"][0]["signals"]}
    strict = {s["rule"] for s in score(server, text=text, lang="de", rules="strict").json()["claims"][0]["signals"]}
    assert "de.acme.rumour" in plain - strict
    assert "de.acme.strict" in strict - plain
    assert server.client.get("/v1/policy", params={"rules": "strict"}).json()["weights"]["rumour"] == -0.7


def test_the_language_is_detected_where_none_is_named(server: Server) -> None:
    report = score(server, text="Der Minister sagte am Montag, dass er nicht zurücktreten werde, und ging.").json()
    assert report["lang"] == "de"


def test_a_language_without_rules_is_said_to_be_one(server: Server) -> None:
    text = "Le ministre a déclaré lundi qu'il ne démissionnerait pas, selon plusieurs sources proches du dossier."
    report = score(server, text=text).json()
    assert report["lang"] == "fr"
    assert report["incomplete"] is True


def test_same_text_same_bytes(server: Server) -> None:
    body = {"text": RUMOUR * 30, "lang": "de"}
    assert len({server.client.post("/v1/score", json=body).content for _ in range(8)}) == 1


def test_reports_fit_the_published_schema(server: Server) -> None:
    schema = server.client.get("/v1/schema/report.json").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    texts = [
        "",
        RUMOUR,
        "„Ich gehe“, sagte Anna Schmidt. Sie habe genug. Laut Insidern soll sie schon gepackt haben.",
        "Ein Titel\n\nEin Fehlerwort und ein fehlerwort.",
        "Police said on Monday that three people had been hurt. It may rain.",
    ]
    reports = score(server, texts=texts).json()
    for report in reports:
        validator.validate(report)
    assert reports[3]["incomplete"] is True
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**reports[1], "rating": 3})


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ("{", 400, "malformed"),
        ("", 400, "malformed"),
        ('{"text": "\\ud800"}', 400, "malformed"),
        (b'{"text": "\xff"}', 400, "malformed"),
        ("[" * 100_000, 422, "invalid"),
        ('{"text": ' + "[" * 100_000, 422, "invalid"),
        ("{}", 422, "invalid"),
        ('{"text": 7}', 422, "invalid"),
        ('{"text": null}', 422, "invalid"),
        ('{"texts": ["a", 1]}', 422, "invalid"),
        ('{"text": "a", "texts": ["b"]}', 422, "invalid"),
        ('{"text": "a", "colour": "red"}', 422, "invalid"),
        ('{"text": "a", "offsets": "bytes"}', 422, "invalid"),
        ('{"text": "a", "lang": "tlh"}', 422, "unknown-language"),
        ('{"text": "a", "rules": "lax"}', 422, "unknown-rules"),
        (json.dumps({"texts": ["a"] * 1001}), 422, "too-many-texts"),
        (json.dumps({"text": "a" * 1_000_001}), 413, "text-too-long"),
        (json.dumps({"text": "a" * 10_000_000}), 413, "body-too-large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said_as_problem_details(server: Server, body: str | bytes, status: int, kind: str) -> None:
    answer = server.client.post("/v1/score", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"/docs#{kind}"
    assert problem["status"] == status
    assert problem["title"]
    assert f'id="{kind}"' in server.client.get("/docs").text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/score", 405), ("DELETE", "/v2/check", 405), ("GET", "/v1/nothing", 404), ("GET", "/v1/rules/de.no", 404)],
)  # fmt: skip
def test_wrong_addresses_are_problems_too(server: Server, method: str, path: str, status: int) -> None:
    answer = server.client.request(method, path)
    assert answer.status_code == status
    assert ("allow" in answer.headers) == (status == 405)


def test_a_body_has_to_be_json(server: Server) -> None:
    answer = server.client.post("/v1/score", content='{"text": "a"}', headers={"content-type": "text/plain"})
    assert answer.status_code == 415


def test_rules_can_be_listed_and_shown(server: Server) -> None:
    rules = server.client.get("/v1/rules", params={"lang": "de"}).json()["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    assert {rule["lang"] for rule in rules} == {"de"}
    for rule in rules:
        assert server.client.get(f"/v1/rules/{rule['id']}").json() == rule
    assert server.client.get("/v1/rules", params={"lang": "de-AT"}).json()["rules"] == rules
    only = server.client.get("/v1/rules", params={"category": "rumour"}).json()["rules"]
    assert "de.acme.rumour" in {rule["id"] for rule in only}
    assert {rule["category"] for rule in only} == {"rumour"}


def test_paths_of_files_stay_on_the_server(server: Server) -> None:
    for path in ("/v1/rules", "/v1/policy", "/openapi.json", "/docs", "/docs/rules/de.acme.rumour"):
        assert ".toml" not in server.client.get(path).text.replace("rules.toml", "")


def test_the_score_can_be_recomputed_from_the_policy(server: Server) -> None:
    policy = server.client.get("/v1/policy").json()
    claim = score(server, text=RUMOUR, lang="de").json()["claims"][0]
    total = policy["sources"][claim["source"]["kind"]] + sum(s["contribution"] for s in claim["signals"])
    assert claim["score"] == pytest.approx(min(1, max(0, total)))


def test_of_markup_the_prose_is_scored_at_its_place_in_the_source(server: Server) -> None:
    source = "<p>Musk <b>soll</b> 3 Chips gekauft haben.</p><!-- sourcescore off --><p>Er soll reich sein.</p>"
    answer = server.client.post("/v1/score", json={"text": source, "lang": "de", "markup": "html"}).json()
    assert [source[s["start"] : s["end"]] for c in answer["claims"] for s in c["signals"]] == ["soll"]
    assert server.client.post("/v1/score", json={"text": source, "markup": "rtf"}).status_code == 422
