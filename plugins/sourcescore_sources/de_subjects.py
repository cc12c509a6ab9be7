"""Who says it: the noun phrase that is the subject of a German verb of saying, or the "von …" of its passive."""

from __future__ import annotations

from typing import Any, Final

from sourcescore import Document

from .de_calendar import TIME_NOUNS, TIMES
from .de_kinds import can_speak, is_event, kind_of
from .de_marks import SURVEYS
from .de_named import Named
from .de_nouns import is_medium, is_role, nouns
from .de_passages import behind_dateline
from .de_phrases import Phrase, Phrases
from .de_places import places
from .de_words import ARTICLES, DETERMINERS, FEMININE, OBLIQUE, ONCE, PEOPLE, PRONOUNS, TO_SOMEBODY

PREPOSITIONS: Final = frozenset(
    "an auf aus bei beim bis durch für gegen hinter in im ins am ans vom zum zur mit nach neben ohne seit trotz über um unter "
    "von vor wegen während zu zwischen gegenüber laut samt aufgrund nahe anlässlich angesichts seitens per pro ab via".split()
)
_AGENTS: Final = frozenset("von vom durch seitens vonseiten".split())
_STOPS: Final = frozenset(":;.!?–—") | {"--", ","}
_NO_SUBJECTS: Final = frozenset(
    "anders das dies es was wer dem den denen deren dessen sich mir mich uns ihm ihn ihnen".split()
)
_MANY: Final = frozenset("viele manche einige etliche mehrere andere alle beide".split())
_NOBODY: Final = frozenset("jemand niemand keiner".split())
_FOCUS: Final = frozenset((("unter", "anderem"), ("vor", "allem"), ("nicht", "nur"), ("nicht", "zuletzt")))
_EVEN: Final = frozenset("bereits schon gerade erst besonders insbesondere ausgerechnet".split())
_PLACING: Final = frozenset("aus in im am zu zum zur mit über an bei beim für von vom for of".split())
"""What stands between somebody and a place or body: "die Vorsitzende im Verband", "Huber von der Aktion Doctors for …"."""
_ATTRIBUTES: Final = ("te", "ten", "ter", "ene", "enen", "ener", "ende", "enden", "ender")
_BEHIND_COMMA: Final = frozenset("etwa hingegen dagegen indes aber jedoch allerdings wiederum".split())
_TELLERS: Final = frozenset("wie als so und doch aber denn".split())


