"""Conditions on German verbs, clauses and times that rules use by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sourcescore import Document, Match

from .de import Grammar, Group
from .de_times import FUTURE, FUTURE_PHRASES, MONTHS, NUMBER_WORDS, PAST, UNITS, is_year

STATES = frozenset(
    "sein haben geben liegen stehen heißen wissen handeln bestehen gehören betragen stammen dienen befinden leben wohnen "
    "arbeiten planen erwägen prüfen verhandeln existieren enthalten umfassen kosten gelten kennen glauben denken leiden "
    "fehlen sitzen bleiben wiegen messen besitzen verfügen unterhalten kontrollieren herrschen zählen passen aufweisen "
    "basieren beruhen zusammenhängen belaufen kursieren drohen fürchten wollen interessieren hoffen beabsichtigen bekannt "
    "funktionieren regieren betreiben verdienen überlegen streben ähneln entsprechen erinnern anstreben".split()
)
"""Verbs of states: with them "soll" passes on what is said ("soll dort leben"), unless a future time makes it a plan."""

_TALK = frozenset(
    "angeblich angebliche angeblichen zufolge demnach wonach gerücht gerüchte gerüchten gerüchteweise insider insidern "
    "vernehmen kolportiert kolportierte medienberichten medienberichte berichten spekulationen unbestätigten leak "
    "leaks munkelt gemunkelt verlautet".split()
)
"""Words that say that a sentence passes on what others say."""

_MODALS = frozenset("soll sollen sollte sollten will wollen kann können darf dürfen muss müssen".split())


def _grammar(match: Match) -> Grammar:
    grammar: Grammar = match.document.analysis("grammar")
    return grammar


def _group(match: Match) -> Group:
    return _grammar(match).group(match.first)


def perfect_infinitive(match: Match) -> bool:
    """The modal verb governs a perfect infinitive: "gekauft haben", "geflohen sein", "verhaftet worden sein"."""
    return _group(match).kind == "perfect"


def passive_infinitive(match: Match) -> bool:
    """The modal verb governs a passive infinitive: "eröffnet werden"."""
    return _group(match).kind == "passive"


def state_infinitive(match: Match) -> bool:
    """The modal verb governs a state: "verletzt sein", "dort leben", "Millionen kosten"."""
    group = _group(match)
    return group.kind == "state" or (group.kind == "infinitive" and group.lemma in STATES)


def governs_verb(match: Match) -> bool:
    """The modal verb governs an infinitive: "will bauen", not "will Ruhe"."""
    return _group(match).kind not in ("none", "participle")


def participle_clause(match: Match) -> bool:
    """The auxiliary makes a passive or perfect with a past participle: "wird gebaut", "seien getötet worden"."""
    return _group(match).kind == "participle"


def zu_infinitive(match: Match) -> bool:
    """An infinitive with "zu" follows in the sentence: "droht zu kippen", "scheint zu stimmen"."""
    document = match.document
    grammar = _grammar(match)
    for i in range(match.last, match.sentence.last):
        if document.lowers[i] == "zu" and i + 1 < match.sentence.last and grammar.is_nonfinite(i + 1):
            return True
        if any(form.kind == "zu-infinitive" for form in grammar.readings(i)):
            return True
    return (match.previous() != "" and any(f.kind == "zu-infinitive" for f in grammar.readings(match.first - 1))) or (
        match.previous(2) == "zu"
    )


def future_time(match: Match) -> bool:
    """The sentence names a time to come: "künftig", "nächste Woche", "bis 2030", "im Herbst", "am 3. Mai"."""
    return _has_time(match, FUTURE, FUTURE_PHRASES)


def past_time(match: Match) -> bool:
    """The sentence names a time that is past or now: "bereits", "seit Jahren", "gestern", "vergangene Woche"."""
    document, sentence = match.document, match.sentence
    return any(document.lowers[i] in PAST for i in range(sentence.first, sentence.last))


def _has_time(match: Match, words: frozenset[str], phrases: tuple[tuple[frozenset[str], frozenset[str]], ...]) -> bool:
    document, sentence = match.document, match.sentence
    lowers = document.lowers
    for i in range(sentence.first, sentence.last):
        low = lowers[i]
        if low in words:
            return True
        before = lowers[i - 1] if i > sentence.first else ""
        if is_year(low) and before in (
            "bis",
            "ab",
            "2",
            "jahr",
            "jahres",
            "mitte",
            "ende",
            "anfang",
            "frühestens",
            "spätestens",
        ):
            return True
        if any(before in first and low in second for first, second in phrases) or (before == "." and low in MONTHS):
            return True
    return False


def talk_of_others(match: Match) -> bool:
    """The sentence says that it passes on what others say: "angeblich", "laut", "zufolge", "Gerüchte", "demnach"."""
    return _talks(match.document, match.sentence.first, match.sentence.last)


def talk_before(match: Match) -> bool:
    """The sentence or the one before it passes on what others say."""
    document = match.document
    index = document.sentence_index(match.first)
    first = document.sentences[max(0, index - 1)].first
    return _talks(document, first, match.sentence.last)


def _talks(document: Document, first: int, last: int) -> bool:
    return any(low in _TALK or low.endswith(("kreisen", "berichten")) for low in document.lowers[first:last])


def reporting_subjunctive(match: Match) -> bool:
    """The verb stands in the reporting subjunctive: what it says is somebody else's."""
    document = match.document
    if not document.has_analysis("speech"):
        return False
    index = document.sentence_index(match.first)
    marked = document.analysis("speech").subjunctives_of(index)
    return any(match.first <= i < match.last for i in marked)


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


