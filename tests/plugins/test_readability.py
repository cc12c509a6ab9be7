"""Readability informs: figures near textstat's own, none where they mean nothing, and never a weight."""

from __future__ import annotations

import pytest
import textstat

import sourcescore

GERMAN = (
    "Der Gemeinderat hat am Montag über den Neubau der Volksschule beraten. Die Bürgermeisterin stellte drei Entwürfe vor, "
    "die alle ohne Keller auskommen. Für den Abend war eine Bürgerversammlung angesetzt, zu der zweihundert Menschen kamen. "
    "Viele fragten nach den Kosten, manche nach der Bauzeit. Beschlossen wurde nichts."
)


def figures(text: str, lang: str) -> dict[str, float]:
    return dict(sourcescore.score(text, lang=lang).summary.get("readability", {}))


def test_german_figures_lie_near_those_of_textstat() -> None:
    ours = figures(GERMAN, "de")
    theirs = type(textstat.textstat)()
    theirs.set_lang("de")
    assert ours["wiener_sachtextformel"] == pytest.approx(theirs.wiener_sachtextformel(GERMAN, 1), abs=1.0)
    assert ours["lix"] == pytest.approx(theirs.lix(GERMAN), abs=2.0)
    assert ours["flesch_reading_ease"] == pytest.approx(theirs.flesch_reading_ease(GERMAN), abs=8.0)


def test_an_abbreviation_does_not_shorten_sentences() -> None:
    with_title, without = "Am Montag kam Dr. Huber nach Wien.", "Am Montag kam Herr Huber nach Wien."
    assert figures(with_title, "de")["rix"] == figures(without, "de")["rix"]


def test_english_gets_the_formulas_that_count_letters() -> None:
    assert set(figures("The council met on Monday. It decided nothing.", "en")) == {
        "automated_readability_index", "coleman_liau_index", "lix", "rix",
    }  # fmt: skip


def test_a_text_without_words_gets_none() -> None:
    assert figures("1, 2, 3 …", "de") == {}
