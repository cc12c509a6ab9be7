"""The result types: what a text says, claim by claim, and how firmly. Plain frozen data, JSON in and out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from itertools import accumulate
from operator import attrgetter
from typing import Any, Literal, TypeVar

SCHEMA = "sourcescore/1"
SOURCE_KINDS = ("documented", "named", "role", "media", "vague", "anonymous", "none")
LABELS = ("very weak", "weak", "mixed", "good", "solid")
ATTRIBUTION_TYPES = ("direct", "indirect", "free_indirect", "hearsay", "reported")

Span = tuple[int, int]
Offsets = Literal["codepoint", "utf-16"]
T = TypeVar("T")


def _made_fast(cls: type[T]) -> type[T]:
    """A frozen, slotted dataclass whose objects are made in half the time: while it is made, an object belongs to a twin of
    its class that lets its values be set, past the ``__setattr__`` that keeps others from changing them. A text has hundreds
    of them."""
    names = [item.name for item in fields(cls)]  # type: ignore[arg-type, unused-ignore]
    twin = type(f"{cls.__name__}InTheMaking", (), {"__slots__": names})
    known: dict[str, Any] = {
        "own": cls,
        "twin": twin,
        "become": vars(object)["__class__"].__set__,
    }
    parameters = []
    for item in fields(cls):  # type: ignore[arg-type, unused-ignore]
        known[f"set_{item.name}"] = getattr(cls, item.name).__set__
        known[f"default_{item.name}"] = item.default
        parameters.append(item.name if item.default is MISSING else f"{item.name}=default_{item.name}")
    lines = (
        f"def __init__(self, {', '.join(parameters)}):",
        "    if self.__class__ is own:",
        "        become(self, twin)",
        *(f"        self.{name} = {name}" for name in names),
        "        self.__class__ = own",
        "    else:",  # an object of a class that is made from this one
        *(f"        set_{name}(self, {name})" for name in names),
        f"def make({', '.join(parameters)}):",
        "    self = twin()",
        *(f"    self.{name} = {name}" for name in names),
        "    self.__class__ = own",
        "    return self",
    )
    exec("\n".join(lines), known)
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    setattr(cls, "__init__", known["__init__"])  # noqa: B010 - not a method that mypy would know
    _MAKERS[cls] = known["make"]
    return cls


_MAKERS: dict[type, Any] = {}
"""For each such class a function that makes its objects in half of that time again, since it need not call the class."""


@_made_fast
@dataclass(frozen=True, slots=True)
class Signal:
    """Words that show how firmly the text stands behind a claim.

    ``start`` and ``end`` count code points of the text, half open. ``contribution`` is what the words add to the
    claim's score; it is 0 until the claim is rated, and always 0 outside of claims.
    """

    start: int
    end: int
    category: str
    rule: str
    message: str = ""
    text: str = ""
    contribution: float = 0.0

    @property
    def order(self) -> tuple[int, int, str, str]:
        """The key by which signals are sorted: place first, then rule."""
        return (self.start, self.end, self.rule, self.category)

    def to_dict(self) -> dict[str, Any]:
        """The signal as plain data, in the order of the contract."""
        return {
            "start": self.start, "end": self.end, "text": self.text, "category": self.category, "rule": self.rule,
            "contribution": self.contribution, "message": self.message,
        }  # fmt: skip


BY_PLACE = attrgetter("start", "end", "rule", "category")
"""The key by which signals are sorted, as ``Signal.order``."""


@_made_fast
@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind a claim. ``carried``: named in an earlier sentence, where the offsets then point."""

    kind: str = "none"
    name: str | None = None
    start: int | None = None
    end: int | None = None
    carried: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The source as plain data."""
        return {
            "kind": self.kind, "name": self.name, "start": self.start, "end": self.end, "carried": self.carried,
        }  # fmt: skip


NOBODY = Source()
"""The source of a claim for which nobody is named."""


@_made_fast
@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: a source, the words that tie it to what is said (cue), and what is said (content).

    ``type`` is one of ATTRIBUTION_TYPES; spans are pairs of code point offsets and may be interrupted;
    ``claims`` are indexes into the report's claims. ``bearer`` is for plugins: where the source's words only pick up
    somebody (a pronoun, a role), the claims rest on this one; it is no part of the JSON.
    """

    type: str
    source: Source | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    claims: tuple[int, ...] = ()
    bearer: Source | None = field(default=None, compare=False, repr=False)

    @property
    def order(self) -> tuple[tuple[Span, ...], tuple[Span, ...], str]:
        """The key by which attributions are sorted: the place of what is said, then of the cue."""
        return (self.content or self.cue, self.cue, self.type)

    def to_dict(self) -> dict[str, Any]:
        """The attribution as plain data."""
        source = None
        if self.source is not None:
            source = self.source.to_dict()
            del source["carried"]
        return {
            "type": self.type,
            "source": source,
            "cue": [list(span) for span in self.cue],
            "content": [list(span) for span in self.content],
            "claims": list(self.claims),
        }


