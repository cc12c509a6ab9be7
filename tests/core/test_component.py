"""sourcescore in a spaCy pipeline: its results, its settings, saving and loading, and what it takes from annotation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

import sourcescore
from sourcescore.errors import InputError, PluginError, RulesError, UsageError

TEXT = "Der Verein soll 40 Boote gekauft haben. Laut Polizei brach der Damm. Warum nur?"
LOUD = """
from sourcescore import Signal, hookimpl

__version__ = "{version}"

@hookimpl
def categories():
    return {{"acme.loud": -0.3}}

@hookimpl
def find_signals(document):
    for start, end, word in zip(document.starts, document.ends, document.words):
        if len(word) > 3 and word.isupper():
            yield Signal(start, end, "acme.loud", "acme.shouting")
"""


def pipeline(of: str = "de", **config: Any) -> spacy.Language:
    nlp = spacy.blank(of)
    nlp.add_pipe("sourcescore", config=config)
    return nlp


def spans(doc: Doc, key: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


def test_a_doc_carries_the_report_that_score_gives() -> None:
    assert pipeline()(TEXT)._.sourcescore == sourcescore.score(TEXT, lang="de")


def test_claims_and_signals_are_spans() -> None:
    doc = pipeline()(TEXT)
    report = doc._.sourcescore
    assert [(span.text, span.label_) for span in doc.spans["sourcescore"]] == [(c.text, c.label) for c in report.claims]
    assert ("soll", "hearsay", "de.hearsay.sollen") in spans(doc, "sourcescore_signals")
    assert [span._.sourcescore for span in doc.spans["sourcescore"]] == list(report.claims)
    signal = next(span for span in doc.spans["sourcescore_signals"] if span.text == "soll")
    assert signal._.sourcescore == next(s for s in report.claims[0].signals if s.text == "soll")


def test_a_span_that_is_no_claim_has_no_report() -> None:
    doc = pipeline()(TEXT)
    assert doc[0:1]._.sourcescore is None
    assert spacy.blank("de")(TEXT)[0:1]._.sourcescore is None


def test_claims_go_where_the_settings_say() -> None:
    doc = pipeline(spans_key="claims")(TEXT)
    assert {"claims", "claims_signals"} <= doc.spans.keys()
    assert "sourcescore" not in doc.spans


def test_rules_plugins_and_language_are_settings(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("[weights]\nhearsay = -0.01\n", "utf-8")
    (tmp_path / "loud.py").write_text(LOUD.format(version="1.0"), "utf-8")
    nlp = pipeline("xx", lang="de", rules=str(tmp_path / "rules.toml"), plugins=[str(tmp_path / "loud.py")])
    report = nlp("Der Verein soll 40 Boote GEKAUFT haben.")._.sourcescore
    assert {s.rule: s.contribution for s in report.claims[0].signals} == {
        "de.hearsay.sollen": -0.01,
        "acme.shouting": -0.3,
    }


def test_a_pipeline_of_no_language_detects_it() -> None:
    doc = pipeline("xx")("Der Verein soll nach Angaben der Behörde im vergangenen Jahr vierzig Boote gekauft haben.")
    assert doc._.sourcescore.lang == "de"


def test_a_language_without_rules_is_said() -> None:
    report = pipeline("fr")("Le ministre aurait démissionné.")._.sourcescore
    assert report.incomplete
    assert "fr" in report.warnings[0]


def test_a_language_without_rules_can_not_be_asked_for() -> None:
    with pytest.raises(UsageError, match="fr"):
        pipeline(lang="fr")


def test_a_broken_rules_file_is_an_error_at_once(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[weights]\nhersay = -0.1\n", "utf-8")
    with pytest.raises(RulesError, match=r'rules.toml:2: unknown category "hersay" \(did you mean "hearsay"\?\)'):
        pipeline(rules=str(path))


def test_a_missing_rules_file_is_an_error_with_the_first_doc(tmp_path: Path) -> None:
    nlp = pipeline(rules=str(tmp_path / "none.toml"))
    with pytest.raises(InputError, match=r"none\.toml: no such file"):
        nlp(TEXT)


def test_a_folder_is_no_rules_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        pipeline(rules=str(tmp_path))


@pytest.fixture
def saved(tmp_path: Path) -> tuple[spacy.Language, Path]:
    """A pipeline with own rules and a plugin, and its folder."""
    rules = tmp_path / "own.toml"
    rules.write_text(
        '[weights]\nhearsay = -0.02\n\n[[rule]]\nid = "rumour.hafen"\nlang = "de"\ncategory = "rumour"\n'
        'match = ["Hafenklatsch"]\n',
        "utf-8",
    )
    (tmp_path / "loud.py").write_text(LOUD.format(version="1.0"), "utf-8")
    nlp = pipeline(rules=str(rules), plugins=[str(tmp_path / "loud.py")], strict=True)
    nlp.to_disk(tmp_path / "model")
    return nlp, tmp_path


OWN = "Der Verein soll laut Hafenklatsch 40 BOOTE gekauft haben."


def test_a_loaded_pipeline_scores_as_the_saved_one_without_its_rules_file(saved: tuple[spacy.Language, Path]) -> None:
    nlp, folder = saved
    (folder / "own.toml").unlink()
    loaded = spacy.load(folder / "model")
    report = loaded(OWN)._.sourcescore
    assert report == nlp(OWN)._.sourcescore
    assert {"de.rumour.hafen", "acme.shouting"} <= {s.rule for s in report.claims[0].signals}


def test_a_pipeline_goes_through_bytes(saved: tuple[spacy.Language, Path]) -> None:
    nlp, _ = saved
    other = pipeline().from_bytes(nlp.to_bytes())
    assert other(OWN)._.sourcescore == nlp(OWN)._.sourcescore


def test_a_plugin_that_is_missing_when_a_pipeline_is_loaded_is_named(saved: tuple[spacy.Language, Path]) -> None:
    _, folder = saved
    (folder / "loud.py").unlink()
    with pytest.raises(PluginError, match=r"loud\.py: no such file"):
        spacy.load(folder / "model")


def test_an_installed_plugin_that_is_missing_when_a_pipeline_is_loaded_is_named(
    saved: tuple[spacy.Language, Path],
) -> None:
    _, folder = saved
    file = next((folder / "model").rglob("sourcescore.json"))
    data = json.loads(file.read_text("utf-8"))
    data["versions"]["acme"] = ["acme-sourcescore", "2.1"]
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(PluginError, match=r'plugin "acme" \(acme-sourcescore 2\.1\) was part of this pipeline'):
        spacy.load(folder / "model")


def test_another_version_of_a_plugin_is_said(saved: tuple[spacy.Language, Path]) -> None:
    _, folder = saved
    (folder / "loud.py").write_text(LOUD.format(version="2.0"), "utf-8")
    with pytest.warns(UserWarning, match=r'plugin "loud" was 1\.0 when the pipeline was saved and is 2\.0 here'):
        spacy.load(folder / "model")


def test_a_doc_is_saved_with_its_report() -> None:
    nlp = pipeline()
    doc = nlp(TEXT)
    other = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert other._.sourcescore == doc._.sourcescore
    assert spans(other, "sourcescore_signals") == spans(doc, "sourcescore_signals")


@pytest.mark.parametrize("processes", [1, 2])
def test_a_pipe_gives_the_same_in_several_processes(processes: int) -> None:
    texts = [TEXT, "", "Er habe nichts gewusst, sagte Anna Weber."] * 3
    docs = pipeline().pipe(texts, n_process=processes)
    assert [doc._.sourcescore for doc in docs] == [sourcescore.score(text, lang="de") for text in texts]


def test_the_tokens_of_a_pipeline_may_be_cut_otherwise() -> None:
    """By white space alone, "haben." is one token and "z.B." too: the words that rules see stay the same."""
    nlp = spacy.blank("de")
    nlp.add_pipe("sourcescore")
    text = "Der Verein soll z.B. 40 Boote gekauft haben. Es heißt, laut „Insider“, der Damm sei gebrochen."
    words = text.split(" ")
    doc = Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])
    assert nlp(doc)._.sourcescore == sourcescore.score(text, lang="de")
    assert [span.text for span in doc.spans["sourcescore"]] == [c.text for c in doc._.sourcescore.claims]
    assert "haben." in [token.text for token in doc]


def annotated(
    words: list[str], pos: dict[str, str] | None = None, morph: dict[str, str] | None = None, **further: Any
) -> Doc:
    """A Doc with words annotated by hand; a full stop stands right behind the word before it."""
    nlp = pipeline()
    spaces = [k + 1 < len(words) and words[k + 1] not in ".," for k in range(len(words))]
    doc = Doc(
        nlp.vocab, words=words, spaces=spaces, pos=[(pos or {}).get(word, "X") for word in words] if pos else None,
        morphs=[(morph or {}).get(word, "") for word in words] if morph else None, **further,
    )  # fmt: skip
    return nlp(doc)


def rules_of(doc: Doc) -> set[str]:
    return {span.id_ for span in doc.spans["sourcescore_signals"]}


SAID = "Die Mieter sagten , sie kommen heute .".split(" ")
REPORTING = "de.indirect_speech.subjunctive"


def test_the_mood_of_an_ambiguous_form_is_taken_from_the_annotation() -> None:
    """ "kommen" is indicative as well as subjunctive: the form says nothing, the annotation does."""
    plain = annotated(SAID)
    subjunctive = annotated(SAID, morph={"kommen": "Mood=Sub|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"})
    indicative = annotated(SAID, morph={"kommen": "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"})
    assert REPORTING not in rules_of(plain) | rules_of(indicative)
    assert REPORTING in rules_of(subjunctive)


def test_a_past_that_is_annotated_as_a_subjunctive_is_reported() -> None:
    words = "Weber sagte , die Mieter wollten gehen .".split(" ")
    assert REPORTING not in rules_of(annotated(words))
    doc = annotated(words, morph={"wollten": "Mood=Sub|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"})
    assert REPORTING in rules_of(doc)


def test_a_verb_that_the_lexicon_does_not_know_is_read_from_the_annotation() -> None:
    words = "Der Trainer sagte , man quorge noch .".split(" ")
    assert REPORTING not in rules_of(annotated(words))
    doc = annotated(words, morph={"quorge": "Mood=Sub|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"})
    assert REPORTING in rules_of(doc)


def test_a_word_that_is_annotated_as_a_noun_is_no_verb() -> None:
    words = "Der Trainer sagte , es gebe Streit .".split(" ")
    assert REPORTING in rules_of(annotated(words))
    assert REPORTING not in rules_of(annotated(words, pos={"gebe": "NOUN", "sagte": "VERB"}))


def test_sentences_are_those_of_a_parse() -> None:
    words = "Der Damm brach am Montag das Dorf ist leer .".split(" ")
    starts = [word in ("Der", "das") for word in words]
    heads = [2, 2, 2, 2, 2, 7, 7, 7, 7, 7][: len(words)]
    heads = [k if starts[k] else (0 if k < 5 else 5) for k in range(len(words))]
    doc = annotated(words, heads=heads, deps=["dep"] * len(words), sent_starts=starts)
    assert [claim.text for claim in doc._.sourcescore.claims] == ["Der Damm brach am Montag", "das Dorf ist leer."]


def test_extensions_are_there_for_every_doc() -> None:
    spacy.blank("de").add_pipe("sourcescore")
    assert Doc.has_extension("sourcescore")
    assert Span.has_extension("sourcescore")
