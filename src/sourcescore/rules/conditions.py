"""Conditions that need no knowledge of a language; plugins bring the others. Each is documented in docs/rules.md."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from functools import cache
from inspect import isbuiltin, signature
from pathlib import Path
from typing import Final

from .company import WITH_PATTERN, Company
from .match import Match
from .pattern import compile_pattern

Check = Callable[[Match], bool]


def question(match: Match) -> bool:
    """The sentence ends with a question mark."""
    document, sentence = match.document, match.sentence
    return any(document.words[i] == "?" for i in range(max(match.first, sentence.last - 3), sentence.last))


def in_quotation(match: Match) -> bool:
    """The words stand in quotation marks."""
    return match.document.quoted[match.first]


def sentence_start(match: Match) -> bool:
    """The words open a sentence (quotation marks, dashes and brackets before them do not count)."""
    document, i = match.document, match.first
    start = match.sentence.first
    while i > start and not document.words[i - 1][0].isalnum():
        i -= 1
    return i == start


def clause_start(match: Match) -> bool:
    """The words open a clause."""
    return match.clause.first >= match.first


def clause_end(match: Match) -> bool:
    """The words end a clause (a full stop behind them does not count)."""
    document, last = match.document, match.last
    return last >= document.clause_at(last - 1).last or document.words[last] in ".!?…"


def capitalised(match: Match) -> bool:
    """The first word begins with a capital letter."""
    return match.document.words[match.first][0].isupper()


def before_number(match: Match) -> bool:
    """A number follows, in digits."""
    return match.next()[:1].isdigit()


PLAIN: Final[Mapping[str, Check]] = {
    "question": question,
    "in quotation": in_quotation,
    "sentence start": sentence_start,
    "clause start": clause_start,
    "clause end": clause_end,
    "capitalised": capitalised,
    "before a number": before_number,
}


def bind(
    condition: str, known: Mapping[str, Callable[..., bool]], lists: Mapping[str, tuple[str, ...]]
) -> Check | None:
    """The check behind a condition's text, or None where nobody provides it. Raises ValueError for a bad argument."""
    if condition in PLAIN:
        return PLAIN[condition]
    if condition in known:
        if not _takes(known[condition], 1):
            raise ValueError(f'needs an argument: "{condition}: …"')
        return known[condition]
    name, colon, argument = condition.partition(":")
    name, argument = name.strip(), argument.strip()
    if not colon:
        return None
    if not argument:
        raise ValueError("needs an argument behind the colon")
    if name in WITH_PATTERN:
        return Company(name, [compile_pattern(part, lists) for part in argument.split(" / ")])
    if name in known:
        provided = known[name]
        if not _takes(provided, 2):
            raise ValueError(f'takes no argument: "{name}"')
        return lambda match: provided(match, argument)
    return None


_MANY: Final = 1024
_ASKED: Final[dict[tuple[int, int], tuple[object, bool]]] = {}
"""What functions take, by identity and number of values: not all that can be called can be a key. With the function itself,
so that no other one gets its identity; begun anew behind many."""


def _takes(function: Callable[..., bool], count: int) -> bool:
    """Whether a function can be called with so many values: the match, and what stands behind the colon. Found out once,
    since dozens of rules use the same conditions."""
    known = _ASKED.get((id(function), count))
    if known is None:
        if len(_ASKED) >= _MANY:
            _ASKED.clear()
        known = _ASKED[id(function), count] = function, _can_take(function, count)
    return known[1]


def _can_take(function: Callable[..., bool], count: int) -> bool:
    try:
        signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # some that are written in C do not say
        return True
    return True


def names(known: Mapping[str, Callable[..., bool]]) -> list[str]:
    """All condition names that a rule may use, for messages and documentation."""
    return sorted({*PLAIN, *known, *(f"{name}: …" for name in WITH_PATTERN)})


def describe(condition: str, known: Mapping[str, Callable[..., bool]]) -> str:
    """What a condition means: the first sentence of its documentation."""
    name = condition.partition(":")[0].strip()
    function = PLAIN.get(condition) or known.get(condition) or known.get(name)
    if function is not None:
        return " ".join(_documentation(function).split("\n\n")[0].split())
    return MEANINGS.get(name, "")


def _documentation(function: Callable[..., bool]) -> str:
    """A function's docstring. A compiled function has none: it is read from the source, which is installed beside what was
    made of it."""
    file = getattr(sys.modules.get(function.__module__ or ""), "__file__", None) if isbuiltin(function) else None
    if function.__doc__ or not file:
        return function.__doc__ or ""
    compiled = Path(file)
    source = compiled.with_name(f"{compiled.name.partition('.')[0]}.py")
    return _docstrings(source).get(function.__name__, "") if source.is_file() else ""


@cache
def _docstrings(source: Path) -> dict[str, str]:
    """The docstrings of a module's functions, by their names."""
    tree = ast.parse(source.read_bytes())
    return {node.name: ast.get_docstring(node) or "" for node in tree.body if isinstance(node, ast.FunctionDef)}


MEANINGS: Final[Mapping[str, str]] = {
    "tokens": "One of the rule's token patterns (spaCy's) stands over the words, in the same sentence.",
    "word": "The pattern stands within the words themselves: an exception to a beginning or an ending.",
    "next": "The pattern stands right behind the words.",
    "previous": "The pattern stands right before the words.",
    "followed by": "The pattern stands behind the words, in the same sentence.",
    "preceded by": "The pattern stands before the words, in the same sentence.",
    "near": "The pattern stands within four words before or behind.",
    "clause has": "The pattern stands in the same clause.",
    "sentence has": "The pattern stands in the same sentence.",
}