def before_amount(match: Match) -> bool:
    """A number, a number word or a unit of measure follows: "rund 100", "knapp drei", "gut die Hälfte", "fast alle"."""
    document = match.document
    for i in range(match.last, min(match.last + 2, match.sentence.last)):
        low = document.lowers[i]
        if low[0].isdigit() or low in NUMBER_WORDS or low in UNITS:
            return True
        if low in (
            "ein",
            "eine",
            "einem",
            "einen",
            "einer",
            "der",
            "die",
            "das",
            "den",
            "dem",
            "bis",
            "doppelt",
            "um",
            "€",
            "$",
        ):
            after = document.lowers[i + 1] if i + 1 < match.sentence.last else ""
            if after in UNITS or after[:1].isdigit() or after in NUMBER_WORDS:
                return True
            continue
        return False
    return False


def verb_first(match: Match) -> bool:
    """The verb opens its clause, with the subject behind it: "Sollte er zustimmen, …"."""
    grammar = _grammar(match)
    segments = grammar.segments(match.document.sentence_index(match.first))
    for k, segment in enumerate(segments):
        if segment.first == match.first:
            return k == 0 or segments[k - 1].kind == "main"
    return False


def subordinate_clause(match: Match) -> bool:
    """The verb stands at the end of a subordinate clause: "…, der im Mai eröffnet werden soll"."""
    segment = _grammar(match).segment_at(match.first)
    return segment.kind == "subordinate" and segment.finite == match.first


def adjective(match: Match) -> bool:
    """The participle stands before a noun: "die geplante Reform"."""
    document = match.document
    low = document.lowers[match.first]
    if not low.endswith(("e", "en", "er", "es", "em")):
        return False
    for i in range(match.last, min(match.last + 4, match.sentence.last)):
        if document.words[i][0].isupper():
            return True
        if not document.words[i][0].isalpha():
            return False
    return False


def auxiliary_near(match: Match) -> bool:
    """A form of sein or haben stands in the clause: "ist geplant", "war vorgesehen"."""
    document, clause = match.document, match.clause
    forms = (
        "ist",
        "sind",
        "war",
        "waren",
        "sei",
        "seien",
        "hat",
        "haben",
        "hatte",
        "hatten",
        "wird",
        "werden",
        "wurde",
    )
    return any(document.lowers[i] in forms for i in range(clause.first, clause.last))


def noun(match: Match) -> bool:
    """The word is written with a capital and does not open its sentence."""
    return match.document.words[match.first][0].isupper() and match.first > match.sentence.first


CONDITIONS: Mapping[str, Callable[..., bool]] = {
    "adjective": adjective,
    "auxiliary in the clause": auxiliary_near,
    "before an amount": before_amount,
    "first person": speaker_subject,
    "future time": future_time,
    "governs a verb": governs_verb,
    "noun": noun,
    "participle in the clause": participle_clause,
    "passive infinitive": passive_infinitive,
    "past time": past_time,
    "perfect infinitive": perfect_infinitive,
    "reported sentence": reported_sentence,
    "reporting subjunctive": reporting_subjunctive,
    "state infinitive": state_infinitive,
    "subordinate clause": subordinate_clause,
    "talk of others": talk_of_others,
    "talk of others, also before": talk_before,
    "verb first": verb_first,
    "zu infinitive": zu_infinitive,
}
