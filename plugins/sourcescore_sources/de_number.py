"""Whether a German phrase for people speaks of one or of several: by its form, and by the verb beside it."""

from __future__ import annotations

from sourcescore import Document

from .de_phrases import Phrase


def are_several(document: Document, phrase: Phrase) -> bool:
    """Whether a bare noun for a group is a plural: by its form ("Bürgern"), or by the verb beside it ("Nutzer klagen")."""
    head = document.lowers[phrase.head]
    if head.endswith("n"):
        return True
    if is_plural_form(head):
        return not is_singular_verb(document, phrase.last)
    return any(_is_plural_verb(document, i) for i in (phrase.last, phrase.first - 1))


def is_plural_form(head: str) -> bool:
    """Whether a noun for a group can be no singular: "Bürgern", "Ermittlungsbehörden", not "Betreiber"."""
    return not head.endswith("er")


def is_singular_verb(document: Document, i: int) -> bool:
    """Whether the word at i is a verb that only a singular can have: "Forscher konnte …" (a headline)."""
    if i >= len(document.words) or not document.words[i][0].islower():
        return False
    forms = document.analysis("verb forms")(document.lowers[i])
    finite = [form for form in forms if form.kind == "finite"]
    return bool(finite) and all("s" in form.persons and "p" not in form.persons for form in finite)


def has_plural_verb(document: Document, phrase: Phrase) -> bool:
    """Whether a bare noun stands beside a verb that only a plural can have: "Anleger fürchten", not "Huber fürchtet"."""
    if not document.lowers[phrase.head].endswith(
        ("en", "innen", "leute", "eger", "iker", "ler", "tler", "after", "aner")
    ):
        return False
    return any(_is_plural_verb(document, i) for i in (phrase.last, phrase.first - 1))


def _is_plural_verb(document: Document, i: int) -> bool:
    """Whether the word at i is a verb that only a plural can have: "klagen", not "klagt"."""
    if not 0 <= i < len(document.words) or not document.words[i][0].islower():
        return False
    finite = [f for f in document.analysis("verb forms")(document.lowers[i]) if f.kind == "finite"]
    third = [f for f in finite if "3" in f.persons]
    return bool(third) and all("3p" in f.persons and "3s" not in f.persons for f in third)
