"""Every shipped rule does what its own examples say, and has at least one that must hit and one that must not."""

from __future__ import annotations

import pytest

from sourcescore import Scorer
from sourcescore.testing import run_rule_examples

SCORER = Scorer()


@pytest.mark.parametrize("lang", SCORER.languages)
def test_the_examples_of_all_rules(lang: str) -> None:
    assert run_rule_examples(lang=lang, scorer=SCORER) >= 2 * len(SCORER.ruleset(lang).rules)
