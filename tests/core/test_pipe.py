"""``Scorer.pipe`` over several processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcescore import Scorer, SourcescoreError
from sourcescore.errors import InputError, UsageError

TEXTS = [f"Er soll {k} Chips gekauft haben." for k in range(50)]


def test_the_number_of_workers_changes_nothing() -> None:
    scorer = Scorer(lang="de")
    one = [report.to_json() for report in scorer.pipe(TEXTS)]
    assert [report.to_json() for report in scorer.pipe(TEXTS, workers=2)] == one


def test_a_process_that_dies_is_one_clear_error(tmp_path: Path) -> None:
    plugin = tmp_path / "acme.py"
    plugin.write_text(
        "import os\nfrom sourcescore import hookimpl\n\n@hookimpl\ndef find_signals(document):\n"
        '    if "tot" in document.text:\n        os._exit(3)\n',
        "utf-8",
    )
    scorer = Scorer(plugins=[plugin], lang="de")
    with pytest.raises(SourcescoreError, match="a scoring process ended before its work was done"):
        list(scorer.pipe([*TEXTS, "Er ist tot.", *TEXTS], workers=2))


def test_one_text_is_not_many_and_nobody_is_not_a_worker() -> None:
    scorer = Scorer(lang="de")
    with pytest.raises(InputError, match="expected many texts, got one"):
        list(scorer.pipe("Er soll gegangen sein."))
    with pytest.raises(UsageError, match="expected at least 1 worker, got 0"):
        list(scorer.pipe(TEXTS, workers=0))
