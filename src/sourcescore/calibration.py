"""Fits the weights, bases and bands to annotated texts, and says in cross-validation how that does against the present policy.

The model is a cumulative logit (McCullagh 1980) from statsmodels: the rating of a sentence from the kind of its source and
its signals, each with the points that the policy adds up. A normal prior around the present policy keeps few data from
leading astray; how wide it may be, and whether the bands move too, is decided by cross-validation inside of the data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .errors import InputError, MissingExtraError, SourcescoreError
from .policy import BANDS, Policy
from .rating import Rater
from .report import SOURCE_KINDS, Claim, Report
from .scorer import Scorer

_SPREADS = (0.0, 0.05, 0.15, 0.5)
"""How far a weight may well lie from its present value (standard deviation, in points); 0 leaves all as they are."""
_WORTH = 0.005
"""The gain in kappa for which more is moved."""
_INNER_FOLDS = 4
_FEWEST = 30
_SCALE = 12.0
"""Logits a point, to start the fit with: about what annotated news gives."""

Name = tuple[str, str]
"""A number of the policy: its table ("sources", "weights", "rules") and key."""


@dataclass(frozen=True, slots=True)
class Annotated:
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


def read_gold(path: Path, scorer: Scorer) -> list[Annotated]:
    """The annotated sentences of a file (one document a line: text, sentences with start, end, claim, rating), scored.

    Raises InputError with file and line where a line is not what it should be.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file, expected annotated documents as JSON Lines") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start}), expected JSON Lines in UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: can not be read: {error.strerror}") from None
    found: list[Annotated] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found += _read_line(line, number, scorer)
            except (ValueError, SourcescoreError) as error:
                raise InputError(f"{path}:{number}: {error}") from None
    if len(found) < _FEWEST:
        raise InputError(f"{path}: {len(found)} annotated claims, expected at least {_FEWEST}")
    return found


def _read_line(line: str, number: int, scorer: Scorer) -> Iterator[Annotated]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} (column {error.colno})") from None
    text = _field(data, "text", str, "a document")
    report = scorer.score(text)
    if report.incomplete:
        raise ValueError(report.warnings[0])
    for sentence in _field(data, "sentences", list, "a document"):
        if not _field(sentence, "claim", bool, "a sentence"):
            continue
        start, end, rating = (_field(sentence, key, int, "a sentence") for key in ("start", "end", "rating"))
        if not 0 <= start < end <= len(text):
            raise ValueError(f"a sentence from {start} to {end} lies outside of the text (0 to {len(text)})")
        if not 1 <= rating <= 5:
            raise ValueError(f"a rating must be from 1 to 5, got {rating}")
        yield Annotated(str(data.get("id", number)), rating, _overlapping(report, start, end))


def _field(data: Any, key: str, kind: type, what: str) -> Any:
    names = {str: "a text", list: "a list", bool: "true or false", int: "a whole number"}
    if not isinstance(data, dict):
        raise ValueError(f"{what} must be an object, got {type(data).__name__}")
    if key not in data:
        raise ValueError(f'{what} lacks "{key}"')
    if not isinstance(data[key], kind) or (kind is int and isinstance(data[key], bool)):
        raise ValueError(f'"{key}" of {what} must be {names[kind]}, got {data[key]!r:.40}')
    return data[key]


def _overlapping(report: Report, start: int, end: int) -> tuple[tuple[float, Claim], ...]:
    found = [(min(claim.end, end) - max(claim.start, start), claim) for claim in report.claims]
    return tuple((float(share), claim) for share, claim in found if share > 0)


def calibrate(sentences: Sequence[Annotated], policy: Policy, folds: int = 5) -> Calibration:
    """The policy that fits best, with figures of ``folds``-fold cross-validation by document. Deterministic.

    Raises MissingExtraError without statsmodels, InputError where there are fewer documents than folds.
    """
    documents = len({s.document for s in sentences})
    if documents < folds:
        raise InputError(f"{documents} annotated documents, expected at least as many as folds ({folds})")
    before, after = [], []
    for train, held in _parts(sentences, folds):
        fitted = fit(train, policy)
        before += [(s.rating, predict(s, policy)) for s in held]
        after += [(s.rating, predict(s, fitted)) for s in held]
    return Calibration(fit(sentences, policy), len(sentences), folds, figures(before), figures(after))


def _parts(sentences: Sequence[Annotated], folds: int) -> Iterator[tuple[list[Annotated], list[Annotated]]]:
    """(to fit, held out) for each fold; a document is never in both."""
    documents = sorted({s.document for s in sentences})
    fold_of = {document: k % folds for k, document in enumerate(documents)}
    for fold in range(min(folds, len(documents))):
        yield (
            [s for s in sentences if fold_of[s.document] != fold],
            [s for s in sentences if fold_of[s.document] == fold],
        )