class Subjects:
    """Finds the speakers of the sayings in one document."""

    def __init__(self, document: Document, phrases: Phrases) -> None:
        self.document = document
        self.phrases = phrases
        self.named = Named(document, phrases)
        self.words = document.words
        self.lowers = document.lowers
        self.grammar: Any = document.analysis("grammar")

    def behind(self, i: int, limit: int) -> Phrase | None:
        """The subject that follows a verb at i - 1: the first phrase that is in no prepositional phrase."""
        words, lowers = self.words, self.lowers
        k = i
        while k < limit and k < i + 22:
            low = lowers[k]
            if words[k] == "," and words[k + 2 : k + 3] == [","] and lowers[k + 1] in TIME_NOUNS:
                k += 3  # "Das teilte heute, Freitag, das Amt mit"
                continue
            if words[k] in _STOPS or (words[k] in "“”«" and k > i):
                return None
            if tuple(lowers[k : k + 2]) in _FOCUS:
                k += 2  # "hatte sich vor allem Huber beschwert"
                continue
            if low == "es" and k == i:
                k += 1  # "Als falsch bezeichnete es die Ministerin, dass …"
                continue
            if low in PRONOUNS and not (words[k] == "Sie" and k > i + 1):
                if low in ("dieser", "diese", "jener") and (phrase := self.phrases.at(k, limit)) is not None:
                    return phrase
                return self.phrases.pronoun(k)
            if low in PREPOSITIONS and words[k][0].islower():
                inner = self.phrases.at(k + 1, limit, apposition=False)
                k = inner.last if inner is not None else k + 1
                continue
            phrase = self.phrases.at(k, limit)
            if phrase is not None and phrase.first <= k + 1:
                if lowers[phrase.first] in OBLIQUE or self._is_time(phrase):
                    k = phrase.last
                    continue
                return self.named.example(phrase, limit) or self.named.with_name(phrase, limit)
            k += 1
        return None

    def before(self, first: int, verb: int) -> Phrase | None:
        """The subject that fills the place before the verb of a main clause, from token first."""
        lowers, words = self.lowers, self.words
        while first < verb and (
            words[first] in '„“”»«"–—-,:' or lowers[first] in ("und", "aber", "doch", "denn", "oder", "sondern")
        ):
            first += 1
        if tuple(lowers[first : first + 2]) in _FOCUS:
            first += 2
        elif lowers[first] in _EVEN and first + 1 < verb:
            first += 1  # "Bereits frühere Studien ergaben, …"
        if verb - 2 > first and lowers[verb - 1] in _BEHIND_COMMA and words[verb - 2] == ",":
            verb -= 1  # "Die Leiterin, Anna Huber, etwa hält …"
        if first >= verb or lowers[first] in OBLIQUE or lowers[first] == "als":  # "Als Beispiel nannte der Minister …"
            return None
        if lowers[first] in PRONOUNS and verb - first <= 2 and (verb - first == 1 or words[first + 1][0].islower()):
            return self.phrases.pronoun(first)
        if lowers[first] == "auch" and lowers[first + 1] in PRONOUNS and verb == first + 2:
            return self.phrases.pronoun(first + 1)
        if lowers[first] == "nicht" and lowers[first + 1] == "wenige" and verb == first + 2:
            return self.phrases.pronoun(first + 1)
        if lowers[first] in _MANY and verb == first + 1:
            return self.phrases.pronoun(first)
        if lowers[first] in _NO_SUBJECTS and not (lowers[first] in DETERMINERS and verb - first > 1):
            return None
        if lowers[first] in PREPOSITIONS and words[first][0].isupper() and lowers[first] not in ("nahe",):
            return None
        inner = lowers[first + 1] in PREPOSITIONS and self._attributed(first, verb)
        phrase = inner or self.phrases.at(first, verb) or self._attributed(first, verb)
        if phrase is None or self._is_time(phrase) or lowers[phrase.last] == "zufolge":
            return None
        if (example := self.named.example(phrase, verb)) is not None and example.last == verb:
            return example
        related = words[phrase.last] == "," and words[verb - 1] == ","
        if related and self.grammar.segment_at(phrase.last + 1).kind == "subordinate":
            return phrase  # "Zapatero, der der PSOE angehört, verwies …"
        full = not phrase.determiner and phrase.name_end - phrase.first > 1
        if related and self._described(phrase.last + 1, verb - 1, full):
            return phrase  # "Huber, Leiter der Abteilung im Amt, verwies …"
        rest = [w for w in words[phrase.last : verb] if w != ","]
        if "und" in rest or "oder" in rest:
            return None
        if not rest or (
            len(rest) <= 3
            and all(w[0].islower() or not w[0].isalnum() for w in rest)
            and "," not in words[phrase.last : verb]
        ):
            return phrase
        if related:
            named = self.named.named_behind(phrase, verb)
            if named is not phrase:
                return named  # "Der Erfinder der Maschine, Franz Huber, erhebt Vorwürfe"
        # "Die Vorsitzende im Verband der Versicherer, Ulrike Huber, fordert …"
        if lowers[phrase.last] in _PLACING and ("," not in words[phrase.last : verb] or words[verb - 1] == ","):
            return self.named.named_behind(phrase, verb)
        return None

    def _described(self, first: int, last: int, named: bool) -> bool:
        """Whether tokens first to last are one apposition that says what somebody is, who has a full name or a role."""
        segment = self.grammar.segment_at(first)
        first += self.lowers[first] in ONCE  # "Moser, zugleich Chef der Partei, verwies …"
        opens = (first, min(first + 1, last))
        described = any(is_role(self.lowers[k]) or (named and self.words[k][0].isupper()) for k in opens)
        return described and segment.kind == "fragment" and segment.last == last

    def _attributed(self, first: int, verb: int) -> Phrase | None:
        """The subject with a long attribute: "der bei dem Treffen ebenfalls anwesende Vorsitzende Franz Huber"."""
        words, lowers = self.words, self.lowers
        if lowers[first] not in DETERMINERS or not {",", ":"}.isdisjoint(words[first:verb]):
            return None
        for k in range(first + 2, verb - 1):
            if words[k][0].islower() and words[k].endswith(_ATTRIBUTES) and words[k + 1][0].isupper():
                phrase = self.phrases.at(k + 1, verb)
                owner = phrase is not None and lowers[phrase.last] in ("der", "des")
                inner = self.phrases.at(phrase.last, verb) if phrase is not None and owner else None
                if phrase is not None and inner is not None:
                    phrase = phrase._replace(last=inner.last)  # "… Kurie der Akademie"
                if phrase is not None and phrase.last == verb:
                    return phrase._replace(first=first, determiner=lowers[first])
        return None

    def _is_time(self, phrase: Phrase) -> bool:
        return self.lowers[phrase.head] in TIME_NOUNS

    def of_sentence(self, index: int, first: int, last: int) -> Phrase | None:
        """The subject of a sentence's first main clause, whose verb stands before token ``last``; ``first``: where it begins."""
        main = next((s for s in self.grammar.segments(index) if s.kind == "main"), None)
        if main is None or main.finite >= last:
            return None
        return self.before(first, main.finite) or self.behind(main.finite + 1, last)

    def of(self, saying: Any) -> Phrase | None:
        """The speaker of a saying; None where the text names none."""
        found = self._subject(saying)
        if found is not None and found.head in saying.tokens and found.first < saying.finite:
            found = self.behind(
                saying.finite + 1, self.document.sentences[saying.sentence].last
            )  # "Kritisch äußerte sich Huber"
        if found is not None and found.first > saying.finite and self._is_told(found, saying):
            found = self.behind(found.last, self.document.sentences[saying.sentence].last)
        if found is not None and self._is_thing(found, saying):
            found = self._shared(self.grammar.segment_at(saying.finite), saying.sentence)
        return self.apart(saying, found)

    def _is_told(self, phrase: Phrase, saying: Any) -> bool:
        """Whether a phrase is whom something is said to: "warf der Ministerin Fehler vor"."""
        low = self.lowers[phrase.head]
        return phrase.determiner == "der" and saying.lemma in TO_SOMEBODY and low.endswith(FEMININE)

    def _is_thing(self, phrase: Phrase, saying: Any) -> bool:
        """Whether what stands behind the verb is its object, since it is nobody: "forderte eine schärfere Strafe"."""
        if phrase.first < saying.finite or phrase.determiner not in ARTICLES or phrase.name_end - phrase.head > 1:
            return False
        low = self.lowers[phrase.head]
        return not nouns().of[low] and not low.endswith(PEOPLE)

    def apart(self, saying: Any, found: Phrase | None) -> Phrase | None:
        """The part of a speaker's phrase before words of the verb's own: "sieht der Trainer | Gefahren"."""
        inside = [i for i in saying.tokens if found is not None and found.first <= i < found.last]
        if found is None or not inside:
            return found
        return self.phrases.at(found.first, inside[0]) if inside[0] > found.first else None

    def _subject(self, saying: Any) -> Phrase | None:
        segment = self.grammar.segment_at(saying.finite)
        verb = saying.finite
        after = verb + 1
        if after in saying.tokens and self.lowers[after] in ("das", "dies"):
            after += 1  # "Ähnlich sieht das die Ministerin"
        limit = self.document.sentences[saying.sentence].last
        if saying.passive and saying.lemma == "zitieren":  # "wird Huber vom Kurier zitiert": it is he who said it
            first = self.field_start(segment, saying.sentence)
            agent = next((k for k in range(verb + 1, limit) if self.lowers[k] in _AGENTS), limit)
            return (self.before(first, verb) if first < verb else None) or self.behind(verb + 1, agent)
        if saying.passive:
            return self._agent(saying)
        if segment.kind == "subordinate" and segment.finite >= verb - 3:
            return self._in_subordinate(segment, min(saying.verb, verb))
        if not _NOBODY.isdisjoint(self.lowers[segment.first : segment.last]):
            return None
        first = self.field_start(segment, saying.sentence)
        if saying.verb == first < verb:  # "Hervorgehoben hat sie, dass …"
            return self.behind(after, limit)
        found = self.before(first, verb) if first < verb else None
        if found is not None and self._object_first(found, saying, limit):
            return self.behind(after, limit) or found
        if found is not None and saying.stance == "silent" and not nouns().of[self.lowers[found.head]]:
            return self._who_keeps_silent(self.behind(after, limit)) or found
        if found is not None and is_event(self.lowers[found.head]):
            return self.behind(after, limit)  # "Eine Verschiebung lehnt die Ministerin ab": the object comes first
        if found is not None:
            return found
        if segment.first >= verb - 1 and self.lowers[verb - 1] in ("und", "oder", "sowie", "aber", "sondern"):
            return self._shared(segment, saying.sentence)
        found = self.behind(after, limit)
        if found is None and segment.first == verb and self.lowers[verb - 1] == ",":
            return self._shared(segment, saying.sentence)  # "Huber blieb gelassen, hielt im Interview aber fest, …"
        if found is not None and is_event(self.lowers[found.head]):
            return None  # "…, auch Politiker der Partei fordern die Auflösung": what stands behind is the object
        return found

    def _who_keeps_silent(self, phrase: Phrase | None) -> Phrase | None:
        """The subject behind the verb, if it is surely one: "Details will die Ministerin nicht nennen"."""
        if phrase is None:
            return None
        named = not phrase.determiner and phrase.name_end - phrase.first > 1
        return phrase if named or is_role(self.lowers[phrase.head]) else None

    def field_start(self, segment: Any, sentence_index: int) -> int:
        """Where the field before the verb begins: with appositions and relative clauses, which are segments of their own."""
        first = segment.first
        before = self.words[segment.first - 1 : segment.first]
        if segment.first < segment.finite and before != [","] and before != [")"]:
            return int(first)
        start = behind_dateline(self.words, self.document.sentences[sentence_index])
        for earlier in reversed(self.grammar.segments(sentence_index)):
            if earlier.first >= first:
                continue
            if earlier.first < start:
                break
            relative = earlier.kind == "subordinate" and self.lowers[earlier.first] in DETERMINERS | {
                "welcher",
                "welche",
            }
            if earlier.kind == "fragment" or relative or self.quotes_name(earlier):
                first = earlier.first
            else:
                break
        return int(first)

    def quotes_name(self, segment: Any) -> bool:
        """Whether a segment is a name in quotation marks that looks like a clause: "die „Presse“"."""
        words = self.words[segment.first : segment.last]
        return self.document.quoted[segment.first] and all(word[0].isupper() for word in words)

    def _object_first(self, phrase: Phrase, saying: Any, limit: int) -> bool:
        """Whether the phrase before the verb is its object, since a clear subject stands right behind it."""
        k = saying.finite + 1
        if k >= limit or k in saying.tokens:
            return False
        low = self.lowers[k]
        if low in ("er", "man", "wir", "ich") or (
            low == "sie" and self.words[k] == "sie" and self.lowers[phrase.first] not in PRONOUNS
        ):
            return True
        thing = phrase.determiner == "das" and not nouns().of[self.lowers[phrase.head]] and phrase.last == saying.finite
        if thing and all(word[0].isupper() for word in self.words[k : k + 2]):
            return True  # "Das Beispiel hat Anna Huber erzählt"
        if self._is_told(phrase, saying):
            return True  # "Der Ministerin wirft Huber Fehler vor"
        if low == "der" and saying.lemma in TO_SOMEBODY:
            return False  # "Die Partei wirft der Regierung … vor"
        first = self.lowers[phrase.first]
        neuter = first == "ein" and self.lowers[phrase.first + 1].endswith("es")  # "Ein neues Gesetz fordert der …"
        if low not in ("der", "ein") or not (neuter or first in ("die", "das", "eine", "diese", "dieses")):
            return False
        behind = self.phrases.at(k, limit)  # "ein Buch" may be the object, "ein Sprecher" not
        if behind is None or is_medium(self.lowers[behind.head]):
            return False  # "Eine Sprecherin sagte der Agentur …": whom she told
        return low == "der" or nouns().has("role", self.lowers[behind.head])

    def _in_subordinate(self, segment: Any, verb: int) -> Phrase | None:
        k = segment.first
        lowers = self.lowers
        if lowers[k + 1] == "wie":  # "Doch wie Forscher herausfanden, …"
            k += 1
        if lowers[k] in DETERMINERS | {"welcher", "welche", "welches"} and self.words[k - 1 : k] == [","]:
            return self.phrases.before(k - 1, max(0, k - 15)) or self.phrases.pronoun(k)
        k += 1
        while k < verb:
            low = lowers[k]
            if low in PRONOUNS:
                return self.phrases.pronoun(k)
            if low in PREPOSITIONS:
                inner = self.phrases.at(k + 1, verb, apposition=False)
                k = inner.last if inner is not None else k + 1
                continue
            phrase = self.phrases.at(k, verb)
            if phrase is not None:
                if lowers[phrase.first] in OBLIQUE or self._is_time(phrase):
                    k = phrase.last
                    continue
                return phrase
            k += 1
        return None

    def _shared(self, segment: Any, sentence_index: int) -> Phrase | None:
        """The subject of the clause before "und", which its second verb shares."""
        for earlier in reversed(self.grammar.segments(sentence_index)):
            if earlier.first < segment.first and earlier.kind == "main":
                first = self.field_start(earlier, sentence_index)
                found = self.before(first, earlier.finite)
                if found is None and self.phrases.at(first, earlier.finite) is not None:
                    return None  # the subject is too long to be read: better none than the object
                return found or self.behind(earlier.finite + 1, segment.first)
        return None

    def _agent(self, saying: Any) -> Phrase | None:
        sentence = self.document.sentences[saying.sentence]
        segment = self.grammar.segment_at(saying.verb)
        first = min(segment.first, self.grammar.segment_at(saying.finite).first, sentence.last)
        last = max(saying.tokens)
        if saying.verb == segment.first:  # "Kritisiert wird vom Rechnungshof, dass …"
            last = segment.last
        for k in range(first, last):
            if self.lowers[k] == "laut":
                return None  # "laut der Studie wurden Mängel von …": it is the study that says so
            if self.lowers[k] in _AGENTS and k not in saying.tokens:
                at = k if self.lowers[k] == "vom" else k + 1
                phrase = self.phrases.at(k + 1 if self.lowers[k] == "vom" else at, sentence.last)
                if phrase is not None and not self._is_time(phrase):
                    return phrase
        return None

    def in_document(self, saying: Any, segment: Any) -> Phrase | None:
        """The document of "In der Studie wird behauptet, …" and the survey of "In einer Umfrage gaben 45 Prozent an, …",
        where nobody is named who says so."""
        for k in range(self.field_start(segment, saying.sentence), saying.verb):
            if self.lowers[k] not in ("in", "im", "bei", "beim"):
                continue
            phrase = self.phrases.at(k + 1, saying.verb)
            if phrase is None or not (saying.passive or self.lowers[phrase.head].endswith(SURVEYS)):
                continue
            if kind_of(self.document, phrase) == "documented":
                return phrase
        return None

    def cited(self, saying: Any, subject: Phrase | None) -> Phrase | None:
        """Of "zitiert die Zeitung den Polizisten Huber" the one whom she quotes."""
        if saying.lemma != "zitieren" or saying.passive or subject is None or subject.first < saying.finite:
            return subject
        limit = self.document.sentences[saying.sentence].last
        paper = subject.first + bool(subject.determiner)
        if subject.name_end - paper > 1 and is_medium(self.lowers[paper]):
            if is_role(self.lowers[paper + 1]):
                return self.phrases.at(paper + 1, limit)  # "zitiert der Kurier Hauseigentümer Franz Huber"
            name = subject.name_end - 1
            others = [at for at in places(self.document, self.lowers[name]) if 0 < at != name]
            if name - paper > 1 and any(self.words[at - 1].istitle() for at in others):
                return self.phrases.pronoun(name)  # "zitierte die Agentur TASS Huber", whom the text has named in full
        at = subject.last
        while at < limit and (self.lowers[at] in ("am", "gestern", "heute") or self.lowers[at] in TIMES):
            at += 1  # "zitierte die Zeitung am Montag eine Mitarbeiterin"
        cited = self.phrases.at(at, limit) if at < limit else None
        if cited is None or cited.first != at:
            return subject
        thing = self.words[cited.last : cited.last + 1] == [":"] and not can_speak(self.document, cited)
        return subject if thing else cited  # "zitiert Huber eine alte Weisheit: …"

    def from_document(self, segment: Any) -> Phrase | None:
        for k in range(segment.first, segment.last):
            if self.lowers[k] in ("aus", "in", "im"):
                return self.phrases.at(k + 1, segment.last)
        return None
