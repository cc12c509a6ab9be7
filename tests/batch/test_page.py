"""The page about an archive: one file that needs nothing else, with tables beside every plot, safe with any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sourcescore import Scorer
from sourcescore.batch.page import write_page

TEXTS = (
    "Musk soll 3 Chips gekauft haben. Laut Insidern ist es so. Das Bad könnte schließen. Er ist offenbar reich. Sie ging <b>heim</b>.",
    "Das Werk steht in Graz. Der Rat tagte am Montag. Die Straße ist gesperrt. Sie kam um acht. Er ging heim.",
)


def documents(count: int = 60) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    scorer = Scorer(lang="de")
    reports = [scorer.score(text).to_dict() for text in TEXTS]
    for k in range(count):
        meta = {
            "id": f"d{k}",
            "outlet": ("A & B", "<script>alert(1)</script>", "C")[k % 3],
            "date": f"2025-{1 + k % 4:02d}-03",
            "lang": "de",
        }
        if k % 2:
            meta["title"] = f"Titel <i>{k}</i>"
        yield meta, reports[k % 2]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_page(path, documents(), "outlet")
    return path


def test_it_shows_groups_time_and_ranking(page: Path) -> None:
    html = page.read_text("utf-8")
    titles = re.findall(r"<h2>(.*?)</h2>", html)
    assert titles == [
        "Ratings by outlet", "Who stands behind the claims by outlet", "Compared by outlet", "Over time", "Weakest documents",
        "Strongest documents", "How this was counted",
    ]  # fmt: skip
    assert html.count("<svg") == 3
    assert html.count("<summary>As a table</summary>") == 3
    assert html.index("Musk soll") < html.index("Strongest documents") < html.rindex("Das Werk steht")


def test_it_needs_nothing_else_and_runs_nothing(page: Path) -> None:
    html = page.read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "Titel &lt;i&gt;1" in html
    outside = {address for address in re.findall(r"https?://[^\"'\s)]+", html) if "w3.org" not in address}
    assert outside == set()


def test_the_same_archive_gives_the_same_bytes(page: Path, tmp_path: Path) -> None:
    write_page(tmp_path / "again.html", documents(), "outlet")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_an_archive_without_claims_or_dates_has_a_page_too(tmp_path: Path) -> None:
    write_page(tmp_path / "a.html", [({"id": "x"}, Scorer(lang="de").score("").to_dict())], None)
    assert "<dd>0</dd>" in (tmp_path / "a.html").read_text("utf-8")
    write_page(tmp_path / "b.html", [], "outlet")
    assert "How this was counted" in (tmp_path / "b.html").read_text("utf-8")
    few = [(meta | {"date": None}, data) for meta, data in documents(9)]
    write_page(tmp_path / "c.html", few, "outlet")
    html = (tmp_path / "c.html").read_text("utf-8")
    assert html.count("fewer than 20 documents with claims") >= 3
    assert "Over time" not in html


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_in_a_browser(browser: Any, page: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 420, "height": 800})
    view = context.new_page()
    asked: list[str] = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(page.as_uri())
    assert asked == [page.as_uri()]
    assert view.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    ink = view.evaluate("() => getComputedStyle(document.body).color")
    label = view.locator("svg text").first.evaluate("node => getComputedStyle(node).fill")
    assert label == ink
    view.locator("summary").last.click()
    assert view.locator("ul.claims:visible li").count() == 5
    context.close()
