"""A text becomes a Document: sentences, clauses, quotations and a true Doc, whose offsets point into the text as given."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcescore import Document, Scorer
from sourcescore.tokens import tokenize

SCORER = Scorer(lang="de")


def sentences(text: str) -> list[str]:
    document = SCORER.document(text, "de")
    return [text[sentence.start : sentence.end] for sentence in document.sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Müller kam am 3. Mai um 14.30 Uhr zur St. Pöltner Filiale der Wr. Städtischen.",
        "Das gilt z. B. für Mag. Anna Huber, geb. 1970, bzw. ihren Sohn.",
        "Die Fa. Berger & Co. zahlt rd. 1.200.000 Euro, d. h. mehr als 2019.",
        "Im 3. Bezirk endet die 2. Etappe am 14. Juni 2024 vor dem Nr. 7.",
        "Er wohnt i. d. R. in Wien, u. a. im 10. Bezirk.",
        "Am 1. und 2. Mai bleibt das Amt zu.",
        "Mehr steht auf www.stadt-beispiel.at/bau.html?id=3 oder bei presse@stadt-beispiel.at.",
        "Die Version 3.2.1 kostet 3,50 Euro.",
        "Er kam … und ging.",
        "„Das ist gut“, sagte sie.",
        "»Ist das so?«, rief er.",
        "Ludwig XIV. baute Schlösser.",
    ],
)
def test_a_sentence_is_not_cut(sentence: str) -> None:
    assert sentences(sentence) == [sentence]
    assert sentences(f"Davor steht etwas. {sentence}") == ["Davor steht etwas.", sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Er kam. Sie ging.", ["Er kam.", "Sie ging."]),
        ("Er kam! Sie ging? Ja.", ["Er kam!", "Sie ging?", "Ja."]),
        ("Er kam im Jahr 2019. Sie ging.", ["Er kam im Jahr 2019.", "Sie ging."]),
        ("Brand in Linz\n\nIn Linz brannte es.", ["Brand in Linz", "In Linz brannte es."]),
        ("Er kam ...\n\nSie ging.", ["Er kam ...", "Sie ging."]),
        ("- Erstens kam er.\n- Zweitens ging sie.", ["- Erstens kam er.", "- Zweitens ging sie."]),
        ("Er sagte: „Ich gehe.“ Dann ging er.", ["Er sagte: „Ich gehe.“", "Dann ging er."]),
        ("Sie kam.\r\n\r\nEr ging.\r\n", ["Sie kam.", "Er ging."]),
        ("Brand in Linz\u2029In Linz brannte es.", ["Brand in Linz", "In Linz brannte es."]),
        ("Brand in Linz  \u2028 In Linz brannte es.", ["Brand in Linz", "In Linz brannte es."]),
        ("„Das ist gut. Das bleibt so“, sagte sie.", ["„Das ist gut.", "Das bleibt so“, sagte sie."]),
        ("»Ist das so? Nein!«, rief er.", ["»Ist das so?", "Nein!«, rief er."]),
        (
            "Der Mann soll am Abend gestern in der Stadt Wien\nBrot gekauft haben.",
            ["Der Mann soll am Abend gestern in der Stadt Wien\nBrot gekauft haben."],
        ),
        ("Er kam.Sie ging.", ["Er kam.", "Sie ging."]),
        ("(Er kam.) Sie ging.", ["(Er kam.)", "Sie ging."]),
        ("Es kostet 3 Euro usw. Sie ging.", ["Es kostet 3 Euro usw.", "Sie ging."]),
        ("", []),
        ("   \n\n ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_a_dateline_belongs_to_its_sentence_and_to_no_claim() -> None:
    text = "Wien – Der Rat hat das Bad am Montag verkauft."
    (claim,) = SCORER.score(text).claims
    assert claim.text == "Der Rat hat das Bad am Montag verkauft."


def test_clauses_and_quotations() -> None:
    text = "Er sagte, „das Bad bleibt“, und ging – wie immer – heim."
    document = SCORER.document(text, "de")
    assert [text[q.start : q.end] for q in document.quotations] == ["„das Bad bleibt“"]
    assert next(text[c.start : c.end] for c in document.clauses) == "Er sagte"
    assert document.quoted[document.token_at(text.index("Bad"))]
    assert not document.quoted[document.token_at(text.index("ging"))]


@pytest.mark.parametrize("marks", ["„“", "»«", "«»", "“”", '""', "‚‘", "›‹"])
def test_all_kinds_of_quotation_marks_are_known(marks: str) -> None:
    text = f"Er las das Buch {marks[0]}Der lange Weg{marks[1]} zweimal."
    document = SCORER.document(text, "de")
    assert [text[q.start : q.end] for q in document.quotations] == [f"{marks[0]}Der lange Weg{marks[1]}"]


def test_the_doc_is_a_true_one_and_made_once() -> None:
    text = "Er  kam am 3. Mai.\n\nSie\tging."
    document = SCORER.document(text, "de")
    doc = document.doc
    assert isinstance(doc, spacy.tokens.Doc)
    assert doc.text == text
    assert doc is document.doc
    assert [token.text for token in doc if token.is_sent_start] == ["Er", "Sie"]


ODD = "aäÄß 😀👩‍🔬\u00a0\u00ad\u200b\u200d\ufeff\u2028\r\n\t.!?:;,–—…„“»«\"'()-1 soll\x00\ud83dé"


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(ODD, max_size=60), st.text(max_size=40)))
def test_offsets_point_into_the_text_as_given(text: str) -> None:
    document: Document = SCORER.document(text, "de")
    at = 0
    for word, low, start, end in zip(document.words, document.lowers, document.starts, document.ends, strict=True):
        assert at <= start < end <= len(text)
        assert (
            not set(text[at:start].strip())
            - set("\u200b\u00ad\ufeff\u200c\u200d\u2060")
            - set(filter(str.isspace, text))
        )
        assert low == word.lower()
        at = end
    previous = 0
    for sentence in document.sentences:
        assert previous <= sentence.start < sentence.end <= len(text)
        assert sentence.first < sentence.last
        previous = sentence.end
    report = SCORER.score(text)
    for claim in report.claims:
        assert text[claim.start : claim.end] == claim.text
        for signal in claim.signals:
            assert text[signal.start : signal.end] == signal.text
            assert claim.start <= signal.start < signal.end <= claim.end
    for attribution in report.attributions:
        for start, end in (*attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Er soll 3 Chips ge\u00adkauft haben.",
        "Er soll\u00a03 Chips gekauft haben.",
        "Er soll\r\ndrei Chips gekauft haben.",
        "\ufeffEr soll 3 Chips gekauft haben.",
        "Er soll 😀 3 Chips gekauft haben.",
        "Er soll\u200b 3 Chips gekauft haben.",
        "ER SOLL 3 CHIPS GEKAUFT HABEN.",
        "Er so\u00adll 3 Chips gekauft haben.",
        "Er soll 3 Bu\u0308cher gekauft haben.",
    ],
)
def test_odd_characters_do_not_hide_words(text: str) -> None:
    report = SCORER.score(text)
    signals = [signal for claim in report.claims for signal in claim.signals]
    assert [signal.category for signal in signals] == ["hearsay"]
    assert text[signals[0].start : signals[0].end].replace("\u00ad", "").lower() == "soll"


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    text = "Der Preis ko\u0308nnte steigen."
    (claim,) = SCORER.score(text).claims
    assert [(s.category, s.text) for s in claim.signals] == [("possibility", "ko\u0308nnte")]


def test_a_site_is_one_word_and_ends_no_sentence() -> None:
    document = Scorer(lang="de").document("Das meldet Beispiel.de am Montag. Auch test.co.uk schreibt: Es stimmt.")
    assert {"Beispiel.de", "test.co.uk"} <= set(document.words)
    assert len(document.sentences) == 2


@pytest.mark.parametrize("text", ["a@b.de " + "a." * 300_000, "b.de " + "a-" * 300_000, "x@y " + "a.b+" * 200_000])
def test_what_looks_like_an_address_is_read_once(text: str) -> None:
    words, _, _ = tokenize(text)  # would take hours if each word looked through the rest
    assert words


def test_stretches_of_one_kind_at_one_place_are_equal() -> None:
    document = SCORER.document("Er soll, heißt es, Chips gekauft haben. Das ist neu.", "de")
    clause = document.clause_at(1)
    assert clause == document.clause_at(0) != document.clause_at(3)
    assert len({document.clause_at(i) for i in range(len(document.words))}) == 4
    assert repr(clause) == "Clause(start=0, end=7, first=0, last=2)"
    whole = SCORER.document("Das ist neu", "de")
    assert whole.sentences[0] != whole.clauses[0]  # at the same place, of another kind
