"""``sourcescore batch``: an archive in, the reports of all its documents out."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import MissingExtraError, UsageError
from . import complain
from .options import scoring

if TYPE_CHECKING:
    from ..batch import Settings, Totals


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT …")
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, metavar="OUT",
    help="The file to write; its ending says what: .jsonl, .csv or .parquet.",
)  # fmt: skip
@click.option("--text-field", default="text", show_default=True, metavar="NAME", help="The field that holds the text.")
@click.option("--id-field", default="id", show_default=True, metavar="NAME", help="The field that holds the id.")
@click.option(
    "--lang-field", default="lang", show_default=True, metavar="NAME", help="The field that holds the language's code."
)
@click.option("--outlet-field", default="outlet", show_default=True, metavar="NAME", help="The field with the outlet.")
@click.option("--date-field", default="date", show_default=True, metavar="NAME", help="The field with the date.")
@click.option("--title-field", default="title", show_default=True, metavar="NAME", help="The field with the title.")
@click.option(
    "--group-by", metavar="FIELD", help="Figures for each value of a field, in OUT's sibling NAME.groups.csv."
)
@scoring
@click.option(
    "--workers", type=click.IntRange(1, 256), default=os.cpu_count() or 1, show_default="one a processor",
    help="Processes that score.",
)  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with a run that did not come to its end.")
@click.option("--overwrite", "--force", is_flag=True, help="Replace an output, or an unfinished run, that is there.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="A page that shows what came out, for people.",
)
@click.option("--with-text", is_flag=True, help="Write the scored text into each line of .jsonl output.")
@click.option("--encoding", metavar="NAME", help="Encoding of texts without a byte order mark; without it UTF-8.")
@click.option(
    "--time-limit", type=click.FloatRange(0.1), default=60.0, show_default=True, metavar="SECONDS",
    help="What one document may take.",
)  # fmt: skip
@click.option(
    "--max-text", type=click.IntRange(1), default=1_000_000, show_default=True, metavar="CHARS",
    help="What one text may have.",
)  # fmt: skip
@click.option(
    "--shard-size", type=click.IntRange(1, 100_000), default=256, show_default=True, metavar="N",
    help="Documents that are finished together: what a killed run does again at most.",
)  # fmt: skip
def command(
    inputs: tuple[str, ...],
    output: Path,
    text_field: str,
    id_field: str,
    lang_field: str,
    outlet_field: str,
    date_field: str,
    title_field: str,
    group_by: str | None,
    lang: str,
    rules: Path | None,
    plugins: tuple[str, ...],
    strict: bool,
    workers: int,
    resume: bool,
    overwrite: bool,
    report: Path | None,
    with_text: bool,
    encoding: str | None,
    time_limit: float,
    max_text: int,
    shard_size: int,
) -> int:
    """Score an archive: folders and files in, one file out.

    INPUT is a folder (all that is below), a pattern in quotation marks, a file, or "-" for JSON Lines on standard input.
    Read are .txt, .md, .html, .docx, .jsonl, .csv, .parquet, .warc; .jsonl, .csv and .warc also with .gz or .zst.
    A document that fails is a line in OUT.errors.jsonl, and the others go on; the exit status is then 1.
    """
    for module in ("pebble", "pyarrow", "rich"):
        if importlib.util.find_spec(module) is None:
            raise MissingExtraError("sourcescore batch", "batch")
    from ..batch import Settings, run_batch
    from ..batch.settings import Fields

    settings = Settings(
        inputs=inputs,
        output=output,
        fields=Fields(text_field, id_field, lang_field, outlet_field, date_field, title_field, group_by),
        lang=None if lang == "auto" else lang,
        rules=rules,
        plugins=plugins,
        strict=strict,
        encoding=_encoding(encoding),
        workers=workers,
        resume=resume,
        overwrite=overwrite,
        report=report,
        with_text=with_text,
        time_limit=time_limit,
        max_text=max_text,
        shard=shard_size,
    )
    if resume and overwrite:
        raise UsageError("--resume goes on with a run, --overwrite begins anew: only one of them can be given")
    with _Progress() as progress:
        try:
            totals = run_batch(settings, progress, alone=True)
        except KeyboardInterrupt:
            progress.stop()
            complain("what is finished stays: --resume goes on")
            raise
    _sum_up(totals, settings)
    return 1 if totals.failures else 0


def _encoding(name: str | None) -> str | None:
    """Python's name of an encoding. Raises UsageError where there is none."""
    if name is None:
        return None
    import codecs

    try:
        known = codecs.lookup(name).name
        "".encode(known)
    except (LookupError, ValueError):
        raise UsageError(f'--encoding {name}: no such encoding; for example "windows-1252", "utf-16-le"') from None
    return known


def _sum_up(totals: Totals, settings: Settings) -> None:
    """What was done, on standard error."""
    from ..batch.inputs import REPORTS

    if totals.finished_before:
        complain(f"{settings.output}: is finished, there is nothing to resume; --overwrite scores again")
        return
    mean = "" if totals.mean_rating is None else f", mean rating {totals.mean_rating:.2f}"
    complain(f"{_count(totals.documents, 'document')}, {_count(totals.claims, 'claim')}{mean}: {settings.output}")
    for path in totals.written:
        if path != settings.output:
            complain(f"also written: {path}")
    if totals.groups:
        from ..batch.groups import NONE, render

        click.echo(render(totals.groups), err=True)
        if [row["group"] for row in totals.groups] == [NONE]:
            complain(f'no document has the field "{settings.fields.group}" (--group-by)')
    reports = totals.left_out.get(REPORTS, 0)
    if reports:
        complain(f"left out, since an earlier run wrote them: {_count(reports, 'file')}")
    if totals.left_out.keys() - {REPORTS}:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in totals.left_out.items() if suffix != REPORTS)
        complain(f"left out, since nothing reads files of this ending: {kinds}")
    if totals.incomplete:
        complain(f'{_count(totals.incomplete, "report")} incomplete: their "warnings" say why')
    if totals.failures:
        complain(f"{_count(totals.failures, 'document')} failed: {totals.errors} says which and why")
    if totals.warnings:
        complain(
            f"{_count(totals.warnings, 'document')} with an id that an earlier one has: {totals.errors} says which"
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class _Progress:
    """A bar on standard error; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._documents = 0
        self._failures = 0

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def begin(self, files: int, size: int) -> None:
        """Shows the bar; how much is left is told by the bytes that are read, since nobody has counted the documents."""
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._bar = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"),
            TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("scoring", total=size or None, done="")
        self._bar.start()

    def step(self, documents: int, failures: int, position: int) -> None:
        """So many more documents are finished, and failed; so many bytes are read."""
        if self._bar is None:
            return
        self._documents += documents
        self._failures += failures
        seconds = self._bar.tasks[0].elapsed or 0
        rate = f", {self._documents / seconds:.0f}/s" if seconds >= 1 else ""
        done = f"{_count(self._documents, 'document')}{rate}, {self._failures} failed"
        self._bar.update(self._task, completed=position or None, done=done)

    def phase(self, what: str) -> None:
        """Shows what the run does now."""
        if self._bar is not None:
            self._bar.update(self._task, description=what)
