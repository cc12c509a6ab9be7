"""Conditions on the phrase around a German marker of sources, which rules use by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from typing import Final

from sourcescore import Match

from .de_kinds import is_known_group
from .de_resolve import WhoSays


def _who(match: Match) -> WhoSays:
    found: WhoSays = match.document.analysis("who says")
    return found


def source_behind(match: Match) -> bool:
    """A noun phrase that can be a source stands right behind the words: "laut Polizei", not "laut lachend"."""
    phrase = _who(match).phrases.at(match.last, match.sentence.last) if match.last < match.sentence.last else None
    return phrase is not None and phrase.first == match.last


def marks_source(match: Match) -> bool:
    """The words open or close an attribution: who says it and what is said are both found ("…, so Huber")."""
    marking = _who(match).marking
    return any(i in marking for i in range(match.first, match.last))


def unnamed_echo(match: Match) -> bool:
    """The words attribute without a source in their sentence: "hieß es", "demnach"."""
    unnamed = _who(match).unnamed
    return any(i in unnamed for i in range(match.first, match.last))


_RUN: Final = -9
"""How many sentences back somebody may have begun to speak."""


def after_source(match: Match) -> bool:
    """One of the two sentences before says who speaks, whose words this one may go on with: "hieß es weiter". Sentences in
    reporting subjunctive between them do not count: they are that source's words, too."""
    speech = match.document.analysis("speech")
    index = match.document.sentence_index(match.first)
    first = -2
    while index + first >= 0 and speech.subjunctives_of(index + first + 1) and first > _RUN:
        first -= 1
    return _source_named(match, first, -1)


def near_source(match: Match) -> bool:
    """The sentence, one of the two before it or the next one says who speaks: this one may be in somebody's words."""
    return _source_named(match, -2, 1)


def _source_named(match: Match, first: int, last: int) -> bool:
    """Whether one of the sentences from ``first`` to ``last``, counted from the match's own, says who speaks."""
    document = match.document
    named: list[int] | None = document.notes.get(_source_named)
    if named is None:
        named = sorted({r.sentence for r in _who(match).framed if r.source is not None and r.content})
        document.notes[_source_named] = named
    index = document.sentence_index(match.first)
    return bisect_left(named, index + first) < bisect_right(named, index + last)


def in_text_of(match: Match, words: str) -> bool:
    """One of the three sentences before has for its source a text of these ("klage|anklage"; ends of compounds count), and
    nobody has spoken since: "heißt es in der Klage. Das Gerät sei …"."""
    document = match.document
    known = document.notes.get((in_text_of, words))
    if known is None:
        ends = tuple(words.split("|"))
        told = [r for r in _who(match).framed if r.source is not None and r.content]
        texts = {r.sentence: r.source is not None and document.lowers[r.source.head].endswith(ends) for r in told}
        known = document.notes[in_text_of, words] = texts if any(texts.values()) else {}
    if not known:
        return False
    index = document.sentence_index(match.first)
    last = max((k for k in known if index - 3 <= k <= index), default=index)
    return last < index and known[last]


def speaks(match: Match) -> bool:
    """Somebody unnamed is the source here: subject of a verb of saying, or behind "laut", "nach Angaben", "zufolge"."""
    return match.first in _who(match).speakers


def speaks_alone(match: Match) -> bool:
    """The word alone is the source, without a noun: "Viele befürchten …", not "Viele Fachleute befürchten …"."""
    who = _who(match)
    if match.last >= match.sentence.last or not who.grammar.is_finite(match.last):
        return False
    return any(i in who.speakers for i in range(match.first, match.last))


def organisation_named(match: Match) -> bool:
    """An organisation or a name behind the noun says whose people they are: "Experten der WU Wien"."""
    document = match.document
    phrase = _who(match).phrases.at(match.first, match.sentence.last, apposition=False)
    if phrase is None:
        return False
    behind = list(range(phrase.name_end, phrase.last))
    joined = next((i for i in behind if document.lowers[i] in ("und", "sowie", "oder")), phrase.last)
    return is_known_group(document, match.first) or any(document.words[i][0].isupper() for i in behind if i < joined)


def is_or_expects(match: Match) -> bool:
    """People in general say, think or expect something here, or stand behind "laut" and the like."""
    if speaks(match):
        return True
    document = match.document
    clause = match.clause
    return any(low in _EXPECTS for low in document.lowers[clause.first : clause.last])


