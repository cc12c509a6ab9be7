"""LanguageTool's ``/v2/check``: signals as matches, so that any editor with a LanguageTool client shows them."""

from __future__ import annotations

import hmac
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..markup import MarkedText, read_markup
from ..report import Claim, Report, Signal
from .annotated import parse_data
from .answers import Scorers, check_length, language
from .form import parse_form
from .languages import name_of, with_region
from .problems import Problem

WEAK = frozenset({"approximation", "attribution", "direct_quote"})
"""Categories that are no objection: shown at the level ``picky``, or where a client asks for them."""

_AROUND = 40
_YES = ("true", "yes", "1")


@dataclass(frozen=True, slots=True)
class Options:
    """Which signals a client wants to see. Names are compared without regard to case: clients change it."""

    picky: bool = False
    only: bool = False
    enabled_rules: frozenset[str] = frozenset()
    disabled_rules: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, form: dict[str, str]) -> Options:
        """The options of a request. Raises Problem where LanguageTool would refuse them."""
        options = cls(
            picky=form.get("level", "").strip() == "picky",
            only=form.get("enabledOnly", "").strip().lower() in _YES,
            enabled_rules=_names(form, "enabledRules"),
            disabled_rules=_names(form, "disabledRules"),
            enabled_categories=_names(form, "enabledCategories"),
            disabled_categories=_names(form, "disabledCategories"),
        )
        if options.only and not (options.enabled_rules or options.enabled_categories):
            raise Problem("malformed", "enabledOnly needs enabledRules or enabledCategories")
        if options.only and (options.disabled_rules or options.disabled_categories):
            raise Problem("malformed", "enabledOnly does not go with disabledRules or disabledCategories")
        return options

    def wants(self, signal: Signal) -> bool:
        """Whether this signal is to be shown. A rule's own switch is stronger than its category's."""
        rule, category = signal.rule.lower(), signal.category.lower()
        if rule in self.enabled_rules:
            return True
        if rule in self.disabled_rules:
            return False
        if category in self.enabled_categories:
            return True
        if category in self.disabled_categories or self.only:
            return False
        return self.picky or signal.category not in WEAK


def _names(form: dict[str, str], key: str) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in form.get(key, "").split(",") if name.strip())


def respond(scorers: Scorers, form_body: bytes, address: str, *, key_needed: bool) -> tuple[dict[str, Any], int]:
    """LanguageTool's response to a form, and the length of its text. ``address`` is the server's own, without a slash
    at its end; ``key_needed``: the form has to hold the server's token. Raises Problem."""
    form = parse_form(form_body)
    if key_needed:
        _check_key(form, scorers.settings.token or "")
    if ("text" in form) == ("data" in form):
        raise Problem("malformed", 'expected either "text" or "data"')
    if not form.get("language"):
        raise Problem("malformed", 'expected "language", a code or auto')
    options = Options.parse(form)
    text = parse_data(form["data"]) if "data" in form else read_markup(form["text"], "plain")
    check_length(text.given, scorers.settings)
    check_length(text.plain, scorers.settings)
    scorer = scorers.named(None)
    lang = language(form["language"].strip(), scorer)
    report = scorer.score_marked(text, lang=lang)
    sentences = []
    if report.lang in scorer.languages:
        sentences = [(s.start, s.end) for s in scorer.document(text.plain, report.lang).sentences]
    given = form["language"].strip()
    asked = given != "auto"
    code = given if asked else with_region(report.lang, form.get("preferredVariants", "").replace(" ", "").split(","))
    return _Writer(report, text, sentences, options, address).response(code), len(text.given)


def _check_key(form: dict[str, str], token: str) -> None:
    given = form.get("apiKey") or form.get("api_key") or ""
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise Problem("token-wrong" if given else "token-missing", "Authorization: Bearer TOKEN, or apiKey")


