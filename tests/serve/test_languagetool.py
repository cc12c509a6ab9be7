"""``/v2/check`` as LanguageTool's clients use it: every field they need, and requests that a strict parser refuses."""

from __future__ import annotations

import json

import httpx
import jsonschema
import pytest

from .conftest import Server

RUMOUR = "Das ist ein Munkelwort."


def check(server: Server, **form: str) -> dict:
    answer = server.client.post("/v2/check", data={"language": "de-DE", **form})
    assert answer.status_code == 200, answer.text
    return answer.json()


def rules(response: dict) -> list[str]:
    return [match["rule"]["id"] for match in response["matches"]]


def own(response: dict) -> list[str]:
    """The matches of the test's own rules."""
    return [rule for rule in rules(response) if rule.startswith("de.acme.")]


def words(response: dict, document: str) -> list[str]:
    """The marked words, cut out of the document as an editor does: by UTF-16 units."""
    units = document.encode("utf-16-le")
    return [
        units[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")
        for match in response["matches"]
    ]


def test_the_response_is_whole(server: Server) -> None:
    response = check(server, text=RUMOUR)
    openapi = server.client.get("/openapi.json").json()
    schema = {"$ref": "#/components/schemas/CheckResponse", "components": openapi["components"]}
    jsonschema.Draft202012Validator(schema).validate(response)
    (match,) = [match for match in response["matches"] if match["rule"]["id"] == "de.acme.rumour"]
    assert response["language"]["code"] == "de-DE"
    assert response["language"]["name"] == "German (Germany)"
    assert match["message"].startswith(("1/5 very weak: Gerücht im Test (-0.", "2/5 weak: Gerücht im Test (-0."))
    assert match["sentence"] == RUMOUR
    assert match["context"] == {"text": RUMOUR, "offset": 12, "length": 10}
    assert response["sentenceRanges"] == [[0, len(RUMOUR)]]


def test_a_match_leads_to_a_page_about_its_rule(server: Server) -> None:
    (url,) = check(server, text=RUMOUR)["matches"][0]["rule"]["urls"]
    page = httpx.get(url["value"])
    assert page.status_code == 200
    assert "Gerücht im Test" in page.text


def test_get_and_post_say_the_same(server: Server) -> None:
    form = {"language": "de-DE", "text": f"Müller & Söhne: {RUMOUR} 50 % + 1 😀"}
    assert server.client.get("/v2/check", params=form).json() == check(server, **form)


@pytest.mark.parametrize(
    ("body", "content_type", "document"),
    [
        (f"text=A & B + 50 % ist=x. {RUMOUR}&language=de-DE", None, f"A & B + 50 % ist=x. {RUMOUR}"),
        (
            "language=de-DE&data=" + "%7B%22annotation%22%3A%5B%7B%22text%22%3A%22Das+ist+ein+Munkelwort.%22%7D%5D%7D",
            "application/json",
            RUMOUR,
        ),
        ("language=de-DE&text=100%25 %26 mehr. Das ist ein Munkelwort.\n", "text/json", f"100% & mehr. {RUMOUR}"),
    ],
    ids=["LibreOffice", "LTeX", "TeXstudio"],
)
def test_requests_of_real_editors_are_understood(
    server: Server, body: str, content_type: str | None, document: str
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = server.client.post("/v2/check", content=body.encode(), headers=headers)
    assert answer.status_code == 200
    assert "Munkelwort" in words(answer.json(), document)
    assert "de.acme.rumour" in rules(answer.json())


def test_positions_count_utf_16_units(server: Server) -> None:
    text = f"😀😀 Eins. 😀 {RUMOUR}"
    response = check(server, text=text)
    assert words(response, text) == ["Munkelwort"]
    context = response["matches"][0]["context"]
    units = context["text"].encode("utf-16-le")
    start, end = 2 * context["offset"], 2 * (context["offset"] + context["length"])
    assert units[start:end].decode("utf-16-le") == "Munkelwort"


def test_positions_count_the_markup(server: Server) -> None:
    pieces = [
        {"markup": "<p>😀", "interpretAs": "\n\n"},
        {"text": "Das ist ein "},
        {"markup": "<b>"},
        {"text": "Munkelwort"},
        {"markup": "</b>"},
        {"text": "."},
    ]
    document = "".join(piece.get("text") or piece["markup"] for piece in pieces)
    response = check(server, data=json.dumps({"annotation": pieces}))
    assert words(response, document) == ["Munkelwort"]
    assert response["matches"][0]["sentence"] == RUMOUR


def test_context_is_cut_from_long_texts(server: Server) -> None:
    text = "Das ist gut. " * 50 + RUMOUR + " Das ist gut." * 50
    (match,) = check(server, text=text)["matches"]
    context = match["context"]
    assert context["text"].startswith("...")
    assert context["text"].endswith("...")
    assert context["text"][context["offset"] :][: context["length"]] == "Munkelwort"
    assert len(context["text"]) < 110


BOTH = "Das ist ein Munkelwort und ein Zirkawort."


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["rumour"]),
        ({"level": "picky"}, ["rumour", "about"]),
        ({"level": "default"}, ["rumour"]),
        ({"enabledRules": "de.acme.about"}, ["rumour", "about"]),
        ({"enabledCategories": "APPROXIMATION"}, ["rumour", "about"]),
        ({"disabledRules": "x,de.acme.rumour"}, []),
        ({"disabledCategories": "rumour,typos"}, []),
        ({"disabledCategories": "RUMOUR", "enabledRules": "DE.ACME.RUMOUR"}, ["rumour"]),
        ({"enabledOnly": "true", "enabledRules": "de.acme.about"}, ["about"]),
        ({"enabledOnly": "yes", "enabledCategories": "rumour"}, ["rumour"]),
        ({"enabledOnly": "false", "enabledCategories": "rumour"}, ["rumour"]),
    ],
    ids=str,
)
def test_rules_and_categories_are_switched(server: Server, options: dict[str, str], expected: list[str]) -> None:
    assert own(check(server, text=BOTH, **options)) == [f"de.acme.{name}" for name in expected]


