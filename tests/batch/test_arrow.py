"""Tables of texts to tables of scores: row by row, for whatever library holds them."""

from __future__ import annotations

import json
from typing import Any

import pandas
import polars
import pyarrow as pa
import pytest

import sourcescore
from sourcescore import Scorer, SourcescoreError
from sourcescore.arrow import CLAIMS, DOCUMENTS, claim_rows, document_row, score_batch, scored_schema

TEXTS = ["Musk soll 3 Chips gekauft haben.", None, "Laut Insidern ist es offenbar so. Das Werk steht in Graz.", ""]
COLUMNS: dict[str, list[Any]] = {"id": ["a", "b", None, "d"], "text": TEXTS, "code": ["de", "de", "de", "de"]}


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(lang="de")


def test_each_row_gets_its_scores(scorer: Scorer) -> None:
    batch = pa.RecordBatch.from_pydict(COLUMNS)
    rows = score_batch(batch, scorer).to_pylist()
    assert [row["id"] for row in rows] == ["a", "b", None, "d"]
    assert [row["report"] for row in rows] == [
        None if text is None else scorer.score(text, id=name).to_json()
        for name, text in zip(COLUMNS["id"], TEXTS, strict=True)
    ]
    assert [row["error"] for row in rows] == [None, "expected a text (str), got NoneType", None, None]
    assert [(row["claims"], row["mean_rating"]) for row in rows] == [(1, 2.0), (None, None), (2, 2.5), (0, None)]
    assert [claim["rating"] for claim in rows[2]["rated"]] == [1, 4]
    assert rows[2]["rated"][0]["signals"][1]["text"] == "Insidern"


def test_cutting_a_table_otherwise_changes_nothing(scorer: Scorer) -> None:
    table = pa.Table.from_pydict({name: values * 5 for name, values in COLUMNS.items()})
    whole = sourcescore.score_table(table, scorer=scorer)
    parts = [score_batch(batch, scorer) for batch in table.to_batches(max_chunksize=3)]
    assert pa.Table.from_batches(parts).equals(whole.combine_chunks())
    assert whole.schema == scored_schema()


def test_what_comes_back_is_what_was_given(scorer: Scorer) -> None:
    table = sourcescore.score_table(pa.Table.from_pydict(COLUMNS), scorer=scorer)
    frame = sourcescore.score_table(polars.DataFrame(COLUMNS), scorer=scorer)
    pandas_frame = sourcescore.score_table(pandas.DataFrame(COLUMNS), scorer=scorer)
    assert isinstance(table, pa.Table)
    assert isinstance(frame, polars.DataFrame)
    assert isinstance(pandas_frame, pandas.DataFrame)
    assert (
        frame["report"].to_list()
        == table["report"].to_pylist()
        == [None if pandas.isna(one) else one for one in pandas_frame["report"]]
    )
    assert frame.filter(polars.col("mean_rating") < 2.2)["id"].to_list() == ["a"]


def test_a_column_may_hold_the_language() -> None:
    columns = {"text": ["He is said to be rich.", "Er soll reich sein."], "code": ["en", None]}
    rows = sourcescore.score_table(pa.Table.from_pydict(columns), lang="code", id=None).to_pylist()
    assert [(row["lang"], row["mean_rating"]) for row in rows] == [("en", 2.0), ("de", 2.0)]


def test_a_value_that_is_no_text_costs_its_row_alone(scorer: Scorer) -> None:
    frame = pandas.DataFrame(
        {
            "id": ["a", 7, None, "d", "e"],
            "text": pandas.Series(["Er kam.", 3, float("nan"), ["Er kam."], "Er \ud800 kam."], dtype=object),
            "beside": [{"x": 1}, object(), None, 2, "y"],
        }
    )
    scored = sourcescore.score_table(frame, scorer=scorer)
    assert [one if isinstance(one, str) else None for one in scored["id"]] == ["a", "7", None, "d", "e"]
    assert [one if isinstance(one, str) else None for one in scored["error"]][:4] == [
        None, "expected a text (str), got int", "expected a text (str), got NoneType", "expected a text (str), got list",
    ]  # fmt: skip
    assert "surrogates not allowed" in scored["error"][4]


