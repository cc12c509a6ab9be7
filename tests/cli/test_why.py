"""``--why``: what a rule's author reads about a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[..., Path]

# Rules of a language that nobody else has rules for: nothing else can claim their words.
RULES = """\
[[rule]]
id = "acme.zwirben"
lang = "zz"
category = "hearsay"
match = ["zwirbt", "zwirbt|flimpert"]
when = ["next: von"]
unless = ["question", "in quotation"]
message = "Gezwirbe"

[[rule]]
id = "acme.lang"
lang = "zz"
category = "rumour"
match = ["zwirbt von Geld"]

[[rule]]
id = "acme.zuerst"
lang = "zz"
category = "inference"
match = ["zwirbt"]
priority = 5
when = ["clause has: Wirt"]

[weights]
hearsay = -0.48

[sources]
none = 0.75
"""


@pytest.fixture
def why(run: Run, rules: Write) -> Callable[..., list[str]]:
    """The lines that ``--why WANTED`` prints about a text."""

    def ask(text: str, wanted: str, more: str = "") -> list[str]:
        done = run("score", "--lang", "zz", "--rules", rules(more + RULES), "--why", wanted, stdin=text)
        assert (done.status, done.err) == (0, "")
        return list(done.out.splitlines())

    return ask


def test_a_word_is_shown_with_its_rules_and_their_conditions(why: Callable[..., list[str]]) -> None:
    assert why("Alles ruhig.\nMan zwirbt im Dorf.\nDie Magd zwirbt von Liebe.", "zwirbt") == [
        "standard input:2: Man [zwirbt] im Dorf.  (claim rated 4, 0.75)",
        '  silent  zz.acme.zuerst (inference) at "zwirbt"',
        "    ✗ when clause has: Wirt: no",
        "        The pattern stands in the same clause.",
        '  silent  zz.acme.zwirben (hearsay) at "zwirbt"',
        "    ✗ when next: von: no",
        "        The pattern stands right behind the words.",
        '  silent  zz.acme.lang (rumour): the other words of "zwirbt von Geld" are missing',
        "standard input:3: Die Magd [zwirbt] von Liebe.  (claim rated 2, 0.27)",
        '  fired   zz.acme.zwirben (hearsay) at "zwirbt"',
        "    ✓ when next: von: yes",
        "    ✓ unless question: no",
        "    ✓ unless in quotation: no",
        '  silent  zz.acme.zuerst (inference) at "zwirbt"',
        "    ✗ when clause has: Wirt: no",
        "        The pattern stands in the same clause.",
        '  silent  zz.acme.lang (rumour): the other words of "zwirbt von Geld" are missing',
    ]


def test_a_rule_that_lost_its_words_names_the_winner(why: Callable[..., list[str]]) -> None:
    lines = why("Der Wirt zwirbt von Geld.", "zwirbt")
    assert '  fired   zz.acme.zuerst (inference) at "zwirbt"' in lines
    assert '  lost    zz.acme.zwirben (hearsay) at "zwirbt": zz.acme.zuerst has a higher priority' in lines
    assert '  lost    zz.acme.lang (rumour) at "zwirbt von Geld": zz.acme.zuerst has a higher priority' in lines


def test_the_longer_match_wins(why: Callable[..., list[str]]) -> None:
    lines = why("Die Magd zwirbt von Geld.", "zwirbt von")
    assert '  fired   zz.acme.lang (rumour) at "zwirbt von Geld"' in lines
    lost = '  lost    zz.acme.zwirben (hearsay) at "zwirbt": zz.acme.lang has these words, as the longer match or the earlier rule'
    assert lost in lines


def test_what_a_user_ignores_is_said(why: Callable[..., list[str]]) -> None:
    lines = why("Die Magd zwirbt von Liebe.", "zwirbt", '[[ignore]]\nrule = "zz.acme.zwirben"\n\n')
    assert '  lost    zz.acme.zwirben (hearsay) at "zwirbt": left out by [[ignore]] in the rules file' in lines


@pytest.mark.parametrize("wanted", ["zz.acme.zwirben", "acme.zwirben"])
def test_a_rule_is_shown_at_every_place_of_its_words(why: Callable[..., list[str]], wanted: str) -> None:
    lines = why("Die Magd zwirbt von Liebe. Flimpert wer von Geld?", wanted)
    assert [line for line in lines if not line.startswith("    ")] == [
        "standard input:1: Die Magd [zwirbt] von Liebe.  (claim rated 2, 0.27)",
        '  fired   zz.acme.zwirben (hearsay) at "zwirbt"',
        "standard input:1: [Flimpert] wer von Geld?  (in no claim)",
        '  silent  zz.acme.zwirben (hearsay) at "Flimpert"',
    ]


def test_a_rule_whose_words_are_not_there_shows_them(why: Callable[..., list[str]]) -> None:
    assert why("Alles ist ruhig.", "acme.lang") == [
        "standard input: the words of zz.acme.lang do not stand here:",
        "  zwirbt von Geld",
    ]


def test_a_word_that_no_rule_knows(why: Callable[..., list[str]]) -> None:
    assert why("Der Flieder blüht.", "flieder")[1:] == ["  no rule has this in a pattern"]


def test_a_word_that_is_not_there(why: Callable[..., list[str]]) -> None:
    assert why("Der Flieder blüht.", "Rose") == ['standard input: "Rose" does not stand here, and no rule has this id']


def test_a_clause_is_found_as_it_stands_in_the_text(why: Callable[..., list[str]]) -> None:
    lines = why("Die Magd sagt, der Knecht zwirbt von Liebe.", "sagt, der Knecht zwirbt")
    assert lines[0].startswith("standard input:1: Die Magd [sagt, der Knecht zwirbt] von Liebe.")
    assert '  fired   zz.acme.zwirben (hearsay) at "zwirbt"' in lines


def test_signals_that_are_found_in_code_are_shown(run: Run, plugin: Write) -> None:
    code = """
