"""Texts with markup: words are found again where they stand in the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcescore.markup import MarkedText
from sourcescore.serve.annotated import parse_data
from sourcescore.serve.problems import Problem

PIECES = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=5).map(lambda text: (text, text)),
        st.tuples(st.sampled_from(["", "", "\n\n", " "]), st.sampled_from(["<b>", "</p><p>", "\\emph{", ""])),
    )
)


@given(PIECES, st.data())
def test_words_of_the_text_stand_at_their_place_in_the_document(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = MarkedText(pieces)
    parts = [part for part in text.parts if part.plain and part.plain == part.given]
    for part in parts:
        begin = data.draw(st.integers(0, len(part.plain) - 1))
        end = data.draw(st.integers(begin + 1, len(part.plain)))
        start, stop = text.span(part.plain_start + begin, part.plain_start + end)
        assert text.given[start:stop] == part.plain[begin:end]


@given(PIECES, st.data())
def test_every_span_lies_in_the_document_and_is_not_turned_round(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = MarkedText(pieces)
    begin = data.draw(st.integers(0, len(text.plain)))
    end = data.draw(st.integers(begin, len(text.plain)))
    start, stop = text.span(begin, end)
    assert 0 <= start <= stop <= len(text.given)


def test_markup_in_the_middle_of_words_belongs_to_their_span() -> None:
    text = parse_data('{"annotation":[{"text":"so"},{"markup":"<i>"},{"text":"ll gehen"}]}')
    assert text.plain == "soll gehen"
    start, stop = text.span(0, 4)
    assert text.given[start:stop] == "so<i>ll"


def test_markup_that_reads_as_words_is_marked_whole() -> None:
    text = parse_data('{"annotation":[{"text":"A "},{"markup":"&amp;","interpretAs":"&"},{"text":" B"}]}')
    assert text.plain == "A & B"
    start, stop = text.span(2, 3)
    assert text.given[start:stop] == "&amp;"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{}",
        "[]",
        '{"annotation": 1}',
        '{"annotation": [{}]}',
        '{"annotation": [{"text": "a", "markup": "b"}]}',
        "{",
    ],
)
def test_what_is_no_annotation_is_refused(data: str) -> None:
    with pytest.raises(Problem, match="malformed"):
        parse_data(data)
