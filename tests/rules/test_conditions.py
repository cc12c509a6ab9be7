"""The conditions that need no language: where the words stand and what stands around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sourcescore import Document, Match
from sourcescore.rules.company import WITH_PATTERN
from sourcescore.rules.conditions import _ASKED, PLAIN, bind, describe, names


def holds(condition: str, text: str) -> bool:
    """Whether a condition holds for the words between ‹ and › in a text."""
    before, words, behind = text.replace("›", "‹").split("‹")
    document = Document(before + words + behind, "de")
    first = document.token_at(len(before))
    last = document.token_at(len(before) + len(words) - 1) + 1
    check = bind(condition, {}, {"zahl": ("zwei", "drei")})
    assert check is not None
    return check(Match(document, first, last))


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ("question", "‹Soll› er gehen?", "Er ‹soll› gehen. Warum?"),
        ("question", 'Fragte sie: "‹Soll› er gehen?"', "‹Soll› er gehen!"),
        ("in quotation", 'Er rief: "Das ‹soll› so sein."', 'Er ‹soll› "so" sein.'),
        ("sentence start", "Er ging. ‹Offenbar› war es spät.", "Es war ‹offenbar› spät."),
        ("sentence start", '"‹Offenbar› war es spät."', "Spät, ‹offenbar›."),
        ("clause start", "Er ging, ‹sollte› sie kommen.", "Er ‹sollte› gehen."),
        ("clause end", "Er gab es ‹zu›.", "Er gab es ‹zu› spät zu."),
        ("clause end", "Er gab ‹zu›, dass es so war.", "Er gab zu ‹viel› Geld aus."),
        ("capitalised", "Das ‹Soll› ist erreicht.", "Er ‹soll› gehen."),
        ("before a number", "Es waren ‹rund› 100.", "Es waren ‹rund› hundert."),
        ("word: Fahr*", "Die ‹Fahrpläne› gelten.", "Die ‹Sparpläne› gelten."),
        ("next: zu", "Er ‹scheint› zu gehen.", "Er ‹scheint› krank zu sein."),
        ("next: als ob|wenn", "Er ‹tut› als ob er schliefe.", "Er ‹tut› als Einziger viel."),
        ("next: ganz? {zahl}", "Es sind ‹fast› ganz drei.", "Es sind ‹fast› ganz vier."),
        ("previous: nicht", "Er ist nicht ‹bestätigt›.", "Nicht er ist ‹bestätigt›."),
        ("previous: noch nicht", "Es ist noch nicht ‹klar›.", "Es ist nicht ‹klar›."),
        ("previous: jedes Mal / immer", "Jedes Mal ‹wenn› er kam.", "Das Mal ‹wenn› er kam."),
        ("previous: jedes Mal / immer", "Immer ‹wenn› er kam.", "Nur ‹wenn› er kam."),
        ("followed by: dass", "Er ‹sagt›, es sei gut, dass er kam.", "Dass er kam, ‹sagt› er."),
        ("followed by: dass", "Er ‹sagt›, dass er kam.", "Er ‹sagt› es. Gut, dass er kam."),
        ("preceded by: dass", "Gut, dass er kommen ‹soll›.", "Er ‹soll› wissen, dass es gut ist."),
        ("near: kein", "Er hat kein Geld ‹bestätigt›.", "Kein Haus, in dem er das Geld ‹bestätigt›."),
        ("clause has: nicht", "Er ‹will› das nicht.", "Er ‹will› das, sie nicht."),
        ("clause has: nicht", "Er ‹weist das nicht zurück›.", "Er ‹weist das zurück›."),
        ("sentence has: laut", "Laut Plan, den er hat, ‹soll› es gehen.", "Er lacht laut. Sie ‹soll› gehen."),
        ("sentence has: nach Plan", "Alles läuft nach ‹Plan›.", "Nach dem ‹Plan› läuft alles."),
        ("sentence has: soll", "Er soll gehen, wenn er ‹kann›.", "Er geht, wenn er ‹soll›."),
    ],
)
def test_a_condition(condition: str, yes: str, no: str) -> None:
    assert holds(condition, yes)
    assert not holds(condition, no)


def test_conditions_of_plugins_come_with_and_without_an_argument() -> None:
    known = {"never": lambda match: False, "is": lambda match, argument: match.word == argument}
    match = Match(Document("Sie soll.", "de"), 1, 2)
    never, soll, will = (bind(text, known, {}) for text in ("never", "is: soll", "is: will"))
    assert never and soll and will
    assert (never(match), soll(match), will(match)) == (False, True, False)


def test_a_condition_may_be_any_object_that_can_be_called() -> None:
    @dataclass  # which can be compared, and so not be a key of anything
    class Longer:
        least: int

        def __call__(self, match: Match) -> bool:
            return len(match.document.words) > self.least

    check = bind("long text", {"long text": Longer(2)}, {})
    assert check is not None
    assert check(Match(Document("Sie soll.", "de"), 1, 2))
    assert not check(Match(Document("Ja.", "de"), 0, 1))


def test_what_conditions_take_is_not_kept_for_ever() -> None:
    def made(word: str) -> Callable[[Match], bool]:
        return lambda match: match.word == word

    for number in range(3000):  # as somebody's plugin may make them anew for each Scorer
        assert bind("new", {"new": made(str(number))}, {}) is not None
    assert len(_ASKED) <= 1024


def test_a_match_says_which_words_it_is_of() -> None:
    assert repr(Match(Document("Sie soll schweigen.", "de"), 1, 3)) == "Match('soll schweigen', first=1, last=3)"


def test_an_unknown_condition_is_none_and_a_missing_argument_an_error() -> None:
    assert bind("unheard of", {}, {}) is None
    assert bind("unheard of: x", {}, {}) is None
    with pytest.raises(ValueError, match="needs an argument"):
        bind("next:", {}, {})


def test_every_condition_says_what_it_means() -> None:
    for name in (*PLAIN, *WITH_PATTERN):
        assert describe(f"{name}: x" if name in WITH_PATTERN else name, {}).endswith(".")
    assert names({"means": lambda match, reading: True}) == sorted(
        [*PLAIN, *(f"{name}: …" for name in WITH_PATTERN), "means"]
    )
