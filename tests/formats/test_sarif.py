"""SARIF, held against its official JSON schema (2.1.0-rtm.5, as npm's @microsoft/jest-sarif ships it, MIT licence)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from sourcescore import Report
from sourcescore.formats import View, format_sarif
from sourcescore.rules import Rule

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text("utf-8"))


def run_of(*results: tuple[Report, str], view: View) -> dict[str, Any]:
    log = json.loads(format_sarif(list(results), view))
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
    return dict(log["runs"][0])


def cut(text: str, region: dict[str, int], utf16: bool) -> str:
    """The words that a region points to, counted as a viewer of SARIF does."""

    def units(line: str) -> bytes:
        return line.encode("utf-16-le" if utf16 else "utf-32-le")

    size = 2 if utf16 else 4
    line = units(text.split("\n")[region["startLine"] - 1])
    assert region["startLine"] == region["endLine"]
    words = line[size * (region["startColumn"] - 1) : size * (region["endColumn"] - 1)]
    return words.decode("utf-16-le" if utf16 else "utf-32-le")


def test_the_schema_is_able_to_complain() -> None:
    assert list(Draft4Validator(SCHEMA).iter_errors({"version": "2.1.0", "runs": [{"tol": {}}]}))


def test_a_result_for_each_weak_or_mixed_claim(report: Report, text: str, view: View) -> None:
    results = run_of((report, text), view=view)["results"]
    assert [(result["level"], result["properties"]["rating"]) for result in results] == [("error", 1), ("warning", 2)]


def test_the_message_tells_the_sum_and_links_to_the_words(report: Report, text: str, view: View) -> None:
    first = run_of((report, text), view=view)["results"][0]
    assert first["message"]["text"] == (
        "1 of 5, very weak. Anonymous source: ein Insider (0.10). [soll](1): Wiedergabe fremder Rede (-0.50). "
        "[Insider](2): Quelle bleibt ungenannt (-0.10). Score 0.00."
    )
    assert [place["id"] for place in first["relatedLocations"]] == [1, 2, 3]


@pytest.mark.parametrize("offsets", ["codepoint", "utf-16"])
def test_columns_count_what_they_say(report: Report, text: str, view: View, offsets: Any) -> None:
    run = run_of((report.with_offsets(offsets, text), text), view=view)
    utf16 = offsets == "utf-16"
    assert run["columnKind"] == ("utf16CodeUnits" if utf16 else "unicodeCodePoints")
    for result, claim in zip(run["results"], report.claims, strict=False):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert cut(text, region, utf16) == region["snippet"]["text"] == claim.text
        for place in result["relatedLocations"]:
            words = cut(text, place["physicalLocation"]["region"], utf16)
            assert words in {signal.text for signal in claim.signals}
    columns = [result["locations"][0]["physicalLocation"]["region"]["startColumn"] for result in run["results"]]
    assert columns == ([8, 68] if utf16 else [8, 67])


def test_a_claim_over_several_lines_ends_where_it_ends(report: Report, view: View) -> None:
    text = "Er soll\r\nreich sein."
    claim = replace(report.claims[1], start=0, end=len(text), text=text, signals=())
    region = run_of((replace(report, claims=(claim,)), text), view=view)["results"][0]["locations"][0][
        "physicalLocation"
    ]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (1, 1, 2, 12)


def test_the_rule_of_a_result_is_what_weakens_its_claim_most(report: Report, text: str, view: View) -> None:
    run = run_of((report, text), view=view)
    rules = run["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in run["results"]] == ["source.anonymous", "de.hearsay.will"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_rules_come_with_help_from_their_own_examples(report: Report, text: str, view: View) -> None:
    def known(rule_id: str) -> Rule | None:
        return Rule(rule_id, "de", "hearsay", (), hits=("Er [will] es gewusst haben.",), misses=("Er will Brot.",))

    rules = run_of((report, text), view=replace(view, rule=lambda i: None if i.startswith("source.") else known(i)))[
        "tool"
    ]["driver"]["rules"]
    texts = {rule["id"]: rule["help"]["text"] for rule in rules}
    assert texts["de.hearsay.will"] == (
        "Wiedergabe fremder Rede (category hearsay).\nIs marked: Er [will] es gewusst haben.\nIs not marked: Er will Brot."
    )
    assert texts["source.anonymous"] == (
        "The claim rests on a source that is kept unnamed. A claim with such a source starts at 0.10."
    )


def test_the_same_words_elsewhere_are_no_new_finding(report: Report, text: str, view: View) -> None:
    def prints(shift: str) -> list[str]:
        moved = Report.from_dict(report.to_dict())
        step = len(shift)
        claims = tuple(
            replace(
                c, start=c.start + step, end=c.end + step, signals=(), source=replace(c.source, start=None, end=None)
            )
            for c in moved.claims
        )
        run = run_of((replace(moved, claims=claims, signals=()), shift + text), view=view)
        return [result["partialFingerprints"]["claim/v1"] for result in run["results"]]

    assert prints("") == prints("Ein Vorspann.\n\n")
    assert len(set(prints(""))) == 2


def test_names_of_files_become_addresses(report: Report, text: str, view: View) -> None:
    ids = ["a b/ü.txt", "/abs/x y.txt", None]
    run = run_of(*((replace(report, id=name), text) for name in ids), view=view)
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["a%20b/%C3%BC.txt", "file:///abs/x%20y.txt", "stdin"]
    last = run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert last == {"uri": "stdin", "index": 2}


def test_warnings_are_notifications_of_the_tool(report: Report, text: str, view: View) -> None:
    run = run_of((replace(report, warnings=('plugin "acme" failed',)), text), view=view)
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("warning", 'plugin "acme" failed')


def test_a_text_without_claims_has_no_results(empty: Report, view: View) -> None:
    assert run_of((empty, ""), view=view)["results"] == []
