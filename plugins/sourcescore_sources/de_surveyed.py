"""What a German text gives as figures of a survey or study: what people answered, and more figures right behind."""

from __future__ import annotations

from typing import Final

from .de_kinds import kind_of
from .de_marks import SURVEYS
from .de_passages import Relation
from .de_portraits import Portraits


class Surveyed(Portraits):
    """Finds such sentences. ``surveyed``: the sentences with people who were asked, and the token that says so."""

    surveyed: dict[int, int]

    def _figures(self, index: int) -> Relation | None:
        """More figures right behind those that a study or statistic gives: they are from it, too."""
        last = self.last
        if last is None or last.source is None or index - 1 not in self.told or not last.cue:
            return None
        if kind_of(self.document, last.source) != "documented":
            return None
        lowers = self.document.lowers
        sentence = self.document.sentences[index]
        counted = any(low[0].isdigit() and not _is_year(low) for low in lowers[sentence.first : sentence.last])
        if not counted or not lowers[last.source.head].endswith(_COUNTS):
            return None
        self.told.add(index)
        return self._whole("reported", last.source, index)

    def _surveyed(self, index: int) -> Relation | None:
        """What people answered in a survey ("83 Prozent der Befragten sparen"): it stands in the survey named before."""
        if index not in self.surveyed:
            return None
        for earlier in range(index - 1, max(-1, index - 12), -1):
            for relation in self.framed.get(earlier, ()):
                if relation.source is not None and kind_of(self.document, relation.source) == "documented":
                    return self._whole("reported", relation.source, index)
        sentence, i = self.document.sentences[index], self.surveyed[index]
        phrase = self.who.phrases.before(i + 1, sentence.first) or self.who.phrases.at(i, sentence.last)
        return self._whole("reported", phrase, index) if phrase is not None else None


_COUNTS: Final = (
    *SURVEYS, "ranking", "befragten", "statistik", "statistiken", "zahlen", "daten", "auswertung", "bericht", "barometer",
    "index", "analyse", "untersuchung", "bilanz", "report", "berechnung", "berechnungen", "prognose",
)  # fmt: skip
"""Ends of nouns for documents that give figures, and rarely only one."""


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdigit() and low[:2] in ("19", "20")
