"""JSON for programs: the report of the contract, nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

from sourcescore import Report, Scorer
from sourcescore.formats import View, format_json, format_jsonl


def test_one_text_is_an_object(report: Report, text: str) -> None:
    assert json.loads(format_json([(report, text)], View())) == report.to_dict()


def test_several_texts_are_an_array_also_where_only_one_could_be_read(report: Report, text: str) -> None:
    assert json.loads(format_json([(report, text)], View(several=True))) == [report.to_dict()]


def test_a_report_can_be_read_back(report: Report, text: str) -> None:
    assert Report.from_dict(json.loads(format_json([(report, text)]))) == report


def test_json_is_indented_and_not_escaped(report: Report, text: str) -> None:
    out = format_json([(report, text)])
    assert '\n   "text": "Die Wirtin will davon nichts gewusst haben.",\n' in out
    assert "Gerüchteküche" in out


def test_json_lines_have_one_report_a_line(report: Report, text: str) -> None:
    lines = format_jsonl([(report, text), (replace(report, id="b"), text)]).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["wirt.txt", "b"]
    assert lines[0] == report.to_json()


def test_no_text_is_no_line() -> None:
    assert format_jsonl([]) == ""


def test_half_a_surrogate_pair_is_written_as_json_can() -> None:
    report = Scorer(lang="de").score("Er soll \ud83d gegangen sein.")
    assert json.loads(report.to_json()) == report.to_dict()
