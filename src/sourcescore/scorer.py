"""The entrance: loads plugins, rules and policy, takes a text in any form, and has its Document assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from .assessment import Assessor, summary_of
from .budget import Budget
from .document import Document
from .errors import InputError, PluginError, UsageError
from .markup import MarkedText, read_markup
from .packs import Pack, load_pack
from .plugins import installed, load_plugins
from .policy import load_policy
from .report import Report, Signal
from .rules import RuleSet
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
        self._assessor = Assessor(self.policy, self.plugins, self.budget, strict)
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
        return self._assessor.signals(document, pack, failures)

    def _report(self, document: Document, pack: Pack, id: str | None) -> Report:
        try:
            with self.budget.watching(len(document.text)):
                return self._assessor.report(document, pack, id)
        finally:
            document.close()

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
        if known is None or known.full:
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


def _unknown_language(code: str, id: str | None, supported: tuple[str, ...]) -> Report:
    warning = f'no rules for language "{code}": nothing was judged; languages with rules: {", ".join(supported)}'
    return Report(id=id, lang=code, summary=summary_of([]), warnings=(warning,), incomplete=True)
