"""Word forms by number: asked about once, looked up for whole texts."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from sourcescore import Document, Forms, Scorer
from sourcescore.tokens import tokenize
from sourcescore.words import Vocabulary, read


def test_a_judge_is_asked_once_a_form() -> None:
    asked: list[str] = []

    def capital(form: str) -> bool:
        asked.append(form)
        return form[0].isupper()

    vocabulary = Vocabulary()
    first = Forms.of(["Er", "sah", "Er", "Rom"], vocabulary)
    assert first.look_up(capital) == (True, False, True, True)
    assert first.marked(capital) == [(0, True), (2, True), (3, True)]
    second = Forms.of(["sah", "nie", "Rom"], vocabulary)
    assert second.look_up(capital) == (False, False, True)
    assert asked == ["Er", "sah", "Rom", "nie"]


def test_what_stands_between_spaces_is_cut_as_the_whole_text_is() -> None:
    vocabulary = Vocabulary()
    for text in (
        "Rom, am 3.5.: „Ja...“, sagte (er).",
        "Rom,  am\n\n3.5. \n Er  ",
        "siehe www.rom.it/a?b=c, ver.di und rom@web.at.",
        "Bu\u0308ro, Ver\u00adein \u200b \u212aelvin",
        "a" * 100 + " " + "b" * 100,
        "",
    ) * 2:
        forms, starts, ends = read(text, vocabulary)
        assert (forms.words, starts, ends) == tokenize(text)
    assert vocabulary.cuts["Rom,"] == (vocabulary["Rom"], vocabulary[","])
    assert max(map(len, vocabulary.cuts)) < 100


@given(st.text(st.sampled_from("aZüß1½_-–.,:;…?!/@'’\"„“()[]*+& \n\r\t\u00a0\u00ad\u200b\u0308\u212a"), max_size=40))
def test_any_text_is_cut_as_the_tokeniser_does(text: str) -> None:
    forms, starts, ends = read(text, _VOCABULARY)
    assert (forms.words, starts, ends) == tokenize(text)


_VOCABULARY = Vocabulary()


def test_texts_of_no_word_and_of_one() -> None:
    vocabulary = Vocabulary()
    assert (Forms.of([], vocabulary).look_up(len), Forms.of([], vocabulary).marked(len)) == ((), [])
    assert (Forms.of(["Rom"], vocabulary).look_up(len), Forms.of(["Rom"], vocabulary).lowers) == ((3,), ["rom"])


def test_forms_in_lower_case_at_some_places() -> None:
    forms = Forms.of(["Sagte", "Er", "Rom"], Vocabulary())
    assert forms.lowered([0, 1]).look_up(str) == ("sagte", "er", "Rom")
    assert forms.look_up(str) == ("Sagte", "Er", "Rom")


def test_a_document_looks_up_its_words() -> None:
    document = Document("Er sah Rom.", "de")
    assert document.forms.look_up(str) == tuple(document.words)
    assert document.lowers == ["er", "sah", "rom", "."]


def test_a_full_vocabulary_is_begun_anew_and_nothing_changes() -> None:
    scorer = Scorer(lang="de")
    text = "Er soll reich sein. Sie kam offenbar aus Rom."
    expected = scorer.score(text)
    before = scorer._vocabulary("de")
    before.LARGEST = 3  # type: ignore[misc]
    assert scorer.score(text) == expected
    after = scorer._vocabulary("de")
    assert after is not before and set(after.forms) == set(before.forms)


def test_threads_that_meet_new_words_together_agree() -> None:
    vocabulary = Vocabulary()
    texts = [[f"Wort{k * step % 997}" for k in range(3000)] for step in (1, 3, 5, 7)]
    found: list[tuple[str, ...]] = [()] * len(texts)

    def read(k: int) -> None:
        found[k] = Forms.of(texts[k], vocabulary).look_up(str.upper)

    threads = [threading.Thread(target=read, args=(k,)) for k in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [tuple(map(str.upper, text)) for text in texts]
    assert len(vocabulary) == len(vocabulary.forms) == 997
