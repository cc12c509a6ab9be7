"""Who says what in English: before, behind and inside of what is said; unnamed people, media, documents."""

from __future__ import annotations

import pytest

import sourcescore

SCORER = sourcescore.Scorer(lang="en")


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Mayor Jane Porter said that the bridge was safe.", "named", "Mayor Jane Porter"),
        ("The bridge was safe, Mayor Jane Porter said.", "named", "Mayor Jane Porter"),
        ("“The bridge is safe for everybody,” said Jane Porter.", "named", "Jane Porter"),
        ("According to the police, nobody was on the bridge.", "role", "the police"),
        ("The bridge will be closed in May, according to Jane Porter.", "named", "Jane Porter"),
        ("The Daily Herald reported that the bridge was closed.", "media", "The Daily Herald"),
        ("Prices fell by a third, according to a study.", "documented", "a study"),
        (
            "According to people familiar with the matter, the bridge was sold.",
            "anonymous",
            "people familiar with the matter",
        ),
    ],
)
def test_the_source_is_found_with_its_kind(text: str, kind: str, name: str) -> None:
    (claim,) = SCORER.score(text).claims
    assert (claim.source.kind, claim.source.name) == (kind, name)


@pytest.mark.parametrize(
    "text",
    ["He is said to be rich and lonely.", "They did what they said they would.", "The bridge was closed in May."],
)
def test_nobody_speaks(text: str) -> None:
    assert all(claim.source.kind == "none" for claim in SCORER.score(text).claims)


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    claims = SCORER.score(
        "“The bridge is safe for everybody,” said Jane Porter. “We looked at every single bolt.”"
    ).claims
    assert [claim.source.name for claim in claims] == ["Jane Porter", "Jane Porter"]
    assert claims[1].source.carried


def test_a_pronoun_stands_for_the_speaker_before() -> None:
    claims = SCORER.score("Jane Porter said the bridge was safe. It was built in 1930, she said.").claims
    assert [claim.source.name for claim in claims] == ["Jane Porter", "Jane Porter"]


def test_may_is_a_month_and_a_guess() -> None:
    signals = {s.text for claim in SCORER.score("The bridge may close on May 3.").claims for s in claim.signals}
    assert signals == {"may"}
