"""What the core has to know of a language to cut a text into sentences: data that plugins bring in rule files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Language:
    """Words of one language, all in lower case, from the ``[language]`` tables of the rule files of all plugins."""

    code: str = "xx"
    abbreviations: frozenset[str] = frozenset()
    """Words that are followed by a full stop which does not end a sentence, without that full stop: ``dr``, ``bzw``."""
    closing_abbreviations: frozenset[str] = frozenset()
    """Abbreviations that end a sentence where a capital letter follows: ``usw``, ``etc``."""
    before_ordinal: frozenset[str] = frozenset()
    """Words before a number whose full stop makes it an ordinal: ``am`` 3. Mai, ``der`` 2. Platz."""
    after_ordinal: frozenset[str] = frozenset()
    """Words after such a number: 3. ``mai``, 19. ``jahrhundert``."""
    first_person: frozenset[str] = frozenset()
    """Pronouns by which a speaker says I or we."""

    @classmethod
    def of(cls, code: str, tables: Iterable[Mapping[str, Iterable[str]]]) -> Language:
        """The union of several ``[language]`` tables."""
        tables = list(tables)
        return cls(code, **{name: frozenset(w.lower() for t in tables for w in t.get(name, ())) for name in WORD_LISTS})


WORD_LISTS = tuple(field.name for field in fields(Language) if field.name != "code")
