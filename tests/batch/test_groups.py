"""Groups of documents: counted by hand, with intervals that hold what they promise."""

from __future__ import annotations

import random
from typing import Any

import pytest

from sourcescore import Claim, Report, Scorer, Signal, Source
from sourcescore.batch.groups import FIGURES, NONE, Groups, _tail, render


def report(*ratings: int, kind: str = "named", category: str = "attribution") -> Report:
    claims = tuple(
        Claim(k, k + 1, rating=rating, source=Source(kind), signals=(Signal(k, k + 1, category, "x.y"),))
        for k, rating in enumerate(ratings)
    )
    return Report("x", "de", claims)


def test_figures_are_those_counted_by_hand() -> None:
    groups = Groups("outlet", minimum=2)
    groups.add({"outlet": "A"}, report(1, 2, 3))
    groups.add({"outlet": "A"}, report(4, kind="anonymous", category="hearsay"))
    groups.add({"outlet": "A"}, report())
    groups.add({"outlet": "B"}, report(5))
    groups.add({"outlet": None}, report(5))
    a, b, none = sorted(groups.table(), key=lambda row: row["documents"], reverse=True)
    assert (a["group"], a["documents"], a["claims"], a["note"]) == ("A", 3, 4, "")
    assert a["mean_rating"] == 2.5
    assert [a[f"rating_{k}"] for k in range(1, 6)] == [0.25, 0.25, 0.25, 0.25, 0.0]
    assert (a["source_named"], a["source_anonymous"], a["anonymous"], a["hearsay"]) == (0.75, 0.25, 0.25, 0.25)
    for row in (b, none):
        assert row["note"] == "fewer than 2 documents with claims: no figures"
        assert {row[name + end] for name in FIGURES for end in ("", "_low", "_high")} == {None}
    assert {b["group"], none["group"]} == {"B", NONE}


def test_two_runs_and_other_groups_beside_change_nothing() -> None:
    def figures(*names: str) -> dict[str, Any]:
        groups = Groups("outlet", minimum=5)
        for name in names:
            chance = random.Random(name)
            for _ in range(30):
                groups.add({"outlet": name}, report(*(chance.randint(1, 5) for _ in range(8))))
        return next(row for row in groups.table() if row["group"] == "A")

    assert figures("A") == figures("A") == figures("B", "A", "C")


def test_nine_in_ten_intervals_and_more_hold_the_true_mean() -> None:
    chance = random.Random(5)
    held = 0
    for trial in range(60):
        groups = Groups("outlet")
        for _ in range(60):
            level = chance.choice([2, 4])  # the claims of an article hang together
            groups.add({"outlet": f"outlet {trial}"}, report(*(level + chance.choice([-1, 0, 1]) for _ in range(10))))
        (row,) = groups.table()
        held += row["mean_rating_low"] <= 3 <= row["mean_rating_high"]
    assert held >= 52


def test_an_interval_is_as_wide_as_the_formula_says() -> None:
    # Half of 400 independent claims: the standard error of the share is sqrt(0.5 * 0.5 / 400) = 0.025.
    groups = Groups("outlet")
    for k in range(400):
        groups.add({"outlet": "A"}, report(1 + 4 * (k % 2)))
    (row,) = groups.table()
    assert row["rating_1"] == 0.5
    assert row["rating_1_high"] - row["rating_1_low"] == pytest.approx(2 * 1.96 * 0.025, rel=0.1)


def test_claims_that_repeat_their_article_add_no_certainty() -> None:
    widths = []
    for claims in (1, 10):
        groups = Groups("outlet")
        for k in range(100):
            groups.add({"outlet": "A"}, report(*[1 + 4 * (k % 2)] * claims))
        (row,) = groups.table()
        widths.append(row["mean_rating_high"] - row["mean_rating_low"])
    assert widths[0] == widths[1] > 0.5


def test_few_documents_leave_out_less_at_each_end() -> None:
    # By hand for 20: Student's t with 19 degrees of freedom is 2.093; times the root of 20/19 it is 2.147; beyond that, 1.59 %.
    assert _tail(20) == pytest.approx(0.0159, abs=0.0001)
    assert _tail(100_000) == pytest.approx(0.025, abs=0.00001)


def test_what_was_never_seen_may_still_be_rare() -> None:
    groups = Groups("outlet")
    for k in range(20):
        groups.add({"outlet": "A"}, report(*[4] * 20))
        groups.add({"outlet": "B"}, report(*[4] * 20, kind="named" if k else "anonymous"))
    row = next(row for row in groups.table() if row["group"] == "A")
    # By hand for 400 claims: 1 − 0.0159 ** (1 / 400) = 0.0103.
    assert (row["anonymous"], row["anonymous_low"]) == (0, 0)
    assert row["anonymous_high"] == pytest.approx(0.0103, abs=0.001)
    assert (row["rating_4"], row["rating_4_high"]) == (1, 1)
    assert row["rating_4_low"] == pytest.approx(0.9897, abs=0.001)
    assert (row["mean_rating_low"], row["mean_rating_high"]) == (4, 4)
    assert not any(pair["differ"] for pair in groups.differences(["anonymous", "source_anonymous", "rating_4"]))


def test_groups_that_differ_are_told_from_those_that_do_not() -> None:
    groups = Groups("outlet")
    chance = random.Random(3)
    for name, levels in (("A", (1, 2, 3)), ("B", (3, 4, 5)), ("C", (3, 4, 5))):
        for _ in range(80):
            groups.add({"outlet": name}, report(*(chance.choice(levels) for _ in range(10))))
    found = {(row["first"], row["second"]): row for row in groups.differences(["mean_rating"])}
    assert found["A", "B"]["differ"]
    assert found["A", "B"]["difference"] == pytest.approx(-2, abs=0.2)
    assert not found["B", "C"]["differ"]
    assert set(found) == {("A", "B"), ("A", "C"), ("B", "C")}
    assert groups.differences(["mean_rating"], among=["C", "A", "D"]) == [found["A", "C"]]


def test_real_reports_are_counted() -> None:
    groups = Groups("outlet", minimum=1)
    groups.add({"outlet": "A"}, Scorer(lang="de").score("Laut Insidern soll er reich sein. Das Werk steht in Graz."))
    (row,) = groups.table()
    assert (row["claims"], row["anonymous"], row["hearsay"]) == (2, 0.5, 0.5)
    shown = render([row, {"group": "B", "documents": 1, "claims": 1, "mean_rating": None}])
    assert "2.50 (2.50–2.50)" in shown
    assert "50.0 (50–50)" in shown
    assert shown.endswith("too few documents")
    assert max(map(len, shown.splitlines())) <= 80


def test_a_rare_thing_is_not_shown_as_less_than_never() -> None:
    groups = Groups("outlet")
    for k in range(50):
        groups.add({"outlet": "Ein\tBlatt\x1b[31m"}, report(*[4] * 9, kind="anonymous" if k == 0 else "named"))
    shown = render(groups.table())
    assert "2.0 (0–" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80
