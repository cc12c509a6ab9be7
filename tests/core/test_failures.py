"""A plugin that fails on a text: it is named, its result is left out, the rest of the report stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Thread
from types import ModuleType
from typing import Any

import pytest

import sourcescore
from sourcescore import Attribution, Claim, Report, Scorer, Signal, Source, SourcescoreError, hookimpl

TEXT = "Musk soll 10.000 Chips gekauft haben. Er ist offenbar reich."


def plugin(hook: str, function: Callable[..., Any]) -> ModuleType:
    """A plugin "acme" with one hook."""
    module = ModuleType("acme")
    function.__name__ = hook
    setattr(module, hook, hookimpl(function))
    return module


def raising(document: Any) -> None:
    raise RuntimeError("no\nluck")


def generator(document: Any) -> Iterator[Signal]:
    yield Signal(0, 4, "hearsay", "acme.one")
    raise RuntimeError("half way")


def gives(result: Any, *names: str) -> Callable[..., Any]:
    """A hook's function with these parameters that gives always the same."""
    scope: dict[str, Any] = {"result": result}
    exec(f"def function({', '.join(names)}):\n    return result", scope)
    return scope["function"]  # type: ignore[no-any-return]


CLAIM = Claim(0, 4)
FAILURES = {
    "raises": ("find_signals", raising, "RuntimeError: no luck"),
    "raises half way": ("find_signals", generator, "RuntimeError: half way"),
    "signal outside": ("find_signals", gives([Signal(50, 99, "hearsay", "a.b")], "document"), "lies outside of the text (0–60)"),
    "signal turned round": ("find_signals", gives([Signal(5, 4, "hearsay", "a.b")], "document"), "a signal at 5–4"),
    "signal unknown": ("find_signals", gives([Signal(0, 4, "gossip", "a.b")], "document"), 'unknown category "gossip"'),
    "signals are a number": ("find_signals", gives(3, "document"), "find_signals gave int, expected a list of Signal"),
    "category is a list": ("find_signals", gives([Signal(0, 4, ["hearsay"], "a.b")], "document"), "unknown category"),
    "no signal": ("find_signals", gives(["soll"], "document"), "find_signals gave str, expected Signal"),
    "no rule": ("find_signals", gives([Signal(0, 4, "hearsay", "")], "document"), "a signal has no rule"),
    "claims are a number": ("find_claims", gives(3, "document"), "find_claims gave int, expected a list of Claim"),
    "claim is a text": ("find_claims", gives(["x"], "document"), "find_claims gave str, expected Claim"),
    "claims overlap": ("find_claims", gives([Claim(0, 9), Claim(4, 12)], "document"), "begins before"),
    "attributions are a number": (
        "resolve_sources", gives(3, "document", "claims"), "resolve_sources gave int, expected a list of Attribution"),
    "attribution without places": (
        "resolve_sources", gives([Attribution("direct", None, 3, ())], "document", "claims"), "the cue of an attribution is 3"),
    "attribution with half a place": (
        "resolve_sources", gives([Attribution("direct", None, (), (4,))], "document", "claims"), "has the place 4"),
    "no attribution": ("resolve_sources", gives([1], "document", "claims"), "resolve_sources gave int"),
    "attribution type": ("resolve_sources", gives([Attribution("x", None, (), ())], "document", "claims"), 'unknown type "x"'),
    "attribution outside": (
        "resolve_sources", gives([Attribution("direct", None, ((0, 99),), ())], "document", "claims"), "lies outside"),
    "attribution's claim": (
        "resolve_sources", gives([Attribution("direct", None, (), (), (7,))], "document", "claims"), "covers claim 7"),
    "source kind": (
        "resolve_sources", gives([Attribution("direct", Source("x"), (), (), (0,))], "document", "claims"), 'unknown kind "x"'),
    "no rating": ("rate", gives(4, "claim", "policy"), "rate gave int, expected Claim"),
    "rating of another claim": ("rate", gives(CLAIM, "claim", "policy"), "rate gave a claim at 0–4"),
    "no summary": ("summarize", gives([1], "document"), "summarize gave list"),
    "summary without JSON": ("summarize", gives({"x": object()}, "document"), "JSON can not hold"),
}  # fmt: skip


def without(report: Report) -> dict[str, Any]:
    data = report.to_dict()
    data.pop("incomplete", None)
    data.pop("warnings", None)
    return data


@pytest.mark.parametrize("case", FAILURES)
def test_a_failing_plugin_is_named_and_the_rest_stands(case: str) -> None:
    hook, function, said = FAILURES[case]
    report = Scorer(plugins=[plugin(hook, function)], lang="de").score(TEXT)
    assert report.incomplete
    (warning,) = report.warnings
    assert warning.startswith('plugin "acme" (given as an object no version) failed: ')
    assert said in warning
    assert "\n" not in warning
    assert without(report) == without(sourcescore.score(TEXT, lang="de"))


@pytest.mark.parametrize("case", FAILURES)
def test_strict_makes_it_an_error(case: str) -> None:
    hook, function, said = FAILURES[case]
    with pytest.raises(SourcescoreError, match='plugin "acme"') as caught:
        Scorer(plugins=[plugin(hook, function)], lang="de", strict=True).score(TEXT)
    assert said in str(caught.value)


