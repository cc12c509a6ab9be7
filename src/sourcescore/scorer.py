"""The pipeline itself: text → Document → signals → claims → sources → ratings → Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .claims import default_claims, place_signals
from .document import Analysis, Document
from .errors import InputError, PluginError, RulesError, UsageError
from .language import Language
from .plugins import load_plugins
from .policy import Ignore, load_policy
from .rating import VOICES, heard, rate_claim
from .report import SOURCE_KINDS, Attribution, Claim, Report, Signal
from .rules import Rule, RuleSet, load_rule_file
from .rules.loader import check_rule
from .sources import attach_sources
from .toml_source import TomlSource

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANY = "xx"  # spaCy's code for a pipeline of no language
Plugin = str | Path | ModuleType | object
"""A plugin to load: the path of a Python file, the name of a module, or an object with hooks."""


class _Pack:
    """All that the plugins bring for one language."""

    def __init__(
        self, rules: RuleSet, language: Language, coded: Mapping[str, str], analyses: Mapping[str, Analysis]
    ) -> None:
        self.rules = rules
        self.language = language
        self.coded = coded
        self.analyses = analyses


class Scorer:
    """Scores texts. Make one and use it for many: it loads plugins and rules once.

    ``rules``: a rules.toml (or pyproject.toml) to lay over the shipped one. ``plugins``: further plugins, as paths of
    Python files, names of modules, or objects. ``lang``: a language code, or None to detect each text's. ``strict``: a
    plugin that fails on a text raises PluginError instead of leaving the report incomplete.

    Raises RulesError for a broken rules file, PluginError for a broken plugin, UsageError for a language without rules.
    """

    def __init__(
        self,
        rules: str | Path | TomlSource | None = None,
        plugins: Iterable[Plugin] = (),
        lang: str | None = None,
        *,
        strict: bool = False,
    ) -> None:
        plugins = tuple(plugins)
        self.settings = {"rules": rules, "plugins": plugins, "lang": lang, "strict": strict}
        self.policy = load_policy(rules)
        self.strict = strict
        self.plugins = load_plugins(plugins, self.policy.off_plugins)
        self.categories: dict[str, float] = {}
        for name, given in self.plugins.collect("categories"):
            for category, weight in given.items():
                if isinstance(weight, bool) or not isinstance(weight, int | float) or not -1 <= weight <= 1:
                    raise PluginError(f"{self.plugins.describe(name)}: the weight of {category!r} must be from -1 to 1")
                self.categories[category] = float(weight)
        self.policy = replace(self.policy, weights={**self.categories, **self.policy.weights})
        declared = {c for _, codes in self.plugins.collect("languages") for c in codes}
        self.languages: tuple[str, ...] = tuple(sorted(declared | {rule.lang for rule in self.policy.rules}))
        self._packs: dict[str, _Pack | None] = {}
        self.lang = None if lang in (None, "auto") else _base(str(lang))
        if self.lang is not None and self._pack(self.lang) is None:
            known = ", ".join(self.languages)
            raise UsageError(f'no rules for language "{lang}"; languages with rules: {known}')

    def score(self, text: str, *, id: str | None = None, lang: str | None = None) -> Report:
        """The report of one text. ``lang`` overrides the scorer's. Raises InputError where ``text`` is no string."""
        if not isinstance(text, str):
            raise InputError(f"expected a text (str), got {type(text).__name__}")
        code = self._language_of(text, lang)
        pack = self._pack(code)
        if pack is None:
            return _unknown_language(code, id, self.languages)
        return self._report(Document(text, code, pack.language, pack.analyses), pack, id)

    def score_doc(self, doc: Doc, *, id: str | None = None, lang: str | None = None) -> Report:
        """The report of a spaCy Doc, with its own tokens and, where a pipeline set them, its sentences and morphology."""
        code = self._language_of(doc.text, lang or self.lang or (doc.lang_ if doc.lang_ != _ANY else None))
        pack = self._pack(code)
        if pack is None:
            return _unknown_language(code, id, self.languages)
        return self._report(Document(doc.text, code, pack.language, pack.analyses, doc), pack, id)

    def pipe(self, texts: Iterable[str], *, workers: int = 1) -> Iterator[Report]:
        """The reports of many texts, in order and lazily; with several ``workers`` in as many processes."""
        if workers <= 1:
            yield from map(self.score, texts)
            return
        from .parallel import pipe_in_processes

        yield from pipe_in_processes(self, texts, workers)

    def document(self, text: str, lang: str | None = None) -> Document:
        """The Document of a text, as rules and plugins see it. Raises UsageError for a language without rules."""
        code = self._language_of(text, lang)
        pack = self._pack(code)
        if pack is None:
            raise UsageError(f'no rules for language "{code}"; languages with rules: {", ".join(self.languages)}')
        return Document(text, code, pack.language, pack.analyses)

    def ruleset(self, lang: str) -> RuleSet:
        """The declarative rules of one language. Raises UsageError where there are none."""
        pack = self._pack(_base(lang))
        if pack is None:
            raise UsageError(f'no rules for language "{lang}"; languages with rules: {", ".join(self.languages)}')
        return pack.rules

    def signal_rules(self, lang: str) -> Mapping[str, str]:
        """The rules that plugins find in code for a language: full id → what it finds."""
        pack = self._pack(_base(lang))
        return {} if pack is None else pack.coded

    def find_signals(self, document: Document, failures: dict[str, str] | None = None) -> list[Signal]:
        """All signals of a document, in order: those of the rules and those that plugins find in code.

        What a plugin raises is noted in ``failures`` (name → reason), or raised where that is None.
        """
        pack = self._packs[document.lang]
        assert pack is not None
        found = self._find(document, pack, failures)
        return sorted([*found, *self._spoken(document, pack, 0, len(document.words), found)], key=lambda s: s.order)

    def _find(self, document: Document, pack: _Pack, failures: dict[str, str] | None) -> list[Signal]:
        """All signals but those that count only in somebody's mouth, which are looked for once it is known who speaks."""
        found: list[Signal] = self._guard("rules", failures, pack.rules.find, document) or []
        off_rules, off_categories = self.policy.off_rules, self.policy.off_categories
        for name, result in self.plugins.call("find_signals", document=document):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
                continue
            for signal in result or ():
                wrong = self._wrong(signal, document)
                if wrong:
                    self._failed(name, ValueError(wrong), failures)
                elif signal.rule not in off_rules and signal.category not in off_categories:
                    text = document.text[signal.start : signal.end]
                    found.append(Signal(signal.start, signal.end, signal.category, signal.rule, signal.message, text))
        found.sort(key=lambda signal: signal.order)
        return self._kept(s for k, s in enumerate(found) if k == 0 or s != found[k - 1])

    def _spoken(self, document: Document, pack: _Pack, first: int, last: int, found: Sequence[Signal]) -> list[Signal]:
        """The signals among words first to last that count only in somebody's mouth, where nothing else that weighs stands."""
        more = pack.rules.find_spoken(document, first, last)
        if not more:
            return []
        weighty = [f for f in found if self.policy.weight(f.category, f.rule)]
        return self._kept(s for s in more if not any(s.start < f.end and f.start < s.end for f in weighty))

    def _kept(self, signals: Iterable[Signal]) -> list[Signal]:
        ignore = self.policy.ignore
        return [s for s in signals if not (ignore and any(_ignores(rule, s) for rule in ignore))]

    def _heard(self, document: Document, pack: _Pack, claim: Claim) -> Claim:
        """The claim with the signals that count in somebody's mouth where it rests on somebody's word, else without."""
        if claim.source.kind not in VOICES:
            return heard(claim, self.policy)
        first, last = document.token_at(claim.start), document.token_at(claim.end - 1) + 1
        more = self._spoken(document, pack, first, last, claim.signals)
        if not more:
            return claim
        return replace(claim, signals=tuple(sorted([*claim.signals, *more], key=lambda s: s.order)))

    def _report(self, document: Document, pack: _Pack, id: str | None) -> Report:
        failures: dict[str, str] | None = None if self.strict else {}
        signals = self._find(document, pack, failures)
        document.signals = signals
        claims: list[Claim] | None = None
        for name, result in self.plugins.call("find_claims", document=document):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
            elif result is not None:
                claims = list(result)
                break
        placed, outside = place_signals(document, default_claims(document) if claims is None else claims, signals)
        attributions: list[Attribution] = []
        for name, result in self.plugins.call("resolve_sources", document=document, claims=placed):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
            else:
                attributions.extend(result or ())
        sourced, attributions = attach_sources(placed, attributions)
        rated = [self._rate(self._heard(document, pack, claim), failures) for claim in sourced]
        extra: dict[str, Any] = {}
        for name, result in self.plugins.call("summarize", document=document):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
            else:
                extra.update(result or {})
        return Report(
            id=id,
            lang=document.lang,
            claims=tuple(rated),
            attributions=tuple(attributions),
            signals=tuple(outside),
            summary={**_summary(rated), **extra},
            warnings=tuple(failures[name] for name in sorted(failures or {})) if failures else (),
            incomplete=bool(failures),
        )

    def _rate(self, claim: Claim, failures: dict[str, str] | None) -> Claim:
        if self._rates is None:
            self._rates = bool(self.plugins.manager.hook.rate.get_hookimpls())
        if self._rates:
            for name, result in self.plugins.call("rate", claim=claim, policy=self.policy):
                if isinstance(result, Exception):
                    self._failed(name, result, failures)
                elif result is not None:
                    return result  # type: ignore[no-any-return]
        return rate_claim(claim, self.policy)

    _rates: bool | None = None

    def _wrong(self, signal: object, document: Document) -> str:
        """What is wrong with something that a plugin gave as a signal; "" where nothing is."""
        if not isinstance(signal, Signal):
            return f"find_signals gave {type(signal).__name__}, expected Signal"
        if not 0 <= signal.start < signal.end <= len(document.text):
            return f"a signal at {signal.start}–{signal.end} lies outside of the text (0–{len(document.text)})"
        if signal.category not in self.policy.weights:
            return f'a signal has the unknown category "{signal.category}"; declare it with the hook categories()'
        return ""

    def _guard(self, name: str, failures: dict[str, str] | None, call: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return call(*arguments)
        except Exception as error:
            self._failed(name, error, failures)
            return None

    def _failed(self, name: str, error: Exception, failures: dict[str, str] | None) -> None:
        line = f"{self.plugins.describe(name)} failed: {type(error).__name__}: {' '.join(str(error).split())}"
        if failures is None:
            raise PluginError(line) from error
        failures.setdefault(name, line)

    def _language_of(self, text: str, lang: str | None) -> str:
        if lang not in (None, "auto"):
            return _base(str(lang))
        if self.lang is not None:
            return self.lang
        from .detection import detect_language

        return detect_language(text, self.languages)

    def _pack(self, lang: str) -> _Pack | None:
        if lang not in self._packs:
            self._packs[lang] = self._load_pack(lang) if lang in self.languages else None
        return self._packs[lang]

    def _load_pack(self, lang: str) -> _Pack:
        files = [
            load_rule_file(Path(path), lang, name)
            for name, paths in self.plugins.collect("rule_files", lang=lang)
            for path in paths
        ]
        own = [rule for rule in self.policy.rules if rule.lang == lang]
        replaced = {rule.id for rule in own}
        rules = [rule for file in files for rule in file.rules if rule.id not in replaced]
        _no_duplicates(rules)
        rules += own
        if not rules:
            raise PluginError(f'language "{lang}" is declared by a plugin, but no plugin has rules for it')
        lists = {name: words for file in files for name, words in file.lists.items()} | dict(self.policy.lists)
        conditions = self._named("conditions", lang)
        problems = [p for rule in rules for p in check_rule(rule, self.policy.weights.keys(), conditions, lists)]
        if problems:
            raise RulesError(problems)
        coded = self._named("signal_rules", lang)
        self.policy.check(self.categories, {rule.id for rule in rules} | coded.keys())
        active = [
            rule
            for rule in rules
            if rule.id not in self.policy.off_rules and rule.category not in self.policy.off_categories
        ]
        language = Language.of(lang, [file.language for file in files])
        return _Pack(
            RuleSet(lang, active, conditions, lists, self.policy.spoken), language, coded, self._named("analyses", lang)
        )

    def _named(self, hook: str, lang: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, given in self.plugins.collect(hook, lang=lang):
            for key, function in given.items():
                if key in found:
                    raise PluginError(
                        f'{self.plugins.describe(name)}: "{key}" of {hook} is provided by another plugin too'
                    )
                found[key] = function
        return found


def score(text: str, lang: str | None = None) -> Report:
    """The report of one text with the shipped rules; ``lang`` None detects it. For other rules or plugins use a Scorer."""
    return _shipped().score(text, lang=lang)


@cache
def _shipped() -> Scorer:
    return Scorer()


def _base(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


def _no_duplicates(rules: list[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        other = seen.setdefault(rule.id, rule)
        if other is not rule:
            raise RulesError.at(rule.path, rule.line, f"the id stands already in {other.path}:{other.line}", rule.id)


def _ignores(rule: Ignore, signal: Signal) -> bool:
    return (
        (not rule.rule or rule.rule == signal.rule)
        and (not rule.category or rule.category == signal.category)
        and (not rule.phrase or rule.phrase.lower() == signal.text.lower())
        and not rule.source
    )


def _summary(claims: list[Claim]) -> dict[str, Any]:
    ratings = Counter(claim.rating for claim in claims)
    kinds = Counter(claim.source.kind for claim in claims)
    return {
        "claims": len(claims),
        "mean_score": round(sum(claim.score for claim in claims) / len(claims), 2) if claims else None,
        "ratings": {str(rating): ratings[rating] for rating in range(1, 6)},
        "sources": {kind: kinds[kind] for kind in SOURCE_KINDS if kinds[kind]},
    }


def _unknown_language(code: str, id: str | None, supported: tuple[str, ...]) -> Report:
    warning = f'no rules for language "{code}": nothing was judged; languages with rules: {", ".join(supported)}'
    return Report(id=id, lang=code, summary=_summary([]), warnings=(warning,), incomplete=True)
