"""Fits the weights and bands to annotated texts, and says in cross-validation how the fit does against the present policy.

The model is a cumulative logit (McCullagh 1980) with an L2 penalty, from statsmodels: the rating of a sentence from the kind
of its source and its signals. Its coefficients become points by one linear map, so that the policy stays a sum.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .errors import InputError, MissingExtraError
from .policy import BANDS, Policy
from .rating import rate_claim
from .report import SOURCE_KINDS, Claim, Report
from .scorer import Scorer

_PENALTY = 0.1
_STEPS = (0.1, -0.1, 0.05, -0.05, 0.02, -0.02)
_RESTRAINT = 0.02
_FEWEST = 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated sentence and the claims that were found in it, each with its share of the sentence's letters."""

    document: str
    rating: int
    claims: tuple[tuple[float, Claim], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How ratings agree: quadratic-weighted kappa, share of equal ones, of those at most one apart, mean distance."""

    kappa: float
    exact: float
    within_1: float
    mean_error: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted policy, and the figures in cross-validation of the present policy and of the fitting."""

    policy: Policy
    sentences: int
    folds: int
    before: Figures
    after: Figures


def read_gold(path: Path, scorer: Scorer) -> list[Sentence]:
    """The annotated sentences of a file (one document a line: text, sentences with start, end, claim, rating), scored.

    Raises InputError with file and line where a line is not what it should be.
    """
    found: list[Sentence] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file, expected annotated documents as JSON Lines") from None
    except (UnicodeDecodeError, IsADirectoryError, PermissionError) as error:
        raise InputError(f"{path}: can not be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            text, sentences = data["text"], data["sentences"]
            report = scorer.score(text)
            for sentence in sentences:
                if sentence["claim"]:
                    rating = sentence["rating"]
                    if rating not in range(1, 6):
                        raise ValueError(f"a rating must be from 1 to 5, got {rating!r}")
                    claims = _overlapping(report, sentence["start"], sentence["end"])
                    found.append(Sentence(str(data.get("id", number)), rating, claims))
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: not valid JSON: {error.msg}") from None
        except KeyError as error:
            raise InputError(
                f"{path}:{number}: {error} is missing, expected text and sentences with start, end, claim, rating"
            ) from None
        except (TypeError, ValueError) as error:
            raise InputError(f"{path}:{number}: {error}") from None
    if len(found) < _FEWEST:
        raise InputError(f"{path}: {len(found)} annotated claims, expected at least {_FEWEST}")
    return found


def calibrate(sentences: Sequence[Sentence], policy: Policy, folds: int = 5) -> Calibration:
    """The policy that fits best, with figures of ``folds``-fold cross-validation by document. Deterministic.

    Raises MissingExtraError without statsmodels.
    """
    documents = sorted({s.document for s in sentences})
    fold_of = {document: k % folds for k, document in enumerate(documents)}
    before, after = [], []
    for fold in range(folds):
        train = [s for s in sentences if fold_of[s.document] != fold]
        held = [s for s in sentences if fold_of[s.document] == fold]
        if not train or not held:
            continue
        fitted = fit(train, policy)
        before += [(s.rating, predict(s, policy)) for s in held]
        after += [(s.rating, predict(s, fitted)) for s in held]
    return Calibration(fit(sentences, policy), len(sentences), folds, figures(before), figures(after))


def fit(sentences: Sequence[Sentence], policy: Policy) -> Policy:
    """The policy whose points follow from a penalised ordinal regression on the sentences."""
    try:
        import numpy
        from statsmodels.miscmodels.ordinal_model import OrderedModel
    except ImportError:
        raise MissingExtraError("calibrate", "calibrate") from None
    kinds = [kind for kind in SOURCE_KINDS if kind != "none"]
    categories = sorted(policy.weights)
    names = [*kinds, *categories]
    rows = numpy.array([_features(s, kinds, categories, policy) for s in sentences])
    used = [k for k in range(len(names)) if rows[:, k].any()]
    ratings = numpy.array([s.rating for s in sentences])
    levels = sorted(set(ratings.tolist()))

    class Penalised(OrderedModel):  # type: ignore[misc]
        """OrderedModel with an L2 penalty on the coefficients, since few data separate some of them perfectly."""

        def loglike(self, params: Any) -> float:
            return float(super().loglike(params) - _PENALTY * numpy.sum(params[: len(used)] ** 2) / 2)

    result = Penalised(ratings, rows[:, used], distr="logit").fit(method="bfgs", disp=0, maxiter=500)
    slopes = dict.fromkeys(names, 0.0) | dict(zip([names[k] for k in used], result.params[: len(used)], strict=True))
    thresholds = result.model.transform_threshold_params(result.params[len(used) :])[1:-1].tolist()
    fitted = _as_points(slopes, _all_levels(thresholds, levels), kinds, categories, policy)
    return max((_polished(sentences, start) for start in (policy, fitted)), key=lambda p: _agreement(sentences, p))


def _polished(sentences: Sequence[Sentence], policy: Policy) -> Policy:
    """The policy moved point by point to where ratings agree best. The regression is fitted to likelihood, which cares
    little for the rare ratings; kappa cares. Each move has to earn what it costs, so that few data do not lead astray."""
    best = _agreement(sentences, policy)
    for _ in range(6):
        start = best
        for table in ("sources", "weights", "bands"):
            names = range(4) if table == "bands" else sorted(getattr(policy, table))
            for name in names:
                if table == "sources" and name == "none":
                    continue
                for step in _STEPS:
                    moved = _moved(policy, table, name, step)
                    if moved is None:
                        continue
                    gain = _agreement(sentences, moved) - best
                    if gain > _RESTRAINT * abs(step):
                        policy, best = moved, best + gain
        if best - start < 0.001:
            break
    return policy


def _moved(policy: Policy, table: str, name: Any, step: float) -> Policy | None:
    """The policy with one number moved by a step; None where it would leave its range or change its sign."""
    if table == "bands":
        bands = list(policy.bands)
        bands[name] = round(bands[name] + step, 2)
        if bands != sorted(set(bands)) or bands[0] <= 0 or bands[-1] >= 1:
            return None
        weak, mixed, good, solid = bands
        return replace(policy, bands=(weak, mixed, good, solid))
    values: dict[str, float] = dict(getattr(policy, table))
    value = round(values[name] + step, 2)
    if table == "sources" and not 0 <= value <= 1:
        return None
    if table == "weights" and (not -1 <= value <= 1 or value * values[name] < 0 or (value > 0 and values[name] == 0)):
        return None
    values[name] = value
    return replace(policy, sources=values) if table == "sources" else replace(policy, weights=values)


def _agreement(sentences: Sequence[Sentence], policy: Policy) -> float:
    return figures([(s.rating, predict(s, policy)) for s in sentences]).kappa


def _all_levels(thresholds: list[float], levels: list[int]) -> list[float]:
    """Four thresholds, also where some rating never occurs: a missing level gets a threshold next to its neighbour's."""
    by_level = dict(zip(levels[1:], thresholds, strict=True))
    found: list[float] = []
    for level in range(2, 6):
        last = found[-1] if found else min(thresholds) - 1
        found.append(by_level.get(level, last + 0.5))
    return found


def _as_points(
    slopes: dict[str, float], thresholds: list[float], kinds: list[str], categories: list[str], policy: Policy
) -> Policy:
    """The linear map from the regression's scale to points: no source and no signal keeps its base, the bands of
    "weak" and "solid" lie three fifths apart; a hedge never raises."""
    base = policy.sources["none"]
    scale = 0.6 / (thresholds[-1] - thresholds[0])

    def points(value: float) -> float:
        return round(min(1.0, max(-1.0, scale * value)), 2)

    sources = {kind: round(min(1.0, max(0.0, base + scale * slopes[kind])), 2) for kind in kinds} | {"none": base}
    weights = {}
    for category in categories:
        weight = points(slopes[category])
        weights[category] = max(0.0, weight) if policy.weights[category] > 0 else min(0.0, weight)
    bands = [round(min(0.99, max(0.01, base + scale * t)), 2) for t in thresholds]
    for k in range(1, 4):
        bands[k] = max(bands[k], round(bands[k - 1] + 0.01, 2))
    weak, mixed, good, solid = bands
    return replace(policy, sources=sources, weights=weights, bands=(weak, mixed, good, solid), rule_weights={})


def predict(sentence: Sentence, policy: Policy) -> int:
    """The rating that a policy gives the sentence: of its claims, by their share; 4 where no claim was found."""
    if not sentence.claims:
        return 4
    total = sum(share for share, _ in sentence.claims)
    mean = sum(share * rate_claim(claim, policy).rating for share, claim in sentence.claims) / total
    return max(1, min(5, int(mean + 0.5)))


def figures(pairs: Sequence[tuple[int, int]]) -> Figures:
    """Agreement of (annotated, predicted) ratings; kappa after Cohen (1968), with quadratic weights."""
    count = len(pairs)
    gold, predicted = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    seen = sum((g - p) ** 2 for g, p in pairs) / count
    chance = sum(gold[g] * predicted[p] * (g - p) ** 2 for g in gold for p in predicted) / count**2
    return Figures(
        kappa=1 - seen / chance if chance else 0.0,
        exact=sum(g == p for g, p in pairs) / count,
        within_1=sum(abs(g - p) <= 1 for g, p in pairs) / count,
        mean_error=sum(abs(g - p) for g, p in pairs) / count,
    )


def as_toml(policy: Policy) -> str:
    """The fitted part of a policy as TOML, to be laid over rules.toml."""
    lines = ["[sources]", *(f"{kind} = {policy.sources[kind]:.2f}" for kind in SOURCE_KINDS)]
    lines += ["", "[weights]", *(f"{_key(name)} = {policy.weights[name]:.2f}" for name in sorted(policy.weights))]
    lines += ["", "[bands]", *(f"{name} = {band:.2f}" for name, band in zip(BANDS[1:], policy.bands, strict=True))]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return f'"{name}"' if "." in name else name


def _overlapping(report: Report, start: int, end: int) -> tuple[tuple[float, Claim], ...]:
    found = [(min(claim.end, end) - max(claim.start, start), claim) for claim in report.claims]
    return tuple((float(share), claim) for share, claim in found if share > 0)


def _features(sentence: Sentence, kinds: list[str], categories: list[str], policy: Policy) -> list[float]:
    """The kind of source and the signals of the sentence's claims, weighted by share; repeated signals count less."""
    row = [0.0] * (len(kinds) + len(categories))
    total = sum(share for share, _ in sentence.claims)
    for share, claim in sentence.claims:
        if claim.source.kind in kinds:
            row[kinds.index(claim.source.kind)] += share / total
        counts: Counter[str] = Counter()
        for signal in claim.signals:
            row[len(kinds) + categories.index(signal.category)] += (
                share / total * policy.repeat ** counts[signal.category]
            )
            counts[signal.category] += 1
    return row
