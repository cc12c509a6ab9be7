"""Spark in local mode gives the scores of a local run, byte for byte. Without Java or pyspark a visible skip."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sourcescore import Scorer
from sourcescore.errors import MissingExtraError, RulesError, UsageError
from sourcescore.toml_source import TomlSource

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark"), pytest.mark.timeout(240)]

PIECES = (
    "Musk soll 3 Chips gekauft haben.", "Laut Insidern ist es offenbar so.", "Das Werk steht in Graz.",
    "Der Bau beginne im Herbst, sagte Bürgermeisterin Anna Leitner.", "Er koste nicht mehr als das alte Bad.", "Das Bad soll 2029 öffnen. 😀",
)  # fmt: skip
ROWS = [(f"d{k}", " ".join(PIECES[(k * j + k) % len(PIECES)] for j in range(1, 2 + k % 7))) for k in range(300)]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("needs Java")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master("local[2]").appName("sourcescore")
    for name, value in {
        "spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "1g",
    }.items():  # fmt: skip
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_the_reports_are_those_of_a_local_run(spark: Any) -> None:
    from sourcescore.spark import score_frame

    frame = spark.createDataFrame([*ROWS, ("none", None)], "id string, text string").repartition(4)
    found = {row["id"]: row for row in score_frame(frame, detect="de").collect()}
    scorer = Scorer(lang="de")
    assert {name: found[name]["report"] for name, _ in ROWS} == {
        name: scorer.score(text, id=name).to_json() for name, text in ROWS
    }
    assert found["none"]["error"] == "expected a text (str), got NoneType"
    assert found["d3"]["rated"][0]["rating"] == scorer.score(ROWS[3][1]).claims[0].rating


def test_rules_travel_with_the_job(spark: Any, tmp_path: Path) -> None:
    from sourcescore.spark import score_frame

    rules = tmp_path / "rules.toml"
    rules.write_text("[weights]\nhearsay = -0.7\n", "utf-8")
    scores = score_frame(spark.createDataFrame(ROWS[:20], "id string, text string"), rules=rules, detect="de")
    expected = Scorer(rules=TomlSource(rules), lang="de")
    rules.unlink()
    assert [row["report"] for row in scores.orderBy("id").collect()] == [
        expected.score(text, id=name).to_json() for name, text in sorted(ROWS[:20])
    ]


def test_what_is_wrong_is_said_before_the_job(spark: Any, tmp_path: Path) -> None:
    from sourcescore.spark import score_frame

    frame = spark.createDataFrame(ROWS[:2], "id string, body string")
    with pytest.raises(UsageError, match='no column "text"; there are: id, body'):
        score_frame(frame)
    broken = tmp_path / "rules.toml"
    broken.write_text("[weights]\nhearsay = 7\n", "utf-8")
    with pytest.raises(RulesError, match="must be from -1 to 1"):
        score_frame(frame, text="body", rules=broken)
    with pytest.raises(UsageError, match=r'the plugin "./own.py" is a file, which executors do not have'):
        score_frame(frame, text="body", plugins=["./own.py"])


@pytest.mark.parametrize("missing", ["pandas", "pyarrow", "pyspark"])
def test_without_what_spark_needs_one_line_says_so(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sourcescore.spark import score_frame

    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'sourcescore\[spark\]'"):
        score_frame(None)  # type: ignore[arg-type]