def fit(sentences: Sequence[Annotated], policy: Policy) -> Policy:
    """The policy moved as far as it pays on sentences that were held out; the present one where nothing does."""
    choices = [(spread, bands) for spread in _SPREADS for bands in (False, True)]
    pairs: list[list[tuple[int, int]]] = [[] for _ in choices]
    for train, held in _parts(sentences, _INNER_FOLDS):
        if not train:
            continue
        for k, choice in enumerate(choices):
            moved = _moved(train, policy, *choice)
            pairs[k] += [(s.rating, predict(s, moved)) for s in held]
    best, chosen = -1.0, choices[0]
    for choice, found in zip(choices, pairs, strict=True):
        kappa = figures(found).kappa if found else 0.0
        if kappa > best + _WORTH:
            best, chosen = kappa, choice
    return _moved(sentences, policy, *chosen)


def _moved(sentences: Sequence[Annotated], policy: Policy, spread: float, bands: bool) -> Policy:
    if spread:
        policy = _regressed(sentences, policy, spread)
    return _banded(sentences, policy) if bands else policy


def _regressed(sentences: Sequence[Annotated], policy: Policy, spread: float) -> Policy:
    """The policy with the points of an ordinal regression, which a normal prior holds near the present ones."""
    try:
        import numpy
        from statsmodels.miscmodels.ordinal_model import OrderedModel
    except ImportError:
        raise MissingExtraError("calibrate", "calibrate") from None
    present = _numbers(policy)
    counted = [_points(s, policy) for s in sentences]
    names = [name for name in present if any(name in row for row in counted)]
    ratings = numpy.array([s.rating for s in sentences])
    if not names or len(set(ratings.tolist())) < 2:
        return policy
    base = policy.sources["none"]
    prior = numpy.array([present[name] - (base if name[0] == "sources" else 0.0) for name in names])
    rows = numpy.array([[row.get(name, 0.0) for name in names] for row in counted])
    # What the present policy adds up, and what is added to that, measured in ``spread``.
    columns = numpy.column_stack([rows @ prior, rows * spread]) * _SCALE
    slopes = columns.shape[1]

    class Penalised(OrderedModel):  # type: ignore[misc]
        """OrderedModel with the prior: the first slope is the scale, which data without doubt would drive to infinity,
        the others are distances from the present points."""

        def loglike(self, params: Any) -> float:
            distances = params[1:slopes] / params[0]
            return float(super().loglike(params) - numpy.sum(distances**2) / 2 - (params[0] - 1) ** 2 / 2)

        def score(self, params: Any) -> Any:
            thresholds = self.transform_threshold_params(params)
            linear = self.exog @ params[:slopes]
            upper, lower = thresholds[self.endog + 1] - linear, thresholds[self.endog] - linear
            chance = numpy.clip(self.cdf(upper) - self.cdf(lower), 1e-20, None)
            up, low = self.pdf(upper) / chance, self.pdf(lower) / chance
            levels = len(thresholds) - 2
            cuts = numpy.array([up[self.endog == k].sum() - low[self.endog == k + 1].sum() for k in range(levels)])
            steps = numpy.cumsum(cuts[::-1])[::-1]
            steps[1:] *= numpy.exp(params[slopes + 1 :])
            gradient = numpy.concatenate([self.exog.T @ (low - up), steps])
            distances = params[1:slopes] / params[0]
            gradient[1:slopes] -= distances / params[0]
            gradient[0] += numpy.sum(distances**2) / params[0] - (params[0] - 1)
            return gradient

    model = Penalised(ratings, columns, distr="logit", hasconst=False)
    start = numpy.concatenate([[1.0], numpy.zeros(slopes - 1), model.start_params[slopes:]])
    result = model.fit(
        start_params=start, method="lbfgs", disp=0, maxiter=200, warn_convergence=False, skip_hessian=True
    )
    distances = dict(zip(names, (spread * result.params[1:slopes] / result.params[0]).tolist(), strict=True))
    return _with(policy, {name: present[name] + distances[name] for name in names})


def _numbers(policy: Policy) -> dict[Name, float]:
    """The numbers that may move. The base without a source stays: with it the scale has a place to stand on; a rule that
    is weighed with nothing stays at that."""
    numbers: dict[Name, float] = {("sources", k): policy.sources[k] for k in SOURCE_KINDS if k != "none"}
    numbers |= {("weights", k): policy.weights[k] for k in sorted(policy.weights)}
    return numbers | {("rules", k): w for k, w in sorted(policy.rule_weights.items()) if w}


def _points(sentence: Annotated, policy: Policy) -> dict[Name, float]:
    """How often each number is counted in the sentence: by the claims' shares, repeated signals less and less."""
    found: dict[Name, float] = {}
    total = sum(share for share, _ in sentence.claims)
    for letters, claim in sentence.claims:
        share = letters / total
        if claim.source.kind != "none":
            name = ("sources", claim.source.kind)
            found[name] = found.get(name, 0.0) + share
        counts: Counter[str] = Counter()
        for signal in claim.signals:
            own = signal.rule in policy.rule_weights
            name = ("rules", signal.rule) if own else ("weights", signal.category)
            found[name] = found.get(name, 0.0) + share * policy.part(signal.category, counts[signal.category])
            if policy.weight(signal.category, signal.rule):
                counts[signal.category] += 1
    return found


