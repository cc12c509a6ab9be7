"""What the tables of the documentation show is so: each element of a pattern, each condition, each rating."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sourcescore
from sourcescore import Scorer
from sourcescore.rules.company import WITH_PATTERN
from sourcescore.rules.conditions import PLAIN

DOCS = Path(__file__).resolve().parents[2] / "docs"
RULES = (DOCS / "rules.md").read_text("utf-8")


def table(page: str, first: str) -> list[list[str]]:
    """The rows of the table whose first column has this title."""
    found = re.search(rf"^\| {re.escape(first)} \|.*\n\|[- |]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert found, first
    rows = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in found[1].splitlines()]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in rows]


def code(cell: str) -> list[str]:
    """What stands as code in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def fires(tmp_path: Path, text: str, pattern: str, when: str = "") -> bool:
    """Whether a rule of this pattern and condition finds something in a text."""
    path = tmp_path / "rules.toml"
    asked = f"when = ['{when}']\n" if when else ""
    path.write_text(
        f"lists.rivers = ['Donau']\n[[rule]]\nid = 'mine'\nlang = 'de'\ncategory = 'hearsay'\npriority = 9\nmatch = ['{pattern}']\n{asked}",
        "utf-8",
    )
    scorer = Scorer(path, lang="de")
    return any(signal.rule == "de.mine" for signal in scorer.find_signals(scorer.document(text)))


ELEMENTS = table(RULES, "element")


@pytest.mark.parametrize("row", ELEMENTS, ids=[row[1] for row in ELEMENTS])
def test_an_element_of_a_pattern_finds_what_the_page_says(row: list[str], tmp_path: Path) -> None:
    _, pattern, finds, passes = row
    assert fires(tmp_path, finds, *code(pattern))
    assert not fires(tmp_path, passes, *code(pattern))


PLACES = table(RULES, "condition")


@pytest.mark.parametrize("row", PLACES, ids=[row[0] for row in PLACES])
def test_a_condition_holds_where_the_page_says(row: list[str], tmp_path: Path) -> None:
    name, _, pattern, holds, not_in = row
    assert fires(tmp_path, holds, *code(pattern), *code(name))
    assert not fires(tmp_path, not_in, *code(pattern), *code(name))
    assert fires(tmp_path, not_in, *code(pattern)), "it is not the condition that decides"


WITH = table(RULES[RULES.index("### With a pattern") :], "condition")


@pytest.mark.parametrize("row", WITH, ids=[row[0] for row in WITH])
def test_a_condition_with_a_pattern_holds_where_the_page_says(row: list[str], tmp_path: Path) -> None:
    _, _, example, holds, not_in = row
    assert fires(tmp_path, holds, *code(example))
    assert not fires(tmp_path, not_in, *code(example))
    assert fires(tmp_path, not_in, code(example)[0]), "it is not the condition that decides"


def test_the_tables_name_all_conditions_of_the_core() -> None:
    assert sorted(code(row[0])[0] for row in PLACES) == sorted(PLAIN)
    assert sorted(code(row[0])[0].strip(":") for row in WITH) == sorted(WITH_PATTERN)


RATINGS = table((DOCS / "index.md").read_text("utf-8"), "rating")


@pytest.mark.parametrize("row", RATINGS, ids=[row[1] for row in RATINGS])
def test_the_example_of_a_rating_has_it(row: list[str]) -> None:
    rating, label, _, example = row
    claims = sourcescore.score(example, lang="de").claims
    assert [(claim.rating, claim.label) for claim in claims] == [(int(rating), label)]


REPORT = (DOCS / "report.md").read_text("utf-8")
SHIPPED = Scorer(lang="de")

CATEGORIES = table(REPORT[REPORT.index("## Categories") :], "category")


@pytest.mark.parametrize("row", CATEGORIES, ids=[row[0] for row in CATEGORIES])
def test_the_example_of_a_category_has_it(row: list[str]) -> None:
    name, _, example, weight = row
    text = example.replace("**", "")
    start = example.index("**")
    end = example.index("**", start + 2) - 2
    report = SHIPPED.score(text)
    found = [(s.start, s.end) for claim in report.claims for s in claim.signals if s.category == code(name)[0]]
    assert found == [(start, end)]
    assert SHIPPED.policy.weights[code(name)[0]] == float(weight)


KINDS = table(REPORT[REPORT.index("## Kinds") :], "kind")


@pytest.mark.parametrize("row", KINDS, ids=[row[0] for row in KINDS])
def test_the_example_of_a_kind_of_source_has_it(row: list[str]) -> None:
    name, _, example, base = row
    assert [claim.source.kind for claim in SHIPPED.score(example).claims] == code(name)
    assert SHIPPED.policy.sources[code(name)[0]] == float(base)


TYPES = table(REPORT[REPORT.index("| type | is |") :], "type")


@pytest.mark.parametrize("row", TYPES, ids=[row[0] for row in TYPES])
def test_the_example_of_an_attribution_has_its_type(row: list[str]) -> None:
    name, _, example = row
    before = "Die Polizei teilte mit, der Täter sei geflohen. " if code(name)[0] in ("free_indirect", "hearsay") else ""
    assert code(name)[0] in [attribution.type for attribution in SHIPPED.score(before + example).attributions]


def test_the_tables_of_the_report_are_complete() -> None:
    assert sorted(code(row[0])[0] for row in CATEGORIES) == sorted(SHIPPED.categories)
    assert sorted(code(row[0])[0] for row in KINDS) == sorted(SHIPPED.policy.sources)
