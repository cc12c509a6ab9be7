"""The page, in a real browser: what is seen while one writes, what a click and the keyboard do, what leaves the machine."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

import sourcescore

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

TEXT = "Musk soll 10.000 Chips gekauft haben. Das Werk steht in Graz.\n\nLaut Insidern 😀 kostet es offenbar rund drei Millionen."
PAINTED = """() => Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)]))"""
Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, url: str) -> Iterator[Open]:
    """``open_page(locale="de-AT")``: the page, watched: no error, no other host, nothing that the policy forbids."""
    contexts = []
    said: list[str] = []
    asked: list[str] = []

    def begin(address: str = url, **settings: Any) -> Any:
        context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1280, "height": 860}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert said == []
    hosts = {urlsplit(address).netloc for address in asked if not address.startswith(("blob:", "data:"))}
    assert hosts == {urlsplit(url).netloc}


def write(page: Any, text: str) -> None:
    """Types a text and waits for its marks."""
    page.locator("#text").click()
    with page.expect_response("**/v1/score") as answer:
        page.keyboard.insert_text(text)
        page.wait_for_timeout(200)
    assert answer.value.ok
    page.wait_for_function("text => document.querySelector('#bar').children.length > 0", arg=text)


def test_marks_come_while_one_writes(open_page: Open) -> None:
    page = open_page()
    page.locator("#text").click()
    with page.expect_response("**/v1/score") as answer:
        page.keyboard.insert_text(TEXT)
    assert json.loads(answer.value.request.post_data)["text"] == TEXT
    page.wait_for_function("() => document.querySelector('#bar').children.length > 0")
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
    assert "1very weak · Claim 3" in panel.inner_text().replace("\n", "").replace("1 very", "1very")
    figures = [float(t.replace("−", "-")) for t in panel.locator("td.points").all_inner_texts() if t.strip()]
    *parts, total = figures
    assert round(sum(parts), 2) == total
    assert panel.locator("tr.sum").inner_text().split("\t")[-1].strip().startswith("sum, counted as 0.00")
    assert "anonymous source" in panel.inner_text()
    assert page.evaluate(PAINTED)["sourcescore-current"] == [sourcescore.score(TEXT).claims[2].text]
    page.locator("#text").click(position={"x": 60, "y": 45})
    page.wait_for_function("() => document.querySelector('#claim h2').textContent.includes('Claim 1')")


def test_a_source_named_earlier_is_reached(open_page: Open) -> None:
    page = open_page()
    write(page, "Der Bau beginne im Herbst, sagte Bürgermeisterin Anna Leitner. Er koste nicht mehr als das alte Bad.")
    page.locator("#bar button").nth(1).click()
    assert "named earlier" in page.locator("#claim").inner_text()
    page.get_by_role("button", name="go to the source").click()
    assert "Leitner" in page.evaluate("() => getSelection().toString()")


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page()
    write(page, TEXT)
    for expected in (1, 2, 3, 1):
        page.keyboard.press("Alt+ArrowDown")
        assert f"Claim {expected}" in page.locator("#claim h2").inner_text()
    page.keyboard.press("Alt+ArrowUp")
    assert "Claim 3" in page.locator("#claim h2").inner_text()
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
    page.wait_for_function("() => document.querySelector('#state').textContent === '3 claims, 2 to check, mean 0.34'")
    assert page.get_by_role("textbox", name="Text").count() == 1
    assert page.get_by_role("toolbar", name="Ratings of the claims").get_by_role("button").count() == 3
    assert page.get_by_role("status").count() == 1
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


def test_copy_as_html_and_download(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    write(page, TEXT)
    page.locator("#copy").click()
    page.wait_for_function("() => document.querySelector('#state').textContent === 'Copied.'")
    page.evaluate(
        "() => addEventListener('paste', event => { window.html = event.clipboardData.getData('text/html');"
        " event.preventDefault() }, true)"
    )
    page.locator("#text").press("Control+v")
    html = page.evaluate("() => window.html")
    assert re.search(r"<u[^>]*>\s*soll</u>|<u[^>]*>soll</u>", html)
    assert re.sub(r"<[^>]+>", "", html.replace("</p>\n", "\n\n")).strip() == TEXT
    assert "background" in html
    with page.expect_download() as download:
        page.locator("#download").click()
    data = json.loads(download.value.path().read_text("utf-8"))
    expected = sourcescore.score(TEXT).with_offsets("utf-16", TEXT).to_dict()
    assert data == json.loads(json.dumps(expected))


def test_files_are_opened_whatever_their_encoding(open_page: Open, tmp_path: Any) -> None:
    page = open_page()
    for name, encoding in (("a.txt", "utf-8"), ("b.txt", "utf-16"), ("c.txt", "cp1252")):
        file = tmp_path / name
        file.write_bytes("Müller soll\r\n„reich“ sein.".encode(encoding))
        page.locator("#file").set_input_files(file)
        page.wait_for_function("() => document.querySelector('#text').textContent === 'Müller soll\\n„reich“ sein.'")
        page.locator("#clear").click()
    assert page.locator("#text").inner_text() == ""


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(253, 252, 249)"), ("dark", "rgb(23, 24, 26)")])
def test_light_and_dark_german_and_english(open_page: Open, scheme: str, paper: str) -> None:
    page = open_page(color_scheme=scheme, locale="de-AT")
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == paper
    page.locator("#example").click()
    page.wait_for_function("() => document.querySelector('#bar').children.length > 5")
    assert "zu prüfen, Mittel 0,4" in page.locator("#state").inner_text()
    page.get_by_role("button", name="English").click()
    assert "to check, mean 0.4" in page.locator("#state").inner_text()
    page.reload()
    assert page.get_by_role("button", name="Example").count() == 1


def test_a_narrow_window_has_no_sideways_scroll(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.locator("#example").click()
    page.wait_for_function("() => document.querySelector('#bar').children.length > 3")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_rules_of_a_name_can_be_chosen(open_page: Open) -> None:
    page = open_page()
    write(page, "Musk soll 10.000 Chips gekauft haben.")
    with page.expect_response("**/v1/score") as answer:
        page.locator("#rules").select_option("strict")
    assert answer.value.json()["claims"][0]["signals"][0]["contribution"] == -0.7
    page.keyboard.press("Alt+ArrowDown")
    assert "−0.70" in page.locator("#claim").inner_text()


def test_markup_in_a_text_is_text(open_page: Open) -> None:
    page = open_page()
    text = '<img src=x onerror="window.hit=1"> Er soll <b>reich</b> sein.'
    write(page, text)
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate("() => window.hit") is None
    assert page.locator("#claim img, #text img, #list img").count() == 0


def test_a_long_text_stays_fluid(open_page: Open, capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page()
    text = "\n\n".join([TEXT] * 90)
    write(page, text)
    page.wait_for_timeout(500)
    page.locator("#text").press("Control+End")
    taken = []
    for letter in "Das stimmt so":
        start = time.perf_counter()
        page.keyboard.press("Space" if letter == " " else letter)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        taken.append((time.perf_counter() - start) * 1000)
    with capsys.disabled():
        print(
            f" [{len(text.split())} words: a keystroke is shown after {sorted(taken)[len(taken) // 2]:.0f} ms]", end=""
        )
    assert page.locator("#text").evaluate("node => node.innerText").rstrip().endswith("Das stimmt so")


def test_a_server_that_is_gone_is_said_to_be(browser: Any, url: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(url)
    page.route("**/v1/score", lambda route: route.abort())
    page.locator("#text").fill("Er soll reich sein.")
    page.get_by_text("The server does not answer.").wait_for(timeout=5000)
    page.unroute("**/v1/score")
    page.route(
        "**/v1/score",
        lambda route: route.fulfill(
            status=413, body='{"title": "x", "detail": "at most 5"}', content_type="application/json"
        ),
    )
    page.locator("#text").fill("Er soll sehr reich sein.")
    page.get_by_text("The text is too long for this server. (at most 5)").wait_for(timeout=5000)
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
