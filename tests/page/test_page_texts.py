"""Texts that go into the page and come out of it: files, the clipboard, long ones."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest

import sourcescore

from .conftest import PAINTED, TEXT, Open, write

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


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


def test_where_signals_overlap_the_copy_names_the_one_that_counts(open_page: Open) -> None:
    page = open_page()
    signal = {"start": 3, "end": 8, "category": "indirect_speech", "contribution": 0, "message": "silent"}
    counts = {**signal, "category": "opinion", "contribution": -0.12, "message": "counts"}
    claim = {
        "start": 0,
        "end": 21,
        "rating": 3,
        "signals": [signal, counts, {**signal, "start": 0, "message": "longer"}],
    }
    html = page.evaluate(
        "async claim => { const { asHtml } = await import('/panel.js'); const { LANGUAGES } = await import('/words.js');"
        " return asHtml('Er werde 2029 fertig.', { claims: [claim], signals: [] }, LANGUAGES.en) }",
        claim,
    )
    assert re.findall(r'<u title="(\w+)"><?[^>]*>?', html) == ["counts"]
    assert re.sub(r"<[^>]+>", "", html) == "Er werde 2029 fertig."


def test_a_dropped_file_takes_the_place_of_the_text(open_page: Open) -> None:
    page = open_page()
    write(page, "Das Werk steht in Graz.")
    drop = """([name, text, target]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        document.querySelector(target).dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(drop, ["a.txt", TEXT, "#text"])
    page.wait_for_function("() => document.querySelectorAll('#bar button').length === 3")
    assert page.locator("#markup").is_hidden()
    with page.expect_response("**/v1/score") as answer:
        page.evaluate(drop, ["b.md", "# Musk\n\nEr soll [reich](https://soll.example/soll) sein.", "header"])
    assert json.loads(answer.value.request.post_data)["markup"] == "markdown"
    page.wait_for_function("() => document.querySelectorAll('#bar button').length === 1")
    assert page.locator("#markup").input_value() == "markdown"
    assert page.evaluate(PAINTED)["sourcescore-signal"] == ["soll"]


def test_a_file_that_is_no_text_is_refused_and_html_read_as_html(open_page: Open) -> None:
    page = open_page(locale="de-AT")
    write(page, TEXT)
    drop = """([name, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name));
        document.querySelector('#text').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    for name, content in (
        ("a.pdf", b"%PDF-1.7 \xe2\xe3"),
        ("a.docx", b"PK\x03\x04\x14\x00\x06"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0"),
    ):
        page.evaluate(drop, [name, list(content)])
        page.wait_for_function(
            "name => document.querySelector('#state').textContent.includes(name)", arg=f"„{name}“ ist keine"
        )
        assert page.locator("#text").inner_text().startswith("Musk soll")
    html = "<title>Er soll</title><p>Musk <b>soll</b> reich sein.</p>"
    with page.expect_response("**/v1/score") as answer:
        page.evaluate(drop, ["a.htm", list(html.encode())])
    assert json.loads(answer.value.request.post_data)["markup"] == "html"
    page.wait_for_function("() => document.querySelectorAll('#bar button').length === 1")
    assert page.locator("#markup").input_value() == "html"
    assert page.evaluate(PAINTED)["sourcescore-signal"] == ["soll"]


def test_a_language_without_rules_is_named(open_page: Open) -> None:
    text = "Le président de la République est allé hier soir à Paris avec tous ses ministres."
    for locale, line in (
        ("de-AT", "Der Text scheint Französisch zu sein"),
        ("en-GB", "The text seems to be in French"),
    ):
        page = open_page(locale=locale)
        page.locator("#text").fill(text)
        page.locator("#state").filter(has_text=line).wait_for(timeout=5000)
        page.locator("#lang").select_option("en")
        page.locator("#state").filter(has_text="1 ").wait_for(timeout=5000)


def test_what_was_put_in_can_be_undone(open_page: Open) -> None:
    page = open_page()
    write(page, "Das Werk steht in Graz.")
    page.locator("#clear").click()
    page.keyboard.press("Control+z")
    assert page.locator("#text").inner_text() == "Das Werk steht in Graz."


def test_pasted_line_ends_and_emoji_keep_marks_at_their_words(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    text = "👩‍👩‍👧 Erste Zeile 😀\r\n\r\nEr soll 😀 gekommen sein.\r\nLaut Insidern kostet es 3 €."
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("#text").click()
    with page.expect_response("**/v1/score") as answer:
        page.keyboard.press("Control+v")
    assert json.loads(answer.value.request.post_data)["text"] == text.replace("\r\n", "\n")
    page.wait_for_function("() => document.querySelectorAll('#bar button').length > 1")
    assert page.evaluate(PAINTED)["sourcescore-signal"] == ["soll", "Insidern"]


def test_a_text_of_100_kilobytes(open_page: Open, capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page()
    text = "\n\n".join([TEXT] * 850)
    assert len(text.encode()) > 100_000
    page.locator("#text").click()
    start = time.perf_counter()
    page.evaluate(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'a.txt'));"
        " dispatchEvent(new DragEvent('drop', {dataTransfer: data, cancelable: true})) }",
        text,
    )
    page.wait_for_function("() => document.querySelectorAll('#bar button').length === 3 * 850", timeout=30_000)
    with capsys.disabled():
        print(f" [100 kB are marked after {time.perf_counter() - start:.1f} s]", end="")
    page.locator("#bar button").nth(1500).focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#claim header small").inner_text() == "1502 of 2550"
    page.wait_for_function(
        "() => { const y = document.querySelector('#margin .current').getBoundingClientRect().y; return y > 0 && y < innerHeight }"
    )


def test_files_are_opened_whatever_their_encoding(open_page: Open, tmp_path: Any) -> None:
    page = open_page()
    for name, encoding in (("a.txt", "utf-8"), ("b.txt", "utf-16"), ("c.txt", "cp1252")):
        file = tmp_path / name
        file.write_bytes("Müller soll\r\n„reich“ sein.".encode(encoding))
        page.locator("#file").set_input_files(file)
        page.wait_for_function("() => document.querySelector('#text').innerText === 'Müller soll\\n„reich“ sein.'")
        page.locator("#clear").click()
        assert page.locator("#text").inner_text().strip() == ""
        assert page.locator("#text.blank").count() == 1


def test_markup_in_a_text_is_text(open_page: Open) -> None:
    page = open_page()
    text = '<img src=x onerror="window.hit=1"> Er soll <b>reich</b> sein.'
    write(page, text)
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate("() => window.hit") is None
    assert page.locator("#claim img, #text img, #list img").count() == 0


def test_a_long_text_stays_fluid(open_page: Open, capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page()
    text = "\n\n".join([TEXT] * 100)
    write(page, text)
    page.wait_for_timeout(500)
    page.locator("#text").press("Control+End")
    page.evaluate(
        "() => { window.taken = []; document.querySelector('#text').addEventListener('beforeinput', () => { const start ="
        " performance.now(); requestAnimationFrame(() => setTimeout(() => taken.push(performance.now() - start))) }) }"
    )
    # Slowly enough that reports arrive between the keystrokes, too.
    page.keyboard.type("Das stimmt so", delay=150)
    page.wait_for_timeout(200)
    taken = sorted(page.evaluate("() => taken"))
    assert len(taken) == len("Das stimmt so")
    with capsys.disabled():
        median, most = taken[len(taken) // 2], taken[-1]
        print(f" [{len(text.split())} words: a keystroke is shown after {median:.0f} ms, {most:.0f} at most]", end="")
    assert page.locator("#text").evaluate("node => node.innerText").rstrip().endswith("Das stimmt so")
