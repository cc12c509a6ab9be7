"""Conditions on German verbs, clauses and amounts that rules use by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sourcescore import Match

from .de import Grammar, Segment
from .de_amounts import before_amount, before_part, before_whole, governed_ueber
from .de_groups import Group
from .de_times import names_future, names_past

_NEGATIONS: Final = frozenset(
    "nicht nichts nie niemals niemand kein keine keinen keinem keiner keines keinerlei keinster weder kaum ohne "
    "nirgends".split()
)
_GUESSING: Final = (
    "glaub",
    "vermut",
    "fürcht",
    "befürcht",
    "hoff",
    "spekul",
    "gerücht",
    "warn",
    "rechne",
    "erwart",
    "denk",
    "mutmaß",
)
_DETERMINERS: Final = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem dieser diese dieses diesen "
    "diesem seine seinen seinem seiner ihre ihren ihrem ihrer unsere unseren sie alle allen aller er es welche".split()
)
_WORDS_OF_PAST: Final = frozenset(("war", "waren", "wurde", "wurden", "hatte", "hatten"))


def _grammar(match: Match) -> Grammar:
    grammar: Grammar = match.document.analysis("grammar")
    return grammar


def _group(match: Match) -> Group:
    return _grammar(match).group(match.first)


def _segment(match: Match) -> Segment:
    return _grammar(match).segment_at(match.first)


def means(match: Match, reading: str) -> bool:
    """The modal verb is meant so: "means: talk" (soll … gekauft haben), "plan", "condition" (Sollte er …), "guess"
    (dürfte), "possible" (könnte).

    The readings are those of the analysis "modals".
    """
    found: str = match.document.analysis("modals").reading(match.first)
    return found == reading


def perfect_infinitive(match: Match) -> bool:
    """The modal verb governs a perfect infinitive: "gekauft haben", "geflohen sein", "verhaftet worden sein"."""
    return _group(match).kind == "perfect"


def governs_verb(match: Match) -> bool:
    """The modal verb governs an infinitive: "will bauen", not "will Ruhe"."""
    return _group(match).kind not in ("none", "participle")


def participle_clause(match: Match) -> bool:
    """The auxiliary makes a passive or perfect with a past participle: "wird gebaut", "seien getötet worden"."""
    return _group(match).kind == "participle"


def zu_infinitive(match: Match) -> bool:
    """The verb governs an infinitive with "zu": "droht zu kippen", "scheint zu stimmen", "…, der zu kippen scheint"."""
    document = match.document
    grammar = _grammar(match)
    for i in range(match.last, match.sentence.last):
        if document.lowers[i] == "zu" and i + 1 < match.sentence.last and grammar.is_nonfinite(i + 1):
            return True
        if any(form.kind == "zu-infinitive" for form in grammar.readings(i)):
            return True
    before = match.first - 1
    if before < match.sentence.first:
        return False
    return match.previous(2) == "zu" or any(form.kind == "zu-infinitive" for form in grammar.readings(before))


def future_time(match: Match) -> bool:
    """The sentence names a time to come: "künftig", "nächste Woche", "bis 2030", "im Herbst"."""
    return names_future(match.document.lowers[match.sentence.first : match.sentence.last])


def past_time(match: Match) -> bool:
    """The sentence names a time that is past or now: "bereits", "seit Jahren", "gestern", "vergangene Woche"."""
    return names_past(match.document.lowers[match.sentence.first : match.sentence.last])


def past_tense(match: Match) -> bool:
    """The clause tells of the past: its finite verb is a past indicative and no subjunctive."""
    segment = _segment(match)
    finite = segment.finite
    if finite < 0:
        return False
    if match.document.lowers[finite] in _WORDS_OF_PAST:
        return True
    forms = [form for form in _grammar(match).readings(finite) if form.kind == "finite"]
    return bool(forms) and all(form.mood == "indicative" and form.tense == "past" for form in forms)


def negated(match: Match) -> bool:
    """A negation stands in the clause: "nicht", "kein", "niemand", "weder", "kaum", "ohne"."""
    segment = _segment(match)
    return not _NEGATIONS.isdisjoint(match.document.lowers[segment.first : segment.last])


def reporting_subjunctive(match: Match) -> bool:
    """The verb stands in the reporting subjunctive: what it says is somebody else's."""
    document = match.document
    if not document.has_analysis("speech"):
        return False
    marked = document.analysis("speech").subjunctives_of(document.sentence_index(match.first))
    return any(match.first <= i < match.last for i in marked)


