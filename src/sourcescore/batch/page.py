"""One page about an archive: ratings by group and over time, kinds of source, the strongest and weakest documents."""

from __future__ import annotations

import heapq
import io
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from ..report import LABELS, SOURCE_KINDS, Claim, Report
from .groups import LEVEL, RESAMPLES, Groups

_COLOURS = ("#b5442a", "#e09a4a", "#d9c75b", "#a9b4bd", "#3f78b0")
_KIND_COLOURS = ("#1f4e79", "#3f78b0", "#7aa6d1", "#8c8c8c", "#d9c75b", "#b5442a", "#d6d6d6")
_DARK = ("#b5442a", "#3f78b0", "#1f4e79")
_MOST = 10
_FEWEST_CLAIMS = 5
_SHOWN_GROUPS = 30
_INK = "#010203"  # becomes the page's own colour of writing, light or dark
_LEAD = (
    "How firmly texts stand behind what they say, claim by claim, from 1 (very weak) to 5 (solid). The wording is judged, "
    "never the truth."
)
_MONTHS = (
    re.compile(r"(?P<year>\d{4})[-/](?P<month>0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])[0-3]\d(?!\d)"),
    re.compile(r"[0-3]?\d\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?(?P<year>\d{4})(?!\d)"),
)
"""The beginnings of dates: 2025-03, 2025-03-14, 2025/03/14; 20250314; 14.3.2025."""


def write_page(
    path: Path,
    documents: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]],
    group_by: str | None = None,
    title: str | None = None,
) -> None:
    """Writes the page. ``documents``: (meta, report as plain data), gone through once; of each a few numbers are kept, and
    the claims of the strongest and weakest. Raises OSError."""
    found = _Found(group_by)
    for meta, data in documents:
        found.add(meta, Report.from_dict(data))
    path.write_text(_page(found, group_by, title or "sourcescore: an archive"), "utf-8")


class _Found:
    """What is kept of an archive."""

    def __init__(self, group_by: str | None) -> None:
        self.all = Groups("", minimum=1)
        self.groups = Groups(group_by) if group_by else None
        self.months = Groups("", minimum=5)
        self.dated = 0
        self.documents = self.claims = self.incomplete = 0
        self.weakest: list[tuple[float, int, Any]] = []
        self.strongest: list[tuple[float, int, Any]] = []

    def add(self, meta: Mapping[str, Any], report: Report) -> None:
        self.documents += 1
        self.claims += len(report.claims)
        self.incomplete += report.incomplete
        self.all.count("all", report.claims)
        if self.groups is not None:
            self.groups.add(meta, report)
        if month := _month(meta.get("date")):
            self.dated += 1
            self.months.count(month, report.claims)
        if len(report.claims) >= _FEWEST_CLAIMS:
            mean = sum(claim.score for claim in report.claims) / len(report.claims)
            entry = (dict(meta), report.claims)
            # Of equals the earlier one stays: the number is the second key.
            for heap, order in ((self.weakest, -mean), (self.strongest, mean)):
                heapq.heappush(heap, (order, -self.documents, entry))
                if len(heap) > _MOST:
                    heapq.heappop(heap)


