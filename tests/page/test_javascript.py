"""sourcescore.js in other people's pages: a contenteditable, a textarea, ProseMirror."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import PAINTED

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).resolve().parents[2]

PAGE = """<!doctype html><meta charset="utf-8"><style>textarea {{ width: 20rem; height: 6rem; font: 1rem serif; padding: 3px 7px }}</style>
<div id="rich" contenteditable><p>Musk <b>so</b>ll 3 Chips<br>gekauft haben.</p><p>Das Werk steht in Graz.</p></div>
<form><textarea id="plain">Musk soll 3 Chips gekauft haben.</textarea></form>
<script type="module">
import {{ attach, score, ScoreError }} from "{url}/sourcescore.js";
window.said = [];
window.rich = attach(document.querySelector("#rich"), {{ lang: "de", delay: 30, onClaim: (claim, index) => said.push([claim?.rating ?? null, index]) }});
window.plain = attach(document.querySelector("#plain"), {{ lang: "de", delay: 30 }});
window.score = score;
window.attach = attach;
window.ScoreError = ScoreError;
</script>"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and its address on another origin than the server's."""
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield tmp_path, f"http://127.0.0.1:{pages.server_port}"
        pages.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Any, url: str, served: tuple[Path, str]) -> Iterator[Any]:
    folder, address = served
    (folder / "index.html").write_text(PAGE.format(url=url), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_function("() => window.rich?.report && window.plain?.report")
    yield page
    assert errors == []
    context.close()


def test_a_contenteditable_is_marked_and_left_as_it_is(page: Any) -> None:
    before = page.locator("#rich").inner_html()
    painted = page.evaluate(PAINTED)
    assert painted["sourcescore-2"] == ["Musk soll 3 Chipsgekauft haben.", "Musk soll 3 Chips gekauft haben."]
    assert painted["sourcescore-signal"] == ["soll", "soll"]
    assert page.locator("#rich").inner_html() == before
    page.locator("#rich p").first.click()
    assert page.evaluate("() => said.at(-1)") == [2, 0]
    page.locator("#rich p").last.click()
    assert page.evaluate("() => said.at(-1)") == [4, 1]


def test_a_textarea_is_marked_on_a_mirror_at_the_same_place(page: Any) -> None:
    area = page.locator("#plain")
    area.fill("Zeile eins.\n\nEr soll 3 Chips gekauft haben, " + "und das ist so " * 10)
    page.wait_for_function("() => window.plain.text === document.querySelector('#plain').value")
    mirror, real = page.evaluate(
        "() => [document.querySelector('form > div'), document.querySelector('#plain')].map(e => {"
        " const box = e.getBoundingClientRect(); return [box.x, box.y, box.width, box.height, e.scrollHeight] })"
    )
    assert mirror == real
    area.evaluate("e => { e.scrollTop = 40; e.dispatchEvent(new Event('scroll')) }")
    assert page.evaluate("() => document.querySelector('form > div').scrollTop") == area.evaluate("e => e.scrollTop")
    assert area.input_value().startswith("Zeile eins.")
    assert page.evaluate("() => new FormData(document.querySelector('form')).entries().next().done")


def test_detach_leaves_no_trace(page: Any) -> None:
    page.evaluate("() => { rich.detach(); plain.detach() }")
    assert {name for name, ranges in page.evaluate(PAINTED).items() if ranges} == set()
    assert page.locator("form > div").count() == 0
    page.locator("#plain").fill("Er soll reich sein.")
    page.wait_for_timeout(200)
    assert page.evaluate("() => plain.text") == "Musk soll 3 Chips gekauft haben."


def test_signals_are_underlined_in_a_textarea_too(page: Any) -> None:
    """The mirror's letters are invisible; its lines must not be."""
    area = page.locator("#plain")
    with_lines = area.screenshot()
    page.evaluate("() => { plain.options.shows = () => false; plain.paint() }")
    assert area.screenshot() != with_lines
    page.evaluate("() => { plain.options.shows = () => true; plain.paint() }")
    assert area.screenshot() == with_lines


def test_a_page_that_is_only_light_gets_light_marks(page: Any) -> None:
    light = page.locator("#rich").screenshot()
    page.emulate_media(color_scheme="dark")
    assert page.locator("#rich").screenshot() == light
    page.emulate_media(color_scheme=None)


def test_what_the_page_says_of_marks_goes_first(page: Any) -> None:
    before = page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--sourcescore-2')")
    assert before
    page.add_style_tag(content=":root { --sourcescore-2: lime }")
    after = page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--sourcescore-2')")
    assert after == "lime"


@pytest.mark.parametrize("name", ["rich", "plain"])
def test_a_pointer_is_told_why(page: Any, name: str) -> None:
    tip = page.locator(".sourcescore-tip")
    x, y = page.evaluate(f"() => {{ const r = {name}.claimRanges[0].getClientRects()[0]; return [r.x + 20, r.y + 5] }}")
    page.mouse.move(x, y)
    assert tip.count() == 0
    page.evaluate(
        f"() => {{ const old = {name}; old.detach(); window.{name} = attach(old.element, {{lang: 'de', tooltips: true}}) }}"
    )
    page.wait_for_function(f"() => {name}.report")
    page.mouse.move(x + 1, y)
    assert tip.inner_text() == "2 weak\n−0.48 soll: Wiedergabe fremder Rede ohne Quelle"
    page.mouse.move(x, 500)
    assert tip.count() == 0
    page.mouse.move(x, y)
    page.evaluate(f"() => {name}.detach()")
    assert tip.count() == 0


def test_an_editor_in_a_shadow_root_is_marked(page: Any) -> None:
    page.evaluate(
        "() => { const host = document.body.appendChild(Object.assign(document.createElement('div'), {id: 'host'}));"
        " host.attachShadow({mode: 'open'}).innerHTML = '<div contenteditable>Musk soll <span hidden>nie</span>3 Chips gekauft"
        " haben.</div>' }"
    )
    before = page.locator("#host").screenshot()
    page.evaluate(
        "() => { window.inner = attach(document.querySelector('#host').shadowRoot.firstChild, {lang: 'de'}) }"
    )
    page.wait_for_function("() => inner.report")
    assert page.evaluate("() => inner.text") == "Musk soll 3 Chips gekauft haben."
    assert page.locator("#host").screenshot() != before
    page.locator("#host div").click(position={"x": 20, "y": 8})
    assert page.evaluate("() => inner.current") == 0
    page.evaluate("() => inner.detach()")
    page.locator("#plain").focus()
    assert page.locator("#host").screenshot() == before


def test_a_newer_text_takes_the_place_of_an_older_request(page: Any) -> None:
    ended: list[str] = []
    page.on("requestfailed", lambda request: ended.append(request.failure))
    held: list[Any] = []
    page.route("**/v1/score", lambda route: held.append(route) if not held else route.continue_())
    page.locator("#plain").fill("Er soll reich sein.")
    page.wait_for_timeout(200)
    assert len(held) == 1
    page.locator("#plain").fill("Er soll sehr reich sein.")
    page.wait_for_function("() => plain.text === 'Er soll sehr reich sein.'")
    assert ended == ["net::ERR_ABORTED"]


def test_errors_say_what_is_wrong(page: Any) -> None:
    caught = page.evaluate("() => score('x', {lang: 'fr'}).catch(e => [e instanceof ScoreError, e.status, e.message])")
    assert caught[:2] == [True, 422]
    assert "languages with rules" in caught[2]
    assert page.evaluate("() => score('x', {server: 'http://127.0.0.1:9'}).catch(e => e.status)") == 0


@pytest.fixture(scope="session")
def bundle(cache: Path) -> Path:
    """The ProseMirror example with what it needs, bundled as its README says."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm")
    folder = cache / "prosemirror"
    folder.mkdir(exist_ok=True)
    for file in (ROOT / "examples" / "prosemirror").iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    stamp = folder / "installed.json"
    wanted = (folder / "package.json").read_text("utf-8")
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        options = ["--no-audit", "--no-fund", "--no-package-lock"]
        done = subprocess.run(
            [npm, "install", *options], cwd=folder, capture_output=True, text=True, timeout=240, check=False
        )
        if done.returncode:
            pytest.skip(f"npm could not fetch the editor: {done.stderr.strip()[-200:]}")
        stamp.write_text(wanted, "utf-8")
    subprocess.run([npm, "run", "--silent", "build"], cwd=folder, check=True, capture_output=True, timeout=60)
    return folder


def test_prosemirror(bundle: Path, browser: Any, url: str, served: tuple[Path, str]) -> None:
    folder, address = served
    for name in ("index.html", "dist", "node_modules"):
        (folder / name).symlink_to(bundle / name)
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/?server={url}")
    page.locator(".ProseMirror").click()
    page.keyboard.type("Das Werk steht in Graz.")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Musk soll 😀 3 Chips gekauft haben.")
    mark = page.locator(".sourcescore-signal")
    mark.first.wait_for(timeout=20_000)
    assert mark.all_inner_texts() == ["soll"]
    assert "".join(page.locator(".sourcescore-2").all_inner_texts()) == "Musk soll 😀 3 Chips gekauft haben."
    assert page.locator("#status").inner_text() == "2 claims"
    assert (
        page.evaluate("() => view.state.doc.textContent")
        == "Das Werk steht in Graz.Musk soll 😀 3 Chips gekauft haben."
    )
    page.keyboard.press("Control+Home")
    page.keyboard.type("Ja. ")
    assert mark.all_inner_texts() == ["soll"]
    assert errors == []
    context.close()