class _Writer:
    """One response. All its positions count UTF-16 units of the document as it was given."""

    def __init__(
        self, report: Report, text: MarkedText, sentences: list[tuple[int, int]], options: Options, address: str
    ) -> None:
        self.report = report
        self.text = text
        self.sentences = sentences
        self.starts = [start for start, _ in sentences]
        self.options = options
        self.address = address
        self.units = utf16_units(text.given)

    def response(self, code: str) -> dict[str, Any]:
        """The whole of it; ``code`` is the language that it names."""
        shown = {"name": name_of(code), "code": code}
        warnings: dict[str, Any] = {"incompleteResults": self.report.incomplete}
        if self.report.warnings:
            warnings["incompleteResultsReason"] = "; ".join(self.report.warnings)
        return {
            "software": {
                "name": "sourcescore", "version": __version__, "buildDate": "", "apiVersion": 1, "premium": False,
                "premiumHint": "", "status": "",
            },
            "warnings": warnings,
            # The detector gives no measure of how sure it is.
            "language": {**shown, "detectedLanguage": {**shown, "confidence": 1.0}},
            "matches": list(self.matches()),
            "sentenceRanges": [self.place(start, end) for start, end in self.sentences],
        }  # fmt: skip

    def matches(self) -> Iterator[dict[str, Any]]:
        """One match a signal, in the order of the text."""
        rated: list[tuple[Signal, Claim | None]] = [(s, claim) for claim in self.report.claims for s in claim.signals]
        rated += [(signal, None) for signal in self.report.signals]
        rated.sort(key=lambda pair: pair[0].order)
        for signal, claim in rated:
            if self.options.wants(signal):
                yield self.match(signal, claim)

    def match(self, signal: Signal, claim: Claim | None) -> dict[str, Any]:
        """One match: message with rating and reason, where it stands, which rule found it."""
        start, end = self.text.span(signal.start, signal.end)
        offset, length = self.units(start), self.units(end) - self.units(start)
        weak = signal.category in WEAK
        return {
            "message": message(signal, claim),
            "shortMessage": f"{signal.category} {claim.rating}/5" if claim else signal.category,
            "replacements": [],
            "offset": offset,
            "length": length,
            "context": self.context(start, end),
            "sentence": self.sentence(signal),
            "type": {"typeName": "Hint" if weak else "Other"},
            "rule": {
                "id": signal.rule,
                "subId": "1",
                "description": signal.message or signal.rule,
                "issueType": "style",
                "urls": [{"value": f"{self.address}/docs/rules/{quote(signal.rule)}"}],
                "category": {"id": signal.category, "name": signal.category},
            },
            "ignoreForIncompleteSentence": False,
            "contextForSureMatch": 0,
        }

    def context(self, start: int, end: int) -> dict[str, Any]:
        """The words with what stands around them, on one line."""
        given = self.text.given
        first, last = max(0, start - _AROUND), min(len(given), end + _AROUND)
        shown = given[first:last].replace("\n", " ").replace("\r", " ").replace("\t", " ")
        before, after = "..." if first else "", "..." if last < len(given) else ""
        base = self.units(first)
        return {
            "text": f"{before}{shown}{after}",
            "offset": len(before) + self.units(start) - base,
            "length": self.units(end) - self.units(start),
        }

    def sentence(self, signal: Signal) -> str:
        """The sentence that the signal begins in."""
        at = bisect_right(self.starts, signal.start) - 1
        if at < 0:
            return ""
        start, end = self.sentences[at]
        return self.text.plain[start:end]

    def place(self, start: int, end: int) -> list[int]:
        """The span of a sentence, as LanguageTool counts it."""
        first, last = self.text.span(start, end)
        return [self.units(first), self.units(last)]


def message(signal: Signal, claim: Claim | None) -> str:
    """``2/5 weak: reason (-0.48)``; without a claim (a heading, a question) the reason alone."""
    reason = signal.message or signal.rule
    if claim is None:
        return reason
    points = f" ({signal.contribution:+.2f})" if signal.contribution else ""
    return f"{claim.rating}/5 {claim.label}: {reason}{points}"


def utf16_units(text: str) -> Callable[[int], int]:
    """The number of UTF-16 units before a code point of ``text``."""
    if text.isascii():
        return lambda at: at
    wide = [0, *accumulate(ord(char) > 0xFFFF for char in text)]
    return lambda at: at + wide[at]
