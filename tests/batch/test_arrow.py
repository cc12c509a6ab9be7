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


@pytest.mark.parametrize(
    ("table", "settings", "said"),
    [
        (pa.table({"body": ["x"]}), {}, 'no column "text"; there are: body'),
        (pa.table({"text": ["x"]}), {"lang": "code"}, 'no column "code"; there are: text'),
        ({"text": ["x"]}, {}, "expected a pyarrow, polars or pandas table, got dict"),
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
    assert json.loads(document["summary"])["claims"] == 2