@hookimpl
def categories():
    return {"acme.shout": -0.3}

@hookimpl
def signal_rules(lang):
    return {"acme.capitals": "Großschreibung"}

@hookimpl
def find_signals(document):
    for start, end, word in zip(document.starts, document.ends, document.words):
        if len(word) > 3 and word.isupper():
            yield Signal(start, end, "acme.shout", "acme.capitals", "Großschreibung")
"""
    for wanted in ("alles", "acme.capitals"):
        out = run("score", "--lang", "de", "--plugin", plugin(code), "--why", wanted, stdin="Er hat ALLES gekauft.").out
        assert "Er hat [ALLES] gekauft." in out
        assert "  fired   acme.capitals (acme.shout), found in code" in out


def test_a_rule_that_is_switched_off_says_so(run: Run, rules: Write) -> None:
    file = rules('[off]\nrules = ["de.hearsay.sollen"]\n')
    done = run("score", "--lang", "de", "--rules", file, "--why", "de.hearsay.sollen", stdin="Er soll reich sein.")
    assert (done.status, done.err) == (2, 'sourcescore: rule "de.hearsay.sollen" is switched off\n')


def test_what_a_user_ignores_of_a_source_is_said(run: Run, rules: Write) -> None:
    file = rules('[[ignore]]\ncategory = "hearsay"\nsource = "Polizei"\n')
    text = "Laut Polizei soll er das Geld gestohlen haben."
    out = run("score", "--lang", "de", "--rules", file, "--why", "de.hearsay.sollen", stdin=text).out
    assert (
        '  lost    de.hearsay.sollen (hearsay) at "soll": left out by [[ignore]] in the rules file, of this source'
        in out
    )


def test_what_a_comment_switches_off_is_said_with_the_line_of_the_file(run: Run, tmp_path: Path) -> None:
    text = "<p>\nEr soll\n<!-- sourcescore off hearsay --></p>\n\n<p>Sie soll es gewesen sein.</p><!-- sourcescore on -->\n"
    (tmp_path / "a.html").write_text(text, "utf-8")
    lines = run("score", "a.html", "--lang", "de", "--why", "sie soll").out.splitlines()
    assert lines[0] == "a.html:5: [Sie soll] es gewesen sein.  (claim rated 4, 0.75)"
    assert lines[1] == '  lost    de.hearsay.sollen (hearsay) at "soll": switched off by a comment in the text'


def test_a_misspelt_rule_is_shown_with_the_nearest(run: Run) -> None:
    out = run("score", "--lang", "de", "--why", "de.hearsay.solen", stdin="Es regnet.").out
    assert out.endswith('no rule has this id (did you mean "de.hearsay.sollen"?)\n')


def test_a_text_in_a_language_without_rules_keeps_no_other_from_being_asked(
    run: Run, hearsay: Path, tmp_path: Path
) -> None:
    french = "Le président aurait acheté une grande voiture hier à Paris, selon la police."
    (tmp_path / "fr.txt").write_text(french, "utf-8")
    done = run("score", "fr.txt", hearsay, "--why", "soll")
    assert (done.status, done.err) == (1, 'sourcescore: no rules for language "fr"; languages with rules: de, en\n')
    assert "hearsay.txt:1: Er [soll]" in done.out
