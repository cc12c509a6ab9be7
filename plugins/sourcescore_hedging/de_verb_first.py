"""German conditions without a conjunction: "Kommt der Zug nicht, fällt das Spiel aus."

A declarative clause has its verb in second place; one that opens with it, and is followed by a clause that opens with its
own verb (or with "dann", "so"), names a condition (Duden, Die Grammatik, "Uneingeleitete Nebensätze").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sourcescore import Document, Sentence, Signal

_CONSEQUENCE: Final = frozenset("dann so".split())
_OTHER_RULES: Final = frozenset("sollte sollten soll sollen".split())
_JOINING: Final = frozenset("und oder zu".split())
_SUPPOSED: Final = frozenset(
    "würde würden wäre wären hätte hätten müsste müssten könnte könnten käme kämen bräuchte bräuchten dürfte".split()
)
_SUBJECTS: Final = frozenset("er sie es man wir ich jemand niemand sich".split())


def verb_first_conditions(document: Document) -> Iterator[Signal]:
    """The verbs that open a condition."""
    if not (document.has_analysis("grammar") and document.has_analysis("reporting")):
        return
    kinds = document.analysis("grammar").kinds
    reported = document.analysis("speech").subjunctives if document.has_analysis("speech") else ()
    for index, sentence in enumerate(document.sentences):
        i = sentence.first
        if not kinds[i] or sentence.last - i < 5 or document.lowers[i] in _OTHER_RULES:
            continue
        if i in reported:
            continue  # what is reported is a condition of the one who says so: "Mache man nichts, werde es schlimmer"
        if (consequence := _opens(document, sentence, index)) >= 0:
            supposed = document.lowers[consequence] in _SUPPOSED
            if not supposed and _is_past(document, i):
                continue  # "War die Nacht kalt, blieben sie im Haus": whenever it was
            rule = "verb_first" if supposed else "verb_first_present"
            yield Signal(
                document.starts[i], document.ends[i], "conditional", f"{document.lang}.conditional.{rule}",
                "Gilt nur unter einer Bedingung",
            )  # fmt: skip


def _is_past(document: Document, i: int) -> bool:
    """Whether the verb is a past indicative and no subjunctive."""
    forms = [form for form in document.analysis("grammar").readings(i) if form.kind == "finite"]
    return bool(forms) and all(form.mood == "indicative" and form.tense == "past" for form in forms)


def _opens(document: Document, sentence: Sentence, index: int) -> int:
    """The verb of what follows from the condition that opens the sentence, or -1."""
    grammar = document.analysis("grammar")
    i = sentence.first
    if not grammar.is_finite(i) or document.quoted[i] or document.words[sentence.last - 1] in ("?", "!"):
        return -1
    follows = document.words[i + 1]
    if follows == "Sie" or not (
        follows[0].isupper() or document.lowers[i + 1] in _SUBJECTS or document.lowers[i + 1] in _ARTICLES
    ):
        return -1
    segments = grammar.segments(index)
    if segments[0].kind != "main" or segments[0].finite != i or document.lowers[i + 1 : i + 3] == ["es", "nach"]:
        return -1  # "Geht es nach der Ministerin, …" says whose view it is
    # A verb in second place: the word before it is none ("Ende November sollen …").
    if any(
        grammar.is_finite(k) and document.words[k][0].islower() and document.lowers[k - 1] not in _JOINING
        for k in range(i + 2, segments[0].last - 1)
    ):
        return -1
    framing = {saying.finite for saying in document.analysis("reporting") if saying.sentence == index}
    return next((int(s.finite) for s in segments[1:] if _follows(document, s, framing)), -1)


def _follows(document: Document, segment: Any, framing: set[int]) -> bool:
    """Whether a clause says what follows from the condition: it opens with its verb, or with "dann" or "so"."""
    if segment.kind != "main" or segment.finite in framing or document.words[segment.first - 1] != ",":
        return False
    if segment.finite == segment.first:
        return True
    return segment.finite == segment.first + 1 and document.lowers[segment.first] in _CONSEQUENCE


_ARTICLES: Final = frozenset("der die das ein eine dieser diese dieses jeder jede jedes kein keine alle".split())
