"""``sourcescore rules`` and ``sourcescore plugins``: what a rule's author finds out in seconds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[..., Path]

RULE = """\
[[rule]]
id = "acme.zwirben"
lang = "de"
category = "hearsay"
match = ["zwirbt|zwirben", "hinter vorgehaltener Hand"]
when = [["in quotation", "next: von|über"]]
unless = ["question"]
message = "Gezwirbe"
hits = [
    "Das Viertel [zwirbt] von einem Käufer.",
    "Alle [zwirben] über den Preis.",
]
misses = ["Zwirbt von mir niemand?"]
"""


def test_list_shows_rules_by_category_with_weights(run: Run, rules: Write) -> None:
    out = run("rules", "list", "--lang", "de", "--rules", rules(f'[rules]\n"de.acme.zwirben" = -0.11\n\n{RULE}')).out
    section = out.partition("hearsay (de, weight ")[2].partition("\n\n")[0]
    row = next(line for line in section.splitlines() if "de.acme.zwirben" in line)
    assert row.split() == ["de.acme.zwirben", "-0.11", "Gezwirbe"]
    assert "de.hearsay.sollen" in section
    assert "  en." not in out


def test_list_shows_rules_that_are_found_in_code(run: Run, plugin: Write) -> None:
    code = """
@hookimpl
def signal_rules(lang):
    return {"acme.shouting": "Ein Wort in Großbuchstaben."} if lang == "de" else {}
"""
    out = run("rules", "list", "--plugin", plugin(code)).out
    row = next(line for line in out.splitlines() if "acme.shouting" in line)
    assert row.split(maxsplit=1) == ["acme.shouting", "Ein Wort in Großbuchstaben."]
    shown = run("rules", "show", "acme.shouting", "--plugin", "./acme.py").out
    assert shown.startswith("acme.shouting\n  Ein Wort in Großbuchstaben.\n")


def test_list_as_json(run: Run, rules: Write) -> None:
    rows = json.loads(run("rules", "list", "--format", "json", "--rules", rules(RULE)).out)
    mine = next(row for row in rows if row["id"] == "de.acme.zwirben")
    assert mine["match"] == ["zwirbt|zwirben", "hinter vorgehaltener Hand"]
    assert mine["when"] == [["in quotation", "next: von|über"]]
    assert (mine["lang"], mine["category"], mine["line"]) == ("de", "hearsay", 2)
    assert {row["lang"] for row in rows} >= {"de", "en"}


EXPECTED = """\
de.acme.zwirben  hearsay, weight -0.33
  Gezwirbe

Words
  zwirbt|zwirben
  hinter vorgehaltener Hand

Only when
  in quotation
      The words stand in quotation marks.
  or next: von|über
      The pattern stands right behind the words.

Not when
  question
      The sentence ends with a question mark.

Hits
  Das Viertel [zwirbt] von einem Käufer.
  Alle [zwirben] über den Preis.

Misses
  Zwirbt von mir niemand?

