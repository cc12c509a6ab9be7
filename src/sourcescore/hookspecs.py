"""The plugin contract: what a plugin may provide. Each hook is optional; all arguments may be left out of a signature.

A plugin is a module (or object) with functions marked ``@hookimpl``. Plugins are registered in a fixed order, by name;
results never depend on that order. What a hook raises while a text is scored is named in that text's report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    import click

    from .document import Document
    from .policy import Policy
    from .report import Attribution, Claim, Report, Signal

hookspec = pluggy.HookspecMarker("sourcescore")
hookimpl = pluggy.HookimplMarker("sourcescore")


@hookspec
def rule_files(lang: str) -> Iterable[Path]:  # type: ignore[empty-body]
    """The TOML files with this plugin's rules for a language (``"de"``); none where it has no rules for it.

    Called once for each language, when a Scorer first meets it. All results are used. ::

        @hookimpl
        def rule_files(lang):
            return [Path(__file__).with_name(f"{lang}.toml")]
    """


@hookspec
def languages() -> Iterable[str]:  # type: ignore[empty-body]
    """The codes of the languages that this plugin declares to have rules for; each then must have some.

    Called once, at start. All results are used. ::

        @hookimpl
        def languages():
            return ["de"]
    """


@hookspec
def conditions(lang: str) -> Mapping[str, Callable[..., bool]]:  # type: ignore[empty-body]
    """Named conditions that rules may use in ``when`` and ``unless``: each gets a Match and says whether it holds.

    A condition with a second parameter takes an argument, written behind a colon: ``"followed by: euro"``.
    Called once for each language. All results are used; a name that two plugins give is an error. ::

        @hookimpl
        def conditions(lang):
            return {"acme: in the first sentence": lambda match: match.document.sentence_index(match.first) == 0}
    """


@hookspec
def analyses(lang: str) -> Mapping[str, Callable[[Document], Any]]:  # type: ignore[empty-body]
    """Named analyses of a whole document, computed at most once for each and only when asked for, by
    ``document.analysis(name)``: the way in which one plugin uses what another knows.

    Called once for each language. All results are used; a name that two plugins give is an error. ::

        @hookimpl
        def analyses(lang):
            return {"acme.capitals": lambda document: [i for i, w in enumerate(document.words) if w.isupper()]}
    """


@hookspec
def categories() -> Mapping[str, float]:  # type: ignore[empty-body]
    """Categories of signals, with the weight of each (-1 to 1), which rules.toml may override.

    Called once, at start. All results are used. ::

        @hookimpl
        def categories():
            return {"acme.sensational": -0.1}
    """


@hookspec
def signal_rules(lang: str) -> Mapping[str, str]:  # type: ignore[empty-body]
    """The rules that ``find_signals`` knows for a language: full id → what it finds, in one sentence.

    Called once for each language. All results are used: by rules.toml, which may weigh these rules or switch them off, and
    by ``sourcescore rules``. ::

        @hookimpl
        def signal_rules(lang):
            return {"acme.shouting": "A word of more than three letters in capitals."}
    """


@hookspec
def find_signals(document: Document) -> Iterable[Signal]:  # type: ignore[empty-body]
    """Signals that rules as data can not find. Offsets count code points of ``document.text``.

    Called once a text, after the rules. All results are used. ::

        @hookimpl
        def find_signals(document):
            for token in document.doc:
                if token.text.isupper() and len(token) > 3:
                    yield Signal(token.idx, token.idx + len(token), "acme.sensational", "acme.shouting")
    """


@hookspec(firstresult=True)
def find_claims(document: Document) -> Sequence[Claim] | None:
    """The claims of a text: what it asserts, in order and without overlap; only ``start`` and ``end`` count.

    Called once a text, after the signals, which are in ``document.signals``. The first result that is not None is used,
    else every sentence is a claim that does not end in a question mark. Plugins are asked by name, those marked
    ``@hookimpl(tryfirst=True)`` before, those marked ``trylast=True`` behind the others, as the shipped one is. ::

        @hookimpl
        def find_claims(document):
            return [Claim(sentence.start, sentence.end) for sentence in document.sentences]
    """


@hookspec
def resolve_sources(document: Document, claims: Sequence[Claim]) -> Iterable[Attribution]:  # type: ignore[empty-body]
    """Who says what: attribution relations. The claims carry their signals; those outside of claims are in
    ``document.signals``.

    Called once a text, after the claims are found. All results are used; the core then lets each claim rest on the
    weakest source of the relations whose content covers it. ::

        @hookimpl
        def resolve_sources(document, claims):
            at = document.text.find("Acme Newswire: ")
            if at >= 0:
                source = Source("media", "Acme Newswire", at, at + 13)
                yield Attribution("indirect", source, cue=((at + 13, at + 14),), content=((at + 15, len(document.text)),))
    """


@hookspec(firstresult=True)
def rate(claim: Claim, policy: Policy) -> Claim | None:
    """The claim with rating, label, score and the contributions of its signals.

    Called once for each claim, last. The first result that is not None is used, else the arithmetic of rules.toml.
    Plugins are asked in the order of ``find_claims``. ::

        @hookimpl
        def rate(claim, policy):
            if claim.source.kind == "documented":
                return dataclasses.replace(claim, rating=5, label="solid", score=1.0)
    """


@hookspec
def summarize(document: Document) -> Mapping[str, Any]:  # type: ignore[empty-body]
    """Figures about the whole text that inform and carry no weight: entries for the report's ``summary``.

    Called once a text. All results are used. ::

        @hookimpl
        def summarize(document):
            return {"acme": {"words": len(document.words)}}
    """


@hookspec
def formats() -> Mapping[str, Callable[[Sequence[tuple[Report, str]]], str]]:  # type: ignore[empty-body]
    """Output formats for ``sourcescore score --format NAME``: a function from (report, text) pairs to what is printed.

    Called once, by the command line. All results are used. ::

        @hookimpl
        def formats():
            return {"acme": lambda results: "".join(f"{report.id}: {len(report.claims)}\\n" for report, text in results)}
    """


@hookspec
def commands(cli: click.Group) -> None:
    """Adds commands to the command line; ``cli`` is its click group.

    Called once, by the command line. ::

        @hookimpl
        def commands(cli):
            @cli.command("acme")
            def acme():
                "Says hello."
    """
