"""spaCy's own token patterns in a rule: the way out for what its words and conditions can not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .match import Match

TokenPattern = tuple[Mapping[str, Any], ...]
"""The tokens of one pattern, as spaCy's Matcher takes them: ``({"LOWER": "soll"}, {"POS": "VERB"})``."""


def parse_token_patterns(value: object) -> tuple[TokenPattern, ...]:
    """The patterns of a rule's field ``tokens``: a list of tables, or a list of such lists. Raises ValueError with
    what was expected."""
    if not isinstance(value, list) or not value:
        raise ValueError("must be a list of tables, one a token, or a list of such lists")
    patterns = [value] if all(isinstance(token, dict) for token in value) else value
    for pattern in patterns:
        if not isinstance(pattern, list) or not pattern or not all(isinstance(token, dict) for token in pattern):
            raise ValueError("must be a list of tables, one a token, or a list of such lists")
    import re

    import spacy
    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher

    try:
        Matcher(spacy.blank("xx").vocab, validate=True).add("tokens", patterns)
    except (MatchPatternError, ValueError, KeyError, TypeError, re.error) as error:
        lines = [line.strip(" -") for line in str(error).splitlines() if line.strip().startswith("-")]
        raise ValueError(f"spaCy does not take this pattern: {'; '.join(lines) or error}") from None
    return tuple(tuple(pattern) for pattern in patterns)


class TokensMatch:
    """Whether one of the patterns stands in the sentence over the words that a rule found. Asked only where they are."""

    def __init__(self, patterns: Sequence[TokenPattern]) -> None:
        self._patterns = [[dict(token) for token in pattern] for pattern in patterns]
        self._made: tuple[Any, Any] = (None, None)

    def __call__(self, match: Match) -> bool:
        document = match.document
        doc, places = document.doc, document.doc_tokens
        sentence = match.sentence
        begin, end = places[sentence.first], places[sentence.last - 1] + 1
        first, last = places[match.first] - begin, places[match.last - 1] - begin
        return any(start <= first and last < stop for _, start, stop in self._matcher(doc.vocab)(doc[begin:end]))

    def _matcher(self, vocab: Any) -> Any:
        if self._made[0] is not vocab:
            from spacy.matcher import Matcher

            matcher = Matcher(vocab)
            matcher.add("tokens", self._patterns)
            self._made = (vocab, matcher)
        return self._made[1]
