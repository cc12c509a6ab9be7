"""The test kit: what passes, what fails, and what an author reads then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcescore import Document, Scorer, Signal, hookimpl
from sourcescore.testing import assert_no_signals, assert_signals, mark, run_rule_examples, unmark


class Shouting:
    """Finds words in capitals, and before an exclamation mark also the mark."""

    @hookimpl
    def categories(self) -> Mapping[str, float]:
        return {"acme.shout": -0.1, "acme.mark": -0.1}

    @hookimpl
    def find_signals(self, document: Document) -> Iterable[Signal]:
        for start, end, word in zip(document.starts, document.ends, document.words, strict=True):
            if word == "!":
                yield Signal(start, end, "acme.mark", "acme.exclamation")
            elif len(word) > 3 and word.isupper():
                yield Signal(start, end, "acme.shout", "acme.capitals")


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(plugins=[Shouting()])


@pytest.mark.parametrize(
    "marked",
    [
        "Das ist [WAHNSINN|acme.shout].",
        "Das ist [WAHNSINN|acme.capitals].",
        "[WAHNSINN|acme.shout][!|acme.mark] Und [NOCH|acme.shout] einer.",
        "🚲 [WAHNSINN|acme.shout]",
    ],
)
def test_marked_signals_are_there(scorer: Scorer, marked: str) -> None:
    assert_signals(marked, lang="de", scorer=scorer)


def test_the_installed_plugins_are_used_without_a_scorer() -> None:
    assert_signals("Er [soll|hearsay] 10.000 Chips gekauft haben.", lang="de")
    assert_no_signals("Er hat 10.000 Chips gekauft.", lang="de")


def test_a_plugin_can_be_given(tmp_path: Path) -> None:
    assert_signals("[WAHNSINN|acme.shout]", lang="de", plugins=[Shouting()])
    with pytest.raises(TypeError, match="not both"):
        assert_no_signals("", lang="de", plugins=[Shouting()], scorer=Scorer())


def test_a_missing_signal_is_shown(scorer: Scorer) -> None:
    with pytest.raises(AssertionError) as failure:
        assert_signals("Das [ist|acme.shout] WAHNSINN!", lang="de", scorer=scorer)
    assert str(failure.value).splitlines() == [
        "the signals are not those expected",
        "expected: Das [ist|acme.shout] WAHNSINN!",
        "found:    Das ist [WAHNSINN|acme.shout][!|acme.mark]",
        'missing:  "ist" acme.shout, at 4-7',
        'too many: "WAHNSINN" acme.shout (acme.capitals), at 8-16',
    ]


@pytest.mark.parametrize(
    "marked",
    ["Das ist [WAHNSINN|acme.mark].", "Das ist [WAHNSIN|acme.shout]N.", "[WAHNSINN|acme.shout] OHNE Ende"],
    ids=["another category", "other words", "one too many"],
)
def test_what_is_not_as_marked_fails(scorer: Scorer, marked: str) -> None:
    with pytest.raises(AssertionError):
        assert_signals(marked, lang="de", scorer=scorer)


def test_signals_of_other_categories_may_be_there_unless_exact(scorer: Scorer) -> None:
    assert_signals("[WAHNSINN|acme.shout]!", lang="de", scorer=scorer)
    with pytest.raises(AssertionError, match='too many: "!"'):
        assert_signals("[WAHNSINN|acme.shout]!", lang="de", scorer=scorer, exact=True)


def test_a_text_without_marks_is_a_mistake(scorer: Scorer) -> None:
    with pytest.raises(ValueError, match="assert_no_signals"):
        assert_signals("Das ist WAHNSINN.", lang="de", scorer=scorer)


def test_no_signals_of_some_category(scorer: Scorer) -> None:
    assert_no_signals("WAHNSINN", "acme.mark", "acme.exclamation", lang="de", scorer=scorer)
    for names in ((), ("acme.shout",), ("acme.capitals",)):
        with pytest.raises(AssertionError, match=r"found:    \[WAHNSINN\|acme.shout\]"):
            assert_no_signals("WAHNSINN", *names, lang="de", scorer=scorer)


RULES = """\
[[rule]]
id = "acme.zwirben"
lang = "de"
category = "hearsay"
match = ["zwirbt"]
hits = ["Er [zwirbt]."]
misses = ["Er schweigt."]

[[rule]]
id = "acme.still"
lang = "de"
category = "hearsay"
match = ["mumpelt"]
hits = ["Er mumpelt.", "Er spricht."]
"""


def test_examples_of_a_file_run(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES.partition("\n\n")[0], "utf-8")
    assert run_rule_examples(path, lang="de", scorer=Scorer(rules=path)) == 2


def test_examples_that_fail_are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES.replace("Er schweigt.", "Er zwirbt."), "utf-8")
    with pytest.raises(AssertionError) as failure:
        run_rule_examples(path, "nowhere.toml", lang="de", scorer=Scorer(rules=path))
    assert str(failure.value).replace(str(path), "PATH").splitlines() == [
        'nowhere.toml: no rule of this file is loaded for "de"',
        "PATH:10: rule de.acme.still: has no misses",
        'PATH:7: rule de.acme.zwirben: expected no hit in "Er zwirbt.", found "zwirbt" (de.acme.zwirben)',
        'PATH:14: rule de.acme.still: expected a hit in "Er spricht.", found nothing',
    ]


@given(st.text(st.characters(exclude_characters="[]|", exclude_categories=["Cs"])), st.data())
def test_marks_can_be_taken_out_and_put_in_again(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    signals = [Signal(start, end, "hearsay", "de.x", text=text[start:end]) for start, end in pairs]
    assert unmark(mark(text, signals)) == (text, [(start, end, "hearsay") for start, end in pairs])


def test_a_name_that_is_misspelt_is_no_name_without_signals() -> None:
    with pytest.raises(ValueError, match=r'no category or rule is called "hersay" \(did you mean "hearsay"\?\)'):
        assert_no_signals("Er soll reich sein.", "hersay", lang="de")
    with pytest.raises(ValueError, match=r'"de\.hearsay\.solen" \(did you mean "de\.hearsay\.sollen"\?\)'):
        assert_signals("Er [soll|de.hearsay.solen] reich sein.", lang="de")
