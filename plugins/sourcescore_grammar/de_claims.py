"""Which German sentences assert something, and where one sentence asserts two things of different standing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from sourcescore import Claim, Document, Sentence

from .de import Grammar, Segment
from .de_lists import is_appeal, is_list, is_scrap
from .de_modal_words import MODAL_VERBS

_CREDIT_WORDS: Final = frozenset(
    "foto fotos bild bilder grafik video quelle text symbolbild archivbild illustration".split()
)
_AGENCIES: Final = frozenset("apa red dpa reuters afp ap sda ots kna epd sid ag tass pte derstandard.at".split())
_WEIGHTY: Final = frozenset("hearsay rumour inference possibility prospective dispute".split())
_FRAMES: Final = frozenset("attribution indirect_speech".split())


def find_claims(document: Document) -> list[Claim]:
    """The claims of a German text. No claims are questions, imperatives, wishes, credits, greetings, datelines, lists of
    names and bare headings; a headline in telegram style is one."""
    grammar: Grammar = document.analysis("grammar")
    claims: list[Claim] = []
    for index, sentence in enumerate(document.sentences):
        if not _asserts(document, grammar, index, sentence):
            continue
        first = _behind_dateline(document, sentence)
        for border in _splits(document, grammar, index, first, sentence.last):
            claims.append(_claim(document, first, border))
            first = border
        claims.append(_claim(document, first, sentence.last))
    return claims


def _claim(document: Document, first: int, last: int) -> Claim:
    start, end = document.starts[first], document.ends[last - 1]
    return Claim(start, end, document.text[start:end])


def _asserts(document: Document, grammar: Grammar, index: int, sentence: Sentence) -> bool:
    words, lowers = document.words, document.lowers
    first, last = sentence.first, sentence.last
    while last > first and not words[last - 1][0].isalnum():
        last -= 1
    while first < last and not words[first][0].isalnum():
        first += 1
    tail = words[last : sentence.last]
    if "?" in tail or last - first < 2:
        return False
    if _is_credit(document, first, last, sentence) or _asks_before_credit(document, sentence):
        return False
    if _is_imperative(document, first, tail) or is_appeal(document, grammar, index, sentence):
        return False
    if is_scrap(document, grammar, index, sentence):
        return False
    if (is_list(words, first, last, tail) or _heads_results(document, first, sentence)) and _is_verbless(
        grammar, index
    ):
        return False
    # A headline leaves out its verb ("Zwei Tote nach Brand in Linz"): a line of six words says something, a shorter one
    # where it has a verb, a participle or a number.
    return (
        last - first >= 6
        or not _is_verbless(grammar, index)
        or (
            any(grammar.is_nonfinite(i) or words[i][0].isdigit() for i in range(first, last))
            and lowers[last - 1] not in _AGENCIES
        )
    )


def _is_verbless(grammar: Grammar, index: int) -> bool:
    return all(segment.finite < 0 for segment in grammar.segments(index))


def _is_credit(document: Document, first: int, last: int, sentence: Sentence) -> bool:
    """Photo credits, agency codes and bylines: "Foto: Reuters", "(APA, 3.5.2023)", "(red)"."""
    words, lowers = document.words, document.lowers
    if lowers[first] in _CREDIT_WORDS and first + 1 < sentence.last and words[first + 1] == ":":
        return True
    return words[sentence.first] == "(" and last - first <= 8 and _credits(document, first, last)


def _credits(document: Document, first: int, last: int) -> bool:
    """Whether an agency or a date is named: "APA/red", "3.5.2023"."""
    return any(
        _is_date(document.words[i]) or not _AGENCIES.isdisjoint(document.lowers[i].split("/"))
        for i in range(first, last)
    )


def _asks_before_credit(document: Document, sentence: Sentence) -> bool:
    """ "Reicht Ihnen das? (red, 3.5.2023)"."""
    if document.words[sentence.last - 1] not in ")." or "?" not in document.text[sentence.start : sentence.end]:
        return False
    words = document.words[sentence.first : sentence.last]
    if "?" not in words:
        return False
    asked = sentence.first + words.index("?") + 1
    return document.words[asked] == "(" and sentence.last - asked <= 10 and _credits(document, asked, sentence.last)


def _heads_results(document: Document, first: int, sentence: Sentence) -> bool:
    """ "(APA, 3.5.2023) Ergebnisse vom Sonntag: 1.": a credit, and the heading of a table behind it."""
    words = document.words[first : sentence.last]
    if first == sentence.first or document.words[first - 1] != "(" or ")" not in words[:10]:
        return False
    return _credits(document, first, first + words.index(")"))


def _is_date(word: str) -> bool:
    return word.count(".") == 2 and word.replace(".", "").isdigit()


def _is_imperative(document: Document, first: int, tail: list[str]) -> bool:
    """ "Lesen Sie mehr dazu", "Schreiben Sie uns!": a verb first, then "Sie", in a sentence that is no condition."""
    words, lowers = document.words, document.lowers
    if first + 1 >= len(words) or words[first + 1] != "Sie":
        return False
    polite = lowers[first].endswith("en") and lowers[first] not in _QUESTION_VERBS
    return polite and ("!" in tail or "," not in words[first : document.sentence_at(first).last])


_QUESTION_VERBS: Final = frozenset(
    "haben sind werden sollten würden könnten wollten müssten dürften wären hätten".split()
)


def _behind_dateline(document: Document, sentence: Sentence) -> int:
    """The first token behind a dateline such as "Wien – " or "Berlin/Rom (APA) - "."""
    words = document.words
    last = min(sentence.first + 7, sentence.last - 2)
    if _DASHES.isdisjoint(words[sentence.first + 1 : last]):
        return sentence.first
    for i in range(sentence.first + 1, last):
        if words[i] in _DASHES:
            before = words[sentence.first : i]
            places = all(w[0].isupper() or w in ("/", "(", ")", ",", ".", "am", "bei", "ob") for w in before)
            return i + 1 if places and words[i + 1][0].isupper() | (words[i + 1][0] in '"„»') else sentence.first
    return sentence.first


_DASHES: Final = frozenset(("–", "—", "-", "--"))


def _splits(document: Document, grammar: Grammar, index: int, first: int, last: int) -> Iterator[int]:
    """Tokens at which a second main clause of another standing begins: the hedge of one says nothing of the other."""
    start, end = document.starts[first], document.ends[last - 1]
    signals = document.signals_between(start, end)
    if not signals:
        return
    found = {signal.category for signal in signals}
    if _WEIGHTY.isdisjoint(found) or not _FRAMES.isdisjoint(found):
        return
    mains = [s for s in grammar.segments(index) if s.kind == "main"]
    if len(mains) < 2:
        return

    def weighty(from_token: int, to_token: int) -> bool:
        a, b = document.starts[from_token], document.ends[to_token - 1]
        return any(s.category in _WEIGHTY and a <= s.start < b for s in signals)

    for one, two in itertools.pairwise(mains):
        if not (_independent(grammar, one) and _independent(grammar, two)) or _goes_on(grammar, one, two):
            continue
        if two.first - 1 > first:
            border = two.first
            if weighty(first, border) != weighty(border, last):
                yield border
                return


def _independent(grammar: Grammar, segment: Segment) -> bool:
    """A main clause with its verb second: no inserted "sagte er", no verb-first condition, and no rest of a clause that
    ends in an infinitive ("…, möglichst verzichten")."""
    end = segment.last - 1 - grammar.full_stop(segment.last)
    ends_in_infinitive = segment.finite == end and grammar.is_nonfinite(end)
    return segment.finite > segment.first and segment.last - segment.first >= 3 and not ends_in_infinitive


def _goes_on(grammar: Grammar, one: Segment, two: Segment) -> bool:
    """Whether the second clause only goes on with infinitives of the first one's modal verb: "Sie will Stellen streichen,
    das Filialnetz ausdünnen und sparen"."""
    lowers = grammar.document.lowers
    return lowers[one.finite] in MODAL_VERBS and grammar.is_nonfinite(two.finite)