@_made_fast
@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of text that asserts something, with its rating from 1 (very weak) to 5 (solid).

    ``score`` is between 0 and 1: the base that the source's kind gives plus the contributions of the signals, clamped.
    """

    start: int
    end: int
    text: str = ""
    rating: int = 4
    label: str = "good"
    score: float = 0.75
    source: Source = NOBODY
    signals: tuple[Signal, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The claim as plain data."""
        return {
            "start": self.start, "end": self.end, "text": self.text, "rating": self.rating, "label": self.label,
            "score": self.score, "source": self.source.to_dict(),
            "signals": list(map(Signal.to_dict, self.signals)),
        }  # fmt: skip


make_signal: type[Signal] = _MAKERS[Signal]
make_attribution: type[Attribution] = _MAKERS[Attribution]
make_claim: type[Claim] = _MAKERS[Claim]


@dataclass(frozen=True, slots=True)
class Report:
    """What sourcescore has to say about one text. ``to_json()`` is the JSON of the contract."""

    id: str | None
    lang: str
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    signals: tuple[Signal, ...] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)
    offsets: str = "codepoint"
    warnings: tuple[str, ...] = ()
    incomplete: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data: dicts, lists, strings, numbers."""
        data: dict[str, Any] = {
            "schema": SCHEMA, "id": self.id, "lang": self.lang, "offsets": self.offsets,
            "claims": list(map(Claim.to_dict, self.claims)),
            "attributions": list(map(Attribution.to_dict, self.attributions)),
            "signals": list(map(Signal.to_dict, self.signals)),
            "summary": dict(self.summary),
        }  # fmt: skip
        if self.incomplete or self.warnings:
            data["incomplete"] = True
            data["warnings"] = list(self.warnings)
        return data

    def to_json(self) -> str:
        """The report as one line of JSON; the same report always gives the same bytes."""
        import msgspec

        try:
            return msgspec.json.encode(self.to_dict()).decode()
        except UnicodeEncodeError:  # half a surrogate pair, which no encoding has: JSON can still write it as "\\ud800"
            import json

            return json.dumps(self.to_dict(), separators=(",", ":"))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """A report from what ``to_dict`` gave. Raises ValueError where the schema is another one."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"expected a report with schema {SCHEMA!r}, got {data.get('schema')!r}")
        return cls(
            id=data["id"],
            lang=data["lang"],
            claims=tuple(
                Claim(**{**c, "source": Source(**c["source"]), "signals": tuple(Signal(**s) for s in c["signals"])})
                for c in data["claims"]
            ),
            attributions=tuple(
                Attribution(
                    type=a["type"],
                    source=None if a["source"] is None else Source(**a["source"]),
                    cue=tuple((s, e) for s, e in a["cue"]),
                    content=tuple((s, e) for s, e in a["content"]),
                    claims=tuple(a["claims"]),
                )
                for a in data["attributions"]
            ),
            signals=tuple(Signal(**s) for s in data["signals"]),
            summary=data["summary"],
            offsets=data["offsets"],
            warnings=tuple(data.get("warnings", ())),
            incomplete=bool(data.get("incomplete", False)),
        )

    @classmethod
    def from_json(cls, line: str | bytes) -> Report:
        """A report from a line that ``to_json`` gave."""
        import msgspec

        return cls.from_dict(msgspec.json.decode(line))

    def with_offsets(self, offsets: Offsets, text: str) -> Report:
        """The same report with all positions counted in ``offsets`` units; ``text`` is the text that was scored."""
        if offsets == self.offsets or text.isascii():
            return replace(self, offsets=offsets)
        convert = _to_utf16(text) if offsets == "utf-16" else _to_codepoint(text)
        return _moved(self, lambda start, end: (convert(start), convert(end)), offsets)

    def in_source(self, span: Callable[[int, int], Span], source: str) -> Report:
        """The same report with all positions, and the words at them, those of a ``source`` with markup: ``span`` gives
        the place there of the words at start to end of the text that was scored (code points)."""
        return _moved(self, span, self.offsets, source)


def _to_utf16(text: str) -> Callable[[int], int]:
    astral = [i for i, char in enumerate(text) if ord(char) > 0xFFFF]
    return lambda at: at + bisect_right(astral, at - 1)


def _to_codepoint(text: str) -> Callable[[int], int]:
    ends = list(accumulate(2 if ord(char) > 0xFFFF else 1 for char in text))
    return lambda at: bisect_right(ends, at)


def _moved(report: Report, convert: Callable[[int, int], Span], offsets: str, text: str | None = None) -> Report:
    def spans(pairs: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(convert(start, end) for start, end in pairs)

    def source(old: Source) -> Source:
        if old.start is None or old.end is None:
            return old
        start, end = convert(old.start, old.end)
        return replace(old, start=start, end=end)

    def words(old: Signal | Claim, start: int, end: int) -> str:
        return old.text if text is None else text[start:end]

    def signal(old: Signal) -> Signal:
        start, end = convert(old.start, old.end)
        return replace(old, start=start, end=end, text=words(old, start, end))

    def claim(old: Claim) -> Claim:
        start, end = convert(old.start, old.end)
        signals = tuple(map(signal, old.signals))
        return replace(
            old, start=start, end=end, text=words(old, start, end), source=source(old.source), signals=signals
        )

    return replace(
        report,
        offsets=offsets,
        claims=tuple(map(claim, report.claims)),
        attributions=tuple(
            replace(a, source=a.source and source(a.source), cue=spans(a.cue), content=spans(a.content))
            for a in report.attributions
        ),
        signals=tuple(map(signal, report.signals)),
    )