def _page(found: _Found, group_by: str | None, title: str) -> str:
    parts = [
        "<!doctype html>", '<html lang="en">', '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{escape(title)}</title>",
        f"<style>{_style()}</style>", f"<h1>{escape(title)}</h1>",
        f'<p class="soft">{_LEAD}</p>',
    ]  # fmt: skip
    rows = found.all.table()
    figures = [("documents", f"{found.documents:,}"), ("claims", f"{found.claims:,}")]
    if found.claims:
        row = rows[0]
        figures += [
            ("mean rating", f"{row['mean_rating']:.2f}"),
            ("rated 1 or 2", _percent(row["rating_1"] + row["rating_2"])),
            ("anonymous sources", _percent(row["anonymous"])),
            ("hearsay", _percent(row["hearsay"])),
        ]
    if found.incomplete:
        figures.append(("incomplete", f"{found.incomplete:,}"))
    parts.append("<dl>" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in figures) + "</dl>")
    if found.claims:
        compared = found.groups.table() if found.groups is not None else []
        able = [row for row in compared if row["mean_rating"] is not None]
        shown = sorted(able, key=lambda row: (-row["documents"], row["group"]))[:_SHOWN_GROUPS] or rows
        by = f" by {escape(group_by)}" if able and group_by else ""
        parts += _ratings(shown, by)
        parts += _kinds(shown, by)
        if found.groups is not None:
            parts += _compared(found.groups, compared, shown, str(group_by))
        parts += _over_time(found)
        for name, heap in (("Weakest", found.weakest), ("Strongest", found.strongest)):
            parts += _ranked(name, heap)
    parts += _method(found)
    return "\n".join(parts) + "\n"


def _ratings(rows: Sequence[Mapping[str, Any]], by: str) -> list[str]:
    labels = [f"{k} {label}" for k, label in enumerate(LABELS, 1)]
    return [f"<h2>Ratings{by}</h2>", *_shares(rows, [f"rating_{k}" for k in range(1, 6)], labels, _COLOURS)]


def _kinds(rows: Sequence[Mapping[str, Any]], by: str) -> list[str]:
    names = [f"source_{kind}" for kind in SOURCE_KINDS]
    return [f"<h2>Who stands behind the claims{by}</h2>", *_shares(rows, names, SOURCE_KINDS, _KIND_COLOURS)]


def _shares(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str], labels: Sequence[str], colours: Sequence[str]
) -> list[str]:
    cells = ([escape(row["group"]), *(_between(row, name, _percent) for name in names)] for row in rows)
    return [_stacked(rows, names, labels, colours), _hidden("As a table", _table(["", *labels], cells))]


def _compared(
    groups: Groups, rows: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]], field: str
) -> list[str]:
    cells = []
    for row in rows:
        begin = [escape(row["group"]), f"{row['documents']:,}", f"{row['claims']:,}"]
        if row["note"]:
            cells.append([*begin, f"<small>{escape(row['note'])}</small>", "", ""])
        else:
            shares = (_between(row, name, _percent) for name in ("anonymous", "hearsay"))
            cells.append([*begin, _between(row, "mean_rating", _two), *shares])
    head = [escape(field), "documents", "claims", "mean rating", "anonymous sources", "hearsay"]
    parts = [
        f"<h2>Compared by {escape(field)}</h2>",
        f"<p class=soft>In small figures the {LEVEL:.0%} interval of each.</p>",
        _table(head, cells),
    ]
    pairs = groups.differences(among=[row["group"] for row in shown[:6]])
    if pairs:
        told = (
            [
                f"{escape(row['first'])} – {escape(row['second'])}", row["figure"].replace("_", " "),
                "differ" if row["differ"] else "no difference shown",
                _signed(row["figure"], row["difference"]),
                f"{_signed(row['figure'], row['low'])} to {_signed(row['figure'], row['high'])}",
            ]
            for row in pairs
        )  # fmt: skip
        by_chance = (1 - LEVEL) * len(pairs)
        many = (
            f"about {by_chance:.0f} of these {len(pairs)}" if by_chance >= 1 else f"one in {1 / (1 - LEVEL):.0f} such"
        )
        chance = (
            "<p class=soft>The first of a pair less the second; shares in percentage points. Were there no differences at all, "
            f"{many} intervals would still leave out 0.</p>"
        )
        table = _table(["pair", "figure", "", "difference", "interval"], told, texts=3)
        parts.append(_hidden("Differences between the largest", chance + table))
    return parts