my_rules.toml:5
"""


@pytest.mark.parametrize("name", ["de.acme.zwirben", "acme.zwirben"])
def test_show_explains_a_rule(run: Run, rules: Write, name: str) -> None:
    done = run("rules", "show", name, "--rules", rules(f"[weights]\nhearsay = -0.33\n\n{RULE}"))
    assert (done.status, done.out) == (0, EXPECTED)


def test_show_explains_conditions_of_plugins(run: Run, rules: Write, plugin: Write) -> None:
    code = '''
def near_money(match, currency):
    """A sum of money stands nearby."""
    return currency in match.document.text


@hookimpl
def conditions(lang):
    return {"near money": near_money}
'''
    file = rules(RULE.replace('"question"', '"near money: Euro"'))
    out = run("rules", "show", "acme.zwirben", "--rules", file, "--plugin", plugin(code)).out
    assert "Not when\n  near money: Euro\n      A sum of money stands nearby.\n" in out


def test_show_knows_the_nearest_name(run: Run) -> None:
    done = run("rules", "show", "de.hearsay.solen")
    assert (done.status, done.out) == (2, "")
    assert 'no rule "de.hearsay.solen" (did you mean "de.hearsay.sollen"?)' in done.err


def test_show_says_that_a_rule_is_switched_off(run: Run, rules: Write) -> None:
    done = run("rules", "show", "de.hearsay.sollen", "--rules", rules('[off]\nrules = ["de.hearsay.sollen"]\n'))
    assert (done.status, done.err) == (2, 'sourcescore: rule "de.hearsay.sollen" is switched off\n')


def test_show_says_that_a_rules_category_is_switched_off(run: Run, rules: Write) -> None:
    done = run("rules", "show", "de.hearsay.sollen", "--rules", rules('[off]\ncategories = ["hearsay"]\n'))
    assert done.err == 'sourcescore: rule "de.hearsay.sollen" is switched off with its category "hearsay"\n'


def test_test_runs_the_examples_of_a_file(run: Run, rules: Write) -> None:
    done = run("rules", "test", rules(RULE))
    assert (done.status, done.out, done.err) == (0, "1 rule, 3 examples, 0 failed\n", "")


def test_test_names_each_example_that_fails_with_its_line(run: Run, rules: Write) -> None:
    broken = (
        RULE.replace("[zwirbt] von", "zwirbt [von]")
        .replace("Alle [zwirben]", "Alle flimpern")
        .replace("niemand?", "niemand.")
    )
    done = run("rules", "test", rules(broken))
    assert (done.status, done.err) == (1, "")
    assert done.out.splitlines() == [
        'my_rules.toml:10: rule de.acme.zwirben: expected "von" marked in "Das Viertel zwirbt [von] einem Käufer.", found "zwirbt" (de.acme.zwirben)',
        'my_rules.toml:11: rule de.acme.zwirben: expected a hit in "Alle flimpern über den Preis.", found nothing',
        'my_rules.toml:13: rule de.acme.zwirben: expected no hit in "Zwirbt von mir niemand.", found "Zwirbt" (de.acme.zwirben)',
        "1 rule, 3 examples, 3 failed",
    ]  # fmt: skip


def test_test_asks_for_examples(run: Run, rules: Write) -> None:
    done = run("rules", "test", rules(RULE.partition("hits = ")[0]))
    assert (done.status, done.out) == (0, "1 rule, 0 examples, 0 failed\n")
    assert done.err == "sourcescore: my_rules.toml:2: rule de.acme.zwirben: no hits and no misses to test it by\n"


def test_test_runs_a_plugins_file_on_its_own(run: Run, rules: Write) -> None:
    file = rules(RULE.replace('lang = "de"\n', ""), "de.toml")
    done = run("rules", "test", file, "--lang", "de")
    assert (done.status, done.out) == (0, "1 rule, 3 examples, 0 failed\n")


def test_test_finds_a_loaded_plugins_file(run: Run, rules: Write, plugin: Write) -> None:
    rules(RULE.replace('lang = "de"\n', "").replace("question", "acme holds"), "de.toml")
    code = """
from pathlib import Path

@hookimpl
def rule_files(lang):
    return [Path(__file__).with_name("de.toml")] if lang == "de" else []

@hookimpl
def conditions(lang):
    return {"acme holds": lambda match: "?" in match.document.text}
"""
    done = run("rules", "test", "de.toml", "--plugin", plugin(code))
    assert (done.status, done.out) == (0, "1 rule, 3 examples, 0 failed\n")


def test_check_has_nothing_to_say_about_a_sound_file(run: Run, rules: Write) -> None:
    done = run("rules", "check", rules(RULE))
    assert (done.status, done.out, done.err) == (0, "my_rules.toml: 1 rule, nothing to complain about\n", "")


BROKEN = """\
repeet = 1

[weights]
hearsy = -0.2
rumour = -3

[rules]
"hearsay.sollen" = 0.1
"de.hearsay.solen" = 0.1

[off]
categories = ["inferrence"]

[[rule]]
id = "x.one"
lang = "de"
category = "hearsay"
match = ["foo"]
hitz = ["a"]

[[rule]]
id = "x.two"
lang = "de"
category = "hearsy"
match = ["foo"]
when = ["queston"]
unless = ["clause has: {nolist}"]

