"""The pipeline itself: Document → signals → claims → sources → ratings → Report, with whatever plugins give to each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .budget import Budget
from .checks import wrong_attribution, wrong_claims, wrong_list, wrong_rating, wrong_signal, wrong_summary
from .claims import default_claims, place_signals
from .document import Document
from .errors import PluginError
from .ignoring import kept, kept_of_source
from .packs import Pack
from .plugins import Plugins
from .policy import Policy
from .rating import VOICES, Rater
from .report import BY_PLACE, SOURCE_KINDS, Attribution, Claim, Report, Signal, make_claim, make_signal
from .rules import Guard
from .sources import attach_sources, with_messages


class Assessor:
    """Judges documents. ``strict``: a plugin that fails raises PluginError instead of leaving the report incomplete."""

    def __init__(self, policy: Policy, plugins: Plugins, budget: Budget, strict: bool) -> None:
        self.policy = policy
        self.plugins = plugins
        self.budget = budget
        self.strict = strict
        self._rater = Rater(policy)
        self._rates: bool | None = None

    def report(self, document: Document, pack: Pack, id: str | None) -> Report:
        """The report of a document."""
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
        for name, attribution in self._given(
            "resolve_sources", Attribution, failures, document=document, claims=placed
        ):
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
            summary={**summary_of(rated), **extra},
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

    def _given(
        self, hook: str, kind: type, failures: dict[str, str] | None, **arguments: Any
    ) -> Iterator[tuple[str, Any]]:
        """(plugin, item) of each list that a hook gives. Whether an item is of that ``kind`` is for the caller to see."""
        for name, result in self.plugins.call(hook, **arguments):
            if isinstance(result, Exception):
                self._failed(name, result, failures)
            elif wrong := wrong_list(hook, result or (), kind):
                self._failed(name, ValueError(wrong), failures)
            else:
                for item in result or ():
                    yield name, item

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

    def signals(self, document: Document, pack: Pack, failures: dict[str, str] | None) -> list[Signal]:
        """All signals, in order. What a plugin raises is noted in ``failures`` (name → reason), or raised where that is None."""
        found = self._find(document, pack, failures)
        return sorted([*found, *self._spoken(document, pack, 0, len(document.words), found, failures)], key=BY_PLACE)

    def _find(self, document: Document, pack: Pack, failures: dict[str, str] | None) -> list[Signal]:
        """All signals but those that count only in somebody's mouth, which are looked for once it is known who speaks."""
        found = self._ruled(failures, pack.rules.find, document)
        ruled = len(found)
        off_rules, off_categories = self.policy.off_rules, self.policy.off_categories
        for name, signal in self._given("find_signals", Signal, failures, document=document):
            if wrong := wrong_signal(signal, len(document.text), self.policy.weights):
                self._failed(name, ValueError(wrong), failures)
            elif signal.rule not in off_rules and signal.category not in off_categories:
                text = document.text[signal.start : signal.end]
                found.append(make_signal(signal.start, signal.end, signal.category, signal.rule, signal.message, text))
        if len(found) > ruled:
            found.sort(key=BY_PLACE)
        return kept(
            self.policy,
            document,
            [s for k, s in enumerate(found) if k == 0 or s.start != found[k - 1].start or s != found[k - 1]],
        )

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
            return _with_signals(claim, tuple([s for s in claim.signals if s.category not in spoken]))
        first, last = document.token_at(claim.start), document.token_at(claim.end - 1) + 1
        if not pack.rules.may_be_spoken(document, first, last):
            return claim
        if any(self.policy.weight(signal.category, signal.rule) <= -self.policy.doubt for signal in claim.signals):
            return claim
        more = self._spoken(document, pack, first, last, claim.signals, failures)
        if not more:
            return claim
        return _with_signals(claim, tuple(sorted([*claim.signals, *more], key=BY_PLACE)))


def _with_signals(claim: Claim, signals: tuple[Signal, ...]) -> Claim:
    return make_claim(
        claim.start, claim.end, claim.text, claim.rating, claim.label, claim.score, claim.source, signals
    )  # fmt: skip


def summary_of(claims: list[Claim]) -> dict[str, Any]:
    """The figures of a report's claims."""
    ratings: dict[int, int] = {}
    kinds: dict[str, int] = {}
    for claim in claims:
        rating, kind = claim.rating, claim.source.kind
        ratings[rating] = ratings.get(rating, 0) + 1
        kinds[kind] = kinds.get(kind, 0) + 1
    return {
        "claims": len(claims),
        "mean_score": round(sum([claim.score for claim in claims]) / len(claims), 2) if claims else None,
        "ratings": {str(rating): ratings.get(rating, 0) for rating in range(1, 6)},
        "sources": {kind: kinds[kind] for kind in SOURCE_KINDS if kind in kinds},
    }
