"""What is known of German nouns for sources: the lists of de_nouns.toml, looked up by the word or the last part of a compound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import tomli

TELLERS: Final = frozenset(
    "angaben angabe aussage aussagen informationen auskunft worten darstellung ansicht "
    "meinung auffassung einschätzung einschätzungen berechnung berechnungen "
    "überzeugung schätzung ankündigung behauptung ermittlungen erkenntnissen bekunden".split()
)


_LOOK_ALIKES: Final = tuple(
    "soldaten kandidaten mandaten bekunden sekunden brandstiftung fahrzeugen werkzeugen flugzeugen häusern schumacher "
    "reisender tausender absender merkblatt datenblatt infoblatt vereinigung reinigung".split()
)
"""Endings that are no compounds of a shorter noun: "Soldaten" are no "Daten", a "Brandstiftung" is no "Stiftung"."""


_AGENCY: Final = ("agentur", "agenturen")
_NEWS_AGENCY: Final = tuple(
    f"{what}{agency}" for what in ("nachrichten", "presse", "medien", "bild") for agency in _AGENCY
)


def base_of(low: str) -> str:
    """A word of a name without the ending that an adjective has in its case."""
    return low[:-2] if low.endswith(("en", "er", "es")) and len(low) > 6 else low.removesuffix("e")


class Nouns:
    """The nouns of de_nouns.toml. ``of`` gives the kinds of a word, by itself or as the last part of a compound."""

    def __init__(self) -> None:
        data = tomli.loads(Path(__file__).with_name("de_nouns.toml").read_text(encoding="utf-8"))
        names = data["media"]["names"].replace("\n", ";").split(";")
        self.media_names = frozenset(name.strip() for name in names if name.strip())
        self.media_bases = frozenset(
            " ".join(base_of(low) for low in name.split()) for name in self.media_names if " " in name
        )
        self.general = frozenset(data["speech"]["general"].split())
        self.common = frozenset(data["media"]["common"].split())
        self.rulings = frozenset(data["document"]["rulings"].split())
        words = {kind: table["words"].split() for kind, table in data.items()}
        self.of = _Kinds(words, self.media_names - self.common)

    def has(self, kind: str, low: str) -> bool:
        """Whether a word is one of a kind, by itself or as the last part of a compound."""
        return kind in self.of[low]


_COMPOUNDED: Final = frozenset("media role authority document anonymous vague organisation speech body group".split())
_SHORTEST: Final = 5
_NONE: Final[frozenset[str]] = frozenset()


class _Kinds(dict[str, frozenset[str]]):
    """The kinds of word forms; each form is looked up once.

    Besides those of de_nouns.toml: "genitive", a noun that is likely to say whose it is; "text", something written or said;
    "medium", also by its name; "general", people in general.
    """

    def __init__(self, words: Mapping[str, Iterable[str]], names: Iterable[str]) -> None:
        super().__init__()
        self._whole: dict[str, set[str]] = {}
        self._parts: dict[str, set[str]] = {}
        for kind, forms in words.items():
            for form in forms:
                self._whole.setdefault(form, set()).add(kind)
                if kind in _COMPOUNDED and len(form) >= _SHORTEST:
                    self._parts.setdefault(form, set()).add(kind)
        self._names = frozenset(names)
        self._known = frozenset((*self._whole, *self._names, *TELLERS))
        self.speech_tails = frozenset(form[-_SHORTEST:] for form in words.get("speech", ()))
        self._lengths: dict[str, tuple[int, ...]] = {}
        for form in sorted((*self._parts, "angaben"), key=len):
            tail = form[-_SHORTEST:]
            lengths = self._lengths.get(tail, ())
            if len(form) not in lengths:
                self._lengths[tail] = (*lengths, len(form))

    def __missing__(self, low: str) -> frozenset[str]:
        if len(self) > 200_000:
            self.clear()
        result = self[low] = self.find(low)
        return result

    def is_speech(self, low: str) -> bool:
        """Whether a word names something said, without keeping the answer. Where it has a hyphen or its last five letters
        are among ``speech_tails``, it may; no other does."""
        return "speech" in self.find(low)

    def find(self, low: str) -> frozenset[str]:
        """The kinds of a word, without keeping the answer."""
        # Most words are told by their last letters that they are none.
        if low[-_SHORTEST:] not in self._lengths and low not in self._known and "-" not in low:
            return _NONE
        kinds = set(self._whole.get(low, _NONE))
        last = low
        if "-" in low:
            last = low.rpartition("-")[2]
            kinds |= self._whole.get(last, _NONE)
        lengths = self._lengths.get(last[-_SHORTEST:], ())
        if lengths:
            shortest = _SHORTEST
            if last.endswith(_LOOK_ALIKES):
                shortest = max(len(ending) for ending in _LOOK_ALIKES if last.endswith(ending))
            for n in lengths:
                if shortest <= n <= len(last) - 2:
                    kinds |= self._parts.get(last[-n:], _NONE)
        if low.endswith(_AGENCY) and low not in self._whole and not low.endswith(_NEWS_AGENCY):
            kinds.discard("media")  # "Ratingagentur", "EU-Agentur"
        if low in TELLERS or "document" in kinds:
            kinds |= {"text", "genitive"}
        if low in self._names or "media" in kinds:
            kinds.add("medium")
        if low.endswith("angaben") and low != "angaben":
            kinds.add("general")
        if not kinds:
            return _NONE
        if "role" in kinds or "vague" in kinds:
            kinds.add("genitive")
        if "vague" in kinds or "anonymous" in kinds:
            kinds.add("general")
        return frozenset(kinds)


_NOUNS: Final = Nouns()


def nouns() -> Nouns:
    """The noun lists."""
    return _NOUNS


def is_role(low: str) -> bool:
    """Whether a noun says what a person or body does or is."""
    return "role" in _NOUNS.of[low]


def takes_genitive(low: str) -> bool:
    """Whether a noun is likely to say whose it is: "Sprecher des …", "Experten der …", "Angaben der …"."""
    return "genitive" in _NOUNS.of[low]


def is_text(low: str) -> bool:
    """Whether a noun means something written or said: "Bericht", "Angaben"."""
    return "text" in _NOUNS.of[low]


def is_medium(low: str) -> bool:
    """Whether a word names a medium or says that something is one."""
    return "medium" in _NOUNS.of[low]


def is_general(low: str) -> bool:
    """Whether a noun stands alone for people in general or unnamed people: "laut Experten", "laut Medienberichten"."""
    return "general" in _NOUNS.of[low]
