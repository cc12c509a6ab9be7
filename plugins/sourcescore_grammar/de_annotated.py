"""German verb readings from the morphology that a trained pipeline gave a word, where the form alone leaves several open.

The features are those of Universal Dependencies, as spaCy's German pipelines set them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sourcescore import Document

from .de import Grammar
from .de_endings import VerbForm, kinds_of
from .de_verbs import analyse

_KINDS: Final = {"Fin": ("finite",), "Inf": ("infinitive", "zu-infinitive"), "Part": ("participle",)}
_MOODS: Final = {"Ind": ("indicative",), "Sub": ("subjunctive1", "subjunctive2"), "Imp": ("imperative",)}
_TENSES: Final = {"Pres": "present", "Past": "past"}


class AnnotatedGrammar(Grammar):
    """The grammar of a document whose words a pipeline has annotated."""

    def _find_kinds(self) -> Sequence[int]:
        return [kinds_of(self.readings(i)) for i in range(len(self.document.words))]

    def _verbs(self) -> list[tuple[int, int]]:
        return [(i, kind) for i, kind in enumerate(self.kinds) if kind]

    def readings(self, i: int) -> tuple[VerbForm, ...]:
        """The readings of word i as a verb that its annotation leaves; those of its form where it has none."""
        found = annotated_readings(self.document, i)
        return super().readings(i) if found is None else found


def annotated_readings(document: Document, i: int) -> tuple[VerbForm, ...] | None:
    """The readings of word i that its annotation leaves; None where it has none, or the Doc's token is another word.

    A verb that the lexicon does not know gets the reading that its annotation gives.
    """
    token = document.token(i)
    if token is None or not (token.pos or token.has_morph()):
        return None
    forms = analyse(document.lowers[i])
    if token.pos_ and token.pos_ not in ("VERB", "AUX"):
        # "die geplante Reform", "ist geplant": tagged as adjectives, they stay participles to a rule.
        return tuple(f for f in forms if f.kind == "participle") if token.pos_ in ("ADJ", "ADV") else ()

    def feature(name: str) -> str:
        return next(iter(token.morph.get(name, [])), "")

    kinds = _KINDS.get(feature("VerbForm"), ())
    moods = _MOODS.get(feature("Mood"), ())
    if not kinds and moods:
        kinds = ("finite",)
    if not kinds:
        return forms
    tense = _TENSES.get(feature("Tense"), "")
    person = feature("Person") + {"Sing": "s", "Plur": "p"}.get(feature("Number"), "")
    kept = tuple(
        form
        for form in forms
        if form.kind in kinds
        and (form.kind != "finite" or not moods or form.mood in moods)
        and (form.kind != "finite" or not tense or not form.tense or form.tense == tense)
        and (len(person) < 2 or not form.persons or person in form.persons)
    )
    if kept:
        return kept
    mood = moods[tense == "past" and len(moods) > 1] if moods else "indicative"
    finite = kinds[0] == "finite"
    return (
        VerbForm(
            token.lemma_ or document.lowers[i], kinds[0], mood if finite else "", tense if finite else "",
            person if finite else "",
        ),
    )  # fmt: skip
