"""``[[ignore]]`` in rules.toml: what a newsroom does not want to see, by rule, category, phrase, source, or several."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcescore import Scorer

TEXT = (
    "Laut Polizeisprecherin Anna Berger soll der Mann offenbar reich sein. Laut APA-Informationen war es dunkel. "
    "Die Halle soll angeblich alt sein."
)


def found(tables: str, folder: Path) -> list[str]:
    file = folder / "rules.toml"
    file.write_text(tables, "utf-8")
    report = Scorer(rules=file, lang="de").score(TEXT)
    return [signal.text for claim in report.claims for signal in claim.signals]


ALL = ["Laut", "soll", "offenbar", "Laut", "soll", "angeblich"]


@pytest.mark.parametrize(
    ("tables", "left"),
    [
        ("", ALL),
        ('[[ignore]]\nrule = "de.hearsay.sollen"', ["Laut", "offenbar", "Laut", "angeblich"]),
        ('[[ignore]]\ncategory = "attribution"', ["soll", "offenbar", "soll", "angeblich"]),
        ('[[ignore]]\nphrase = "Offenbar"', ["Laut", "soll", "Laut", "soll", "angeblich"]),
        ('[[ignore]]\nsource = "anna berger"', ["Laut", "soll", "angeblich"]),
        ('[[ignore]]\nsource = "Berg"', ALL),
        ('[[ignore]]\nsource = "Berger"\ncategory = "hearsay"', ["Laut", "offenbar", "Laut", "soll", "angeblich"]),
        ('[[ignore]]\ncategory = "hearsay"\nphrase = "soll"', ["Laut", "offenbar", "Laut", "angeblich"]),
        ('[[ignore]]\nphrase = "soll"\n[[ignore]]\nphrase = "laut"', ["offenbar", "angeblich"]),
    ],
)
def test_signals_that_agree_with_all_that_is_given_are_left_out(tables: str, left: list[str], tmp_path: Path) -> None:
    assert found(tables, tmp_path) == left


def test_what_is_ignored_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[ignore]]\nsource = "Berger"\n', "utf-8")
    loud, quiet = Scorer(lang="de").score(TEXT).claims[0], Scorer(rules=file, lang="de").score(TEXT).claims[0]
    assert quiet.source == loud.source
    assert quiet.score > loud.score
