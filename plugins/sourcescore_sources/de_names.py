"""Where German names and nouns begin and end: what the noun phrases of ``de_phrases`` are made of.

Works on word forms: in German, nouns and names are capitalised, which finds them; what comes before a noun are adjectives
and what belongs to them ("die am Mittwoch vorgestellte Studie").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sourcescore import Document

from .de_calendar import TIMES, WEEKDAYS
from .de_places import places
from .de_words import (
    ADVERBS,
    DEFINITE,
    DETERMINERS,
    INDEFINITE,
    LOWER_NAMES,
    NAME_PARTICLES,
    NO_ADJECTIVES,
    PREPOSITIONS_INSIDE,
)

OPENING: Final = frozenset('„»«"“‚')
CLOSING: Final = frozenset('“”«»"‘')
ENDS: Final = frozenset(",:;.!?–—)-") | {"--"}

_ONE: Final = frozenset("der dem des ein einem eines dieser diesem dieses".split())
"""Articles that may stand before one man: what follows is his name."""


class Names:
    """Finds runs of capitalised words in one document. ``is_role``, ``is_medium``, ``is_text``, ``is_general``: whether a
    noun says what somebody or something is that can have a genitive; a medium; something written or said; people in
    general."""

    def __init__(
        self,
        document: Document,
        is_role: Callable[[str], bool],
        is_medium: Callable[[str], bool],
        is_text: Callable[[str], bool],
        is_general: Callable[[str], bool],
    ) -> None:
        self.document = document
        self.words = document.words
        self.lowers = document.lowers
        self.grammar: Any = document.analysis("grammar")
        self._is_role = is_role
        self._is_medium = is_medium
        self._is_text = is_text
        self._is_general = is_general

    def modifiers(self, j: int, limit: int, determined: bool) -> int:
        """The token behind adjectives and the like, where the noun begins; -1 where none follows."""
        words, lowers = self.words, self.lowers
        start = j
        while j < limit and not self.is_name(j):
            word = words[j]
            if word in ENDS or word in OPENING or word in CLOSING:
                return -1
            adjective = lowers[j].endswith(("e", "en", "er", "es", "em")) and lowers[j] not in NO_ADJECTIVES
            if not determined and not (adjective or word[0].isdigit()):
                return -1
            if not determined and lowers[j] in NO_ADJECTIVES:
                return -1
            if j - start > 9 or (self.grammar.is_finite(j) and not adjective):
                return -1
            j += 1
        if j >= limit or j == start:
            return j
        before = lowers[j - 1]
        opens = lowers[start] in PREPOSITIONS_INSIDE or self.words[start][0].isdigit()
        if determined and (
            (opens and (before in DETERMINERS or before in PREPOSITIONS_INSIDE))
            or lowers[start] in DEFINITE
            or lowers[start] in INDEFINITE
        ):
            return self._inside(start, limit)  # "dem der Agentur vorliegenden Bericht"
        if determined and opens and before[0].isdigit() and (k := self._inside(start, limit)) >= 0:
            return k  # "der seit mehr als 20 Jahren amtierende Präsident"
        if before.endswith(("e", "en", "er", "es", "em")) or before[0].isdigit() or before in ("so", "ehemals"):
            return j if before not in NO_ADJECTIVES else -1
        # "die am Mittwoch vorgestellte Studie": nouns may stand inside of the modifier.
        if determined and lowers[start] in PREPOSITIONS_INSIDE:
            return self._inside(start, limit)
        return -1

    def _inside(self, start: int, limit: int) -> int:
        for k in range(start + 1, min(start + 14, limit - 1)):
            if self.words[k] in ENDS:
                return -1
            low = self.lowers[k]
            adjective = low.endswith(("e", "en", "er", "es")) and low not in NO_ADJECTIVES
            if adjective and self.words[k][0].islower() and self.words[k - 1][0].isupper() and self.is_name(k + 1):
                return k + 1
            if (
                low.endswith(("te", "ten", "ter", "ene", "enen", "ener", "ende", "enden"))
                and self.words[k][0].islower()
                and self.is_name(k + 1)
            ):
                return k + 1
        return -1

    def is_name(self, i: int) -> bool:
        word = self.words[i]
        if word[0].isupper():
            if (self.lowers[i] in ADVERBS or self.lowers[i].endswith(("erweise", "sweise", "intern"))) and (
                i == 0 or not self.words[i - 1][0].isalnum()
            ):
                return False
            return (
                self.lowers[i] not in DETERMINERS or (word.isupper() and len(word) > 1) or i == 0 or not word.istitle()
            )
        if word[0] == "@" and i + 1 < len(self.words):
            return True
        if word in LOWER_NAMES:
            return True
        if word in OPENING and i + 1 < len(self.words):
            return self._quoted_end(i) > 0
        return not word.islower() and any(c.isupper() for c in word) and word[0].isalnum()

    def _quoted_end(self, i: int) -> int:
        """The token behind a name in quotation marks that opens at i, or 0."""
        for k in range(i + 2, min(i + 8, len(self.words))):
            if self.words[k] in CLOSING:
                return k + 1 if self.words[i + 1][0].isupper() or self.words[i + 1][0].isdigit() else 0
        return 0

    def names(self, j: int, limit: int) -> int:
        words, lowers = self.words, self.lowers
        k = j
        while k < limit:
            word = words[k]
            if k > j and (
                lowers[k] in TIMES
                or lowers[k].startswith(WEEKDAYS)
                or (k == j + 1 and (self._stands_alone(j) or self._is_surname(j)))
            ):
                break
            if word in OPENING:
                end = self._quoted_end(k)
                if not 0 < end <= limit:
                    break
                k = end
            elif word[0] == "@" and k + 1 < limit:
                k += 2
            elif self.is_name(k) or (k > j and self._is_number_in_name(k)) or (k > j and word in ("&", "/")):
                if k > j and lowers[k] in ("ich", "wir", "sie", "das", "die", "der", "er", "es") and not word.isupper():
                    break
                k += 1
            elif (
                word == "."
                and k > j
                and len(words[k - 1]) <= 3
                and self.is_name(k - 1)
                and k + 1 < limit
                and self.is_name(k + 1)
            ) or (lowers[k] in NAME_PARTICLES and k > j and self._joins(k, limit)):
                k += 1
            else:
                break
        while k > j and words[k - 1] in ("&", "/"):
            k -= 1
        return k

    def _stands_alone(self, j: int) -> bool:
        """Whether a noun is no part of a name: people in general, a text of nobody's ("laut Anklage Gelder veruntreut")."""
        low = self.lowers[j]
        if self.lowers[j : j + 2] == ["statistik", "austria"]:
            return False
        if self._is_role(low) and not self._is_text(low):  # "der Historiker Heinz Huber", "Historiker Heinz Huber"
            one = not _ONE.isdisjoint(self.lowers[max(0, j - 2) : j])
            if one or all(word.istitle() for word in self.words[j + 1 : j + 3]):
                return False
        return self._is_general(low) or (self._is_text(low) and "-" not in low)

    def _is_surname(self, j: int) -> bool:
        """Whether the word at j, which another capitalised word follows, is a last name elsewhere in the text: "empfiehlt
        Huber | Reisenden", where the text has "Anna Huber sagte"."""
        words, lowers = self.words, self.lowers
        if not words[j].istitle() or not words[j + 1].istitle() or words[j].endswith(("s", "x", "z")):
            return False  # "Hubers Anwältin", "Moritz Huber"
        if self._is_role(lowers[j]) or self._is_role(lowers[j + 1]):
            return False
        pair = ("pair", lowers[j], lowers[j + 1])
        known: bool | None = self.document.notes.get(pair)
        if known is None:
            found = places(self.document, lowers[j])
            # "Wien Energie", more than once, is a firm
            once = sum(lowers[at + 1 : at + 2] == [lowers[j + 1]] for at in found) == 1
            known = self.document.notes[pair] = once and any(map(self._ends_name, found))
        return known

    def _ends_name(self, at: int) -> bool:
        """Whether a first name stands before the word at ``at``, and no capitalised word behind it."""
        before, behind = self.words[at - 1] if at else "", self.words[at + 1] if at + 1 < len(self.words) else ""
        low = before.lower()
        full = before.istitle() and before.isalpha() and low not in ADVERBS and low not in DETERMINERS
        return full and not behind[:1].isupper() and not self._is_role(low)  # not "Universität Wien"

    def _is_number_in_name(self, k: int) -> bool:
        """ "Puls 4", "Rossija 1", but not "laut Huber 110 Autos"."""
        if not self.words[k].isdigit() or len(self.words[k]) > 2 or k + 1 >= len(self.words):
            return False
        behind = self.words[k + 1]
        return not behind[0].isupper() and self.lowers[k + 1] not in ("zu", "bis", "von", "mal", "und")

    def _joins(self, k: int, limit: int) -> bool:
        """Whether a particle is part of a name ("Osama bin Laden", "Humberto de la Calle"), not "Chef von Apple"."""
        if self.lowers[k] in ("der", "den") and k + 1 < limit and self.words[k + 1][0].isupper():
            before = self.words[k - 1]  # "Van der Bellen", "sagte Von der Leyen", not "Von der Polizei hieß es"
            return before.lower() == "van" or (before == "Von" and self.document.sentence_at(k).first != k - 1)
        if self.lowers[k] in ("von", "zu", "der", "den"):
            return False
        name = k + 1
        while name < limit and self.lowers[name] in ("la", "las", "los", "der", "den") and name < k + 2:
            name += 1
        return name < limit and self.words[name][0].isupper()

    def head_of(self, j: int, end: int) -> int:
        for k in range(j, end):
            if self._is_role(self.lowers[k]):
                return k
        return next((k for k in range(j, end) if self.words[k][0].isalnum()), j)
