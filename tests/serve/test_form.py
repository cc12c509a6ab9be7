"""Forms as LanguageTool's clients send them: encoded, half encoded, not encoded."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcescore.serve.form import parse_form

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.sampled_from(["de-DE", "auto"]))
def test_an_encoded_form_is_read_as_it_was_meant(text: str, language: str) -> None:
    form = {"text": text, "language": language}
    assert parse_form(urlencode(form).encode()) == form
    assert parse_form(urlencode(form, quote_via=quote).encode()) == form


@given(TEXTS)
def test_spaces_may_be_left_as_they_are(text: str) -> None:
    """As TeXstudio sends it."""
    body = f"language=de-DE&text={quote(text, safe=' ')}\n".encode()
    assert parse_form(body) == {"language": "de-DE", "text": text}


@pytest.mark.parametrize(
    "text",
    [
        "A & B + 50 % ist=x.",
        "Müller & Söhne: 100 %!",
        "1 + 1 = 2 & 2 = 1 + 1, sagt er.",
        "Das steht auf https://example.org/a%20b?c=d&e=f, sagt „Anna“.",
        "Zwei\nAbsätze.\n\nMit Zeilenenden.",
        "50 % mehr",
        "Emoji 😀 & Co.",
    ],
)
def test_a_form_that_is_not_encoded_at_all_is_taken_literally(text: str) -> None:
    """As LibreOffice sends it."""
    assert parse_form(f"text={text}&language=de-DE".encode()) == {"text": text, "language": "de-DE"}


def test_what_is_no_utf_8_does_not_fail() -> None:
    assert parse_form(b"text=\xff\xfe x&language=de")["language"] == "de"
    assert parse_form(b"text=%ff%fe&language=de") == {"text": "\ufffd\ufffd", "language": "de"}


@given(st.binary())
def test_nothing_fails(body: bytes) -> None:
    for name, value in parse_form(body).items():
        assert isinstance(name.encode(), bytes)
        assert isinstance(value.encode(), bytes)
