"""The pipeline as a whole: the same bytes every time, in any process, in any order of plugins; languages."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import sourcescore
from sourcescore import Claim, Report, Scorer, hookimpl
from sourcescore.errors import InputError, PluginError, UsageError

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
TEXTS = [file.read_text("utf-8") for file in EXAMPLES]


def test_there_are_examples() -> None:
    assert TEXTS


def test_two_runs_and_other_hash_seeds_give_the_same_bytes() -> None:
    code = (
        "import sys, sourcescore\n"
        "for file in sys.argv[1:]:\n"
        "    print(sourcescore.score(open(file, encoding='utf-8').read()).to_json())"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, EXAMPLES)],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(outs) == 1
    assert outs.pop().decode().splitlines() == [sourcescore.score(text).to_json() for text in TEXTS]


def test_the_order_of_plugins_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from sourcescore import plugins

    expected = [Scorer().score(text).to_json() for text in TEXTS]
    points = list(plugins.metadata.entry_points(group=plugins.GROUP))
    for seed in range(3):
        random.Random(seed).shuffle(points)
        monkeypatch.setattr(plugins.metadata, "entry_points", lambda group, shuffled=tuple(points): shuffled)
        assert [Scorer().score(text).to_json() for text in TEXTS] == expected


def test_no_plugin_at_all_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from sourcescore import plugins

    monkeypatch.setattr(plugins.metadata, "entry_points", lambda group: ())
    with pytest.raises(PluginError, match="every text would look reliable"):
        Scorer()


def test_a_pipe_gives_the_same_with_several_workers_and_is_lazy() -> None:
    scorer = Scorer()
    texts = TEXTS * 20
    expected = [scorer.score(text).to_json() for text in texts]
    assert [report.to_json() for report in scorer.pipe(texts, workers=2)] == expected
    taken: list[int] = []

    def endless() -> object:
        while True:
            taken.append(1)
            yield TEXTS[0]

    assert next(iter(scorer.pipe(endless()))).to_json() == expected[0]  # type: ignore[arg-type]
    assert len(taken) == 1


def test_a_report_survives_its_json() -> None:
    for text in TEXTS:
        report = sourcescore.score(text)
        assert Report.from_json(report.to_json()).to_json() == report.to_json()
        assert Report.from_dict(report.to_dict()) == report


@pytest.mark.parametrize(
    "text", ["Er soll 😀 reich sein.", "😀😀 Laut „Kurier“ 😀 soll er reich sein.", "Er soll reich sein."]
)
def test_utf_16_offsets_there_and_back(text: str) -> None:
    report = sourcescore.score(text, lang="de")
    utf16 = report.with_offsets("utf-16", text)
    units = text.encode("utf-16-le")
    for claim in utf16.claims:
        assert units[2 * claim.start : 2 * claim.end].decode("utf-16-le") == claim.text
    assert utf16.with_offsets("codepoint", text) == report


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Der Minister hat das Gesetz am Montag im Parlament vorgestellt und verteidigt.", "de"),
        ("The minister presented and defended the bill in parliament on Monday.", "en"),
        ("Er soll reich sein.", "de"),
        ("He is said to be rich.", "en"),
        ("ER SOLL SEIN HAUS VERKAUFT UND DAS GELD BEHALTEN HABEN.", "de"),
        ("Er soll \ud800 reich sein.\x00", "de"),
        ("\n\nDer Minister hat\ndas Gesetz\nvorgestellt." * 200, "de"),
    ],
)
def test_the_language_is_detected(text: str, lang: str) -> None:
    assert sourcescore.score(text).lang == lang


def test_a_language_without_rules_gets_a_report_that_says_so() -> None:
    report = sourcescore.score("Le ministre a présenté et défendu le projet de loi lundi au parlement français.")
    assert (report.lang, report.claims, report.incomplete) == ("fr", (), True)
    assert "fr" in report.warnings[0]
    with pytest.raises(UsageError, match='no rules for language "fr"; languages with rules: de, en'):
        Scorer(lang="fr")


@pytest.mark.parametrize("text", [None, 3, b"Er soll reich sein.", ["x"]])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(InputError, match="expected a text"):
        sourcescore.score(text)  # type: ignore[arg-type]


def test_a_single_plugin_is_no_list_of_plugins() -> None:
    with pytest.raises(UsageError, match=r'plugins must be a list, such as \["\./acme\.py"\]'):
        Scorer(plugins="./acme.py")


def test_an_empty_text_gives_an_empty_report() -> None:
    report = sourcescore.score("", lang="de")
    assert (report.claims, report.signals, report.summary["claims"]) == ((), (), 0)


@pytest.mark.parametrize("name", ["acme", "zwirb"])
def test_a_plugins_claims_come_before_the_shipped_ones_whatever_its_name(name: str) -> None:
    plugin = ModuleType(name)
    plugin.find_claims = hookimpl(lambda document: [Claim(0, 4)])  # type: ignore[attr-defined]
    report = Scorer(plugins=[plugin], lang="de").score("Musk soll Chips gekauft haben.")
    assert [claim.text for claim in report.claims] == ["Musk"]


def test_of_two_plugins_that_find_claims_the_one_that_asks_for_it_is_first() -> None:
    first, second = ModuleType("acme"), ModuleType("zwirb")
    first.find_claims = hookimpl(lambda document: [Claim(0, 4)])  # type: ignore[attr-defined]
    second.find_claims = hookimpl(tryfirst=True)(lambda document: [Claim(5, 9)])  # type: ignore[attr-defined]
    report = Scorer(plugins=[first, second], lang="de").score("Musk soll Chips gekauft haben.")
    assert [claim.text for claim in report.claims] == ["soll"]


def test_hearsay_beside_a_source_is_not_said_to_be_without_one() -> None:
    report = sourcescore.score(
        "Die Firma soll Chips gekauft haben. Die Firma soll laut Polizei Chips gekauft haben.", "de"
    )
    told = [signal.message for claim in report.claims for signal in claim.signals if signal.category == "hearsay"]
    assert told == [
        "Wiedergabe fremder Rede ohne Quelle",
        "Wiedergabe fremder Rede, die sich der Text nicht zu eigen macht",
    ]