def reported_plural(match: Match) -> bool:
    """The verb is a plural that stands for a reporting subjunctive ("könnten" for "können"), and nobody merely guesses."""
    if not match.word.endswith("en") or not reporting_subjunctive(match):
        return False
    lowers = match.document.lowers[match.sentence.first : match.sentence.last]
    return not any(low.startswith(_GUESSING) for low in lowers)


def reported_sentence(match: Match) -> bool:
    """The sentence has a verb of saying or one in the reporting subjunctive."""
    document = match.document
    if not document.has_analysis("speech"):
        return False
    index = document.sentence_index(match.first)
    if document.analysis("speech").subjunctives_of(index):
        return True
    return any(saying.sentence == index for saying in document.analysis("reporting"))


def speaker_subject(match: Match) -> bool:
    """The clause speaks of "ich" or "wir"."""
    return _grammar(match).subject_is_speaker(match.first)


def finite_verb(match: Match) -> bool:
    """The word is the finite verb of its clause."""
    return _segment(match).finite == match.first


def names_figure(match: Match) -> bool:
    """The sentence names a figure or a date in digits."""
    return any(low[0].isdigit() for low in match.document.lowers[match.sentence.first : match.sentence.last])


def main_clause(match: Match) -> bool:
    """The words stand in a main clause: its verb is the second element, or the first."""
    return _segment(match).kind == "main"


def subordinate_clause(match: Match) -> bool:
    """The verb stands at the end of a subordinate clause: "…, der im Mai eröffnet werden soll"."""
    segment = _segment(match)
    return segment.kind == "subordinate" and segment.finite == match.first


def verb_first(match: Match) -> bool:
    """The verb opens its clause: "Wäre er gekommen, …"."""
    return _segment(match).first == match.first


def adjective(match: Match) -> bool:
    """The word stands before a noun and is declined with it: "die geplante Reform"."""
    document, first = match.document, match.first
    if match.last - first > 1 or not document.lowers[first].endswith(("e", "en", "er", "es", "em")):
        return False
    segment = _segment(match)
    if segment.finite == first and match.previous() not in _DETERMINERS:
        return False
    if segment.finite == first == segment.first + 1 and match.previous() in ("das", "dies"):
        finites = _grammar(match).finites  # "Das bestätigte Trainer Franz Huber", and no other verb
        return not all(i <= first or i >= segment.last for i in finites)
    for i in range(match.last, min(match.last + 4, match.sentence.last)):
        word = document.words[i]
        if word[0].isupper() or word[0].isdigit():
            return True
        if word in _DETERMINERS:
            return False
        if not (word[0].isalpha() and word.endswith(("e", "en", "er", "es", "em"))) and word not in (
            ",",
            "und",
            "oder",
        ):
            return False
    return False


def noun(match: Match) -> bool:
    """The word is written with a capital and does not open its sentence."""
    return match.document.words[match.first][0].isupper() and match.first > match.sentence.first


CONDITIONS: Final[Mapping[str, Callable[..., bool]]] = {
    "adjective": adjective,
    "before a part": before_part,
    "before a whole": before_whole,
    "before an amount": before_amount,
    "finite verb": finite_verb,
    "first person": speaker_subject,
    "future time": future_time,
    "governed preposition": governed_ueber,
    "governs a verb": governs_verb,
    "main clause": main_clause,
    "means": means,
    "names a figure": names_figure,
    "negated": negated,
    "noun": noun,
    "participle in the clause": participle_clause,
    "past tense": past_tense,
    "past time": past_time,
    "perfect infinitive": perfect_infinitive,
    "reported sentence": reported_sentence,
    "reported plural": reported_plural,
    "reporting subjunctive": reporting_subjunctive,
    "subordinate clause": subordinate_clause,
    "verb first": verb_first,
    "zu infinitive": zu_infinitive,
}