def test_a_text_that_breaks_the_scorer_costs_its_row_alone(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scorer.score

    def score(text: str, **settings: Any) -> sourcescore.Report:
        if "Graz" in text:
            raise RecursionError("too deep\n")
        return whole(text, **settings)

    monkeypatch.setattr(scorer, "score", score)
    rows = score_batch(pa.RecordBatch.from_pydict(COLUMNS), scorer).to_pylist()
    assert rows[2]["error"] == "can not be scored: RecursionError: too deep"
    assert [row["claims"] for row in rows] == [1, None, None, 0]


@pytest.mark.parametrize(
    ("table", "settings", "said"),
    [
        (pa.table({"body": ["x"]}), {}, 'no column "text"; there are: body'),
        (pa.table({"text": ["x"]}), {"lang": "code"}, 'no column "code"; there are: text'),
        (pa.table({"text": ["x"]}), {"id": "nr"}, 'no column "nr"; there are: text'),
        (pa.table([["x"], ["y"]], names=["text", "text"]), {}, 'there is more than one column "text"'),
        (pandas.DataFrame([["x", "y"]], columns=["text", "text"]), {}, 'there is more than one column "text"'),
        ({"text": ["x"]}, {}, "expected a pyarrow, polars or pandas table, got dict"),
        (polars.LazyFrame({"text": ["x"]}), {}, "expected a pyarrow, polars or pandas table, got LazyFrame"),
    ],
)
def test_what_can_not_be_scored_is_said(table: Any, settings: dict[str, str], said: str) -> None:
    with pytest.raises(SourcescoreError, match=said):
        sourcescore.score_table(table, **settings)


def test_rows_fit_the_published_schemas(scorer: Scorer) -> None:
    report = scorer.score(str(TEXTS[2]))
    meta = {"id": "x", "outlet": "Talbote", "more": 1}
    claims = pa.Table.from_pylist(claim_rows(meta, report), schema=CLAIMS)
    assert claims["outlet"].to_pylist() == ["Talbote", "Talbote"]
    document = pa.Table.from_pylist([document_row(meta, report)], schema=DOCUMENTS).to_pylist()[0]
    assert (document["claims"], document["rating_1"], document["source_anonymous"]) == (2, 1, 1)
    summary = json.loads(document["summary"])
    assert summary["claims"] == 2
    assert dict(document["readability"]) == summary["readability"] != {}
    assert dict(document["signals"]) == {"anonymous_source": 1, "attribution": 1, "inference": 1}


def test_signals_outside_of_claims_are_counted_and_odd_summaries_are_borne() -> None:
    signal = sourcescore.Signal(0, 1, "hearsay", "x.y")
    claim = sourcescore.Claim(2, 3, signals=(signal, signal))
    report = sourcescore.Report("x", "de", (claim,), signals=(signal,), summary={"readability": ["odd"]})
    document = document_row({}, report)
    assert (document["signals"], document["readability"]) == ([("hearsay", 3)], [])


@pytest.mark.parametrize(
    "table",
    [
        pandas.DataFrame({"id": [1, None, 3], "text": ["Es regnet."] * 3}),
        polars.DataFrame({"id": [1.0, float("nan"), 3.0], "text": ["Es regnet."] * 3}),
        pa.table({"id": [1.0, None, 3.0], "text": ["Es regnet."] * 3}),
    ],
)
def test_ids_are_whole_numbers_though_some_are_missing(scorer: Scorer, table: Any) -> None:
    scores = sourcescore.score_table(table, scorer=scorer)
    ids = list(scores["id"]) if not isinstance(table, pa.Table) else scores["id"].to_pylist()
    assert [name if isinstance(name, str) else None for name in ids] == ["1", None, "3"]
