"""German sources that go on: interviews, and sentences that say themselves only that somebody speaks."""

from __future__ import annotations

import pytest

import sourcescore


@pytest.fixture(scope="module")
def scorer() -> sourcescore.Scorer:
    return sourcescore.Scorer(lang="de", strict=True)


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ("Uns wurde versprochen, dass die Halle kommt.", "Obfrau Anna Moser"),
        ("Die Stadt sei gebeten worden, den Plan zu prüfen.", "Obfrau Anna Moser"),
        ("Gestern wurde versprochen, dass die Halle kommt.", None),
        ("Gestern wurde gemeldet, die Halle sei verkauft worden.", None),
    ],
)
def test_that_somebody_else_speaks_is_said_by_who_spoke_before(
    scorer: sourcescore.Scorer, second: str, name: str | None
) -> None:
    claims = scorer.score(f"Das dauert, sagt Obfrau Anna Moser. {second}").claims
    assert claims[1].source.name == name


def test_an_answer_stays_an_answer_where_it_tells_what_is_said(scorer: sourcescore.Scorer) -> None:
    text = (
        "STANDARD: Wie geht es weiter?\n\nLeitner: Wir bauen um. Dann wird man gefragt, ob das nötig war.\n\n"
        "STANDARD: Und danach?\n\nLeitner: Danach kommt der Platz davor an die Reihe."
    )
    assert {c.source.name for c in scorer.score(text).claims} == {"Leitner"}


@pytest.mark.parametrize(
    ("opening", "question", "names"),
    [
        ("Hallenchefin Anna Moser baut um.", "Frau Moser, wie lange dauert das", {None, "Hallenchefin Anna Moser"}),
        ("Hallenchefin Anna Moser baut um.", "Wie lange dauert das", {None, "Hallenchefin Anna Moser"}),
        ("Die Halle wird umgebaut.", "Wie lange dauert das", {None}),
    ],
)
def test_who_answers_has_the_word_behind_antwort(
    scorer: sourcescore.Scorer, opening: str, question: str, names: set[str | None]
) -> None:
    text = (
        f"{opening}\n\nFrage: {question}?\n\nAntwort: Wir bauen bis Mai. Dann ist Sommer.\n\n"
        "Frage: Und das Geld?\n\nAntwort: Das Geld ist da. Der Platz davor ist der nächste Schritt."
    )
    claims = scorer.score(text).claims
    assert {c.source.name for c in claims} == names
    assert claims[-1].source.kind == ("none" if names == {None} else "named")


def test_a_paper_that_answers_its_own_questions_is_nobody_else(scorer: sourcescore.Scorer) -> None:
    text = (
        "Ministerin Anna Moser plant eine Abgabe.\n\nFrage: Wen trifft das?\n\nAntwort: Die Abgabe trifft Betriebe.\n\n"
        "Frage: Ab wann?\n\nAntwort: Die Abgabe gilt ab Mai."
    )
    assert {c.source.kind for c in scorer.score(text).claims[1:]} == {"none"}
