"""Markdown and HTML: the prose is read, every word knows its place, comments switch rules off for a passage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcescore import Scorer, SourcescoreError
from sourcescore.markup import kind_of, read_markup

MARKDOWN = "abcÄ😀 \n\n**_`#>-[](){}<!->|&amp;\\\t:1.~="
HTML = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<code>",
    "</code>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "&#228;",
    "&",
    "<",
]


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(lang="de")


@given(st.text(MARKDOWN, max_size=80))
def test_the_pieces_of_markdown_are_its_source(source: str) -> None:
    assert read_markup(source, "markdown").given == source


@given(st.lists(st.one_of(st.sampled_from(HTML), st.text("ab \n😀", max_size=4))).map("".join))
def test_the_pieces_of_html_are_its_source(source: str) -> None:
    text = read_markup(source, "html")
    assert text.given == source
    for start in range(len(text.plain)):
        first, last = text.span(start, start + 1)
        assert 0 <= first <= last <= len(source)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("# Kopf\n\nEin **fettes** _Wort_.\n", "Kopf\n\nEin fettes Wort."),
        ("Eine\nZeile  \nnoch  eine", "Eine Zeile\nnoch  eine"),
        ("Ein [Wort](http://a.example/b \"Titel\") und ![Bild](c.png).", "Ein Wort und ."),
        ("Ein [Wort][1].\n\n[1]: http://a.example\n", "Ein Wort."),
        ("---\ntitle: Titel\n---\nText.", "Text."),
        ("+++\ntitle = 1\n+++\nText.", "Text."),
        ("Mit `Code` darin.", "Mit X darin."),
        ("```py\nCode\n```\nText.", "Text."),
        ("    Code\n\nText.", "Text."),
        ("> Zitat\n> weiter\n\nText.", "Zitat weiter\n\nText."),
        ("- eins\n- zwei", "eins\n\nzwei"),
        ("| a | b |\n|---|---|\n| c | d |\n", "a\n\nb\n\nc\n\nd"),
        ("A &amp; B \\* C", "A & B * C"),
        ("Wort[^1].\n", "Wort."),
        ("<div>Ein <b>Wort</b></div>\n\nText.", "Ein Wort\n\nText."),
        ("Eins<br>zwei <span>drei</span>", "Eins\nzwei drei"),
    ],
)  # fmt: skip
def test_what_is_read_of_markdown(source: str, plain: str) -> None:
    assert re.sub(r"\n\s*\n\s*", "\n\n", read_markup(source, "markdown").plain).strip() == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("<p>M&uuml;ller <b>so</b>ll&#x20;</p>", "Müller soll"),
        ("<h1>Kopf</h1><p>Text\n   weiter</p>", "Kopf\n\nText weiter"),
        ("<title>T</title><style>p {}</style><script>if (a < b) x</script>Text", "Text"),
        ("<head><title>T</title></head>Text", "Text"),
        ("Ein <code>if</code> darin", "Ein X darin"),
        ("Eins<br/>zwei<!-- drei -->vier", "Eins\nzweivier"),
        ("Eins <!-- zwei", "Eins"),
        ("Er sagte <q>ja</q>.", 'Er sagte "ja".'),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
    ],
)
def test_what_is_read_of_html(source: str, plain: str) -> None:
    assert re.sub(r"\n\s*\n\s*", "\n\n", read_markup(source, "html").plain).strip() == plain


def test_words_stand_at_their_place(scorer: Scorer) -> None:
    source = "# Kauf\n\nLaut *Insidern* &amp; Freunden **so**ll er `x` gekauft\n  haben.\n"
    report = scorer.score(source, markup="markdown")
    (claim,) = report.claims
    assert source[claim.start : claim.end] == claim.text == source[8:-1]
    assert [signal.text for signal in claim.signals] == ["Laut", "Insidern", "so**ll"]
    assert all(source[signal.start : signal.end] == signal.text for signal in claim.signals)
    assert claim.source.start is not None
    assert source[claim.source.start : claim.source.end].startswith("Insidern")


@pytest.mark.parametrize(("markup", "line"), [("markdown", "{}\n\n"), ("html", "<p>{}</p>")])
def test_comments_switch_off_rules_categories_or_all(scorer: Scorer, markup: str, line: str) -> None:
    sentence = "Er soll den Wagen offenbar gestern gekauft haben."
    parts = [
        line.format(sentence),
        "<!-- sourcescore off hearsay -->\n\n", line.format(sentence), "<!-- sourcescore on hearsay -->\n\n",
        "<!-- sourcescore off de.inference.offenbar -->\n\n", line.format(sentence), "<!-- sourcescore on -->\n\n",
        line.format(sentence),
        "<!--SOURCESCORE off-->\n\n", line.format(sentence),
    ]  # fmt: skip
    report = scorer.score("".join(parts), markup=markup)
    assert [[s.category for s in claim.signals] for claim in report.claims] == [
        ["hearsay", "inference"], ["inference"], ["hearsay"], ["hearsay", "inference"], [],
    ]  # fmt: skip


def test_a_plain_text_keeps_what_looks_like_a_comment(scorer: Scorer) -> None:
    report = scorer.score("<!-- sourcescore off -->\nEr soll den Wagen gekauft haben.")
    assert "hearsay" in [signal.category for claim in report.claims for signal in claim.signals]


@pytest.mark.parametrize(
    ("name", "kind"), [("a.md", "markdown"), ("A.HTML", "html"), ("b.txt", "plain"), ("md", "plain"), ("-", "plain")]
)
def test_a_file_name_tells_its_markup(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_an_unknown_markup_is_named() -> None:
    with pytest.raises(SourcescoreError, match='unknown markup "rst"; known: plain, markdown, html'):
        read_markup("", "rst")


@pytest.mark.parametrize("code", ["```html\n{}\n```", "    {}", "> ~~~\n> {}\n> ~~~", "`{}`"])
def test_a_comment_that_is_shown_as_code_switches_nothing_off(scorer: Scorer, code: str) -> None:
    source = f"So geht es:\n\n{code.format('<!-- sourcescore off -->')}\n\nEr soll reich gewesen sein.\n"
    (claim,) = [claim for claim in scorer.score(source, markup="markdown").claims if "reich" in claim.text]
    assert claim.text == "Er soll reich gewesen sein."
    assert [signal.rule for signal in claim.signals] == ["de.hearsay.sollen"]


def test_words_that_stand_in_code_too_are_found_in_their_own_block(scorer: Scorer) -> None:
    source = "Ein Satz.\n\n```\nEr soll reich sein.\n```\n\n> Er soll reich sein.\n"
    report = scorer.score(source, markup="markdown")
    assert [source[s.start : s.end] for claim in report.claims for s in claim.signals] == ["soll"]
    assert [s.start for claim in report.claims for s in claim.signals] == [source.rindex("soll")]
