"""Weights fitted to annotated texts: better agreement, never a hedge that raises, one line for bad input."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcescore.calibration import Sentence, as_toml, calibrate, figures, fit, predict, read_gold
from sourcescore.cli import cli
from sourcescore.errors import InputError
from sourcescore.policy import load_policy
from sourcescore.report import Claim, Signal, Source
from sourcescore.scorer import Scorer

POLICY = load_policy()
SCORER = Scorer(lang="de")
GOLD_RATINGS = {"none": 4, "named": 4, "vague": 2, "anonymous": 1, "media": 3}


def claim(kind: str, *categories: str) -> Claim:
    signals = tuple(Signal(k, k + 1, category, f"de.{category}.x") for k, category in enumerate(categories))
    return Claim(0, 40, "", source=Source(kind), signals=signals)


def sentences() -> list[Sentence]:
    found = []
    for k in range(60):
        kind = list(GOLD_RATINGS)[k % 5]
        found.append(Sentence(f"d{k % 12}", GOLD_RATINGS[kind], ((40.0, claim(kind)),)))
        found.append(Sentence(f"d{k % 12}", 2, ((40.0, claim("none", "hearsay")),)))
        found.append(Sentence(f"d{k % 12}", 3, ((40.0, claim("none", "inference")),)))
    return found


def test_kappa_is_one_for_equal_ratings_and_zero_for_a_constant() -> None:
    assert figures([(1, 1), (3, 3), (5, 5)]).kappa == 1
    assert figures([(1, 3), (5, 3)]).kappa == pytest.approx(0)


def test_a_policy_that_misrates_is_mended() -> None:
    wrong = replace(POLICY, weights={**POLICY.weights, "hearsay": 0.0, "inference": 0.0})
    before = figures([(s.rating, predict(s, wrong)) for s in sentences()])
    fitted = fit(sentences(), wrong)
    after = figures([(s.rating, predict(s, fitted)) for s in sentences()])
    assert after.kappa > before.kappa + 0.05
    assert all(weight <= 0 for category, weight in fitted.weights.items() if wrong.weights[category] <= 0)
    assert list(fitted.bands) == sorted(fitted.bands)


def test_the_same_data_give_the_same_policy() -> None:
    assert as_toml(calibrate(sentences(), POLICY, 3).policy) == as_toml(calibrate(sentences(), POLICY, 3).policy)


def write(path: Path, *documents: object) -> Path:
    path.write_text("".join(json.dumps(d) + "\n" if not isinstance(d, str) else d + "\n" for d in documents), "utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "gold.jsonl:2: not valid JSON"),
        ({"text": "Es regnet."}, "gold.jsonl:2: 'sentences' is missing"),
        (
            {"text": "Es regnet.", "sentences": [{"start": 0, "end": 10, "claim": True, "rating": 9}]},
            "gold.jsonl:2: a rating",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, complaint: str) -> None:
    good = {"text": "Es regnet.", "sentences": [{"start": 0, "end": 10, "claim": True, "rating": 4}]}
    with pytest.raises(InputError, match=complaint):
        read_gold(write(tmp_path / "gold.jsonl", good, line), SCORER)


def test_the_command_prints_a_policy_that_can_be_laid_over(tmp_path: Path) -> None:
    texts = {
        "Der Zug fuhr um acht Uhr ab.": 4,
        "Der Zug soll entgleist sein.": 2,
        "Offenbar ist der Zug entgleist.": 3,
        "Einem Insider zufolge ist der Zug entgleist.": 1,
    }
    documents = [
        {"id": f"{k}", "text": text, "sentences": [{"start": 0, "end": len(text), "claim": True, "rating": rating}]}
        for k in range(9)
        for text, rating in texts.items()
    ]
    gold = write(tmp_path / "gold.jsonl", *documents)
    result = CliRunner().invoke(cli, ["calibrate", str(gold), "--lang", "de", "--folds", "3"])
    assert result.exit_code == 0, result.output
    assert "36 annotated claims" in result.stderr
    policy = tmp_path / "policy.toml"
    policy.write_text(result.stdout, "utf-8")
    scorer = Scorer(rules=policy, lang="de")
    assert [scorer.score(text).claims[0].rating for text in texts] == list(texts.values())
