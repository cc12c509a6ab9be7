"""``sourcescore score``: texts in, rated claims out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InputError, PluginError, UsageError
from ..formats import FORMATS, Style
from ..report import Report
from ..scorer import Scorer
from .inputs import read_text
from .options import make_scorer, scoring


@click.command("score")
@click.argument("files", nargs=-1, metavar="[FILE …|-]")
@scoring
@click.option(
    "--format", "form", default="text", metavar="text|json|jsonl|html|sarif", show_default=True, help="What to print."
)
@click.option("--offsets", type=click.Choice(["codepoint", "utf-16"]), default="codepoint", show_default=True,
              help="The unit in which positions are counted.")  # fmt: skip
@click.option(
    "--fail-under", type=click.IntRange(1, 5), metavar="N", help="Exit with 1 where a claim is rated below N."
)
@click.option(
    "--why", metavar="WORD|RULE", help="Instead of scoring: which rules looked at this word, and what came of it."
)
def command(
    files: tuple[str, ...],
    lang: str,
    rules: Path | None,
    plugins: tuple[str, ...],
    strict: bool,
    form: str,
    offsets: str,
    fail_under: int | None,
    why: str | None,
) -> int:
    """Score texts and print them: files, or standard input for "-" (or nothing).

    Files are UTF-8, or UTF-16 with a byte order mark. With several files, a bad one is named and the others go on; the
    exit status is then 1. JSON of several files is an array.
    """
    scorer = make_scorer(lang, rules, plugins, strict)
    printers = dict(FORMATS)
    for name, given in scorer.plugins.collect("formats"):
        for key, function in given.items():
            if key in printers:
                raise PluginError(f'{scorer.plugins.describe(name)}: the format "{key}" exists already')
            printers[key] = function
    if form not in printers:
        raise UsageError(f'unknown format "{form}"; known: {", ".join(sorted(printers))}')
    results: list[tuple[Report, str]] = []
    failed = 0
    for name in files or ("-",):
        try:
            text = read_text(name)
        except InputError as error:
            if len(files) <= 1:
                raise
            click.echo(f"sourcescore: {error}", err=True)
            failed += 1
            continue
        if why is not None:
            from .why import explain

            click.echo(explain(scorer, text, why, name))
            continue
        results.append(_score(scorer, text, name, offsets))
    if failed and failed == len(files):
        return 2
    if why is None:
        _print(printers[form], results, form)
    weak = fail_under is not None and any(c.rating < fail_under for report, _ in results for c in report.claims)
    return 1 if failed or weak else 0


def _score(scorer: Scorer, text: str, name: str, offsets: str) -> tuple[Report, str]:
    report = scorer.score(text, id="standard input" if name == "-" else name)
    for warning in report.warnings:
        click.echo(f"sourcescore: {name}: {warning}", err=True)
    return report.with_offsets("utf-16" if offsets == "utf-16" else "codepoint", text), text


def _print(printer: object, results: list[tuple[Report, str]], form: str) -> None:
    if form == "text":
        from ..formats.text import format_text

        out = format_text(results, Style.of_terminal())
    else:
        out = printer(results)  # type: ignore[operator]
    sys.stdout.flush()
    sys.stdout.buffer.write(out.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
