"""The self-contained page, as a browser's parser reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from sourcescore import Claim, Report, Signal, Source
from sourcescore.formats import View, format_html


class Page(HTMLParser):
    """Which elements a page has, its text without the explanations, and which tags are left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.classes: list[str] = []
        self.text = ""
        self.whys: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag not in ("meta", "!doctype"):
            self.open.append(tag)
            self.classes.append(given.get("id") or "" if given.get("class") == "why" else given.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.classes.pop()

    def handle_data(self, data: str) -> None:
        why = next((name for name in self.classes if name.endswith("-why")), None)
        if why:
            self.whys[why] = self.whys.get(why, "") + data
        elif "text" in self.classes:
            self.text += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [
            given
            for name, given in self.elements
            if name == tag and all(value in (given.get(key) or "").split() for key, value in attributes.items())
        ]


def test_the_page_holds_the_whole_text(report: Report, text: str, view: View) -> None:
    page = Page(format_html([(report, text)], view))
    assert page.text == text
    assert page.open == []


def test_the_page(report: Report, text: str, view: View, snapshot: SnapshotAssertion) -> None:
    out = format_html([(report, text)], view)
    assert out.partition("<style>")[0] + out.partition("</style>")[2] == snapshot


def test_claims_are_coloured_by_their_rating_and_say_it(report: Report, text: str, view: View) -> None:
    page = Page(format_html([(report, text)], view))
    claims = page.all("span", **{"class": "claim"})
    assert [given["class"] for given in claims] == ["claim r1", "claim r2", "claim r4", "claim r4", "claim r4"]
    assert [given["aria-label"] for given in claims][:2] == ["Rated 1 of 5, very weak", "Rated 2 of 5, weak"]


def test_reasons_are_reached_by_keyboard_and_described(report: Report, text: str, view: View) -> None:
    page = Page(format_html([(report, text)], view))
    explained = [*page.all("span", **{"class": "claim"}), *page.all("span", **{"class": "aside"})]
    assert len(explained) == 6
    assert {given["tabindex"] for given in explained} == {"0"}
    assert {given["aria-describedby"] for given in explained} == page.whys.keys()
    assert "Wiedergabe fremder Rede" in page.whys["c1-1-why"]
    assert "sum, counted as 0.00" in page.whys["c1-1-why"]
    assert "named source: Stadtwerken (named in line 3)" in page.whys["c1-4-why"]


def test_the_style_shows_reasons_on_hover_and_on_focus(report: Report, text: str) -> None:
    style = format_html([(report, text)]).partition("<style>")[2].partition("</style>")[0]
    assert ".claim:hover > .why" in style
    assert ".claim:focus > .why" in style
    assert "prefers-color-scheme: dark" in style


def test_links_to_weak_claims_lead_to_them(report: Report, text: str, view: View) -> None:
    page = Page(format_html([(report, text), (report, text)], view))
    ids = Counter(given["id"] for _, given in page.elements if "id" in given)
    targets = [str(given["href"]).removeprefix("#") for given in page.all("a")]
    assert targets == ["c1-1", "c1-2", "c2-1", "c2-2"]
    assert set(targets) <= ids.keys()
    assert set(ids.values()) == {1}


def test_nothing_comes_from_elsewhere_and_nothing_runs(report: Report, text: str, view: View) -> None:
    out = format_html([(report, text)], view)
    page = Page(out)
    assert page.all("script") == page.all("link") == page.all("img") == []
    assert "url(" not in out
    assert "@import" not in out
    assert "default-src 'none'" in out


def test_an_incomplete_report_says_so(report: Report, text: str, view: View) -> None:
    out = format_html([(replace(report, warnings=("plugin <acme> failed",)), text)], view)
    assert '<p class="warning">incomplete: plugin &lt;acme&gt; failed</p>' in out


def test_an_empty_text_is_a_page(empty: Report) -> None:
    assert "No claims." in format_html([(empty, "")], View())


HOSTILE = "</span><script>alert(1)</script>\"'&amp;<!--"


def test_no_text_gets_out_of_its_place() -> None:
    claim = Claim(0, len(HOSTILE), HOSTILE, 1, HOSTILE, 0.1, Source("named", HOSTILE, 0, 1), (
        Signal(0, 9, HOSTILE, HOSTILE, HOSTILE, HOSTILE[:9], -0.6),
    ))  # fmt: skip
    aside = Signal(len(HOSTILE) + 1, len(HOSTILE) + 4, "x", HOSTILE, HOSTILE, HOSTILE[:3])
    report = Report(id=HOSTILE, lang=HOSTILE, claims=(claim,), signals=(aside,), warnings=(HOSTILE,))
    page = Page(format_html([(report, f"{HOSTILE} {HOSTILE}")], View()))
    assert page.all("script") == []
    assert page.open == []
    assert page.text == f"{HOSTILE} {HOSTILE}"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60), st.data())
def test_any_text_and_any_signals_make_a_sound_page(text: str, data: st.DataObject) -> None:
    def spans() -> tuple[int, int]:
        start = data.draw(st.integers(0, len(text) - 1))
        return start, data.draw(st.integers(start + 1, len(text)))

    start, end = spans()
    inside = tuple(Signal(*spans(), "hearsay", "de.x", contribution=-0.2) for _ in range(data.draw(st.integers(0, 3))))
    outside = tuple(Signal(*spans(), "hearsay", "de.x") for _ in range(data.draw(st.integers(0, 3))))
    claim = Claim(start, end, text[start:end], 3, "mixed", 0.5, Source(), inside)
    page = Page(format_html([(Report(id=None, lang="de", claims=(claim,), signals=outside), text)], View()))
    assert page.text == text
    assert page.open == []
