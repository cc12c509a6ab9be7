"""``calibrate``: what it makes of annotated texts, and what it says of broken ones."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sourcescore import Policy, Scorer
from sourcescore.calibration import Annotated, as_toml, calibrate, figures, fit, predict, read_gold
from sourcescore.errors import InputError, MissingExtraError
from sourcescore.policy import load_policy

PLACES = "Linz Graz Wels Steyr Krems Lienz Bregenz Leoben Villach Hallein Eisenstadt Baden".split()
SENTENCES = (
    "Der Verein aus {} kaufte 40 Boote.",
    "Der Verein aus {} soll 40 Boote gekauft haben.",
    "Der Verein aus {} soll angeblich 40 Boote gekauft haben.",
    "In {} könnte der Damm gebrochen sein.",
    "In {} brach offenbar der Damm.",
    "In {} brach laut Insidern der Damm.",
    "In {} brach der Damm, sagte Anna Weber.",
)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(lang="de")


def annotation(scorer: Scorer, policy: Policy) -> list[dict[str, object]]:
    """Documents of which each claim has the rating that a policy gives it."""
    documents = []
    for k, place in enumerate(PLACES):
        text, sentences = "", []
        for number in range(len(SENTENCES) - 2):
            sentence = SENTENCES[(k + number) % len(SENTENCES)].format(place)
            report = scorer.score(sentence)
            rating = predict(Annotated("", 1, tuple((1.0, claim) for claim in report.claims)), policy)
            start = len(text)
            text += sentence
            sentences.append({"start": start, "end": len(text), "claim": True, "rating": rating})
            text += "\n\n"
        sentences.append({"start": 0, "end": 1, "claim": False, "rating": None})
        documents.append({"id": place, "text": text, "sentences": sentences})
    return documents


def write(path: Path, documents: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), "utf-8")
    return path


@pytest.fixture(scope="module")
def other(scorer: Scorer) -> Policy:
    """A house that thinks less of hearsay, and more of what insiders say, than the shipped policy."""
    weights = {**scorer.policy.weights, "hearsay": -0.74, "possibility": -0.05}
    return replace(scorer.policy, weights=weights, sources={**scorer.policy.sources, "anonymous": 0.7})


@pytest.fixture(scope="module")
def gold(scorer: Scorer, other: Policy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("gold") / "gold.jsonl", annotation(scorer, other))


def test_a_policy_is_found_that_rates_as_the_annotation_does(scorer: Scorer, gold: Path) -> None:
    result = calibrate(read_gold(gold, scorer), scorer.policy)
    assert result.sentences == len(PLACES) * (len(SENTENCES) - 2)
    assert result.before.kappa < 0.8
    assert result.after.kappa > 0.9


def test_a_policy_that_rates_as_the_annotation_does_stays_as_it_is(scorer: Scorer, tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", annotation(scorer, scorer.policy))
    result = calibrate(read_gold(path, scorer), scorer.policy)
    assert result.policy == scorer.policy
    assert result.before == result.after
    assert result.before.kappa == 1


def test_the_same_data_give_the_same_policy(scorer: Scorer, gold: Path) -> None:
    sentences = read_gold(gold, scorer)
    assert as_toml(fit(sentences, scorer.policy)) == as_toml(fit(sentences, scorer.policy))


def test_no_hedge_raises_and_no_number_leaves_its_range(scorer: Scorer, tmp_path: Path) -> None:
    """Annotated the wrong way round: hearsay is solid, a plain statement is weak."""
    documents = annotation(scorer, scorer.policy)
    for document in documents:
        for sentence in document["sentences"]:  # type: ignore[attr-defined]
            if sentence["claim"]:
                sentence["rating"] = 6 - sentence["rating"]
    policy = fit(read_gold(write(tmp_path / "gold.jsonl", documents), scorer), scorer.policy)
    hedges = [name for name, weight in scorer.policy.weights.items() if weight <= 0]
    assert [name for name in hedges if policy.weights[name] > 0] == []
    assert all(-1 <= weight <= 1 for weight in policy.weights.values())
    assert all(0 <= base <= 1 for base in policy.sources.values())
    assert list(policy.bands) == sorted(set(policy.bands))
    assert policy.bands[0] > 0
    assert policy.bands[-1] < 1


def test_what_is_printed_is_a_policy(scorer: Scorer, gold: Path, tmp_path: Path) -> None:
    fitted = fit(read_gold(gold, scorer), scorer.policy)
    printed = tmp_path / "fitted.toml"
    printed.write_text(as_toml(fitted), "utf-8")
    loaded = load_policy(printed)
    for table in ("sources", "weights", "bands", "rule_weights"):
        assert getattr(loaded, table) == getattr(fitted, table)
    assert Scorer(printed, lang="de").policy.weights == fitted.weights


def test_agreement_is_counted_as_in_the_literature() -> None:
    """The example of Cohen's weighted kappa for two raters, worked out by hand: 1 - (2/4) / (28/16)."""
    found = figures([(1, 1), (2, 3), (3, 3), (4, 3)])
    assert math.isclose(found.kappa, 1 - (2 / 4) / (32 / 16))
    assert (found.exact, found.within_1, found.mean_error) == (0.5, 1.0, 0.5)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    code = "from sourcescore.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )  # fmt: skip


