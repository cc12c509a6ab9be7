"""The page about an archive: one file that needs nothing else, with tables beside every plot, safe with any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from sourcescore import Scorer
from sourcescore.batch.page import _month, write_page

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


@pytest.mark.parametrize("name", ["$x^{$", "$$", r"\frac{", "日本新聞", "a\x00b\nc", "<!-- -->", "_x", "N" * 500])
def test_any_name_of_an_outlet_is_drawn_as_it_stands(
    tmp_path: Path, name: str, recwarn: pytest.WarningsRecorder
) -> None:
    write_page(tmp_path / "page.html", ((meta | {"outlet": name}, data) for meta, data in documents(24)), "outlet")
    html = (tmp_path / "page.html").read_text("utf-8")
    svg = html[html.index("<svg") : html.index("</svg>")]
    shown = name.replace("\x00", " ").replace("\n", " ") if len(name) < 29 else name[:27] + "…"
    assert f">{escape(shown)}</text>" in svg
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2025-03", "2025-03"), ("2025-03-14T10:00:00Z", "2025-03"), ("20250314", "2025-03"), ("14.03.2025", "2025-03"),
        ("4. 3. 2025", "2025-03"), ("2025/03/14", "2025-03"), ("03.14.2025", None), ("14.03.25", None),
        ("1714550400", None), ("2025-13-01", None), ("202503", None), ("2025", None), ("", None),
    ],
)  # fmt: skip
def test_months_are_read_from_dates(date: str, month: str | None) -> None:
    assert _month(date) == month


def test_few_pairs_are_not_said_to_differ_never_by_chance(tmp_path: Path) -> None:
    both = ((meta | {"outlet": ("Nordkurier", "Talbote")[k % 2]}, data) for k, (meta, data) in enumerate(documents(60)))
    write_page(tmp_path / "page.html", both, "outlet")
    assert "one in 20 such intervals would still leave out 0" in (tmp_path / "page.html").read_text("utf-8")


def test_nothing_is_drawn_across_months_without_figures(tmp_path: Path) -> None:
    def lines(*months: str) -> int:
        dated = (
            (meta | {"date": months[k // 6 % len(months)]}, data)
            for k, (meta, data) in enumerate(documents(6 * len(months)))
        )
        write_page(tmp_path / "page.html", dated)
        html = (tmp_path / "page.html").read_text("utf-8")
        svg = html[html.index("<h2>Over time") :]
        return len(
            re.findall(r'<path d="M [^"]*" clip-path="[^"]*" style="fill: none; stroke: #3f78b0; stroke-width', svg)
        )

    assert lines("2024-11", "2024-12", "2025-01", "2025-02") == 1
    assert lines("2024-11", "2024-12", "2025-02", "2025-03") == 2


def test_tables_and_titles_say_what_they_are_to_screen_readers(page: Path) -> None:
    html = page.read_text("utf-8")
    assert "<th scope=col>outlet</th>" in html
    assert "<th scope=row>A &amp; B</th>" in html
    assert '<span lang="de">Titel &lt;i&gt;' in html
    assert 'lang=""' not in html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids)) > 0


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
