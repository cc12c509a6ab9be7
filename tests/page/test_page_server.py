"""The page and its server: tokens, rules, what goes wrong, what leaves the machine."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Open, write

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_rules_of_a_name_can_be_chosen(open_page: Open) -> None:
    page = open_page()
    write(page, "Musk soll 10.000 Chips gekauft haben.")
    with page.expect_response("**/v1/score") as answer:
        page.locator("#rules").select_option("strict")
    assert answer.value.json()["claims"][0]["signals"][0]["contribution"] == -0.7
    page.keyboard.press("Alt+ArrowDown")
    assert "−0.70" in page.locator("#claim").inner_text()


def test_a_server_that_is_gone_is_said_to_be(browser: Any, url: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(url)
    page.route("**/v1/score", lambda route: route.abort())
    page.locator("#text").fill("Er soll reich sein.")
    line = page.locator("#state")
    line.filter(has_text="The server does not answer.").wait_for(timeout=5000)
    assert "The server does not answer." in page.get_by_role("status").inner_text()
    page.unroute("**/v1/score")
    # It comes back by itself.
    line.filter(has_text="1 claim, 1 to check").wait_for(timeout=8000)
    page.route(
        "**/v1/score",
        lambda route: route.fulfill(
            status=413,
            body='{"type": "/docs#text-too-long", "title": "x", "detail": "9 characters; the limit is 5000"}',
            content_type="application/problem+json",
        ),
    )
    page.locator("#text").fill("Er soll sehr reich sein.")
    line.filter(has_text="The text is too long for this server. It takes at most 5,000 characters.").wait_for(
        timeout=5000
    )
    # What was said of the text before it is not said of this one.
    assert page.locator("#bar button").count() == 0
    assert page.evaluate("() => [...CSS.highlights.values()].every(ranges => !ranges.size)")
    assert [page.locator(f"#{name}").is_visible() for name in ("copy", "download", "check")] == [False] * 3
    page.unroute("**/v1/score")
    page.route(
        "**/v1/score",
        lambda route: route.fulfill(
            status=503,
            body='{"type": "/docs#busy", "title": "x"}',
            content_type="application/problem+json",
            headers={"Retry-After": "1"},
        ),
    )
    page.locator("#text").fill("Er soll reich gewesen sein.")
    line.filter(has_text="The server is busy; it is asked again in a moment.").wait_for(timeout=5000)
    page.unroute("**/v1/score")
    line.filter(has_text="1 claim, 1 to check").wait_for(timeout=5000)
    page.context.close()


def test_the_policy_lets_nothing_in_from_elsewhere(browser: Any, url: str) -> None:
    page = browser.new_context().new_page()
    answer = page.goto(url)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    refused = page.evaluate("() => fetch('http://localhost:9/x').then(() => 'let', () => 'refused')")
    assert refused == "refused"
    page.context.close()


def test_a_token_is_asked_for_once(browser: Any, guarded: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(guarded)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert "This server asks for a token." in dialog.inner_text()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert not dialog.is_visible()
    page.locator("#text").fill("Er soll reich sein.")
    dialog.wait_for()
    page.locator("#token").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    dialog.filter(has_text="The token is not right.").wait_for()
    page.locator("#token").fill("geheim-1")
    page.keyboard.press("Enter")
    page.locator("#state").filter(has_text="1 claim, 1 to check").wait_for()
    page.reload()
    page.locator("#text").fill("Er soll reich sein.")
    page.locator("#state").filter(has_text="1 claim, 1 to check").wait_for()
    assert not dialog.is_visible()
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 1]
    page.context.close()


def test_a_browser_that_can_not_paint_is_told_so(browser: Any, url: str) -> None:
    page = browser.new_context(locale="de-AT").new_page()
    page.add_init_script("delete window.Highlight")
    page.goto(url)
    page.locator("#state").filter(has_text="Dieser Browser ist zu alt").wait_for()
    page.context.close()