[[rule]]
id = "x.three"
lang = "de"
category = "hearsay"
match = ["foo ...", "[bar"]
when = ["qestion"]
"""


def test_check_says_all_that_is_wrong_at_once(run: Run, rules: Write) -> None:
    done = run("rules", "check", rules(BROKEN))
    assert (done.status, done.out) == (2, "")
    said = [
        line.partition("; known: ")[0].removeprefix("sourcescore: my_rules.toml:") for line in done.err.splitlines()
    ]
    assert said == [
        '1: unknown table or key "repeet" (did you mean "repeat"?)',
        '4: unknown category "hearsy" (did you mean "hearsay"?)',
        '5: "rumour" in [weights] must be from -1 to 1, got -3',
        '8: unknown rule "hearsay.sollen": its full id is "de.hearsay.sollen"',
        '9: unknown rule "de.hearsay.solen" (did you mean "de.hearsay.sollen"?)',
        '12: unknown category "inferrence" (did you mean "inference"?)',
        '19: rule x.one: unknown field "hitz" (did you mean "hits"?)',
        '24: rule de.x.two: unknown category "hearsy" (did you mean "hearsay"?)',
        '26: rule de.x.two: unknown condition "queston" (did you mean "question"?)',
        '27: rule de.x.two: condition "clause has: {nolist}": no list "nolist" in [lists]',
        '33: rule x.three: pattern "[bar": "[" without "]"',
        '33: rule x.three: pattern "foo ...": a gap needs words on both sides',
        '34: rule de.x.three: unknown condition "qestion" (did you mean "question"?)',
    ]


def test_check_names_the_place_of_a_syntax_error(run: Run, rules: Write) -> None:
    done = run("rules", "check", rules("[weights]\nhearsay = = 1\n"))
    assert done.status == 2
    assert done.err.startswith("sourcescore: my_rules.toml:2: not valid TOML")


def test_check_of_a_missing_file(run: Run) -> None:
    done = run("rules", "check", "nope.toml")
    assert (done.status, done.err) == (2, "sourcescore: nope.toml: no such file, expected a TOML file with rules\n")


def test_check_of_a_plugins_file_says_how(run: Run, rules: Write) -> None:
    file = rules(RULE.replace('lang = "de"\n', ""), "de.toml")
    done = run("rules", "check", file)
    assert done.status == 2
    assert (
        done.err.splitlines()[-1]
        == "sourcescore: if it belongs to a plugin: sourcescore rules check de.toml --lang LANG"
    )
    assert run("rules", "check", file, "--lang", "de").out == "de.toml: 1 rule, nothing to complain about\n"


def test_check_says_all_that_is_wrong_in_a_plugins_file(run: Run, rules: Write) -> None:
    text = (
        RULE.replace('lang = "de"\n', "").replace("question", "queston")
        + '\n[[rule]]\nid = "acme.b"\nmatch = ["a ..."]\n'
    )
    done = run("rules", "check", rules(text, "de.toml"), "--lang", "de")
    assert [line.split(": ")[1] for line in done.err.splitlines()] == ["de.toml:6", "de.toml:14", "de.toml:16"]


def test_check_of_a_rule_in_a_new_language(run: Run, rules: Write) -> None:
    file = rules(
        '[[rule]]\nid = "hearsay.sou"\nlang = "nl"\ncategory = "hearsay"\nmatch = ["zou"]\nwhen = ["nonsense"]\n'
    )
    done = run("rules", "check", file)
    assert (done.status, done.err) == (
        2, 'sourcescore: my_rules.toml:6: rule nl.hearsay.sou: unknown condition "nonsense"\n'
    )  # fmt: skip


def test_plugins_list_says_where_each_came_from(run: Run, plugin: Write) -> None:
    path = plugin(
        "__version__ = '2.1'\n\n@hookimpl\ndef languages():\n    return []\n\n@hookimpl\ndef categories():\n    return {}\n"
    )
    out = run("plugins", "list", "--plugin", path).out
    mine = next(line for line in out.splitlines() if line.startswith("acme "))
    assert mine.split() == ["acme", str(path), "2.1", "categories,", "languages"]
    assert any(line.split()[:2] == ["hedging", "sourcescore"] for line in out.splitlines())


def test_plugins_list_as_json(run: Run) -> None:
    rows = json.loads(run("plugins", "list", "--format", "json").out)
    hedging = next(row for row in rows if row["name"] == "hedging")
    assert hedging["origin"] == "sourcescore"
    assert "rule_files" in hedging["hooks"]


@pytest.mark.parametrize("command", ["check", "test"])
def test_the_language_of_a_file_may_be_given_in_capitals(run: Run, rules: Write, command: str) -> None:
    file = rules('[[rule]]\nid = "acme.x"\ncategory = "rumour"\nmatch = ["soll"]\nwhen = ["means: talk"]\n', "x.toml")
    assert run("rules", command, file, "--lang", "DE").status == 0