_EXPECTS: Final = frozenset(
    "rechnen erwarten erwartung erwarteten befürchten fürchten warnen warnten warnt sehen sahen halten hielten sprechen sprachen "
    "verantwortlich zweifeln kritisieren kritisierten fordern forderten befragten befragte gehen gingen "
    "glauben schätzen schätzten vermuten vermuteten hoffen hofften einschätzung meinung ansicht sicht werfen warfen "
    "berichte berichten berichteten entgegen prognosen schätzungen uneinig einig überzeugt besorgt skeptisch "
    "hinweise belege beweise anzeichen".split()
)


def one_person(match: Match) -> bool:
    """One person is meant ("der Beobachter", "ein Kritiker"), or a number of people is counted."""
    document = match.document
    k = match.first - 1
    while (
        k >= match.clause.first
        and document.words[k][0].islower()
        and document.lowers[k] not in _ARTICLES
        and k > match.first - 4
    ):
        k -= 1
    low = document.lowers[k] if k >= 0 else ""
    if match.first and document.words[match.first - 1][0].isdigit():
        return True  # "10.000 Einwohner": counted, not asked
    if all(word.istitle() and word.isalpha() for word in document.words[match.last : match.last + 2]):
        return True  # "Historiker Heinz Huber"
    return low in (_ONE_OF_MANY if document.lowers[match.first].endswith("ten") else _ONE)


_ARTICLES: Final = frozenset("der die das den dem des ein eine einen einem einer eines".split())
_ONE_OF_MANY: Final = frozenset("dem des einem eines einen".split())
"""Before "Experten" and the like, which may be one or many: "des Experten", but "der Experten"."""
_ONE: Final = frozenset("der dem des ein einem eines einen".split())


def in_name(match: Match) -> bool:
    """The word is part of a name or a title: another capitalised word before it, or quotation marks around it."""
    document = match.document
    k = match.first - 1
    if k < 0:
        return False
    before = document.words[k]
    if before in '„“"»«' or document.quoted[match.first]:
        return True
    return (
        before[0].isupper()
        and k > match.sentence.first
        and before.lower() not in ("laut", "aus", "von", "nach")
        and not before.endswith(("er", "en"))
    )


_GEOGRAPHY: Final = (
    "landkreise",
    "landkreisen",
    "wahlkreise",
    "wahlkreisen",
    "freundeskreise",
    "freundeskreisen",
    "stromkreise",
    "stromkreisen",
    "bekanntenkreise",
    "bekanntenkreisen",
    "umkreise",
    "umkreisen",
    "arbeitskreise",
    "arbeitskreisen",
    "regelkreise",
    "polarkreise",
    "wendekreise",
    "kreislauf",
    "kundenkreise",
    "kundenkreisen",
    "themenkreise",
    "wirtschaftskreise-",
    "bezirkskreise",
    "stadtkreise",
    "stadtkreisen",
    "leserkreise",
    "blutkreise",
    "kreise",
    "kreisen",
    "einkreisen",
    "kraftkreise",
    "steinkreise",
    "kornkreise",
)


def no_circle(match: Match) -> bool:
    """Circles that are no people in the know: "Landkreise", "Wahlkreise"; or a verb ("umkreisen")."""
    document = match.document
    low = document.lowers[match.first]
    if not document.words[match.first][0].isupper():
        return True
    if low in ("kreise", "kreisen"):
        behind = document.lowers[match.first + 1 : match.first + 2]
        if behind == ["zufolge"] or (match.previous() == "aus" and behind in (["der"], ["des"], ["von"])):
            return False
        before = document.lowers[max(0, match.first - 1)]
        return not before.endswith(("en", "er", "e", "ten")) or before in (
            "die",
            "diese",
            "ihre",
            "seine",
            "alle",
            "weite",
            "weiten",
            "breite",
            "breiten",
            "der",
            "in",
            "den",
        )
    return low in _GEOGRAPHY or low.startswith(
        ("wähler", "käufer", "kunden", "leser", "freundes", "familien", "personen")
    )


CONDITIONS: Final[Mapping[str, Callable[..., bool]]] = {
    "source behind": source_behind,
    "marks a source": marks_source,
    "attribution without a source": unnamed_echo,
    "after a source": after_source,
    "near a source": near_source,
    "in a text of": in_text_of,
    "is a source": speaks,
    "is a source by itself": speaks_alone,
    "organisation named": organisation_named,
    "is a source or expects": is_or_expects,
    "one person": one_person,
    "in a name": in_name,
    "no circle of people": no_circle,
}
