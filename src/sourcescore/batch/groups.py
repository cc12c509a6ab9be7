"""Documents by outlet (or any field): how their claims are rated and sourced, with intervals that let groups be compared."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from ..report import SOURCE_KINDS, Claim, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 1000
LEVEL = 0.95
_AT_ONCE = 8
"""Resamples that are summed up together: fast, and small beside the counts themselves."""
NONE = "(none)"
"""The group of documents that lack the field."""

_RATINGS = range(1, 6)
# What is counted of each document: its claims, the sum of their ratings, how many claims have each property.
_SHARES = (
    *(f"rating_{rating}" for rating in _RATINGS),
    *(f"source_{kind}" for kind in SOURCE_KINDS),
    "anonymous",
    "hearsay",
)
_COUNTS = ("claims", "ratings", *_SHARES)
FIGURES = ("mean_rating", *_SHARES)
"""What a group's row gives, each as itself, NAME_low and NAME_high."""
COLUMNS = ("group", "documents", "claims", "note", *(name + end for name in FIGURES for end in ("", "_low", "_high")))
"""All that a group's row has, in the order in which it is written."""


class Groups:
    """Counts documents by the values of a field of their meta data, in a few dozen bytes each.

    Figures are ratios over all claims of a group: the mean rating, and shares of claims. The claims of an article are not
    independent of each other, so that the bootstrap (Efron 1979) draws whole documents anew. Its percentile intervals are
    too short for few documents, and are expanded as Hesterberg proposes ("What Teachers Should Know About the Bootstrap",
    The American Statistician 69, 2015).
    """

    def __init__(self, field: str, minimum: int = 20) -> None:
        """``minimum``: the documents with claims below which a group gets no figure."""
        self.field = field
        self.minimum = minimum
        self._counts: dict[str, array[int]] = {}
        self._documents: dict[str, int] = {}

    def add(self, meta: Mapping[str, Any], report: Report) -> None:
        """Counts a document."""
        value = meta.get(self.field)
        self.count(NONE if value is None or value == "" else str(value), report.claims)

    def count(self, group: str, claims: Sequence[Claim]) -> None:
        """Counts a document with these claims to a group."""
        self._documents[group] = self._documents.get(group, 0) + 1
        counts = self._counts.setdefault(group, array("I"))
        if not claims:
            return
        ratings = [claim.rating for claim in claims]
        kinds = [claim.source.kind for claim in claims]
        categories = [{signal.category for signal in claim.signals} for claim in claims]
        counts.extend((len(claims), sum(ratings), *map(ratings.count, _RATINGS), *map(kinds.count, SOURCE_KINDS)))
        anonymous = sum(
            kind == "anonymous" or "anonymous_source" in found for kind, found in zip(kinds, categories, strict=True)
        )
        counts.extend((anonymous, sum("hearsay" in found for found in categories)))

    def table(self) -> list[dict[str, Any]]:
        """A row a group, by name: group, documents, claims, then each figure with the ends of its interval; they are
        None, and ``note`` says why, where the group has too few documents."""
        rows = []
        for group in sorted(self._counts):
            data = self._data(group)
            row: dict[str, Any] = {
                "group": group, "documents": self._documents[group], "claims": int(data[:, 0].sum()), "note": "",
            }  # fmt: skip
            if len(data) < self.minimum:
                row["note"] = f"fewer than {self.minimum} documents with claims: no figures"
                row.update((name + end, None) for name in FIGURES for end in ("", "_low", "_high"))
            else:
                lows, highs = _interval(self._draw(group), len(data))
                for name, value, low, high in zip(FIGURES, _figures(data.sum(axis=0)), lows, highs, strict=True):
                    low, high = min(low, value), max(high, value)
                    row |= {name: _rounded(value), f"{name}_low": _rounded(low), f"{name}_high": _rounded(high)}
            rows.append(row)
        return rows

    def differences(
        self, figures: Sequence[str] = ("mean_rating", "anonymous", "hearsay"), among: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """A row a pair of groups with enough documents, and a figure: by how much the first lies above the second, with
        its interval; ``differ`` says whether that leaves out 0. ``among``: the groups to compare; None: all."""
        able = {
            group: data
            for group in sorted(self._counts if among is None else among)
            if len(data := self._data(group)) >= self.minimum
        }
        columns = [FIGURES.index(name) for name in figures]
        drawn = {group: self._draw(group)[:, columns] for group in able}
        known = {group: _figures(data.sum(axis=0))[columns] for group, data in able.items()}
        rows = []
        for first, second in combinations(able, 2):
            lows, highs = _interval(drawn[first] - drawn[second], min(len(able[first]), len(able[second])))
            for name, value, low, high in zip(figures, known[first] - known[second], lows, highs, strict=True):
                low, high = _rounded(low), _rounded(high)
                rows.append({
                    "first": first, "second": second, "figure": name, "difference": _rounded(value),
                    "low": low, "high": high, "differ": not low <= 0 <= high,
                })  # fmt: skip
        return rows

    def _data(self, group: str) -> NDArray[np.float64]:
        """A row a document with claims, a column a count."""
        import numpy as np

        return np.array(self._counts.get(group, ()), dtype=np.float64).reshape(-1, len(_COUNTS))

    def _draw(self, group: str) -> NDArray[np.float64]:
        """The figures of each resample of a group: the same for the same group, whatever other groups there are.

        What no claim has, or all, no resample shows otherwise: the bootstrap would take it for certain. Such a share is drawn
        from what may be unseen in so many claims (the upper end of Clopper and Pearson 1934).
        """
        import numpy as np

        data = self._data(group)
        count = len(data)
        chance = np.random.default_rng(zlib.crc32(group.encode()))
        sums = np.empty((RESAMPLES, len(_COUNTS)))
        times = np.empty((_AT_ONCE, count))  # how often each document is drawn
        for begin in range(0, RESAMPLES, _AT_ONCE):
            for k in range(_AT_ONCE):
                times[k] = np.bincount(chance.integers(0, count, count), minlength=count)
            sums[begin : begin + _AT_ONCE] = times @ data
        figures = _figures(sums.T).T
        whole = data.sum(axis=0)
        for column, name in enumerate(FIGURES):
            if name in _SHARES and (told := whole[_COUNTS.index(name)]) in (0, whole[0]):
                ranks = (chance.permutation(RESAMPLES) + 0.5) / RESAMPLES
                unseen = 1 - ranks ** (1 / whole[0])
                figures[:, column] = unseen if told == 0 else 1 - unseen
        return figures


def _figures(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts, summed up (a row a count), to FIGURES: sums of ratings and claims with a property, each by all claims."""
    figures: NDArray[np.float64] = sums[1:] / sums[0]
    return figures


def _interval(drawn: NDArray[np.float64], documents: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the intervals of figures (a row a resample) of so many documents."""
    import numpy as np

    outside = 100 * _tail(documents)
    low, high = np.percentile(drawn, (outside, 100 - outside), axis=0)
    return low, high


def _tail(documents: int) -> float:
    """The share of resamples to leave out at each end: that of LEVEL, less where documents are few. Student's t for it is
    approximated as in Abramowitz and Stegun, 26.7.5."""
    normal = NormalDist()
    z = normal.inv_cdf(0.5 + LEVEL / 2)
    free = documents - 1
    if free < 1:
        return normal.cdf(-z)
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return normal.cdf(-t * sqrt(documents / free))


def _rounded(value: float) -> float:
    return round(float(value), 4)


def render(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows of a table for a terminal, 80 columns wide: mean rating, anonymous, hearsay, each with its interval."""
    lines = [f"{'':20} {'docs':>6} {'claims':>8}  {'mean rating':<16} {'anonymous %':<12} hearsay %"]
    for row in rows:
        name = "".join(letter if letter.isprintable() else " " for letter in str(row["group"]))
        begin = f"{name[:20]:20} {row['documents']:6} {row['claims']:8}  "
        if row["mean_rating"] is None:
            lines.append(begin + "too few documents")
            continue
        rating = f"{row['mean_rating']:.2f} ({row['mean_rating_low']:.2f}–{row['mean_rating_high']:.2f})"
        anonymous, hearsay = (
            f"{100 * row[name]:.1f} ({100 * row[f'{name}_low']:.0f}–{100 * row[f'{name}_high']:.0f})"
            for name in ("anonymous", "hearsay")
        )
        lines.append(f"{begin}{rating:<16} {anonymous:<12} {hearsay}")
    return "\n".join(lines)
