"""What the tests of the shipped plugins share."""

from __future__ import annotations

import pytest

import sourcescore


@pytest.fixture(scope="session")
def scorer() -> sourcescore.Scorer:
    """A German scorer that raises where a plugin does."""
    return sourcescore.Scorer(lang="de", strict=True)
