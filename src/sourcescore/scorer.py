"""The pipeline itself: text → Document → signals → claims → sources → ratings → Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from .budget import Budget
from .checks import wrong_attribution, wrong_claims, wrong_list, wrong_rating, wrong_signal, wrong_summary
from .claims import default_claims, place_signals
from .document import Document
from .errors import InputError, PluginError, UsageError
from .ignoring import kept, kept_of_source
from .markup import MarkedText, read_markup
from .packs import Pack, load_pack
from .plugins import installed, load_plugins
from .policy import load_policy
from .rating import VOICES, Rater
from .report import BY_PLACE, SOURCE_KINDS, Attribution, Claim, Report, Signal
from .rules import Guard, RuleSet
from .sources import attach_sources, with_messages
from .toml_source import TomlSource, nearest
from .words import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANY: Final = "xx"  # spaCy's code for a pipeline of no language
Plugin = str | Path | ModuleType | object
"""A plugin to load: the path of a Python file, the name of a module, or an object with hooks."""


class Scorer:
    """Scores texts. Make one and use it for many: it loads plugins and rules once.

    ``rules``: a rules.toml (or pyproject.toml) to lay over the shipped one. ``plugins``: further plugins, as paths of
    Python files, names of modules, or objects. ``lang``: a language code, or None to detect each text's. ``strict``: a
    plugin that fails on a text raises PluginError instead of leaving the report incomplete. ``budget``: the seconds that
    a plugin may take over each 100,000 characters of a text before it counts as failed (None: any time).

    Raises RulesError for a broken rules file, PluginError for a broken plugin, UsageError for a language without rules.
    """

    def __init__(
        self,
        rules: str | Path | TomlSource | None = None,
        plugins: Iterable[Plugin] = (),
        lang: str | None = None,
        *,
        strict: bool = False,
        budget: float | None = 10.0,
    ) -> None:
        if isinstance(plugins, str | Path):
            raise UsageError(f'plugins must be a list, such as ["{plugins}"], got a single one')
        plugins = tuple(plugins)
        self.settings = {"rules": rules, "plugins": plugins, "lang": lang, "strict": strict, "budget": budget}
        self.policy = load_policy(rules)
        if self.policy.off_plugins:
            self.policy.check_plugins(installed())
        self.strict = strict
        self.plugins = load_plugins(plugins, self.policy.off_plugins)
        self.plugins.budget = self.budget = Budget(budget)
        self.categories: dict[str, float] = {}
        for name, given in self.plugins.collect("categories"):
            for category, weight in given.items():
                if isinstance(weight, bool) or not isinstance(weight, int | float) or not -1 <= weight <= 1:
                    raise PluginError(f"{self.plugins.describe(name)}: the weight of {category!r} must be from -1 to 1")
                self.categories[category] = float(weight)
        self.policy = replace(self.policy, weights={**self.categories, **self.policy.weights})
        declared = {c for _, codes in self.plugins.collect("languages") for c in codes}
        self.languages: tuple[str, ...] = tuple(sorted(declared | {rule.lang for rule in self.policy.rules}))
        self._packs: dict[str, Pack | None] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._rater = Rater(self.policy)
        self.lang = None if lang in (None, "auto") else _base(str(lang))
        if self.lang is not None and self._pack(self.lang) is None:
            known = ", ".join(self.languages)
            raise UsageError(f'no rules for language "{lang}"; languages with rules: {known}')
        self._check_names()

    def score(self, text: str, *, id: str | None = None, lang: str | None = None, markup: str = "plain") -> Report:
        """The report of one text. ``lang`` overrides the scorer's. Of a text with ``markup`` ("markdown", "html") the
        prose is scored, without what comments switch off, and all positions are those of the text as given.

        Raises InputError where ``text`` is no string, UsageError for an unknown markup.
        """
        if not isinstance(text, str):
            raise InputError(f"expected a text (str), got {type(text).__name__}")
        if markup != "plain":
            marked = read_markup(text, markup)
            return self.score_marked(marked, id=id, lang=lang).in_source(marked.span, text)
        return self.score_marked(text, id=id, lang=lang)

    def score_marked(self, text: MarkedText | str, *, id: str | None = None, lang: str | None = None) -> Report:
        """The report of a text's prose, with positions in its ``plain``, without what its comments switch off."""
        plain, off = (text, ()) if isinstance(text, str) else (text.plain, text.switched_off)
        code = self._language_of(plain, lang)
        pack = self._pack(code)
        if pack is None:
            return _unknown_language(code, id, self.languages)
        document = Document(plain, code, pack.language, pack.analyses, vocabulary=self._vocabulary(code))
        document.switched_off = off
        return self._report(document, pack, id)

    def unknown_names(self, text: MarkedText, lang: str) -> list[tuple[int, str]]:
        """What a text's comments switch off although no rule or category has that name, as (line, what is wrong)."""
        pack = self._pack(lang)
        if pack is None or not text.switched_off:
            return []
        known = {*self.policy.weights, *pack.coded, *(rule.id for rule in pack.rules.rules), *self.policy.off_rules, ""}
        return [
            (text.line(passage.place), f'unknown rule or category "{passage.name}"{nearest(passage.name, known)}')
            for passage in text.switched_off
            if passage.name not in known
        ]

    def score_doc(self, doc: Doc, *, id: str | None = None, lang: str | None = None) -> Report:
        """The report of a spaCy Doc, with its own tokens and, where a pipeline set them, its sentences and morphology."""
        code = self._language_of(doc.text, lang or self.lang or (doc.lang_ if doc.lang_ != _ANY else None))
        pack = self._pack(code)
        if pack is None:
            return _unknown_language(code, id, self.languages)
        document = Document(doc.text, code, pack.language, pack.analyses, doc, self._vocabulary(code))
        return self._report(document, pack, id)

    def pipe(self, texts: Iterable[str], *, workers: int = 1) -> Iterator[Report]:
        """The reports of many texts, in order and lazily; with several ``workers`` in as many processes.

        Raises InputError where one text is given for many, UsageError for less than one worker.
        """
        if isinstance(texts, str):
            raise InputError("expected many texts, got one (str): use score")
        if workers < 1:
            raise UsageError(f"expected at least 1 worker, got {workers}")
        if workers == 1:
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
        return Document(text, code, pack.language, pack.analyses, vocabulary=self._vocabulary(code))

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
        return sorted([*found, *self._spoken(document, pack, 0, len(document.words), found)], key=BY_PLACE)

    def _find(self, document: Document, pack: Pack, failures: dict[str, str] | None) -> list[Signal]:
        """All signals but those that count only in somebody's mouth, which are looked for once it is known who speaks."""
        found = self._ruled(failures, pack.rules.find, document)
        off_rules, off_categories = self.policy.off_rules, self.policy.off_categories
        for name, result in self.plugins.call("find_signals", document=document):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
                continue
            if wrong := wrong_list("find_signals", result or (), Signal):
                self._failed(name, ValueError(wrong), failures)
                continue
            for signal in result or ():
                if wrong := wrong_signal(signal, len(document.text), self.policy.weights):
                    self._failed(name, ValueError(wrong), failures)
                elif signal.rule not in off_rules and signal.category not in off_categories:
                    text = document.text[signal.start : signal.end]
                    found.append(Signal(signal.start, signal.end, signal.category, signal.rule, signal.message, text))
        found.sort(key=BY_PLACE)
        return kept(self.policy, document, [s for k, s in enumerate(found) if k == 0 or s != found[k - 1]])

    def _spoken(
        self, document: Document, pack: Pack, first: int, last: int, found: Sequence[Signal],
        failures: dict[str, str] | None = None,
    ) -> list[Signal]:  # fmt: skip
        """The signals among words first to last that count only in somebody's mouth, where nothing else that weighs stands."""
        more = self._ruled(failures, pack.rules.find_spoken, document, first, last)
        if not more:
            return []
        weighty = [f for f in found if self.policy.weight(f.category, f.rule)]
        return kept(
            self.policy, document, [s for s in more if not any(s.start < f.end and f.start < s.end for f in weighty)]
        )

    def _heard(self, document: Document, pack: Pack, claim: Claim, failures: dict[str, str] | None) -> Claim:
        """The claim with the signals that count in somebody's mouth where it rests on somebody's word, else without."""
        if claim.source.kind not in VOICES:
            spoken = self.policy.spoken
            if all(signal.category not in spoken for signal in claim.signals):
                return claim
            return replace(claim, signals=tuple(s for s in claim.signals if s.category not in spoken))
        first, last = document.token_at(claim.start), document.token_at(claim.end - 1) + 1
        if not pack.rules.may_be_spoken(document, first, last):
            return claim
        if any(self.policy.weight(signal.category, signal.rule) <= -self.policy.doubt for signal in claim.signals):
            return claim
        more = self._spoken(document, pack, first, last, claim.signals, failures)
        if not more:
            return claim
        return replace(claim, signals=tuple(sorted([*claim.signals, *more], key=BY_PLACE)))

    def _report(self, document: Document, pack: Pack, id: str | None) -> Report:
        try:
            with self.budget.watching(len(document.text)):
                return self._watched(document, pack, id)
        finally:
            document.close()

    def _watched(self, document: Document, pack: Pack, id: str | None) -> Report:
        failures: dict[str, str] | None = None if self.strict else {}
        length = len(document.text)
        signals = self._find(document, pack, failures)
        document.signals = signals
        claims: list[Claim] | None = None
        for name, result in self.plugins.call("find_claims", document=document):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
            elif result is not None:
                if wrong := wrong_claims(result, length):
                    self._failed(name, ValueError(wrong), failures)
                    continue
                claims = list(result)
                break
        placed, outside = place_signals(document, default_claims(document) if claims is None else claims, signals)
        attributions: list[Attribution] = []
        for name, result in self.plugins.call("resolve_sources", document=document, claims=placed):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
                continue
            if wrong := wrong_list("resolve_sources", result or (), Attribution):
                self._failed(name, ValueError(wrong), failures)
                continue
            for attribution in result or ():
                if wrong := wrong_attribution(attribution, length, len(placed)):
                    self._failed(name, ValueError(wrong), failures)
                else:
                    attributions.append(attribution)
        sourced, attributions = attach_sources(placed, attributions)
        heard_claims = [self._heard(document, pack, claim, failures) for claim in sourced]
        if any(rule.source for rule in self.policy.ignore):
            heard_claims = [kept_of_source(self.policy, claim) for claim in heard_claims]
        messages = pack.rules.messages_sourced
        rated = [self._rate(with_messages(claim, messages), failures) for claim in heard_claims]
        extra: dict[str, Any] = {}
        for name, result in self.plugins.call("summarize", document=document):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
            elif wrong := wrong_summary(result or {}):
                self._failed(name, ValueError(wrong), failures)
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
                    if not (wrong := wrong_rating(result, claim)):
                        return result  # type: ignore[no-any-return]
                    self._failed(name, ValueError(wrong), failures)
        return self._rater(claim)

    _rates: bool | None = None

    def _ruled(
        self, failures: dict[str, str] | None, find: Callable[..., list[Signal]], *arguments: Any
    ) -> list[Signal]:
        """What declarative rules find. Where a condition fails, its plugin is named, and the other rules' signals stay."""
        try:
            return self.budget.call(find, *arguments)  # type: ignore[no-any-return]
        except Exception:
            guard = Guard(self.budget.call, lambda condition, error: self._blamed(condition, error, failures))
            return find(*arguments, hold=guard)

    def _blamed(self, condition: str, error: Exception, failures: dict[str, str] | None) -> None:
        name = self.plugins.blame(error) or "rules"
        self._failed(name, error, failures, f' in the condition "{condition}"')

    def _failed(self, name: str, error: Exception, failures: dict[str, str] | None, where: str = "") -> None:
        line = f"{self.plugins.describe(name)} failed{where}: {type(error).__name__}: {' '.join(str(error).split())}"
        if failures is None:
            raise PluginError(line) from error
        failures.setdefault(name, line)

    def _check_names(self) -> None:
        """A rules file that names what there is not is an error at once, and not at the first text of its language: loads
        the languages that it names rules of, all of them where a rule is named without its language."""
        named = {name.partition(".")[0] for kind, name in self.policy.places if kind == "rule"}
        named |= {rule.lang for rule in self.policy.rules}
        for lang in self.languages if named - set(self.languages) else sorted(named):
            self._pack(lang)
        self.policy.check(self.categories, set())

    def _language_of(self, text: str, lang: str | None) -> str:
        if lang not in (None, "auto"):
            return _base(str(lang))
        if self.lang is not None:
            return self.lang
        from .detection import detect_language

        return detect_language(text, self.languages)

    def _vocabulary(self, lang: str) -> Vocabulary:
        """The word forms met so far in texts of a language; a new one where they have become too many."""
        known = self._vocabularies.get(lang)
        if known is None or len(known) > known.LARGEST:
            known = self._vocabularies[lang] = Vocabulary()
        return known

    def _pack(self, lang: str) -> Pack | None:
        if lang not in self._packs:
            self._packs[lang] = (
                load_pack(lang, self.plugins, self.policy, self.categories) if lang in self.languages else None
            )
        return self._packs[lang]


def score(text: str, lang: str | None = None) -> Report:
    """The report of one text with the shipped rules; ``lang`` None detects it. For other rules or plugins use a Scorer."""
    return _shipped().score(text, lang=lang)


@cache
def _shipped() -> Scorer:
    return Scorer()


def _base(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


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
