"""Many rules in one pass: which of them wins where several want the same words, and why one did not fire."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcescore import Document
from sourcescore.rules import RuleSet, load_rule_file

RULES = """\
[[rule]]
id = "one"
category = "a"
match = ["soll"]
message = "Eins"

[[rule]]
id = "two"
category = "b"
match = ["soll ..3 haben", "munkel*", "*gerücht"]

[[rule]]
id = "three"
category = "c"
match = ["nicht soll"]
priority = 1

[[rule]]
id = "four"
category = "a"
match = ["[weist] ... zurück", "laut"]
when = [["before a number", "next: Plan"], "clause has: ist|sind"]
unless = ["question"]

[[rule]]
id = "spoken"
category = "opinion"
match = ["gut"]
"""


def ruleset(folder: Path, text: str = RULES) -> RuleSet:
    path = folder / "de.toml"
    path.write_text(text, encoding="utf-8")
    return RuleSet("de", load_rule_file(path, "de", "test").rules, {}, {}, frozenset({"opinion"}))


def found(rules: RuleSet, text: str) -> list[tuple[str, str]]:
    return [(signal.text, signal.rule) for signal in rules.find(Document(text, "de"))]


def test_a_signal_carries_what_the_rule_says(tmp_path: Path) -> None:
    (signal,) = ruleset(tmp_path).find(Document("Er soll.", "de"))
    assert (signal.start, signal.end, signal.text) == (3, 7, "soll")
    assert (signal.category, signal.rule, signal.message) == ("a", "de.one", "Eins")


def test_of_overlapping_rules_the_longer_wins(tmp_path: Path) -> None:
    assert found(ruleset(tmp_path), "Er soll es haben.") == [("soll es haben", "de.two")]


def test_of_overlapping_rules_the_one_with_priority_wins(tmp_path: Path) -> None:
    assert found(ruleset(tmp_path), "Er nicht soll es haben.") == [("nicht soll", "de.three")]


def test_of_equals_the_one_that_is_written_first_wins(tmp_path: Path) -> None:
    twice = (
        '[[rule]]\nid = "x"\ncategory = "a"\nmatch = ["wohl"]\n\n[[rule]]\nid = "w"\ncategory = "b"\nmatch = ["wohl"]\n'
    )
    assert found(ruleset(tmp_path, twice), "Wohl kaum.") == [("Wohl", "de.x")]


def test_beginnings_and_endings_are_found_among_whole_words(tmp_path: Path) -> None:
    rules = ruleset(tmp_path)
    assert found(rules, "Man munkelt: ein Wechselgerücht. Munkeln soll er.") == [
        ("munkelt", "de.two"), ("Wechselgerücht", "de.two"), ("Munkeln", "de.two"), ("soll", "de.one"),
    ]  # fmt: skip


def test_each_condition_must_hold_of_a_list_in_a_list_one(tmp_path: Path) -> None:
    rules = ruleset(tmp_path)
    assert found(rules, "Es ist laut Plan so.") == [("laut", "de.four")]
    assert found(rules, "Es sind laut 3 Plänen so.") == [("laut", "de.four")]
    assert found(rules, "Es war laut Plan so.") == []
    assert found(rules, "Es ist laut hier.") == []
    assert found(rules, "Ist es laut Plan so?") == []


def test_a_list_of_words_is_that_of_the_rules_own_file(tmp_path: Path) -> None:
    rules = []
    for name, words in (("one", "ja"), ("two", "nein")):
        path = tmp_path / f"{name}.toml"
        text = f'[lists]\nsaid = ["{words}"]\n\n[[rule]]\nid = "{name}"\ncategory = "a"\nmatch = ["laut"]\n'
        path.write_text(f'{text}when = ["next: {{said}}"]\n', encoding="utf-8")
        rules += load_rule_file(path, "de", "test").rules
    both = RuleSet("de", rules, {}, {"said": ("nein",)})
    assert found(both, "Er rief laut ja.") == [("laut", "de.one")]
    assert found(both, "Er rief laut nein.") == [("laut", "de.two")]


def test_rules_for_quoted_words_are_looked_up_apart(tmp_path: Path) -> None:
    rules = ruleset(tmp_path)
    document = Document("Das ist gut, sehr gut.", "de")
    assert rules.find(document) == []
    assert [s.text for s in rules.find_spoken(document, 0, 4)] == ["gut"]


def test_a_rule_explains_why_it_did_not_fire(tmp_path: Path) -> None:
    outcomes = ruleset(tmp_path).explain(Document("Es war laut Plan so.", "de"), 2, 3)
    assert [(o.rule.id, o.fired, o.checks) for o in outcomes] == [
        ("de.four", False, (("before a number or next: Plan", True, True), ("clause has: ist|sind", True, False)))
    ]


WORDS = ["soll", "nicht", "haben", "laut", "Plan", "ist", "weist", "zurück", "munkelt", ",", ".", "?", "er"]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return ruleset(tmp_path_factory.mktemp("rules"))


@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
def test_signals_never_overlap_and_are_the_same_again(rules: RuleSet, words: list[str]) -> None:
    text = " ".join(words)
    signals = rules.find(Document(text, "de"))
    assert all(a.end <= b.start for a, b in itertools.pairwise(signals))
    assert all(text[s.start : s.end] == s.text for s in signals)
    assert signals == rules.find(Document(text, "de"))


def test_phrases_of_the_same_word_are_found_however_many_there_are(tmp_path: Path) -> None:
    beside = ["rot", "blau", "grün", "gelb", "grau", "braun", "weiß", "schwarz", "rosa", "lila"]
    patterns = [
        *(f"{word} hausboot" for word in beside), *(f"hausboot {word}" for word in beside), "hausboot", "hausboot ...  Hafen",
        "kein? hausboot dort", "rot|blau hausboot hier", "sehr* hausboot",
    ]  # fmt: skip
    table = '[[rule]]\nid = "r{}"\ncategory = "rumour"\nmatch = ["{}"]\n'
    many = ruleset(tmp_path, "\n".join(table.format(k, pattern) for k, pattern in enumerate(patterns)))
    texts = [
        f"Das {a} hausboot {b} liegt im Hafen."
        for a in ("rot", "Blau", "sehrgut", "lila")
        for b in ("hier", "dort", "grau")
    ]
    texts += ["Hausboot rot.", "hausboot", "GELB HAUSBOOT GRÜN"]
    for text in texts:
        document = Document(text, "de")
        outcomes = {o.rule.id for o in many.explain(document, 0, len(document.words)) if o.fired}
        alone = {rule.id for rule in many.rules if RuleSet("de", [rule], {}, {}).find(document)}
        assert outcomes == alone
        assert {signal.rule for signal in many.find(document)} <= alone
        assert many.find(document)
