"""Who says what without a verb of saying: "laut …", "… zufolge", "nach Angaben …", ", so …", "heißt es in …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sourcescore import Document, Sentence

from .de_frames import Frames
from .de_marks import (
    BEHIND,
    ECHOES,
    FINDINGS,
    HEARD,
    HEISST,
    INSIDE,
    RELATIVE_ECHOES,
    SURVEYS,
    Marked,
    readable,
    tellers,
    tells_near,
)
from .de_nouns import nouns
from .de_passages import Range, Relation
from .de_phrases import Phrase, Phrases
from .de_written import Written

_TOLD: Final = frozenset(("speech", "document"))
_NORMS: Final = tuple(
    "richtlinie richtlinien gesetz gesetzes gesetzen "
    "vertrag vertrags verordnung vereinbarung abkommen satzung regel regeln vorschrift "
    "vorschriften plan motto devise tradition norm standard standards artikel paragraf verfassung auftrag wunsch "
    "politik linie praxis gebot gebots grundsatz prinzip paragraph".split()
)
_DONE: Final = ("analyse", "untersuchung", "auswertung", "erhebung")
"""Without a determiner these are done before: "nach Auswertung der Spuren"."""
_NAMING: Final = ("name", "titel", "untertitel", "bezeichnung", "kürzel", "motto", "plan")
"""Behind "so" these give something's name, and say nothing: "– so der Titel der Schau –"."""
_TOLD_BEFORE: Final = tuple(
    "angaben worten aussagen schilderungen informationen berechnungen erkenntnissen recherchen schätzungen einschätzungen "
    "berichten darstellung schilderung aussage überzeugung".split()
)
_WHOSE: Final = frozenset("seinen seiner ihren ihrer meinen meiner unseren unserer eigenen deren dessen".split())
_WHOM: Final = frozenset(("der", "dem", "denen"))
_SEEKING: Final = tuple(
    "suche frage fragen ruf rufe rufen wunsch streben gier bedarf bedürfnis sehnsucht drang".split()
)
_SOUGHT: Final = frozenset(
    "informationen information recherchen ermittlungen auskunft auskünften erkenntnissen darstellung".split()
)


