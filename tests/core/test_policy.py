"""rules.toml: validated, with file and line and what was expected; replaced, overlaid, or taken from pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcescore import Scorer
from sourcescore.errors import InputError, RulesError
from sourcescore.policy import load_policy

TEXT = "Musk soll 10.000 Chips gekauft haben."


def write(folder: Path, text: str, name: str = "rules.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[weight]\nhearsay = -0.1\n", 1, 'unknown table or key "weight" (did you mean "weights"?)'),
        ("\n[weights]\nhearsay = -3\n", 3, '"hearsay" in [weights] must be from -1 to 1, got -3'),
        ('[weights]\nhearsay = "much"\n', 2, "\"hearsay\" in [weights] must be a number from -1 to 1, got 'much'"),
        ("[weights]\nhearsay = true\n", 2, '"hearsay" in [weights] must be a number'),
        ("[weights]\nhearsya = -0.1\n", 2, 'unknown category "hearsya" (did you mean "hearsay"?)'),
        ("[sources]\nanonymus = 0.1\n", 2, 'unknown "anonymus" in [sources] (did you mean "anonymous"?)'),
        ("[sources]\nnamed = -0.1\n", 2, '"named" in [sources] must be from 0 to 1, got -0.1'),
        ("[bands]\nweak = 0.1\n", 1, "[bands] lacks mixed, good, solid"),
        ("[bands]\nweak = 0.4\nmixed = 0.3\ngood = 0.6\nsolid = 0.8\n", 1, "[bands] must rise"),
        ("repeat = 2\n", 1, '"repeat" must be a number from 0 to 1, got 2'),
        ("doubt = -0.2\n", 1, '"doubt" must be a number from 0 to 1, got -0.2'),
        ('spoken = "opinion"\n', 1, '"spoken" must be a list of categories'),
        ("[off]\nrule = []\n", 2, 'unknown "rule" in [off] (did you mean "rules"?)'),
        ('[off]\nrules = ["de.hearsay.solen"]\n', 2, 'unknown rule "de.hearsay.solen" (did you mean "de.hearsay.sollen"?)'),
        ('[rules]\n"hearsay.sollen" = 0.0\n', 2, 'unknown rule "hearsay.sollen": its full id is "de.hearsay.sollen"'),
        ('[off]\nplugins = ["readabilty"]\n', 2, 'unknown plugin "readabilty" (did you mean "readability"?)'),
        ("ignore = [3]\n", 1, "expected tables [[ignore]], got 3"),
        ("rule = [3]\n", 1, "rule number 1: expected a table [[rule]], got a whole number"),
        ("[ignore]\nphrase = 1\n", 1, "expected [[ignore]] (two brackets)"),
        ("[[ignore]]\nphrases = \"x\"\n", 2, 'unknown field "phrases" in [[ignore]] (did you mean "phrase"?)'),
        ("[[ignore]]\nphrase = 1\n", 2, '"phrase" in [[ignore]] must be a text'),
        ("[[ignore]]\n", 1, "[[ignore]] is empty"),
        ("[weights\n", 1, "Expected"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_file_and_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    file = write(tmp_path, text)
    with pytest.raises(RulesError) as caught:
        Scorer(rules=file, lang="de")
    assert f"{file}:{line}" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[weights]\nhearsya = -0.1\n", ':2: unknown category "hearsya"'),
        ('[off]\nrules = ["de.hearsay.solen"]\n', ':2: unknown rule "de.hearsay.solen"'),
        ('[rules]\n"hearsay.sollen" = 0.0\n', ':2: unknown rule "hearsay.sollen"'),
        (
            '[[rule]]\nid = "x"\nlang = "de"\ncategory = "rumour"\nmatch = ["x"]\nwhen = ["qestion"]\n',
            ":6: rule de.x: unknown",
        ),
    ],
)
def test_a_name_that_is_none_is_said_before_any_text_also_where_languages_are_detected(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(RulesError) as caught:
        Scorer(rules=write(tmp_path, text))
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, "repeat = 2\n[weights]\nhearsay = 7\n[sources]\nnamed = 9\n")
    with pytest.raises(RulesError) as caught:
        load_policy(file)
    assert [problem.line for problem in caught.value.problems] == [3, 5, 1] or sorted(
        problem.line for problem in caught.value.problems
    ) == [1, 3, 5]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nope\.toml: no such file"):
        load_policy(tmp_path / "nope.toml")


def test_what_is_set_is_laid_over_the_shipped_policy(tmp_path: Path) -> None:
    policy = load_policy(write(tmp_path, "[weights]\nhearsay = -0.1\n"))
    shipped = load_policy()
    assert policy.weights["hearsay"] == -0.1
    assert {**policy.weights, "hearsay": shipped.weights["hearsay"]} == shipped.weights
    assert (policy.sources, policy.bands) == (shipped.sources, shipped.bands)


def test_a_table_in_pyproject_is_taken(tmp_path: Path) -> None:
    file = write(tmp_path, '[project]\nname = "x"\n[tool.sourcescore.weights]\nhearsay = -0.1\n', "pyproject.toml")
    (claim,) = Scorer(rules=file, lang="de").score(TEXT).claims
    assert [signal.contribution for signal in claim.signals] == [-0.1]


def test_rules_and_categories_can_be_switched_off(tmp_path: Path) -> None:
    for text in ('[off]\nrules = ["de.hearsay.sollen"]\n', '[off]\ncategories = ["hearsay"]\n'):
        (claim,) = Scorer(rules=write(tmp_path, text), lang="de").score(TEXT).claims
        assert claim.signals == ()


def test_the_score_is_a_sum_that_a_reader_can_recompute(tmp_path: Path) -> None:
    scorer = Scorer(lang="de")
    text = "Angeblich soll er offenbar und womöglich reich sein. Laut Insidern soll er vielleicht gehen."
    for claim in scorer.score(text).claims:
        total = scorer.policy.sources[claim.source.kind] + sum(signal.contribution for signal in claim.signals)
        assert claim.score == pytest.approx(min(1.0, max(0.0, total)), abs=0.005)
        assert claim.rating == scorer.policy.rating(claim.score)
        assert claim.label == scorer.policy.label(claim.rating)


def test_repeated_signals_count_less_and_less() -> None:
    (claim,) = Scorer(lang="de").score("Er ist offenbar, anscheinend und augenscheinlich reich.").claims
    parts = [signal.contribution for signal in claim.signals]
    assert len(parts) == 3
    assert sorted(map(abs, parts), reverse=True) == list(map(abs, parts))
    assert parts[0] < parts[1] < parts[2] < 0


def test_nothing_in_rules_toml_loads_code(tmp_path: Path) -> None:
    write(tmp_path, "raise SystemExit('loaded')\n", "evil.py")
    for text in ('plugins = ["./evil.py"]\n', 'plugin = "evil"\n', '[plugins]\nevil = "./evil.py"\n'):
        with pytest.raises(RulesError, match="unknown table or key"):
            load_policy(write(tmp_path, text))


def test_an_opinion_is_one_however_many_words_say_so() -> None:
    once = Scorer(lang="de").score("Das sei ein wichtiger Schritt, sagte Anna Moser.").claims[0]
    often = Scorer(lang="de").score("Das sei ein sehr wichtiger und mutiger Schritt, sagte Anna Moser.").claims[0]
    assert len([s for s in often.signals if s.category == "opinion"]) > 2
    assert (often.score, often.rating) == (once.score, 3)
