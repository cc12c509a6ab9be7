"""Sentence grammar as named analyses and conditions: what other plugins' rules ask about verbs and clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sourcescore import Claim, Document, hookimpl

_HERE = Path(__file__).parent


@hookimpl
def rule_files(lang: str) -> Iterable[Path]:
    """Words of the language by which sentences are cut: abbreviations, ordinals."""
    path = _HERE / f"{lang}.toml"
    return [path] if path.exists() else []


@hookimpl
def analyses(lang: str) -> Mapping[str, Callable[[Document], Any]]:
    """``grammar``: clauses and verb groups of a document; ``modals``: how each modal verb is meant; ``verb forms``: the
    function that gives a form's readings; ``verb words``: the words in the case in which they could be verbs."""
    if lang != "de":
        return {}
    from .de import Grammar
    from .de_annotated import AnnotatedGrammar
    from .de_modals import Modals
    from .de_verb_words import verb_words
    from .de_verbs import analyse

    return {
        "grammar": lambda document: AnnotatedGrammar(document) if document.annotated else Grammar(document),
        "modals": Modals,
        "verb forms": lambda document: analyse,
        "verb words": verb_words,
    }


@hookimpl
def conditions(lang: str) -> Mapping[str, Callable[..., bool]]:
    """Conditions on verbs and clauses; see the catalogue of conditions in the documentation."""
    if lang != "de":
        return {}
    from .de_conditions import CONDITIONS

    return CONDITIONS


@hookimpl(trylast=True)
def find_claims(document: Document) -> Sequence[Claim] | None:
    """The claims of a German text; other languages are left to other plugins."""
    if document.lang != "de":
        return None
    from .de_claims import find_claims

    return find_claims(document)