def _with(policy: Policy, numbers: Mapping[Name, float]) -> Policy:
    """The policy with other numbers, within their ranges and with two decimals: a hedge never raises."""
    tables = {
        "sources": dict(policy.sources), "weights": dict(policy.weights), "rules": dict(policy.rule_weights),
    }  # fmt: skip
    for (table, key), value in numbers.items():
        raises = table == "sources" or tables[table][key] > 0
        value = max(0.0, value) if raises else min(0.0, value)
        tables[table][key] = round(max(-1.0, min(1.0, value)), 2) + 0.0  # no "-0.00"
    return replace(policy, sources=tables["sources"], weights=tables["weights"], rule_weights=tables["rules"])


def _banded(sentences: Sequence[Annotated], policy: Policy) -> Policy:
    """The policy with the bands at which the ratings agree best. They start where they are, each moves in turn, and one
    that may lie anywhere between two scores is put into the middle."""
    rate = Rater(policy)
    scored = Counter(
        (s.rating, tuple((share, round(100 * rate(c).score)) for share, c in s.claims)) for s in sentences
    )  # fmt: skip
    scores = sorted({score for _, claims in scored for _, score in claims})

    def agreement(bands: Sequence[int]) -> float:
        rating_of = {score: 1 + sum(score >= band for band in bands) for score in scores}
        pairs: Counter[tuple[int, int]] = Counter()
        for (rating, claims), count in scored.items():
            pairs[rating, _mean([(share, rating_of[score]) for share, score in claims])] += count
        return _figures(pairs).kappa

    bands = [round(100 * band) for band in policy.bands]
    best = agreement(bands)
    for _ in range(3):
        before = best
        for k in range(len(bands)):
            low = bands[k - 1] + 1 if k else 1
            high = bands[k + 1] - 1 if k + 1 < len(bands) else 99
            # Between two scores it makes no difference where a band lies.
            edges = [low, *(score + 1 for score in scores if low <= score < high)]
            tried = [(agreement([*bands[:k], cents, *bands[k + 1 :]]), cents) for cents in edges]
            top, cents = max(tried)
            if top > best:
                beyond = next((edge - 1 for edge in edges if edge > cents), high)
                bands[k], best = (cents + beyond + 1) // 2, top
        if best == before:
            break
    weak, mixed, good, solid = (cents / 100 for cents in bands)
    return replace(policy, bands=(weak, mixed, good, solid))


def _mean(claims: Sequence[tuple[float, int]]) -> int:
    """The rating of a sentence from (share, rating) of its claims; 4 where no claim was found."""
    if not claims:
        return 4
    mean = sum(share * rating for share, rating in claims) / sum(share for share, _ in claims)
    return max(1, min(5, int(mean + 0.5)))


def predict(sentence: Annotated, policy: Policy) -> int:
    """The rating that a policy gives the sentence: of its claims, by their share; 4 where no claim was found."""
    rate = Rater(policy)
    return _mean([(share, rate(claim).rating) for share, claim in sentence.claims])


def figures(pairs: Sequence[tuple[int, int]]) -> Figures:
    """Agreement of (annotated, predicted) ratings; kappa after Cohen (1968), with quadratic weights."""
    return _figures(Counter(pairs))


def _figures(both: Counter[tuple[int, int]]) -> Figures:
    count = both.total()
    gold: Counter[int] = Counter()
    predicted: Counter[int] = Counter()
    for (rating, guess), n in both.items():
        gold[rating] += n
        predicted[guess] += n
    seen = sum(n * (g - p) ** 2 for (g, p), n in both.items()) / count
    chance = sum(gold[g] * predicted[p] * (g - p) ** 2 for g in gold for p in predicted) / count**2
    return Figures(
        kappa=1 - seen / chance if chance else 0.0,
        exact=sum(n for (g, p), n in both.items() if g == p) / count,
        within_1=sum(n for (g, p), n in both.items() if abs(g - p) <= 1) / count,
        mean_error=sum(n * abs(g - p) for (g, p), n in both.items()) / count,
    )


def as_toml(policy: Policy) -> str:
    """The fitted part of a policy as TOML, to be laid over rules.toml."""
    tables = {
        "sources": {kind: policy.sources[kind] for kind in SOURCE_KINDS},
        "weights": dict(sorted(policy.weights.items())),
        "rules": dict(sorted(policy.rule_weights.items())),
        "bands": dict(zip(BANDS[1:], policy.bands, strict=True)),
    }
    return "\n".join(
        "\n".join([f"[{name}]", *(f"{_key(key)} = {value:.2f}" for key, value in table.items())]) + "\n"
        for name, table in tables.items()
        if table
    )


def _key(name: str) -> str:
    return f'"{name}"' if "." in name else name
