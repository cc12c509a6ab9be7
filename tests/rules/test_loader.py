"""Rule files: what a sound one brings, and that each mistake is one line with the place and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sourcescore.errors import RulesError
from sourcescore.rules import load_rule_file
from sourcescore.rules.loader import check_rule

GOOD = """\
[lists]
talk = ["munkelt raunt", "flüstert"]

[language]
abbreviations = ["dr prof"]

[[rule]]
id = "acme.talk"
category = "rumour"
match = ["{talk}", "hinter vorgehaltener Hand"]
when = ["capitalised", ["question", "next: von"]]
unless = ["in quotation"]
message = "Gerede"
priority = 2
hits = ["Man [munkelt] viel."]
misses = ["Er spricht."]
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], str]:
    """Load a text as a rule file and give back the complaints, with the file's folder left out."""

    def run(text: str) -> str:
        path = tmp_path / "de.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RulesError) as raised:
            load_rule_file(path, "de", "acme")
        return str(raised.value).replace(f"{tmp_path}/", "")

    return run


def test_a_sound_file(tmp_path: Path) -> None:
    path = tmp_path / "de.toml"
    path.write_text(GOOD, encoding="utf-8")
    file = load_rule_file(path, "de", "acme")
    assert file.lists == {"talk": ("munkelt", "raunt", "flüstert")}
    assert file.language == {"abbreviations": ("dr", "prof")}
    (rule,) = file.rules
    assert (rule.id, rule.lang, rule.category, rule.plugin) == ("de.acme.talk", "de", "rumour", "acme")
    assert [pattern.source for pattern in rule.patterns] == ["{talk}", "hinter vorgehaltener Hand"]
    assert rule.when == ("capitalised", ("question", "next: von"))
    assert (rule.unless, rule.priority, rule.message) == (("in quotation",), 2, "Gerede")
    assert (rule.hits, rule.misses) == (("Man [munkelt] viel.",), ("Er spricht.",))
    assert (rule.path, rule.line) == (str(path), 8)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('category = "rumour"\n', "", 'de.toml:7: rule acme.talk: "category" is missing'),
        ("message", "mesage", 'de.toml:13: rule acme.talk: unknown field "mesage" (did you mean "message"?)'),
        ('id = "acme.talk"', 'id = "acme talk"', "de.toml:8: rule acme talk: an id is made of letters"),
        ('id = "acme.talk"', "id = 7", 'de.toml:8: rule number 1: "id" must be a text'),
        ("priority = 2", 'priority = "2"', 'de.toml:14: rule acme.talk: "priority" must be a whole number, got a text'),
        ("priority = 2", "priority = true", '"priority" must be a whole number, got true or false'),
        ('hits = ["Man [munkelt] viel."]', 'hits = "Man munkelt."', '"hits" must be a list of texts, got a text'),
        ('unless = ["in quotation"]', "unless = [1]", '"unless" must be a list of conditions'),
        ('match = ["{talk}"', 'match = ["{tlak}"', 'pattern "{tlak}": no list "tlak" in [lists]; known: talk'),
        (
            '"Man [munkelt] viel."]',
            '"Man [munkelt] viel.", 3]',
            '"hits" must be a list of texts, but entry 2 is a whole number',
        ),
        ('"Man [munkelt] viel."]', '" "]', '"hits" must be a list of texts, but entry 1 is empty'),
        ('"question", "next: von"', '"question", 3', '"when" must be a list of conditions, but entry 2 is a list'),
        (
            'category = "rumour"',
            'category = "rumour"\nlang = "de-AT"',
            '"lang" must be a code of two or three small letters',
        ),
        ('"hinter vorgehaltener Hand"', '"heißt, dass"', '"heißt," is several words and marks in a text'),
        ('"hinter vorgehaltener Hand"', '"z.B. heute"', 'expected spaces between them: "z . B ."'),
        ('"hinter vorgehaltener Hand"', '"hinter ..x Hand"', '"..x" is no gap: expected "...", or ".." and a number'),
        ('"hinter vorgehaltener Hand"', '"{talk leise"', 'the name of a list stands in "{…}"'),
        ("[lists]", "[list]", 'de.toml:1: unknown table "list" (did you mean "lists"?)'),
        ("abbreviations", "abreviations", 'unknown list "abreviations" in [language] (did you mean "abbreviations"?)'),
        ("[[rule]]", "[rule]", "expected [[rule]] (two brackets)"),
    ],
)
def test_a_mistake_is_shown_where_it_is(load: Callable[[str], str], old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    assert complaint in load(GOOD.replace(old, new, 1))


def test_all_mistakes_of_a_file_are_shown_at_once(load: Callable[[str], str]) -> None:
    said = load(GOOD.replace("message", "mesage").replace("priority = 2", "priority = 0.5"))
    assert [line.split(":")[1] for line in said.splitlines()] == ["13", "14"]


def test_a_mistake_of_a_rule_hides_no_other(load: Callable[[str], str]) -> None:
    broken = '[[rule]]\ncategory = "rumour"\nmatch = ["a*b", 3]\nwhen = ["question", 3]\ntokens = []\nlang = "DE"\n'
    assert sorted(line.split(": ", 2)[2] for line in load(broken).splitlines()) == [
        '"id" is missing',
        '"lang" must be a code of two or three small letters, such as "de", got "DE"',
        '"match" must be a list of texts, but entry 2 is a whole number',
        '"tokens" must be a list of tables, one a token, or a list of such lists',
        '"when" must be a list of conditions, but entry 2 is a whole number',
        'pattern "a*b": "a*b": "*" is allowed at the beginning and the end of a word',
    ]


def test_words_that_hold_a_mark_are_one_word_where_a_text_has_them_as_one(tmp_path: Path) -> None:
    path = tmp_path / "de.toml"
    words = "20-jährige und/oder geht's Mitarbeiter:innen 10.000 Vor- *-Chef -- ... »"
    for word in words.split():
        gap = "der ... die" if word == "..." else word
        path.write_text(f'[[rule]]\nid = "x"\ncategory = "rumour"\nmatch = ["{gap}"]\n', encoding="utf-8")
        assert load_rule_file(path, "de", "acme").rules


def test_an_id_stands_once(load: Callable[[str], str]) -> None:
    again = '\n[[rule]]\nid = "acme.talk"\ncategory = "rumour"\nmatch = ["raunt"]\n'
    assert "de.toml:19: rule de.acme.talk: the id stands already in line 8" in load(GOOD + again)


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ('category = "rumor"', 'unknown category "rumor" (did you mean "rumour"?)'),
        ('when = ["qestion"]\ncategory = "rumour"', 'unknown condition "qestion" (did you mean "question"?)'),
        ('when = ["next:"]\ncategory = "rumour"', 'condition "next:": needs an argument'),
        ('when = ["loud: very"]\ncategory = "rumour"', 'condition "loud: very": takes no argument: "loud"'),
        ('when = ["means"]\ncategory = "rumour"', 'condition "means": needs an argument: "means: …"'),
        ('unless = ["next: a|"]\ncategory = "rumour"', 'condition "next: a|": "a|" has an empty alternative'),
    ],
)
def test_names_that_no_plugin_knows(tmp_path: Path, rule: str, complaint: str) -> None:
    path = tmp_path / "de.toml"
    path.write_text(f'[[rule]]\nid = "acme.talk"\nmatch = ["raunt"]\n{rule}\n', encoding="utf-8")
    (loaded,) = load_rule_file(path, "de", "acme").rules
    known = {"loud": lambda match: True, "means": lambda match, reading: True}
    (problem,) = check_rule(loaded, ["rumour", "hearsay"], known, {})
    assert complaint in str(problem)
    assert problem.line == 4
