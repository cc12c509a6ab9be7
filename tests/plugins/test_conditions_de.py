"""The German conditions that rules use by name: each in a sentence where it holds and in one where it does not."""

from __future__ import annotations

import pytest

from sourcescore import Match, Scorer
from sourcescore.rules.conditions import describe

SCORER = Scorer(lang="de")


def match(text: str) -> Match:
    """The words between ‹ and › in a text."""
    before, words, behind = text.replace("›", "‹").split("‹")
    document = SCORER.document(before + words + behind)
    return Match(document, document.token_at(len(before)), document.token_at(len(before) + len(words) - 1) + 1)


def holds(condition: str, text: str) -> bool:
    name, colon, argument = condition.partition(": ")
    check = SCORER.ruleset("de").conditions[name]
    return check(match(text), argument) if colon else check(match(text))


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ("means: talk", "Sie ‹soll› ihn gekannt haben.", "Sie ‹soll› ihn abholen."),
        ("means: talk", "Er ‹will› nie dort gewesen sein.", "Er ‹will› dort bleiben."),
        ("means: talk", "Bei dem Fund ‹soll› es sich um Gold handeln.", "Der Rat ‹soll› morgen darüber beraten."),
        ("means: talk", "Ein Haus, welches leer sein ‹soll›.", "Sie fragt, welches Haus leer sein ‹soll›."),
        ("means: talk", "Sie ‹soll› dort leben und gearbeitet haben.", "Sie ‹soll› kommen und wird geredet haben."),
        ("means: plan", "Die Halle ‹soll› im Herbst öffnen.", "Die Halle ‹soll› gebrannt haben."),
        ("means: plan", "Er ‹will› klagen.", "Er ‹will› das nicht kommentieren."),
        ("means: plan", "Sie fuhr nach Linz, wo sie lesen ‹soll›.", "Sie fragt, wo sie lesen ‹soll›."),
        (
            "means: plan",
            "Auch ‹sollen› sein ältester Sohn – genannt Franz – sowie drei andere angeklagt werden.",
            "Er ‹soll› Franz sein.",
        ),
        ("means: plan", "Das ‹sollte› mühelos zu machen sein.", "Das ‹sollte› man machen."),
        ("subordinate clause", "Sie bleiben, auch wenn es ‹regnet›.", "Sie bleiben, auch morgen ‹regnet› es."),
        ("subordinate clause", "Sie blieb, vor allem weil es ‹regnet›.", "Vor allem ‹regnet› es."),
        ("means: plan", "Kommen ‹sollen› auch Gäste aus Rom.", "Was ‹soll› daraus werden?"),
        ("means: plan", "Die Halle ‹sollte› ursprünglich im Mai öffnen.", "Du hättest kommen ‹sollen›."),
        ("means: condition", "‹Sollte› es regnen, bleiben sie.", "Es ‹sollte› regnen, sagt der Bauer."),
        ("means: condition", "Sie bleiben, ‹sollte› es regnen.", "Die Frist, die er bekam, ‹sollte› reichen."),
        ("means: guess", "Der Preis ‹dürfte› fallen.", "Der Preis ‹könnte› fallen."),
        ("means: guess", "Jemand ‹muss› den Riegel geöffnet haben.", "Jemand ‹muss› den Riegel öffnen."),
        ("means: possible", "Es ‹könnte› schneien.", "Es könnte, ‹kann› aber nicht."),
        ("means: possible", "Das ‹mag› stimmen.", "Das Kind ‹mag› Äpfel."),
        ("means: possible", "Er ‹kann› den Zug verpasst haben.", "Er ‹kann› den Zug nicht verpasst haben."),
        ("perfect infinitive", "Sie ‹soll›, heißt es, alles verkauft haben.", "Sie ‹soll› alles verkaufen."),
        ("perfect infinitive", "Sie ‹soll› dort beraubt und verletzt worden sein.", "Sie ‹soll› gerettet werden."),
        ("perfect infinitive", "Ein Mann, der geflohen sein ‹soll›.", "Ein Mann, der verletzt sein ‹soll›."),
        ("governs a verb", "Sie ‹will› Ruhe haben.", "Sie ‹will› Ruhe."),
        ("participle in the clause", "Der Turm ‹wird› gebaut.", "Der Turm ‹wird› hoch."),
        ("zu infinitive", "Der Ast ‹droht› zu brechen.", "Dem Haus ‹droht› ein Brand."),
        ("zu infinitive", "Ein Ast, der abzubrechen ‹droht›.", "Ein Brand, der dem Haus ‹droht›."),
        (
            "future time",
            "Der Turm ‹soll› in zwei Jahren stehen.",
            "Der Turm ‹soll› in den letzten Jahren gekippt sein.",
        ),
        ("future time", "Bis 2031 ‹soll› er stehen.", "Er ‹soll› dort stehen."),
        ("past time", "Er ‹soll› seit Jahren dort leben.", "Er ‹soll› dort leben."),
        ("past tense", "‹Wenn› der Bus kam, winkten alle.", "‹Wenn› der Bus kommt, winken alle."),
        ("past tense", "‹Wenn› es Abend wurde, sangen sie.", "‹Wenn› es Abend würde, sängen sie."),
        ("negated", "Er ‹bestätigte› keinen der Berichte.", "Er ‹bestätigte› den Bericht, sie nicht."),
        ("reporting subjunctive", "Er sagte, sie ‹habe› Zeit.", "Sie ‹hat› Zeit, sagte er."),
        ("reported plural", "Er sagte, sie ‹könnten› kommen.", "Er fürchtet, sie ‹könnten› kommen."),
        ("reported sentence", "Er sagte, sie ‹könnten› kommen.", "Sie ‹könnten› kommen."),
        ("first person", "Ich ‹könnte› schlafen.", "Er ‹könnte› schlafen."),
        ("finite verb", "Er ‹hätte› Zeit.", "Er hat Zeit ‹gehabt›."),
        ("main clause", "Er ‹will› gehen.", "Sie weiß, dass er gehen ‹will›."),
        ("subordinate clause", "Sie weiß, dass er gehen ‹will›.", "Er ‹will› gehen."),
        ("verb first", "‹Wäre› er da, ginge sie.", "Er ‹wäre› gern da."),
        ("adjective", "Die ‹geplante› neue Halle ist groß.", "Er ‹plante› eine Halle."),
        ("adjective", "Statt der ‹geplanten› 30 Betten kamen 20.", "Er ‹plante› die Halle."),
        ("noun", "Das ‹Soll› ist erfüllt.", "‹Soll› er kommen?"),
        ("before an amount", "‹Etwa› eine halbe Million kam.", "‹Etwa› eine Katze kam."),
        ("before an amount", "‹Rund› sechseinhalb Stunden dauert es.", "Am ‹runden› Tisch saßen alle."),
        ("before an amount", "‹Über› 2000 Gäste kamen.", "‹Etwa› 2015 kam er."),
        ("before a part", "‹Mindestens› ein Haus brannte.", "‹Mindestens› das Haus brannte."),
        ("before a whole", "‹Fast› alle kamen.", "‹Fast› wäre er gekommen."),
        ("governed preposition", "Ein Vertrag ‹über› drei Jahre.", "Seit ‹über› drei Jahren."),
    ],
)
def test_a_condition(condition: str, yes: str, no: str) -> None:
    assert holds(condition, yes)
    assert not holds(condition, no)


def test_every_condition_is_documented_with_an_example() -> None:
    known = SCORER.ruleset("de").conditions
    assert [name for name in known if not describe(name, known).endswith(".")] == []