SET_UP = {
    "categories": (["gossip"], "categories gave list, expected a mapping from names to weights"),
    "conditions": ({"gossip": 3}, 'conditions gave int for "gossip", expected a function'),
    "rule_files": ("de.toml", "rule_files gave str, expected a list of paths"),
    "languages": (3, "languages gave int, expected a list of codes of languages"),
    "signal_rules": ({3: "x"}, "signal_rules gave the name 3, expected a text"),
}


@pytest.mark.parametrize("hook", SET_UP)
def test_nonsense_at_set_up_is_an_error_that_names_the_plugin(hook: str) -> None:
    given, said = SET_UP[hook]
    names = () if hook in ("categories", "languages") else ("lang",)
    with pytest.raises(SourcescoreError) as caught:
        Scorer(plugins=[plugin(hook, gives(given, *names))], lang="de")
    assert str(caught.value) == f'plugin "acme" (given as an object no version): {said}'


@pytest.mark.parametrize("name", ["question", "next", "means"])
def test_a_condition_that_is_there_already_is_an_error(name: str) -> None:
    with pytest.raises(SourcescoreError, match=f'"{name}" of conditions is ') as caught:
        Scorer(plugins=[plugin("conditions", gives({name: bool}, "lang"))], lang="de")
    assert 'plugin "acme"' in str(caught.value)


def never(document: Any) -> None:
    while True:
        time.sleep(0.01)


@pytest.mark.timeout(60, method="thread")  # the timer that stops plugins is not taken by the test runner
def test_a_plugin_that_never_ends_is_stopped() -> None:
    scorer = Scorer(plugins=[plugin("find_signals", never)], lang="de", budget=0.2)
    report = scorer.score(TEXT)
    assert "took longer than 0.2 s and was stopped" in report.warnings[0]
    assert without(report) == without(sourcescore.score(TEXT, lang="de"))


@pytest.mark.timeout(60, method="thread")  # the timer that stops plugins is not taken by the test runner
def test_a_plugin_that_holds_back_every_exception_is_stopped_too() -> None:
    def stubborn(document: Any) -> None:
        while True:
            try:
                never(document)
            except Exception:
                continue

    report = Scorer(plugins=[plugin("find_signals", stubborn)], lang="de", budget=0.2).score(TEXT)
    assert "was stopped" in report.warnings[0]


def test_outside_of_the_main_thread_a_slow_plugin_is_left_out() -> None:
    def slow(document: Any) -> list[Signal]:
        time.sleep(0.15)
        return [Signal(0, 4, "rumour", "acme.slow")]

    scorer = Scorer(plugins=[plugin("find_signals", slow)], lang="de", budget=0.1)
    reports: list[Report] = []
    thread = Thread(target=lambda: reports.append(scorer.score(TEXT)))
    thread.start()
    thread.join()
    assert "longer than 0.1 s" in reports[0].warnings[0]
    assert without(reports[0]) == without(sourcescore.score(TEXT, lang="de"))


def test_without_a_budget_a_plugin_takes_the_time_it_needs() -> None:
    def slow(document: Any) -> list[Signal]:
        time.sleep(0.05)
        return [Signal(0, 4, "rumour", "acme.slow")]

    report = Scorer(plugins=[plugin("find_signals", slow)], lang="de", budget=None).score(TEXT)
    assert not report.incomplete
    assert report.claims[0].signals[0].rule == "acme.slow"


RULES = """
[[rule]]
id = "acme.broken"
lang = "de"
category = "rumour"
match = ["gekauft"]
when = ["broken"]

[[rule]]
id = "acme.sound"
lang = "de"
category = "rumour"
match = ["reich"]
hits = ["Er ist reich."]
misses = ["Er ist arm."]
"""


def broken(match: Any) -> bool:
    raise ZeroDivisionError


def hanging(match: Any) -> bool:
    while True:
        pass


@pytest.mark.timeout(60, method="thread")  # the timer that stops plugins is not taken by the test runner
@pytest.mark.parametrize(("condition", "said"), [(broken, "ZeroDivisionError"), (hanging, "was stopped")])
def test_a_condition_that_fails_takes_only_its_rules_away(
    condition: Callable[..., bool], said: str, tmp_path: Any
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(RULES, "utf-8")
    code = tmp_path / "acme.py"
    code.write_text(
        "from sourcescore import hookimpl\n@hookimpl\ndef conditions(lang):\n    def broken(match):\n        "
        + ("return 1 / 0" if condition is broken else "while True: pass")
        + "\n    return {'broken': broken}\n",
        "utf-8",
    )
    report = Scorer(rules=file, plugins=[code], lang="de", budget=0.2).score(TEXT)
    assert [s.rule for claim in report.claims for s in claim.signals] == [
        "de.hearsay.sollen", "de.inference.offenbar", "de.acme.sound",
    ]  # fmt: skip
    (warning,) = report.warnings
    assert warning.startswith(f'plugin "acme" ({code} no version) failed in the condition "broken": ')
    assert said in warning


def test_signals_alone_note_a_condition_that_fails_in_somebodys_mouth(tmp_path: Any) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        RULES.replace('category = "rumour"\nmatch = ["gekauft"]', 'category = "opinion"\nmatch = ["gekauft"]'), "utf-8"
    )
    scorer = Scorer(rules=file, plugins=[plugin("conditions", lambda lang: {"broken": broken})], lang="de")
    failures: dict[str, str] = {}
    assert scorer.find_signals(scorer.document(TEXT), failures)
    assert ["ZeroDivisionError" in line for line in failures.values()] == [True]
