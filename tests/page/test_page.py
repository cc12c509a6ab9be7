"""The page, in a real browser: what is seen while one writes, what a click and the keyboard do."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import pytest

import sourcescore

from .conftest import PAINTED, TEXT, Open, write

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_marks_come_while_one_writes(open_page: Open) -> None:
    page = open_page()
    page.locator("#text").click()
    with page.expect_response("**/v1/score") as answer:
        page.keyboard.insert_text(TEXT)
    assert json.loads(answer.value.request.post_data)["text"] == TEXT
    page.wait_for_function("() => document.querySelectorAll('#bar button').length > 0")
    painted = page.evaluate(PAINTED)
    report = sourcescore.score(TEXT)
    for rating in range(1, 6):
        assert painted.get(f"sourcescore-{rating}", []) == [c.text for c in report.claims if c.rating == rating]
    assert painted["sourcescore-signal"] == ["soll", "Insidern", "offenbar"]
    assert painted["sourcescore-silent"] == ["Laut", "rund"]
    page.locator("#text").press("Control+End")
    with page.expect_response("**/v1/score"):
        page.keyboard.type(" Er ist vielleicht dort.")
        page.wait_for_timeout(300)
    page.wait_for_function("() => [...CSS.highlights.get('sourcescore-signal')].map(String).includes('vielleicht')")


def test_a_click_shows_a_claim_with_a_sum_that_adds_up(open_page: Open) -> None:
    page = open_page()
    write(page, TEXT)
    page.locator("#bar button").nth(2).click()
    panel = page.locator("#claim")
    assert panel.locator("h2").text_content() == "1 very weak"
    assert panel.locator("header small").text_content() == "3 of 3"
    figures = [float(t.replace("−", "-")) for t in panel.locator("td.points").all_inner_texts() if t.strip()]
    *parts, total = figures
    assert round(sum(parts), 2) == total
    assert panel.locator("tr.sum").inner_text().split("\t")[-1].strip().startswith("sum, counted as 0.00")
    assert "anonymous source" in panel.inner_text()
    assert page.evaluate(PAINTED)["sourcescore-current"] == [sourcescore.score(TEXT).claims[2].text]
    page.locator("#text").click(position={"x": 60, "y": 45})
    page.wait_for_function("() => document.querySelector('#claim small').textContent === '1 of 3'")


def test_a_source_named_earlier_is_reached(open_page: Open) -> None:
    page = open_page()
    write(page, "Der Bau beginne im Herbst, sagte Bürgermeisterin Anna Leitner. Er koste nicht mehr als das alte Bad.")
    page.locator("#bar button").nth(1).click()
    assert "named earlier" in page.locator("#claim").inner_text()
    page.get_by_role("button", name="go there").click()
    assert "Leitner" in page.evaluate("() => getSelection().toString()")


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page()
    write(page, TEXT)
    for expected in (1, 2, 3, 1):
        page.keyboard.press("Alt+ArrowDown")
        assert page.locator("#claim header small").inner_text() == f"{expected} of 3"
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator("#claim header small").inner_text() == "3 of 3"
    page.wait_for_function(
        "() => document.querySelector('#said').textContent.startsWith('Claim 3 of 3. 1 very weak. Laut')"
    )
    for name, expected in (("Previous claim", 2), ("Previous claim", 1), ("Next claim", 2)):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        assert page.locator("#claim header small").inner_text() == f"{expected} of 3"
        assert page.evaluate("() => document.activeElement.ariaLabel") == name
    page.locator("#bar button").nth(2).focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("() => document.activeElement.ariaLabel").startswith("Claim 2: 4 good")
    page.keyboard.press("Home")
    assert page.evaluate("() => document.activeElement.ariaLabel").startswith("Claim 1")
    seen = set()
    page.locator("#ui").focus()
    for _ in range(30):
        seen.add(page.evaluate("() => document.activeElement.id || document.activeElement.tagName"))
        page.keyboard.press("Tab")
    assert {"ui", "lang", "example", "open", "text", "copy", "download", "clear"} <= seen


def test_screen_readers_are_told(open_page: Open) -> None:
    page = open_page()
    write(page, TEXT)
    page.wait_for_function("() => document.querySelector('#said').textContent === '3 claims, 2 to check, mean 0.34'")
    assert page.get_by_role("textbox", name="Text").count() == 1
    assert page.get_by_role("toolbar", name="Ratings of the claims").get_by_role("button").count() == 3
    assert page.get_by_role("status").count() == 1
    assert page.get_by_role("list", name="Shares of the ratings").get_by_role("listitem").count() == 5
    assert page.get_by_role("complementary").count() == 1
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, select, input:not([hidden])')].filter(e => e.checkVisibility()"
        " && !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML)"
    )
    assert nameless == []
    assert page.evaluate("() => document.documentElement.lang") == "en"


def test_categories_are_switched_off_and_on(open_page: Open) -> None:
    page = open_page()
    write(page, TEXT)
    page.locator("#categories summary").click()
    before = page.locator("#claim").inner_text()
    page.get_by_label("hearsay").uncheck()
    assert page.evaluate(PAINTED)["sourcescore-signal"] == ["Insidern", "offenbar"]
    page.get_by_label("hearsay").check()
    assert page.evaluate(PAINTED)["sourcescore-signal"] == ["soll", "Insidern", "offenbar"]
    assert page.locator("#claim").inner_text() == before


def test_the_bar_and_the_margin_tell_ratings_without_colour(open_page: Open) -> None:
    page = open_page()
    write(page, TEXT)
    report = sourcescore.score(TEXT)
    ratings = [str(claim.rating) for claim in report.claims]
    assert page.locator("#bar button").all_inner_texts() == ratings
    assert page.locator("#margin i").all_inner_texts() == ratings
    widths = page.evaluate("() => [...document.querySelectorAll('#bar button')].map(piece => piece.offsetWidth)")
    assert sorted(range(3), key=lambda k: widths[k]) == sorted(range(3), key=lambda k: len(report.claims[k].text))
    shares = page.locator("#shares b").all_inner_texts()
    assert shares == [f"{100 * ratings.count(str(k)) / 3:.0f}%" for k in range(1, 6)]
    page.locator("#margin i").nth(2).click()
    assert page.locator("#claim header small").inner_text() == "3 of 3"
    assert page.locator("#margin .current").inner_text() == ratings[2]


@pytest.mark.parametrize("width", [1280, 360])
def test_many_claims_on_one_line_have_their_figures_inside_the_margin(open_page: Open, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    write(page, "Er soll reich sein. Er ging. Er kam. Er blieb. Er schlief. Er aß. Er sah. " * 3)
    outside = "() => [...document.querySelectorAll('#margin span')].filter(row => row.getBoundingClientRect().left"
    assert page.evaluate(f"{outside} < document.querySelector('#sheet').getBoundingClientRect().left).length") == 0
    assert page.locator("#margin span").first.locator(".weak").count() == 1
    for _ in range(5):
        page.keyboard.press("Alt+ArrowDown")
    assert page.locator("#margin .current").count() == 1


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(248, 246, 241)"), ("dark", "rgb(25, 26, 27)")])
def test_light_and_dark_german_and_english(open_page: Open, scheme: str, paper: str) -> None:
    page = open_page(color_scheme=scheme, locale="de-AT")
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == paper
    page.locator("#example").click()
    page.wait_for_function("() => document.querySelectorAll('#bar button').length > 5")
    assert "zu prüfen, Mittel 0,4" in page.locator("#state").inner_text()
    page.get_by_role("button", name="English").click()
    assert "to check, mean 0.4" in page.locator("#state").inner_text()
    assert page.evaluate("() => document.documentElement.lang") == "en"
    page.reload()
    assert page.get_by_role("button", name="Example").count() == 1


def test_a_narrow_window_has_no_sideways_scroll(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.locator("#example").click()
    page.wait_for_function("() => document.querySelectorAll('#bar button').length > 3")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for path in ("docs", "docs/rules/de.attribution.verb_assert"):
        page.goto(urljoin(page.url, f"/{path}"))
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