class Markers(Written):
    """Finds the markers of one document."""

    def __init__(self, document: Document, phrases: Phrases, frames: Frames, marked: Marked) -> None:
        self.triggers = marked.triggers
        self.document = document
        self.words = document.words
        self.lowers = document.lowers
        self.grammar: Any = document.analysis("grammar")
        self.phrases = phrases
        self.frames = frames
        self.passages = frames.passages

    def relations(self) -> Iterator[Relation]:
        """The relations that markers make, in order."""
        quoted = self.document.quoted
        for i in self.triggers:
            found = None if quoted[i] else self._resolve(i, self.lowers[i])
            if found is not None:
                yield found

    def _resolve(self, i: int, low: str) -> Relation | None:
        sentence = self.document.sentence_at(i)
        if low in BEHIND:
            return self._behind(i, sentence)
        if low == "zufolge" or (low == "folge" and self.lowers[i - 1] == "zu"):
            return self._before(i, sentence)
        if low == "nach":
            return self._nach(i, sentence)
        if low in ("ansicht", "meinung", "auffassung", "einschätzung"):
            return self._opinion(i, sentence)
        if low == "sicht":
            return self._view(i, sentence)
        if low == "so":
            return self._so(i, sentence)
        if low in ECHOES or low in RELATIVE_ECHOES:
            return self._echo(i, low, sentence)
        if low in ("berufung", "verweis", "hinweis", "bezugnahme"):
            return self._reference(i, sentence)
        if low in HEISST:
            return self._heisst(i, sentence)
        if low in HEARD and self.lowers[i - 1] == "zu":
            return self._heard(i, sentence)
        if low in FINDINGS:
            return self._found_out(i, sentence)
        if low == "darin":
            return self._stands_there(i, sentence)
        return self._surveyed(i, sentence) if low.endswith(SURVEYS) else None

    def _behind(self, i: int, sentence: Sentence) -> Relation | None:
        """ "laut Polizei": not the adjective or adverb ("sagte er laut")."""
        if i + 1 >= sentence.last:
            return None
        if self.lowers[i + 1] in _WHOM and i - 1 > sentence.first and self.words[i - 1] == ",":
            own = self.grammar.segment_at(i)
            of = self.phrases.before(i - 1, sentence.first) if own.kind == "subordinate" and own.first == i else None
            if of is not None:  # "…, schrieb die Ärztin, laut der es …"
                whole = self.phrases.at(of.first - 1, i - 1) if of.first > sentence.first else None
                return self._around(i, whole or of, (i,), i - 1, i + 2, sentence)
        phrase = self.phrases.at(i + 1, sentence.last)
        if phrase is None or (phrase.first > i + 1):
            return None
        if self.lowers[i] == "gemäß" and self.lowers[phrase.head].endswith(_NORMS):
            return None  # "gemäß der Richtlinie": in keeping with it
        if self.words[i][0].isupper() and i != sentence.first and self.words[i - 1][0].isalnum():
            return None
        return self._around(i, phrase, (i,), i, phrase.last, sentence)

    def _before(self, i: int, sentence: Sentence) -> Relation | None:
        phrase = self.phrases.before(i if self.lowers[i] == "zufolge" else i - 1, sentence.first)
        cue = (i,) if self.lowers[i] == "zufolge" else (i - 1, i)
        if phrase is None:
            if self.lowers[i - 1] in ("dem", "denen", "der"):
                return self._relative(i, sentence)
            return None
        return self._around(i, phrase, cue, phrase.first, i + 1, sentence)

    def _relative(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Gerüchte, denen zufolge …": the noun before the comma is the source."""
        segment = self.grammar.segment_at(i)
        source = self._told_of(segment.first - 1, sentence)
        end = self.passages.end(sentence)
        return Relation("indirect", source, (i,), ((i + 1, end),), self._index(i), i) if i + 1 < end else None

    def _told_of(self, comma: int, sentence: Sentence) -> Phrase | None:
        """What a relative "wonach" or "denen zufolge" picks up: the nearest noun of speech or document before the comma."""
        known = nouns()
        for k in range(comma - 1, max(sentence.first, comma - 12) - 1, -1):
            low = self.lowers[k]
            if self.words[k][0].isupper() and not known.of[low].isdisjoint(_TOLD):
                start = k - 1 if k > sentence.first and self.words[k - 1][0].islower() else k
                return self.phrases.at(start, comma) or self.phrases.at(k, comma)
        return self.phrases.before(comma, max(sentence.first, comma - 8))

    def _nach(self, i: int, sentence: Sentence) -> Relation | None:
        """ "nach Angaben der Polizei", "nach eigenen Angaben", "nach einem Bericht der …", not "nach Wien"."""
        lowers, last = self.lowers, sentence.last
        if i and (found := self._up_to(i, sentence) or self._told_before(i, sentence)) is not None:
            return found
        if i > sentence.first and self.words[i - 1][0].isupper() and lowers[i - 1].endswith(_SEEKING):
            return None  # "die Nachfrage nach Informationen"
        phrase = self.phrases.at(i + 1, last) if tells_near(lowers[i + 1 : i + 8]) else None
        if phrase is None or (lowers[phrase.name_end : phrase.name_end + 1] == ["über"] and i > sentence.first):
            return None  # "lud die Botschafterin nach Berichten über den Vorfall vor"
        head = lowers[phrase.head]
        owner = phrase.first
        if (
            self.words[owner][0].isupper()
            and self.words[owner].endswith("s")
            and tellers() & {*lowers[owner + 1 : owner + 2]}
        ):
            name = self.phrases.pronoun(owner)  # "nach Hubers Worten"
            return self._around(i, name, (i, owner + 1), i, owner + 2, sentence)
        if any(self.words[k][0].isupper() for k in range(phrase.first, phrase.head)):
            return None
        last_part = head.rsplit("-", 1)[-1]
        if (
            head not in tellers()
            and last_part not in tellers()
            and not head.endswith(
                ("angaben", "informationen", "aussagen", "einschätzung", "schätzungen", "berichten", "ansicht")
            )
        ):
            document = last_part in readable() or any(last_part.endswith(word) for word in readable() if len(word) > 5)
            if (
                not document
                or not (phrase.determiner or (phrase.last > phrase.name_end and not head.endswith(_DONE)))
                or (phrase.determiner in ("der", "den", "dem") and not self._is_text(phrase))
            ):
                return None
        if phrase.last - phrase.first == 1 and head in _SOUGHT and i and self.words[i - 1][0].isupper():
            return None
        if phrase.name_end == phrase.last and phrase.last < last and lowers[phrase.last] == "aus":
            more = self.phrases.at(phrase.last + 1, last)
            if more is not None:
                phrase = phrase._replace(last=more.last)
        return self._around(i, phrase, (i,), i, phrase.last, sentence)

    def _up_to(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Geht es nach der Ministerin, …", "…, wenn es nach Huber geht": as somebody would have it."""
        lowers = self.lowers
        phrase = self.phrases.at(i + 1, sentence.last) if i >= 2 and lowers[i - 1] == "es" else None
        if phrase is None or phrase.first != i + 1:
            return None
        opens = lowers[i - 2] in ("geht", "ginge") and i - 2 == sentence.first
        opens = opens and self.words[phrase.last : phrase.last + 1] == [","]
        closes = lowers[i - 2] in ("wenn", "wenns") and lowers[phrase.last : phrase.last + 1] in (["geht"], ["ginge"])
        if not (opens or closes):
            return None
        cue = (i - 2, i - 1, i, *((phrase.last,) if closes else ()))
        return self._around(i, phrase, cue, i - 2, phrase.last + closes, sentence)

    def _told_before(self, i: int, sentence: Sentence) -> Relation | None:
        """ "ihren Angaben nach", "Schätzungen nach wird …"; not "mit ihren Angaben nach Linz"."""
        lowers, noun = self.lowers, i - 1
        if noun < sentence.first or i + 1 >= sentence.last or not lowers[noun].endswith(_TOLD_BEFORE):
            return None
        if noun == self.passages.content_start(sentence) and self.grammar.is_finite(i + 1):
            return self._around(i, self.phrases.pronoun(noun), (i,), noun, i + 1, sentence)
        if (
            lowers[noun - 1] not in _WHOSE
            or self.words[i + 1][0].isupper()
            or lowers[noun - 2] in INSIDE | {"mit", "nach"}
        ):
            return None
        phrase = self.phrases.pronoun(noun - 1)._replace(last=i)
        return self._around(i, phrase, (noun - 1, noun, i), noun - 1, i + 1, sentence)

    def _is_text(self, phrase: Phrase) -> bool:
        """ "nach dem Bericht der Kommission", not "nach dem Urteil" (of time): it says whose."""
        return phrase.last > phrase.name_end and self.lowers[phrase.head] in (
            "bericht",
            "angaben",
            "gutachten",
            "studie",
            "darstellung",
        )

    def _opinion(self, i: int, sentence: Sentence) -> Relation | None:
        """ "seiner Ansicht nach", "meiner Meinung nach"."""
        if i + 1 >= sentence.last or self.lowers[i + 1] != "nach" or self.lowers[i - 1] in ("nach", "der"):
            return None
        phrase = self.phrases.pronoun(i - 1)._replace(last=i + 1)
        return self._around(i + 1, phrase, (i + 1,), i - 1, i + 2, sentence)

    def _view(self, i: int, sentence: Sentence) -> Relation | None:
        """ "aus Sicht der Kammer", "aus Hubers Sicht"; "aus seiner Sicht" is the source's before."""
        lowers, words = self.lowers, self.words
        if not words[i][0].isupper():
            return None
        if lowers[i - 1] == "aus":
            first = i + 2 if lowers[i + 1 : i + 2] == ["von"] else i + 1
            phrase = self.phrases.at(first, sentence.last) if first < sentence.last else None
            genitive = first == i + 2 or (phrase is not None and phrase.determiner in ("der", "des", "eines", "einer"))
            if phrase is None or phrase.first != first or not genitive:
                return None
            return self._around(i, phrase, (i - 1, i), i - 1, phrase.last, sentence)
        if lowers[i - 2] == "aus" and lowers[i - 1] in ("seiner", "ihrer"):
            phrase = self.phrases.pronoun(i - 1)._replace(last=i + 1)
            return self._around(i, phrase, (i - 2, i), i - 2, i + 1, sentence)
        if lowers[i - 2] == "aus" and words[i - 1][0].isupper() and words[i - 1].endswith(("s", "’", "'")):
            return self._around(i, self.phrases.pronoun(i - 1), (i - 2, i), i - 2, i + 1, sentence)
        return None

    def _so(self, i: int, sentence: Sentence) -> Relation | None:
        """ ", so Huber": a phrase and nothing more up to the next mark; not "so groß", "so kam es"."""
        if i == sentence.first:
            return self._so_alone(i, sentence)
        if i < sentence.first or i + 1 >= sentence.last:
            return None
        before = self.words[i - 1]
        if before not in (",", "–", "—", "-", "“", "”", '"', "«", "»", ".", "!", "?"):
            return None
        start = i + 1
        while start < sentence.last and self.lowers[start] in (
            "etwa",
            "auch",
            "zumindest",
            "jedenfalls",
            "weiter",
            "heute",
            "gestern",
        ):
            start += 1
        phrase = self.phrases.at(start, sentence.last) if start < sentence.last else None
        if phrase is None or self.lowers[phrase.head].endswith(_NAMING):
            return None
        thing = phrase.determiner and not nouns().of[self.lowers[phrase.head]]
        if thing and (phrase.determiner in ("ein", "eine") or "etwa" in self.lowers[i + 1 : start]):
            return None  # "so ein Glück", ", so etwa das Dach"
        end = self._frame_stop(phrase.last, sentence)
        source: Phrase | None = phrase
        cue: tuple[int, ...] = (i,)
        if nouns().has("speech", self.lowers[phrase.head]):  # "so der Vorwurf", "so das Fazit der Betreiber"
            source = self._owner(phrase)
            cue = (i, *range(start, phrase.name_end))
        if end < 0:
            return None
        first = self.passages.content_start(sentence)
        quotation = self.passages.quotation_before(i - 1)
        index = self._index(i)
        if quotation is not None and quotation.first <= first + 1:
            return Relation("direct", source, cue, ((quotation.first, quotation.last),), index, i)
        ranges: list[Range] = [(first, i - 1), *self.frames._continuation(end, sentence)]
        ranges = [r for r in ranges if r[1] > r[0]]
        return Relation("indirect", source, cue, tuple(ranges), index, i) if ranges else None

    def _so_alone(self, i: int, sentence: Sentence) -> Relation | None:
        """ "So der Minister.": whose words the sentence before was."""
        index = self._index(i)
        phrase = self.phrases.at(i + 1, sentence.last)
        if phrase is None or phrase.first != i + 1 or not index or self.grammar.is_finite(i + 1):
            return None  # "So wies das Amt …"
        if self._frame_stop(phrase.last, sentence) < 0:
            return None
        previous = self.document.sentences[index - 1]
        content = ((previous.first, self.passages.end(previous)), (i, i + 1))
        return Relation("indirect", phrase, (i,), content, index, i)

    def _owner(self, phrase: Phrase) -> Phrase | None:
        """Whose "Vorwurf" or "Fazit" it is."""
        first = phrase.name_end + (1 if self.lowers[phrase.name_end : phrase.name_end + 1] == ["von"] else 0)
        return self.phrases.at(first, phrase.last) if first < phrase.last else None

    def _frame_stop(self, k: int, sentence: Sentence) -> int:
        """The mark behind an inserted frame, where at most a time, a place or "laut …" stands before it; -1 if none."""
        for at in range(k, min(k + 14, sentence.last)):
            if self.words[at] in (",", ".", ":", ";", "–", "—", "!", "?", ")"):
                return at
            if self.grammar.is_finite(at) and self.words[at][0].islower():
                return -1
        return sentence.last if sentence.last - k < 14 else -1

    def _echo(self, i: int, low: str, sentence: Sentence) -> Relation | None:
        """ "Demnach …": says that what follows is told by the source before."""
        end = self.passages.end(sentence)
        index = self._index(i)
        if low in RELATIVE_ECHOES:
            segment = self.grammar.segment_at(i)
            if segment.first != i or i == sentence.first:
                return None
            source = self._told_of(i - 1, sentence)
            return Relation("indirect", source, (i,), ((i + 1, end),), index, i)
        if low == "danach" and (i != sentence.first or not self._danach_reports(sentence, index)):
            return None
        ranges = self.passages.without([(self.passages.content_start(sentence), end)], i, i + 1)
        return Relation("indirect", None, (i,), tuple(ranges), index, i, carried=True) if ranges else None

    def _danach_reports(self, sentence: Sentence, index: int) -> bool:
        return bool(self.document.analysis("speech").subjunctives_of(index))

    def _reference(self, i: int, sentence: Sentence) -> Relation | None:
        """ "unter Berufung auf Regierungskreise": the source behind the source."""
        lowers = self.lowers
        if lowers[i - 1] != "unter" or lowers[i + 1 : i + 2] != ["auf"]:
            return None
        phrase = self.phrases.at(i + 2, sentence.last)
        if phrase is None:
            return None
        return Relation("indirect", phrase, (i - 1, i, i + 1), (), self._index(i), i)

    def _heard(self, i: int, sentence: Sentence) -> Relation | None:
        """ "Wie aus dem Rathaus zu hören ist, …": the rest of the sentence is what is heard."""
        segment = self.grammar.segment_at(i)
        phrase = None
        for k in range(segment.first, i):
            if self._opens_place(k) and self.words[k][0].islower():
                phrase = self.phrases.at(k + 1, i)
                break
        if phrase is None or self.lowers[segment.first] != "wie":
            return None
        ranges = self.passages.without(
            [(self.passages.content_start(sentence), self.passages.end(sentence))], segment.first, segment.last
        )
        ranges = self.passages.trim(ranges)
        return (
            Relation("indirect", phrase, (segment.first, i - 1, i), tuple(ranges), self._index(i), i)
            if ranges
            else None
        )
