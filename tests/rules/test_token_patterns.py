"""spaCy's token patterns in a rule: run where the rule's words stand, on blank pipelines and on annotated Docs."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from sourcescore import Scorer
from sourcescore.errors import RulesError

RULE = """
[[rule]]
id = "acme.repeated"
lang = "de"
category = "rumour"
match = ["Insel|Inseln"]
tokens = [{LOWER = {IN = ["insel", "inseln"]}}, {IS_PUNCT = true, OP = "?"}, {LIKE_NUM = true}]
hits = ["Sie kauften die [Insel] 7 im Mai.", "Sie kauften die [Insel], 7 im Mai."]
misses = ["Sie kauften 7 Inseln.", "Sie kauften die Insel. 7 kamen."]
"""

ANNOTATED = """
[[rule]]
id = "acme.noun"
lang = "de"
category = "rumour"
match = ["reden"]
tokens = [[{POS = "NOUN", LOWER = "reden"}], [{LOWER = "viel"}, {LOWER = "reden", POS = "VERB"}]]
"""


def scorer(text: str, folder: Path) -> Scorer:
    file = folder / "rules.toml"
    file.write_text(text, "utf-8")
    return Scorer(rules=file, lang="de")


def fired(found: Scorer, text: str) -> list[str]:
    return [s.text for s in found.find_signals(found.document(text)) if s.rule.startswith("de.acme")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sie kauften die Insel 7 im Mai.", ["Insel"]),
        ("Sie kauften die Insel, 7 im Mai.", ["Insel"]),
        ("Sie kauften   die\nInseln 7 und 8, dann die Insel 9.", ["Inseln", "Insel"]),
        ("Sie kauften 7 Inseln.", []),
        ("Sie kauften die Insel. 7 kamen.", []),
        ("Sie kauften die Halbinsel 7.", []),
    ],
)
def test_a_pattern_has_to_stand_over_the_words(text: str, words: list[str], tmp_path: Path) -> None:
    assert fired(scorer(RULE, tmp_path), text) == words


@pytest.mark.parametrize(("pos", "fires"), [(["PRON", "ADV", "VERB"], True), (["PRON", "ADV", "ADJ"], False)])
def test_what_a_pipeline_annotates_can_be_asked_for(pos: list[str], fires: bool, tmp_path: Path) -> None:
    doc = Doc(spacy.blank("de").vocab, words=["Alle", "viel", "reden"], pos=pos)
    report = scorer(ANNOTATED, tmp_path).score_doc(doc)
    found = [s.rule for s in (*report.signals, *(s for claim in report.claims for s in claim.signals))]
    assert ("de.acme.noun" in found) is fires


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ('"soll"', 'rules.toml:7: rule acme.x: "tokens" must be a list of tables'),
        ("[]", "must be a list of tables"),
        ("[[]]", "must be a list of tables"),
        ('[{LOWER = {REGEX = "("}}]', "spaCy does not take this pattern: .*unterminated subpattern"),
        ('[{LOWR = "soll"}]', "spaCy does not take this pattern: .*LOWR"),
        ('[{OP = "what"}]', "spaCy does not take this pattern"),
    ],
)
def test_a_bad_pattern_is_an_error_with_its_line(tokens: str, said: str, tmp_path: Path) -> None:
    text = f'\n[[rule]]\nid = "acme.x"\nlang = "de"\ncategory = "rumour"\nmatch = ["soll"]\ntokens = {tokens}\n'
    with pytest.raises(RulesError, match=said):
        scorer(text, tmp_path)
