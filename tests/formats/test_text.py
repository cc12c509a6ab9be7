"""What an editor reads in a terminal, and in a pipe."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcescore import Claim, Report, Signal, Source
from sourcescore.formats import View, format_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")
Lone = Callable[[Claim], tuple[Report, str]]

EXPECTED = """\
1 very weak ██████████                       1
2 weak      ██████████                       1
3 mixed                                      0
4 good      ██████████████████████████████   3
5 solid                                      0

1 very weak  line 1
  Der Wirt [soll] 🚲 & Geld <genommen> haben, [sagt] ein [Insider].
     0.10  anonymous source: ein Insider
    -0.50  soll     Wiedergabe fremder Rede
    -0.10  Insider  Quelle bleibt ungenannt
           also sagt (attribution)
    -0.50  sum, counted as 0.00

2 weak  line 1
  Die Wirtin [will] davon nichts gewusst haben.
     0.75  no source: the text's own voice
    -0.50  will  Wiedergabe fremder Rede
     0.25  score

3 good or solid, each with its line
4   3  [Laut] Stadtwerken ist die Brücke marode.
       0.70 named source: Stadtwerken
4   3  Sie [müsse] gesperrt werden.
       0.70 named source: Stadtwerken (named in line 3)
4   4  [Rund] 100 Leute wohnen dort.

2 of 5 claims to check: 1 very weak, 1 weak; mean score 0.48, language de
"""


def test_weak_claims_come_first_with_a_sum_to_recompute(report: Report, text: str, view: View) -> None:
    assert format_text([(report, text)], view) == EXPECTED


def test_utf16_offsets_print_the_same(report: Report, text: str, view: View) -> None:
    assert format_text([(report.with_offsets("utf-16", text), text)], view) == EXPECTED


def test_without_a_terminal_there_is_no_escape_code(report: Report, text: str, view: View) -> None:
    assert "\x1b" not in format_text([(report, text)], view)


def test_on_a_terminal_words_are_underlined_and_those_that_count_bold(report: Report, text: str, view: View) -> None:
    out = format_text([(report, text)], replace(view, colour=True))
    assert click.style("soll", bold=True, underline=True) in out
    assert click.style("sagt", underline=True) in out
    assert "[soll]" not in out


def test_colour_changes_nothing_but_the_marks(report: Report, text: str, view: View) -> None:
    coloured = ANSI.sub("", format_text([(report, text)], replace(view, colour=True)))
    assert coloured == re.sub(r"\[(\w+)\]", r"\1", EXPECTED)


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_the_terminal(report: Report, text: str, view: View, width: int) -> None:
    long = "Ein sehr langer Satz, der sich über viele Zeilen hinzieht, " * 12
    more = Claim(len(text), len(text) + len(long), long, 3, "mixed", 0.5, Source())
    firm = Claim(len(text) + len(long), len(text) + 2 * len(long), long, 5, "solid", 0.9, Source("named", "Wirt"))
    out = format_text(
        [(replace(report, claims=(*report.claims, more, firm)), text + 2 * long)], replace(view, width=width)
    )
    assert max(map(len, out.splitlines())) <= width


def test_a_long_word_is_not_cut(lone: Lone, view: View) -> None:
    address = "https://example.org/" + "a" * 120
    report, _ = lone(Claim(0, len(address), address, 2, "weak", 0.25, Source()))
    assert address in format_text([(report, address)], view)


def test_a_text_without_claims_says_so(empty: Report) -> None:
    assert format_text([(empty, "")], View()) == "no claims (de)\n"


def test_several_texts_carry_their_names(report: Report, empty: Report, text: str, view: View) -> None:
    out = format_text([(report, text), (empty, "")], replace(view, several=True))
    assert out.startswith("wirt.txt\n1 very weak")
    assert "\nstandard input\nno claims (de)\n" in out


def test_an_incomplete_report_says_so_before_anything_else(report: Report, text: str, view: View) -> None:
    broken = replace(report, warnings=('plugin "acme" (acme 1.0) failed: KeyError',), incomplete=True)
    assert format_text([(broken, text)], view).startswith('incomplete: plugin "acme" (acme 1.0) failed: KeyError\n')


def test_a_text_of_firm_claims_has_nothing_to_check(report: Report, text: str, view: View) -> None:
    out = format_text([(replace(report, claims=report.claims[2:]), text)], view)
    assert out.endswith("3 claims, none weak or mixed; mean score 0.72, language de\n")


def test_a_rating_of_a_plugin_is_not_passed_off_as_a_sum(report: Report, text: str, view: View) -> None:
    odd = replace(report.claims[1], score=0.9)
    out = format_text([(replace(report, claims=(odd,)), text)], view)
    assert "     0.90  score, set by a plugin" in out
    assert "0.75" not in out


def test_a_text_can_not_steer_the_terminal(view: View) -> None:
    text = "Er soll\x1b]0;pwned\x07 reich\x9b31m sein."
    claim = Claim(
        0,
        len(text),
        text,
        2,
        "weak",
        0.25,
        Source("named", "x\x1b[2J"),
        (Signal(3, 7, "hearsay", "r", "m\x1b", "so\x1bll"),),
    )
    out = format_text([(Report(id="a\x1b[2Jb", lang="de", claims=(claim,)), text)], replace(view, several=True))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)


@given(st.text(min_size=1, max_size=80), st.data())
def test_any_text_and_any_signals_print(text: str, data: st.DataObject) -> None:
    def signal() -> Signal:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        points = data.draw(st.sampled_from([0.0, -0.2]))
        return Signal(start, end, "hearsay", "de.x", "", text[start:end], points)

    signals = tuple(signal() for _ in range(data.draw(st.integers(0, 4))))
    claim = Claim(0, len(text), text, 2, "weak", 0.3, Source(), signals)
    out = format_text([(Report(id=None, lang="de", claims=(claim,)), text)], View())
    assert "1 of 1 claim to check" in out


def test_in_a_text_of_one_line_claims_are_numbered(view: View) -> None:
    text = "Er soll reich sein. Er ist reich."
    claims = (
        Claim(0, 19, text[:19], 2, "weak", 0.25, Source(), (Signal(3, 7, "hearsay", "r", "", "soll", -0.5),)),
        Claim(20, 33, text[20:], 4, "good", 0.75, Source()),
    )
    out = format_text([(Report(id=None, lang="de", claims=claims), text)], view)
    assert "\n2 weak  claim 1\n" in out
    assert "\n1 good or solid, each with its number\n4   2  Er ist reich.\n" in out
