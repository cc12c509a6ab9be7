"""Lines that list names and numbers, or tell the reader what to do, and assert nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sourcescore import Document, Sentence

from .de import Grammar, Segment

_JOINTS: Final = frozenset(("–", "—", "-", ","))
_NAME_PARTS: Final = frozenset("bzw von van de der den da dos di el al".split())
_APPEALS: Final = frozenset(("lasst", "lass", "lassen"))
_WISHES: Final = frozenset(("hoffentlich", "möge", "mögen"))
_APPEALING: Final = _APPEALS | _WISHES | {"bitte"}
_SUBJECTS: Final = frozenset("ich du er es man wir".split())
_NOW: Final = frozenset("und jetzt nun dann also aber doch".split())
_SHORT: Final = 5  # "Leb schnell und gut."
_CLOCK: Final = re.compile(r"\d\d?[.:]\d\d").fullmatch
_WHY: Final = frozenset(("warum", "wieso", "weshalb"))


def is_list(words: list[str], first: int, last: int, tail: Sequence[str]) -> bool:
    """Whether the words first to last, if they have no verb, are a list or a scrap of one: "Moser – Huber, Gruber (66.",
    "Weiter: 10.", "10. 2015)", "Nachtzug | Die Brücke | Talk", "Bis 22.45, ORF 2". A row with somebody's result is none:
    "Anna Moser (AUT) 1:09,1". ``tail``: the marks behind.
    """
    bis = words[first] == "Bis"
    for k in range(first, last):
        if words[k].islower() and words[k] not in _NAME_PARTS:
            if len(words[k]) > 2 and not bis and "|" not in words[first:last]:
                return False  # most sentences, soon
            break
    words = words[first:last]
    letters = [word for word in words if word[0].isalpha()]
    if bis and len(letters) < 8 and len(words) > 1 and _CLOCK(words[1]):
        return True
    if not any(len(word) > 2 for word in letters) or words.count("|") > 1:
        return True
    if any(word.islower() and word not in _NAME_PARTS for word in letters):
        return False
    numbers = [word for word in words if word[0].isdigit()]
    if len(numbers) == 1 and words[-1].isdigit() and len(letters) < 5 and "." in tail and words[-2] in "(:":
        return True
    joints = sum(word in _JOINTS for word in words)
    return joints >= 3 and joints >= 2 * len(numbers) and all(number.isdigit() for number in numbers)


def is_scrap(document: Document, grammar: Grammar, index: int, sentence: Sentence) -> bool:
    """Whether a sentence is but the end of a question or of what was said before: "Warum nicht auch im Süden.", "Damit sie
    etwas zu lachen haben."."""
    first = _opening(document, sentence)
    low = document.lowers[first]
    if low in _WHY and document.lowers[first + 1] == "nicht":
        return all(segment.finite < 0 for segment in grammar.segments(index))
    if low != "damit":
        return False
    segments = grammar.segments(index)
    return len(segments) == 1 and segments[0].kind == "subordinate" and segments[0].finite > first + 1


def is_appeal(document: Document, grammar: Grammar, index: int, sentence: Sentence) -> bool:
    """Whether the sentence is an order, an appeal or a pure wish: "Lasst uns warten.", "Nehmt ihn mit.", "Ach, hör doch
    auf!", "Bitte rechts klicken.", "Hoffentlich hält das Eis."."""
    first, words, lowers = _opening(document, sentence), document.words, document.lowers
    end = words[sentence.last - 1]
    called = end == "!" or (end == ")" and "!" in words[first : sentence.last])
    if not (called or lowers[first] in _APPEALING or grammar.is_finite(first)):
        return False
    segments = grammar.segments(index)
    if called and _only_orders(document, grammar, segments):
        return True
    if any(segment.finite == segment.first > first and words[segment.first - 1] == "," for segment in segments):
        return False  # "Lasst uns gehen, sagte er."
    if lowers[first] in _WISHES or (lowers[first] in _APPEALS and lowers[first + 1] == "uns"):
        return True
    if lowers[first] == "bitte":
        verbs = [segment.finite for segment in segments if segment.finite > first]
        return all(grammar.is_nonfinite(verb) for verb in verbs)
    forms = grammar.readings(first) if segments[0].finite == first else ()
    if forms and len(segments) == 1 and sentence.last - first <= _SHORT and _is_order(document, grammar, first):
        return not any("3s" in form.persons and form.mood == "indicative" for form in forms)  # "Sagt der Wirt."
    return bool(forms) and all(form.persons == "2p" for form in forms)


def _only_orders(document: Document, grammar: Grammar, segments: Sequence[Segment]) -> bool:
    """Whether each clause opens with an imperative, behind somebody's name and a colon at most."""
    spoken = [segment for segment in segments if segment.last - segment.first > 2 or segment.finite >= 0]
    while len(spoken) > 1 and spoken[0].finite < 0 and document.words[spoken[0].last] == ":":
        spoken = spoken[1:]
    return bool(spoken) and all(
        segment.kind in ("main", "fragment") and _is_order(document, grammar, _behind_now(document, segment))
        for segment in spoken
        if document.words[segment.first - 1] != "(" or segment is spoken[0]
    )


def _is_order(document: Document, grammar: Grammar, i: int) -> bool:
    """Whether word i is an imperative and no "(das) mache ich"."""
    behind = document.lowers[i + 1] if i + 1 < len(document.lowers) else ""
    return behind not in _SUBJECTS and any(form.mood == "imperative" for form in grammar.readings(i))


def _behind_now(document: Document, segment: Segment) -> int:
    """The first word of a clause behind "und jetzt", "dann" and the like."""
    i = segment.first
    while i < segment.last - 2 and document.lowers[i] in _NOW:
        i += 1
    return i


def _opening(document: Document, sentence: Sentence) -> int:
    """The first word, behind quotation marks and dashes."""
    first, last = sentence.first, sentence.last - 2
    while first < last and not document.words[first][0].isalnum():
        first += 1
    return first
