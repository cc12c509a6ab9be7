"""``sourcescore score``: texts in, rated claims out."""

from __future__ import annotations

import math
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from ..errors import InputError, PluginError, SourcescoreError, UsageError
from ..formats import FORMATS, Format, Results, View
from ..markup import KINDS, MarkedText, kind_of, read_markup
from ..report import Offsets, Report
from ..rules import Rule
from ..scorer import Scorer
from ..toml_source import nearest
from . import complain, leave_pipe
from .inputs import STDIN, hint, read_text, shown_name
from .options import make_scorer, no_output, scoring

_WIDEST = 100
_PROSE = ("text", "html")
"""Formats for readers: they show the prose. The others are for programs, which look the words up in the file."""


def _number(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """What click's range lets pass although it is none: "nan"."""
    if math.isnan(value):
        raise click.BadParameter("nan is no number")
    return value


@click.command("score")
@click.argument("files", nargs=-1, metavar="[FILE …|-]")
@scoring
@click.option(
    "--format",
    "form",
    default="text",
    metavar="text|json|jsonl|html|sarif",
    show_default=True,
    help="What to print; plugins may bring more formats.",
)
@click.option(
    "--offsets",
    type=click.Choice(["codepoint", "utf-16"]),
    default="codepoint",
    show_default=True,
    help="The unit in which positions are counted.",
)
@click.option(
    "--markup", type=click.Choice(["auto", *KINDS]), default="auto", show_default=True,
    help="What the texts are written in; auto goes by the file's ending (.md, .html), else plain.",
)  # fmt: skip
@click.option(
    "--fail-under", type=click.IntRange(1, 5), metavar="N", help="Exit with 1 where a claim is rated below N."
)
@click.option(
    "--budget", type=click.FloatRange(0, 1_000_000), callback=_number, default=10.0, metavar="SECONDS", show_default=True,
    help="What a plugin may take over each 100,000 characters of a text before it counts as failed; 0: any time.",
)  # fmt: skip
@click.option(
    "--why", metavar="WORD|RULE", help="Instead of scores: which rules looked at this word, and why they fired or not."
)  # fmt: skip
def command(
    files: tuple[str, ...],
    lang: str,
    rules: Path | None,
    plugins: tuple[str, ...],
    strict: bool,
    form: str,
    offsets: Offsets,
    markup: str,
    fail_under: int | None,
    budget: float,
    why: str | None,
) -> int:
    """Score texts and print them: files, or standard input for "-" or for nothing.

    Texts are UTF-8, or UTF-16 with a byte order mark. Of several files, one that can not be read is named, and the
    others go on; the exit status is then 1, or 2 where none could be read. JSON of several files is an array.
    """
    names = files or ("-",)
    if names.count("-") > 1:
        raise UsageError('standard input can be read only once: "-" is given several times')
    scorer = make_scorer(lang, rules, plugins, strict, budget or None)
    printer = _printer(form, scorer)
    results: list[tuple[Report, str]] = []
    said: list[str] = []
    for name in names:
        try:
            text = read_text(name)
            kind = kind_of(name) if markup == "auto" else markup
            if kind == "plain" and (note := hint(name, text)):
                complain(note)
            marked = read_markup(text, kind)
            if why is None:
                with no_output():
                    report = _score(scorer, marked, name)
                if form in _PROSE:
                    text = marked.prose
                else:
                    report = report.in_source(marked.span, text)
                results.append((report.with_offsets(offsets, text), text))
            else:
                from .why import explain

                with no_output():
                    said.append(explain(scorer, marked, why, STDIN if name == "-" else shown_name(name)))
        except (InputError, PluginError, UsageError) as error:  # UsageError: nothing to ask --why in this language
            if len(names) == 1:
                raise
            complain(str(error))
    done = len(results) + len(said)
    if not done:
        return 2
    if why is not None:
        _write("\n".join(said) + "\n")
    else:
        _write(printer(results, _view(scorer, several=len(names) > 1)))
    weak = fail_under is not None and any(c.rating < fail_under for report, _ in results for c in report.claims)
    return 1 if weak or done < len(names) else 0


def _printer(form: str, scorer: Scorer) -> Format:
    """The format of this name, of the core or of a plugin. Raises UsageError where there is none."""
    printers = dict(FORMATS)
    for name, given in scorer.plugins.collect("formats"):
        for key, function in given.items():
            if key in printers:
                raise PluginError(f'{scorer.plugins.describe(name)}: the format "{key}" exists already')
            printers[key] = _of_plugin(function, f'{scorer.plugins.describe(name)}: the format "{key}"')
    if form not in printers:
        raise UsageError(f'unknown format "{form}"{nearest(form, printers)}; known: {", ".join(printers)}')
    return printers[form]


def _of_plugin(function: Callable[[Results], str], what: str) -> Format:
    def printed(results: Results, view: View) -> str:
        try:
            with no_output():
                out = function(results)
        except Exception as error:
            raise PluginError(f"{what} failed: {type(error).__name__}: {' '.join(str(error).split())}") from error
        if not isinstance(out, str):
            raise PluginError(f"{what} gave {type(out).__name__}, expected a text")
        return out

    return printed


def _score(scorer: Scorer, text: MarkedText, name: str) -> Report:
    """The report of one text's prose; what is missing in it, and what is wrong in its comments, is said on standard
    error."""
    shown = STDIN if name == "-" else shown_name(name)
    try:
        report = scorer.score_marked(text, id=None if name == "-" else shown)
    except (InputError, PluginError) as error:  # others are not of this text: a broken rules file has its own place
        raise type(error)(f"{shown}: {error}") from error
    except SystemExit as error:
        raise PluginError(f"{shown}: a plugin ended the program (SystemExit: {error})") from error
    for warning in report.warnings:
        complain(f"{shown}: {warning}")
    for line, wrong in (*text.complaints, *scorer.unknown_names(text, report.lang)):
        complain(f"{shown}:{line}: {wrong}")
    return report


def _view(scorer: Scorer, *, several: bool) -> View:
    """Colour where standard output is a terminal and NO_COLOR is not set; the terminal's width, at most 100 columns."""
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = min(_WIDEST, max(40, shutil.get_terminal_size((80, 24)).columns)) if terminal else 80
    return View(scorer.policy, _rule_of(scorer), several, colour, width)


def _rule_of(scorer: Scorer) -> Callable[[str], Rule | None]:
    """Finds rules by their full id, in the languages that were used."""

    def find(rule_id: str) -> Rule | None:
        lang = rule_id.partition(".")[0]
        if lang not in scorer.languages:
            return None
        return next((rule for rule in scorer.ruleset(lang).rules if rule.id == rule_id), None)

    return find


def _write(out: str) -> None:
    """To a terminal in its own encoding; to a file or a pipe always UTF-8, with line ends as they are."""
    try:
        if sys.stdout.isatty():
            encoding = sys.stdout.encoding or "utf-8"
            click.echo(out.encode(encoding, "replace").decode(encoding), nl=False, color=True)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(out.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        leave_pipe()
    except OSError as error:
        leave_pipe()
        raise SourcescoreError(f"standard output: can not be written: {error.strerror}") from error