def _over_time(found: _Found) -> list[str]:
    rows = [row for row in found.months.table() if row["mean_rating"] is not None]
    if len(rows) < 2:
        return []
    figure, axes = _axes(2.6)
    places = [_month_number(row["group"]) - _month_number(rows[0]["group"]) for row in rows]
    begins = [k for k in range(len(rows)) if k == 0 or places[k] != places[k - 1] + 1]
    for begin, end in zip(
        begins, [*begins[1:], len(rows)], strict=True
    ):  # nothing is drawn across months without figures
        at, run = places[begin:end], rows[begin:end]
        means, low, high = ([row[f"mean_rating{part}"] for row in run] for part in ("", "_low", "_high"))
        if len(run) == 1:
            axes.vlines(at, low, high, color=_COLOURS[4], alpha=0.25, linewidth=4)
        axes.fill_between(at, low, high, color=_COLOURS[4], alpha=0.25, linewidth=0)
        axes.plot(at, means, color=_COLOURS[4], marker="o", markersize=3, linewidth=1.5)
    ticks = range(0, places[-1] + 1, max(1, places[-1] // 10))
    first = _month_number(rows[0]["group"])
    axes.set_xticks(list(ticks), [f"{(first + k) // 12:04}-{(first + k) % 12 + 1:02}" for k in ticks])
    axes.set_ylabel("mean rating")
    cells = ([row["group"], f"{row['documents']:,}", _between(row, "mean_rating", _two)] for row in rows)
    return [
        "<h2>Over time</h2>", _drawn(figure, "The mean rating by month, with its interval."),
        _hidden("As a table", _table(["month", "documents", "mean rating"], cells)),
    ]  # fmt: skip


def _month(date: object) -> str | None:
    """The month of a date, as 2025-03; None where it can not be told."""
    said = str(date or "").strip()
    found = next((match for pattern in _MONTHS if (match := pattern.match(said))), None)
    return f"{found['year']}-{int(found['month']):02}" if found else None


def _month_number(month: str) -> int:
    """The months from year 0 to a month such as 2025-03."""
    return 12 * int(month[:4]) + int(month[5:]) - 1


def _ranked(name: str, heap: Sequence[tuple[float, int, Any]]) -> list[str]:
    items = []
    for order, _, (meta, claims) in sorted(heap, reverse=True):
        lang = f' lang="{escape(str(meta["lang"]))}"' if meta.get("lang") else ""
        if meta.get("title"):
            shown = f"<span{lang}>{escape(str(meta['title']))}</span>"
        else:
            shown = escape(str(meta.get("id") or "without a name"))
        about = " · ".join(escape(str(meta[key])) for key in ("outlet", "date") if meta.get(key))
        told: list[Claim] = sorted(claims, key=lambda claim: claim.score, reverse=name == "Strongest")[:5]
        lines = "".join(
            f'<li><span class="key r{claim.rating}">{claim.rating}</span>'
            f"<span{lang}>{escape(' '.join(claim.text.split()))}</span></li>"
            for claim in told
        )
        figures = f"{about}{' · ' if about else ''}mean score {abs(order):.2f}, {len(claims)} claims"
        items.append(f"<li>{_hidden(f'{shown} <small>{figures}</small>', f'<ul class=claims>{lines}</ul>')}</li>")
    if not items:
        return []
    return [f"<h2>{name} documents</h2>", f"<ol>{''.join(items)}</ol>"]


def _method(found: _Found) -> list[str]:
    minimum = found.groups.minimum if found.groups is not None else 20
    said = (
        f"Shares and means are taken over all claims of a group. Intervals are {LEVEL:.0%} percentile intervals of a bootstrap "
        f"that draws whole documents anew ({RESAMPLES:,} times), since the claims of one article hang together, and are made "
        f"longer for few documents. Groups of fewer than {minimum} documents with claims, and months of fewer than "
        f"{found.months.minimum}, get no figure. Documents are ranked by the mean score of their claims where they have at least "
        f"{_FEWEST_CLAIMS}. A claim counts as anonymous where its source, or one that is named in it, is kept unnamed; as "
        "hearsay where the text passes on what is said without saying by whom. "
        f"{found.dated:,} of {found.documents:,} documents have a date whose month can be told."
    )
    return ["<h2>How this was counted</h2>", f"<p class=soft>{said}</p>"]


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text("utf-8")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """A table of cells that are HTML already; all columns but the first ``texts`` are figures."""

    top = "".join(f"<th scope=col{_figure(k, texts)}>{cell}</th>" for k, cell in enumerate(head))
    body = "".join(
        f"<tr><th scope=row>{row[0]}</th>"
        + "".join(f"<td{_figure(k, texts)}>{cell}</td>" for k, cell in enumerate(row[1:], 1))
        + "</tr>"
        for row in rows
    )
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class=scroll tabindex=0>{table}</div>"  # reached by keys, since it may be wider than the screen


def _figure(column: int, texts: int) -> str:
    return " class=n" if column >= texts else ""


def _hidden(summary: str, content: str) -> str:
    return f"<details><summary>{summary}</summary>{content}</details>"


def _between(row: Mapping[str, Any], name: str, show: Callable[[float], str]) -> str:
    """A figure with its interval."""
    return f"{show(row[name])} <small>{show(row[f'{name}_low'])}–{show(row[f'{name}_high'])}</small>"


def _two(value: float) -> str:
    return f"{value:.2f}"


def _signed(figure: str, value: float) -> str:
    """A difference of means, or of shares in percentage points."""
    shown = f"{value:+.2f}" if figure == "mean_rating" else f"{100 * value:+.1f}"
    return shown.replace("-", "−")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _stacked(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str], labels: Sequence[str], colours: Sequence[str]
) -> str:
    figure, axes = _axes(0.9 + 0.36 * len(rows))
    shown = [_short(row["group"]) for row in rows]
    left = [0.0] * len(rows)
    for name, label, colour in zip(names, labels, colours, strict=True):
        widths = [100 * row[name] for row in rows]
        bars = axes.barh(
            range(len(rows)),
            widths,
            left=left,
            color=colour,
            label=label,
            height=0.72,
            edgecolor="white",
            linewidth=0.6,
        )
        for bar, width in zip(bars, widths, strict=True):
            if width >= 6:
                x, y = bar.get_x() + width / 2, bar.get_y() + bar.get_height() / 2
                ink = "white" if colour in _DARK else "#1d1d1b"
                axes.text(x, y, f"{width:.0f}", ha="center", va="center", fontsize=8, color=ink)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(rows)), shown, parse_math=False)  # a name may hold a $
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("percent of claims")
    legend = axes.legend(
        ncols=min(len(names), 7), loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, fontsize=8, handlelength=1
    )
    for text in legend.get_texts():
        text.set_color(_INK)
    return _drawn(figure, f"Percent of claims: {', '.join(labels)}.")


def _short(name: str) -> str:
    name = "".join(letter if letter.isprintable() else " " for letter in name)
    return name if len(name) <= 28 else name[:27] + "…"


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.6, height), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.add_subplot()
    axes.patch.set_alpha(0)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(_INK)
        spine.set_linewidth(0.6)
    axes.tick_params(colors=_INK, labelsize=9)
    axes.xaxis.label.set_color(_INK)
    axes.yaxis.label.set_color(_INK)
    axes.xaxis.label.set_fontsize(9)
    axes.yaxis.label.set_fontsize(9)
    return figure, axes


def _drawn(figure: Any, said: str) -> str:
    """A figure as SVG in the page: the same bytes for the same data."""
    import matplotlib as mpl

    out = io.StringIO()
    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": said, "font.family": "sans-serif"}
    with mpl.rc_context(settings), warnings.catch_warnings():
        # Letters that the font for measuring lacks are drawn by the browser all the same.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)  # each figure counts from 1, and a page has several
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1)
    return f"<figure>{svg}<figcaption>{escape(said)}</figcaption></figure>"
