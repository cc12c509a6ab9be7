"""German noun phrases that can name a source: where one begins and ends, with its genitives, names and appositions.

Works on word forms: in German, nouns and names are capitalised, which finds the head; what comes before it are
determiners and adjectives, what comes behind it are genitives, "von …", brackets and appositions between commas.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .de_calendar import TIMES
from .de_names import CLOSING, ENDS, Names
from .de_words import (
    ADVERBS,
    CHARGED,
    DEFINITE,
    DETERMINERS,
    GENITIVE,
    INDEFINITE,
    NO_ADJECTIVES,
    NO_DATIVE,
    POSSESSIVE,
    QUANTIFIERS,
    WRITERS,
)

_DETERMINERS: Final = DEFINITE | INDEFINITE | POSSESSIVE
_SURNAMES: Final = frozenset("van de di da del della bin ibn".split())
_WITH_ROLE: Final = frozenset("für zur zum beim bei aus".split())

_AT: Final = frozenset("in im an am bei beim für".split())
"""Where somebody is what they are: "Leiterin des Amtes in Wien"."""


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` (half open); ``head`` is the noun that says who it is, ``name_end`` ends the run of
    capitalised words around it. ``determiner`` in lower case, or ""."""

    first: int
    last: int
    head: int
    name_end: int
    determiner: str


