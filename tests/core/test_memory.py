"""Rings of objects are looked for seldom while texts are scored, and as before behind them."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from sourcescore import Document, Scorer, hookimpl
from sourcescore.memory import collect_seldom


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Whatever a test sets, the next one finds what Python has."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


class Looking:
    """A plugin that notes how often Python would look; and, where it is told to, fails."""

    def __init__(self, fails: bool = False) -> None:
        self.seen: list[tuple[int, int, int]] = []
        self.fails = fails

    @hookimpl
    def find_signals(self, document: Document) -> list[object]:
        """Finds nothing."""
        self.seen.append(gc.get_threshold())
        if self.fails:
            raise SystemExit
        return []


@pytest.mark.parametrize(
    ("set_before", "meanwhile"),
    [((700, 10, 10), (50_000, 10, 10)), ((90_000, 5, 5), (90_000, 5, 5)), ((0, 10, 10), (0, 10, 10))],
)
def test_seldom_meanwhile_and_as_before_behind(
    set_before: tuple[int, int, int], meanwhile: tuple[int, int, int]
) -> None:
    plugin = Looking()
    scorer = Scorer(lang="de", plugins=[plugin])
    gc.set_threshold(*set_before)
    scorer.score("Er soll Chips gekauft haben.")
    assert plugin.seen == [meanwhile]
    assert gc.get_threshold() == set_before


def test_as_before_also_where_a_plugin_ends_the_program() -> None:
    scorer = Scorer(lang="de", plugins=[Looking(fails=True)])
    gc.set_threshold(700, 10, 10)
    with pytest.raises(SystemExit):
        scorer.score("Er soll Chips gekauft haben.")
    assert gc.get_threshold() == (700, 10, 10)


def test_seldom_from_now_on_in_the_programs_own_processes() -> None:
    gc.set_threshold(700, 10, 10)
    collect_seldom()
    assert gc.get_threshold() == (50_000, 10, 10)