def test_the_command_prints_the_policy_and_says_how_it_does(gold: Path, tmp_path: Path) -> None:
    done = run("calibrate", gold, "--lang", "de", "--folds", "3")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert lines[0] == f"{len(PLACES) * (len(SENTENCES) - 2)} annotated claims, 3-fold cross-validation by document"
    assert [line.split()[0] for line in lines[1:]] == ["kappa", "present", "fitted"]
    (tmp_path / "fitted.toml").write_text(done.stdout, "utf-8")
    assert load_policy(tmp_path / "fitted.toml").weights["hearsay"] < -0.5


GOOD = {"id": "1", "text": "Der Damm brach.", "sentences": [{"start": 0, "end": 15, "claim": True, "rating": 4}]}


def broken(**sentence: object) -> str:
    return json.dumps({**GOOD, "sentences": [{**GOOD["sentences"][0], **sentence}]})  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not valid JSON: Expecting property name enclosed in double quotes (column 2)"),
        ("[1]", "a document must be an object, got list"),
        ('{"sentences": []}', 'a document lacks "text"'),
        ('{"text": 7, "sentences": []}', '"text" of a document must be a text, got 7'),
        ('{"text": "Ja."}', 'a document lacks "sentences"'),
        ('{"text": "Ja.", "sentences": {}}', '"sentences" of a document must be a list, got {}'),
        ('{"text": "Ja.", "sentences": [5]}', "a sentence must be an object, got int"),
        ('{"text": "Ja.", "sentences": [{"start": 0}]}', 'a sentence lacks "claim"'),
        (broken(claim=1), '"claim" of a sentence must be true or false, got 1'),
        (broken(rating=None), '"rating" of a sentence must be a whole number, got None'),
        (broken(rating=True), '"rating" of a sentence must be a whole number, got True'),
        (broken(rating=6), "a rating must be from 1 to 5, got 6"),
        (broken(start=9, end=9), "a sentence from 9 to 9 lies outside of the text (0 to 15)"),
        (broken(end=16), "a sentence from 0 to 16 lies outside of the text (0 to 15)"),
        (broken(start="0"), "\"start\" of a sentence must be a whole number, got '0'"),
    ],
)
def test_a_line_that_can_not_be_read_is_named(line: str, said: str, scorer: Scorer, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + line + "\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(path, scorer)
    assert str(caught.value) == f"{path}:3: {said}"


def test_a_line_break_of_another_kind_ends_no_line(scorer: Scorer, tmp_path: Path) -> None:
    document = {**GOOD, "text": "Der Damm brach.\u2028Der See lief aus."}
    path = write(tmp_path / "gold.jsonl", [document] * 30)
    assert len(read_gold(path, scorer)) == 30


def test_a_text_in_a_language_without_rules_is_named(tmp_path: Path) -> None:
    text = "Le gouvernement a annoncé hier une nouvelle réforme des retraites, selon plusieurs ministres interrogés."
    path = write(tmp_path / "gold.jsonl", [{**GOOD, "text": text}])
    with pytest.raises(InputError, match=r'gold\.jsonl:1: no rules for language "fr"'):
        read_gold(path, Scorer())


def test_too_few_claims_are_said(scorer: Scorer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1 annotated claims, expected at least 30"):
        read_gold(write(tmp_path / "gold.jsonl", [GOOD]), scorer)


def test_too_few_documents_are_said(scorer: Scorer, gold: Path) -> None:
    sentences = [s for s in read_gold(gold, scorer) if s.document in PLACES[:3]]
    with pytest.raises(InputError, match=r"3 annotated documents, expected at least as many as folds \(5\)"):
        calibrate(sentences, scorer.policy, 5)


def test_a_missing_file_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = run("calibrate", tmp_path / "none.jsonl")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"sourcescore: {tmp_path / 'none.jsonl'}: no such file, expected annotated documents as JSON Lines\n"
    )


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe{}", "is not UTF-8"), (None, "can not be read: Is a dir")])
def test_a_file_that_is_no_text_is_named(content: bytes | None, said: str, scorer: Scorer, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_gold(path, scorer)


def test_the_missing_extra_is_named(scorer: Scorer, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = read_gold(gold, scorer)
    monkeypatch.setitem(sys.modules, "statsmodels.miscmodels.ordinal_model", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'sourcescore\[calibrate\]'"):
        fit(sentences, scorer.policy)
