"""Rules and policies as plain data, for ``/v1/rules`` and ``/v1/policy``. Paths of files stay inside."""

from __future__ import annotations

from typing import Any

from ..policy import BANDS
from ..rules.model import Condition, Rule
from ..scorer import Scorer
from .problems import Problem


def rules_as_data(scorer: Scorer, lang: str | None = None, category: str | None = None) -> list[dict[str, Any]]:
    """The rules of a scorer by id; of one language or category only, where asked for. Rules that plugins find in code
    have no category of their own: they are left out where one is asked for."""
    codes = scorer.languages if lang is None else (lang,)
    found = [
        _rule(scorer, rule)
        for code in codes
        for rule in scorer.ruleset(code).rules
        if category in (None, rule.category)
    ]
    if category is None:
        found += [_coded(code, *item) for code in codes for item in scorer.signal_rules(code).items()]
    return sorted(found, key=lambda rule: rule["id"])


def rule_as_data(scorer: Scorer, rule_id: str) -> dict[str, Any]:
    """One rule. Raises Problem where there is none of this id."""
    lang = rule_id.partition(".")[0]
    if lang in scorer.languages:
        for rule in scorer.ruleset(lang).rules:
            if rule.id == rule_id:
                return _rule(scorer, rule)
        coded = scorer.signal_rules(lang)
        if rule_id in coded:
            return _coded(lang, rule_id, coded[rule_id])
    raise Problem("no-such-rule", "GET /v1/rules lists them")


def policy_as_data(scorer: Scorer) -> dict[str, Any]:
    """How a scorer weighs, in the terms of rules.toml."""
    policy = scorer.policy
    return {
        "repeat": policy.repeat,
        "spoken": sorted(policy.spoken),
        "doubt": policy.doubt,
        "sources": dict(policy.sources),
        "weights": dict(sorted(policy.weights.items())),
        "rules": dict(sorted(policy.rule_weights.items())),
        "bands": dict(zip(BANDS[1:], policy.bands, strict=True)),
        "off": {"rules": sorted(policy.off_rules), "categories": sorted(policy.off_categories)},
        "languages": list(scorer.languages),
    }


def _rule(scorer: Scorer, rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "lang": rule.lang, "category": rule.category,
        "weight": scorer.policy.weight(rule.category, rule.id), "message": rule.message,
        "message_sourced": rule.message_sourced or rule.message,
        "match": [pattern.source for pattern in rule.patterns],
        "when": [_alternatives(condition) for condition in rule.when],
        "unless": [_alternatives(condition) for condition in rule.unless],
        "hits": list(rule.hits), "misses": list(rule.misses), "in_code": False,
    }  # fmt: skip


def _coded(lang: str, rule_id: str, message: str) -> dict[str, Any]:
    return {
        "id": rule_id, "lang": lang, "category": None, "weight": None, "message": message,
        "message_sourced": message, "match": [], "when": [], "unless": [], "hits": [], "misses": [], "in_code": True,
    }  # fmt: skip


def _alternatives(condition: Condition) -> list[str]:
    """A condition as a list of those of which one must hold."""
    return [condition] if isinstance(condition, str) else list(condition)