def test_a_language_is_detected_with_the_preferred_region(server: Server) -> None:
    text = "Der Minister sagte am Montag, dass er nicht zurücktreten werde, und ging nach Hause."
    assert check(server, text=text, language="auto")["language"]["code"] == "de-DE"
    response = check(server, text=text, language="auto", preferredVariants="en-GB,de-AT")
    assert response["language"]["code"] == "de-AT"


def test_variants_of_languagetools_own_are_taken(server: Server) -> None:
    response = check(server, text=RUMOUR, language="de-DE-x-simple-language")
    assert (response["language"]["name"], own(response)) == ("German", ["de.acme.rumour"])


def test_a_text_in_another_language_is_answered_but_not_judged(server: Server) -> None:
    text = "Le ministre a déclaré lundi qu'il ne démissionnerait pas, selon plusieurs sources proches du dossier."
    response = check(server, text=text, language="auto")
    assert response["matches"] == []
    assert response["warnings"]["incompleteResults"] is True


def test_signals_of_headings_are_matches_without_a_rating(server: Server) -> None:
    text = f"Munkelwort im Titel\n\n{RUMOUR}"
    messages = [match["message"] for match in check(server, text=text)["matches"]]
    assert messages[0] == "Gerücht im Test"
    assert "/5" in messages[1]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("", 400),
        ("text=a", 400),
        ("language=de-DE", 400),
        ("language=&text=a", 400),
        ("language=tlh&text=a", 400),
        ("language=de&text=a&data={}", 400),
        ("language=de&data=nonsense", 400),
        ("language=de&text=a&enabledOnly=true", 400),
        ("language=de&text=a&enabledOnly=true&enabledRules=a&disabledRules=b", 400),
        ("language=de&text=" + "a" * 1_000_001, 413),
        ("language=de&text=" + "a" * 2_000_000, 413),
    ],
    ids=lambda value: str(value)[:60],
)
def test_errors_are_one_line_and_never_200(server: Server, form: str, status: int) -> None:
    answer = server.client.post("/v2/check", content=form)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("Error: ")
    assert "\n" not in answer.text


def test_the_languages_are_those_with_rules(server: Server) -> None:
    languages = server.client.get("/v2/languages").json()
    codes = {language["longCode"] for language in languages}
    assert {"de", "de-DE", "de-AT", "de-CH"} <= codes
    assert all(set(language) == {"name", "code", "longCode"} for language in languages)
    for code in codes:
        assert check(server, text="a", language=code)["language"]["code"] == code
    assert server.client.get("/v2/healthcheck").text == "OK"


def test_pages_of_any_origin_may_ask(server: Server) -> None:
    origin = {"origin": "https://editor.example"}
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    preflight = server.client.options("/v2/check", headers={**origin, **asked})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    answer = server.client.post("/v2/check", data={"language": "de", "text": "a"}, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    refused = server.client.post("/v2/check", data={"language": "tlh", "text": "a"}, headers=origin)
    assert refused.headers["access-control-allow-origin"] == "*"
