"""The pattern language of rules: which words a pattern finds, which of them it marks, and what it refuses."""

from __future__ import annotations

import re

import pytest

from sourcescore import Document
from sourcescore.rules.pattern import compile_pattern

LISTS = {"say": ("sagt", "sagte"), "Names": ("Anna", "Berta")}


def found(pattern: str, text: str) -> list[str]:
    """The words that a pattern marks in a text, each time it is found."""
    document = Document(text, "de")
    compiled = compile_pattern(pattern, LISTS)
    places = [compiled.match_at(document, i) for i in compiled.candidates(document, 0, len(document.words))]
    return [text[document.starts[p[2]] : document.ends[p[3] - 1]] for p in places if p]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        # whole words; capitals at a sentence's start or in a line of capitals
        ("offenbar", "Offenbar war es offenbar so.", ["Offenbar", "offenbar"]),
        ("offenbar", "OFFENBAR EIN IRRTUM", ["OFFENBAR"]),
        ("offenbar", "Die Akten offenbaren viel.", []),
        ("will", "Frau Will will gehen.", ["will"]),
        ("Kreise", "Es gibt Kreise, die kreise ziehen.", ["Kreise"]),
        ("soll|sollen", "Er soll, sie sollen.", ["soll", "sollen"]),
        # beginnings, endings, parts, any word
        ("mutmaß*", "Mutmaßliche Täter, mutmaßlich zwei.", ["Mutmaßliche", "mutmaßlich"]),
        ("*kreisen", "In Regierungskreisen und Kreisen.", ["Regierungskreisen", "Kreisen"]),
        ("*Chef", "Der Tesla-Chef und der Bauchef.", ["Tesla-Chef"]),
        ("*richt*", "Ein Gericht berichtet.", ["Gericht", "berichtet"]),
        ("der * Mann", "Der alte Mann und der Mann.", ["Der alte Mann"]),
        ("der * Mann", "Der, Mann.", []),
        # optional words, gaps, lists, beginnings of sentences
        ("das ganze? Haus", "Das Haus. Das ganze Haus.", ["Das Haus", "Das ganze Haus"]),
        ("weist ... zurück", "Er weist den Vorwurf zurück.", ["weist den Vorwurf zurück"]),
        ("weist ... zurück", "Er weist, sagt sie, das zurück.", []),
        ("weist ..4 zurück", "Er weist, sagt sie, das zurück.", []),
        ("weist ..5 zurück", "Er weist, sagt sie, das zurück.", ["weist, sagt sie, das zurück"]),
        ("weist ..9 zurück", "Er weist an. Sie kam zurück.", []),
        ("{say} {Names}", "Das sagte Anna, das sagt Berta, das sagt anna.", ["sagte Anna", "sagt Berta"]),
        ("^ wer", "Wer kommt, wer geht? Wer?", ["Wer", "Wer"]),
        ("nicht|kein ..1 mehr", "Er ist nicht länger mehr da.", ["nicht länger mehr"]),
        # brackets mark the words that count
        ("[weist] ... zurück", "Er weist den Vorwurf zurück.", ["weist"]),
        ("wie [es heißt] ,", "Er ist krank, wie es heißt, und alt.", ["es heißt"]),
        ("[ohne jeden? Zweifel] ist", "Ohne Zweifel ist es so.", ["Ohne Zweifel"]),
    ],
)
def test_a_pattern_finds_its_words(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_of_several_ends_the_nearest_wins() -> None:
    assert found("von ... an", "Von Montag an und von Mai an.") == ["Von Montag an", "von Mai an"]


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("", "is empty"),
        ("soll|", "empty alternative"),
        ("ge*t", '"*" is allowed at the beginning and the end'),
        ("[soll", '"[" without "]"'),
        ("soll]", 'without words in "[…]"'),
        ("[soll] [will]", 'only one "[…]"'),
        ("... soll", "a gap needs words on both sides"),
        ("soll ..2", "a gap needs words on both sides"),
        ("soll ..0 haben", 'at least one word: "..1"'),
        ("soll ^ will", "only allowed at the beginning"),
        ("soll?", "not optional"),
        ("{unknown}", 'no list "unknown" in [lists]; known: Names, say'),
    ],
)
def test_a_wrong_pattern_says_what_was_expected(pattern: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        compile_pattern(pattern, LISTS)


def test_a_list_may_be_one_of_several_alternatives() -> None:
    element, _ = compile_pattern("soll|{verbs}|will? nicht", {"verbs": ("muss", "Darf")}).elements
    assert (element.lower, element.exact, element.optional) == ({"soll", "muss", "will"}, {"Darf"}, True)
    (alone,) = compile_pattern("{verbs}", {"verbs": ("muss",)}).elements
    assert alone.lower == {"muss"}
    with pytest.raises(ValueError, match="empty alternative"):
        compile_pattern("soll||will", {})