class Phrases(Names):
    """Finds noun phrases in one document."""

    def pronoun(self, i: int) -> Phrase:
        """The phrase that is a pronoun."""
        return Phrase(i, i + 1, i, i + 1, "")

    def at(self, i: int, limit: int, *, apposition: bool = True, tail: bool = True) -> Phrase | None:
        """The noun phrase that begins at token i and ends before limit, or None.

        ``apposition``: with ", der Chef des Hauses"; ``tail``: with genitives and "von …".
        """
        words, lowers = self.words, self.lowers
        if lowers[i : i + 1] == ["mit"]:
            return self._familiar(i, limit)
        if i + 2 < limit and lowers[i] in ("einer", "eine") and lowers[i + 1] == "von":
            return Phrase(i, i + 3, i, i + 1, "")  # "einer von ihnen"
        determiner, j = "", i
        while (
            j < limit and lowers[j] in ("auch", "sogar", "selbst", "etwa", "sowohl", "nur", "zumindest") and j < i + 2
        ):
            j += 1
        start = j
        if j < limit and (lowers[j] in DETERMINERS) and not (words[j].isupper() and len(words[j]) > 1):
            determiner = lowers[j]
            j += 1
            while j < limit and lowers[j] in QUANTIFIERS:
                j += 1
        if not determiner and j + 1 < limit and lowers[j] in _SURNAMES and words[j + 1][0].isupper():
            j += 1  # "van Moser"
        j = self.modifiers(self._first_of_two(j, limit), limit, bool(determiner))
        if j < 0 or j >= limit:
            return None
        end = self.names(j, limit)
        if end == j:
            return None
        owner = words[end - 1].endswith("s") and end < limit and words[end][0].islower()
        owner = owner and lowers[end] not in DETERMINERS and lowers[end] not in ADVERBS
        if owner and not words[end].endswith("en"):
            owned = self.modifiers(end, limit, False)  # "Hubers neuer Mitarbeiter"
            if end < owned < limit and self.is_name(owned):
                j, end = owned, self.names(owned, limit)
        phrase = Phrase(start, end, self.head_of(j, end), end, determiner)
        return self._extend(phrase, limit, apposition) if tail else phrase

    def _first_of_two(self, i: int, limit: int) -> int:
        """Behind the first of two adjectives (and "und") where it opens a sentence: "Israelische und britische Forscher"."""
        words = self.words
        if (
            i + 2 < limit
            and words[i].istitle()
            and words[i + 2][0].isupper()
            and self.document.sentence_at(i).first == i
        ):
            both = all(words[k].endswith(("e", "en", "er")) and len(words[k]) > 4 for k in (i, i + 1))
            if both and words[i + 1].islower() and not self.grammar.is_finite(i + 1):
                return i + 2  # "Führende europäische Politiker"
        if i + 3 < limit and self.lowers[i + 1] == "und" and words[i + 3][0].isupper() and words[i][0].isupper():
            both = all(words[k].endswith(("e", "en", "er")) and len(words[k]) > 4 for k in (i, i + 2))
            if both and not words[i + 2].istitle() and self.document.sentence_at(i).first == i:
                return i + 3
        return i

    def _familiar(self, i: int, limit: int) -> Phrase | None:
        """ "mit den Plänen vertraute Personen"."""
        for k in range(i + 2, min(i + 8, limit - 1)):
            if (
                self.lowers[k] in ("vertraute", "vertrauten", "befasste", "befassten")
                and self.words[k + 1][0].isupper()
            ):
                return Phrase(i, k + 2, k + 1, k + 2, "")
        return None

    def _extend(self, phrase: Phrase, limit: int, apposition: bool) -> Phrase:
        words, lowers = self.words, self.lowers
        end = phrase.last
        while end < limit:
            word, low = words[end], lowers[end]
            told = self._is_medium(lowers[phrase.head])
            role = self._is_role(lowers[end - 1]) or (bool(phrase.determiner) and end - phrase.head == 1 and not told)
            step = 0
            if word == "(":
                step = self._bracket(end, limit)
            elif low == "in" and lowers[end - 1] in ("regierung", "staatsführung") and words[end + 1 : end + 2] != []:
                step = end + 2 if end + 1 < limit and words[end + 1][0].isupper() else 0  # "die Regierung in Warschau"
            elif end == phrase.name_end and self._owns_words(phrase.head, end):
                step = end + 1  # "laut Auskunft Barcas"
            elif (
                (low in ("des", "eines", "dieses", "ihres", "seines") and phrase.determiner not in POSSESSIVE)
                or (
                    low in ("der", "einer", "dieser", "ihrer", "seiner", "deutscher")
                    and role
                    and not self._nominative(end)
                )
                or (
                    low.endswith("er")
                    and role
                    and low not in NO_ADJECTIVES
                    and end + 1 < limit
                    and self.is_name(end + 1)
                )
            ):
                step = self._inner(end, limit, genitive=True)
            elif low in ("von", "vom"):
                told = self._is_general(lowers[end - 1]) and self._is_text(lowers[end - 1])
                bare = not phrase.determiner and self._is_medium(lowers[phrase.head])
                if told or bare or words[end + 1 : end + 2] == []:
                    break  # "laut Medienberichten von ihren Partnern", "laut Kurier von der Seite": no part of the phrase
                if not phrase.determiner and words[end - 1].isupper() and lowers[end + 1] in DETERMINERS:
                    break  # "laut BWB von der Bank"
                if not phrase.determiner and lowers[end + 1] in INDEFINITE and words[end - 1][0].isupper():
                    break  # "berichtet Anna Moser von einem Vorfall"
                if lowers[end + 1] == "den" and end - phrase.first == 1 and not self._is_role(lowers[phrase.head]):
                    break  # "hängt laut Moser von den Preisen ab"
                if words[end + 1][0].isdigit() or (low == "vom" and words[end - 1].isupper()):
                    break  # "sprach die Polizei von 300 Leuten", "berichtete die UNO vom Fund"
                step = self._inner(end + 1, limit) if low == "von" else self._inner(end, limit, fused=True)
            elif low == "um" and end == phrase.name_end and self._is_general(lowers[phrase.head]):
                step = self._inner(end + 1, limit) if words[end + 1][0].isupper() else 0  # "Forscher um Anna Moser"
            elif low == "mit" and lowers[end + 1 : end + 2] in (["kenntnis"], ["einblick"]):
                step = self._inner(end + 1, limit)
            elif low in _WITH_ROLE and low != "aus" and self._is_text(lowers[phrase.head]):
                break  # "nach Angaben zum Diebstahl", "laut einer Meldung der Agentur zur Messe": what it is about
            elif low in _WITH_ROLE and (role or (low == "für" and lowers[end - 1].endswith(CHARGED))):
                step = self._with_role(end, limit)
            elif low in ("und", "sowie", "bzw", "beziehungsweise") or (
                (low, *lowers[end + 1 : end + 2]) in (("zusammen", "mit"), ("als", "auch"))
            ):
                at = end + (2 if low in ("zusammen", "als") else 1)
                if at < limit and (self.is_name(at) or lowers[at] in DETERMINERS):
                    step = self._inner(at, limit)
            elif self.is_name(end) and words[end - 1] == ")" and low not in TIMES:
                step = self.names(end, limit)
            if not step:
                break
            end = step
        if apposition and end + 1 < limit and words[end] == ",":
            end = self._apposition(phrase, end, limit)
        elif apposition and end + 1 < limit and lowers[end] in _AT and self._is_role(lowers[phrase.head]):
            comma = self._inner(end, limit, fused=True)  # "die Chefin des Amtes in Wien, Anna Moser"
            if (
                comma
                and comma + 1 < limit
                and words[comma] == ","
                and self.is_name(comma + 1)
                and self.is_name(comma + 2)
            ):
                named = self._apposition(phrase, comma, limit)
                end = named if named > comma else end
        return (
            phrase if end == phrase.last else Phrase(phrase.first, end, phrase.head, phrase.name_end, phrase.determiner)
        )

    def _owns_words(self, head: int, i: int) -> bool:
        """Whether the word at i is a name in the genitive behind a noun for what was said: "laut Angaben Russlands"."""
        word = self.words[i]
        said = i == head + 1 and self._is_text(self.lowers[head]) and not self._is_text(self.lowers[i])
        return said and word[0].isupper() and word.endswith("s") and len(word) > 3

    def _nominative(self, i: int) -> bool:
        """Whether the word at i opens a phrase in the nominative: "laut US-Medien der chinesische Entwickler …"."""
        behind = self.words[i + 1] if self.lowers[i] == "der" and i + 1 < len(self.words) else ""
        return behind[:1].islower() and behind.endswith("e") and self.lowers[i + 1] not in NO_ADJECTIVES

    def _bracket(self, i: int, limit: int) -> int:
        for k in range(i + 2, min(i + 8, limit)):
            if self.words[k] == ")":
                return k + 1
        return 0

    def _inner(self, i: int, limit: int, *, genitive: bool = False, fused: bool = False) -> int:
        """The end of a noun phrase inside of another, or 0; one that names a time or a medium told is none."""
        if i >= limit:
            return 0
        inner = self.at(i + 1 if fused else i, limit, apposition=False)
        if inner is None or self.lowers[inner.head] in TIMES:
            return 0
        writes = self.lowers[i - 1].endswith(WRITERS)
        if (
            genitive
            and not writes
            and self._is_medium(self.lowers[inner.head])
            and not self._is_text(self.lowers[i - 1])
        ):
            return 0  # "sagte die Sprecherin der Zeitung": whom she told
        return inner.last

    def _with_role(self, i: int, limit: int) -> int:
        lowers = self.lowers
        if i + 1 >= limit or lowers[i + 1] in INDEFINITE or lowers[i + 1] in POSSESSIVE:
            return 0
        if lowers[i] in ("bei", "aus") and not self.is_name(i + 1):
            return 0
        end = self._inner(i + 1, limit)
        # "sagte die Ärztin zum STANDARD"
        told = end and (self._is_medium(lowers[i + 1]) or (len(self.words[i + 1]) > 2 and self.words[i + 1].isupper()))
        return 0 if told else end

    def _apposition(self, phrase: Phrase, comma: int, limit: int) -> int:
        """The end of an apposition behind a comma (", der Chef des Hauses"), else the comma's place."""
        first = comma + 1
        described = (
            (  # ", technischer Leiter der Firma, "
                self.lowers[first].endswith("er") and self.is_name(first + 1) and self._is_role(self.lowers[first + 1])
            )
            if first + 1 < limit
            else False
        )
        if not (described or self.is_name(first) or self.lowers[first] in _DETERMINERS):
            return comma
        inner = self.at(first, limit, apposition=False)
        if inner is None:
            return comma
        end = inner.last
        if end < len(self.words) and end < limit and self.words[end] not in ENDS and self.words[end] not in CLOSING:
            if not self.grammar.is_finite(end):
                return comma
            # "Meier, Chef des Hauses, sagte": without the second comma it is a clause of its own
            return comma
        if (
            end < limit
            and self.words[end] == ","
            and not (
                inner.determiner or self._is_role(self.lowers[inner.head]) or self._is_role(self.lowers[phrase.head])
            )
        ):
            return comma
        return end

    def before(self, i: int, first: int) -> Phrase | None:
        """The noun phrase in the dative that ends before token i, not beyond ``first``: for "… zufolge"."""
        words, lowers = self.words, self.lowers
        before = words[i - 2 : i - 1]
        if self._is_general(lowers[i - 1]) and before and before[0][0].isupper() and lowers[i - 2] not in DETERMINERS:
            return self.at(i - 1, i)  # "ermittelt die Polizei Medienberichten zufolge"
        best: Phrase | None = None
        for start in range(i - 1, max(first, i - 14) - 1, -1):
            if words[start] in ENDS and words[start] not in ",)":
                break
            if lowers[start] in NO_DATIVE:
                break
            if not (self.is_name(start) or words[start][0].islower() or lowers[start] in DETERMINERS):
                continue
            phrase = self.at(start, i)
            if phrase is None or phrase.last != i or phrase.first != start:
                continue
            if best is not None and not self._belongs(start, best):
                break
            best = phrase
        return best

    def _belongs(self, start: int, best: Phrase) -> bool:
        """Whether the word at start opens a longer phrase that the one found is part of."""
        low = self.lowers[start]
        if low in DETERMINERS:
            return not best.determiner or best.determiner in GENITIVE
        if self.is_name(start):
            return (
                best.determiner in GENITIVE
                or self.lowers[best.first] in ("von", "(")
                or not self._adjective(best.first)
            )
        return best.first == start + 1 and not best.determiner and not self.grammar.is_finite(start)

    def _adjective(self, i: int) -> bool:
        return self.words[i][0].islower() and self.lowers[i] not in DETERMINERS
