"""``sourcescore calibrate``: a policy fitted to annotated data, on standard output; how it does, on standard error."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..calibration import Figures, as_toml, calibrate, read_gold
from .options import make_scorer, no_output, scoring


@click.command("calibrate")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@scoring
@click.option(
    "--folds", type=click.IntRange(2, 50), default=5, show_default=True, help="Parts of the cross-validation."
)
def command(gold: Path, lang: str, rules: Path | None, plugins: tuple[str, ...], strict: bool, folds: int) -> None:
    """Fit the weights and bands to annotated data and print a policy.

    GOLD has one document a line: {"id", "text", "sentences": [{"start", "end", "claim", "rating"}]}, offsets in code
    points. The policy is moved away from the present one as far as that helps with documents that it was not fitted to;
    figures of cross-validation go to standard error. Lay what is printed over the shipped policy with --rules.
    """
    # The matrices are small: threads would only wait for each other, and sum up in another order.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    scorer = make_scorer(lang, rules, plugins, strict)
    with no_output():
        sentences = read_gold(gold, scorer)
    result = calibrate(sentences, scorer.policy, folds)
    click.echo(as_toml(result.policy), nl=False)
    click.echo(f"{result.sentences} annotated claims, {result.folds}-fold cross-validation by document", err=True)
    click.echo(f"{'':16} {'kappa':>6} {'exact':>6} {'within 1':>8} {'mean error':>10}", err=True)
    for name, shown in (("present policy", result.before), ("fitted policy", result.after)):
        click.echo(_row(name, shown), err=True)
    if as_toml(result.policy) == as_toml(scorer.policy):
        click.echo("nothing is gained by moving away from the present policy: it is printed as it is", err=True)


def _row(name: str, shown: Figures) -> str:
    return f"{name:16} {shown.kappa:6.3f} {shown.exact:6.3f} {shown.within_1:8.3f} {shown.mean_error:10.3f}"
