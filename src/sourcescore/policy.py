"""rules.toml → Policy: the weight of categories and kinds of source, the bands, what is off, the user's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .errors import Problem, RulesError
from .report import LABELS, SOURCE_KINDS
from .rules.loader import parse_rules
from .rules.model import Rule
from .toml_source import TomlSource, nearest

TABLES = ("weights", "sources", "bands", "repeat", "spoken", "doubt", "rules", "off", "ignore", "lists", "rule")
BANDS = tuple(label.replace(" ", "_") for label in LABELS)
_OFF = ("rules", "categories", "plugins")
_IGNORE = ("rule", "category", "phrase", "source")


@dataclass(frozen=True, slots=True)
class Ignore:
    """Signals that a user does not want to see: all that agree with every field that is given."""

    rule: str = ""
    category: str = ""
    phrase: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """How signals are weighed. Weights are from -1 to 1, bases from 0 to 1; ``bands`` are the lowest scores of the
    ratings 2 to 5; ``repeat`` is the factor by which each further signal of a category counts less."""

    weights: Mapping[str, float] = field(default_factory=dict)
    sources: Mapping[str, float] = field(default_factory=dict)
    bands: tuple[float, float, float, float] = (0.2, 0.4, 0.6, 0.8)
    repeat: float = 0.5
    spoken: frozenset[str] = frozenset()
    """Categories that count only where a claim rests on somebody's word: an opinion is one only in somebody's mouth."""
    doubt: float = 1.0
    """What a signal takes at least that leaves a claim so open that those categories are not looked for in it."""
    rule_weights: Mapping[str, float] = field(default_factory=dict)
    off_rules: frozenset[str] = frozenset()
    off_categories: frozenset[str] = frozenset()
    off_plugins: frozenset[str] = frozenset()
    ignore: tuple[Ignore, ...] = ()
    rules: tuple[Rule, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict, compare=False)
    """Where each category and rule is named, for complaints that only the loaded plugins can decide."""

    def part(self, category: str, times: int) -> float:
        """What part of its weight a signal has behind ``times`` others of its category: an opinion is one however often."""
        if times and category in self.spoken:
            return 0.0
        return self.repeat**times

    def weight(self, category: str, rule: str) -> float:
        """What a signal of this rule adds to the score, before repetition."""
        weight = self.rule_weights.get(rule)
        return self.weights.get(category, 0.0) if weight is None else weight

    def rating(self, score: float) -> int:
        """The rating, 1 to 5, of a score."""
        return 1 + sum(score >= band for band in self.bands)

    def label(self, rating: int) -> str:
        """The name of a rating: "very weak" to "solid"."""
        return LABELS[rating - 1]

    def overlaid(self, other: Policy) -> Policy:
        """This policy with what ``other`` sets put over it; rules of the same id are replaced."""
        ids = {rule.id for rule in other.rules}
        return replace(
            self,
            weights={**self.weights, **other.weights},
            sources={**self.sources, **other.sources},
            bands=other.bands if "bands" in _set(other) else self.bands,
            repeat=other.repeat if "repeat" in _set(other) else self.repeat,
            spoken=other.spoken if "spoken" in _set(other) else self.spoken,
            doubt=other.doubt if "doubt" in _set(other) else self.doubt,
            rule_weights={**self.rule_weights, **other.rule_weights},
            off_rules=self.off_rules | other.off_rules,
            off_categories=self.off_categories | other.off_categories,
            off_plugins=self.off_plugins | other.off_plugins,
            ignore=self.ignore + other.ignore,
            rules=(*(rule for rule in self.rules if rule.id not in ids), *other.rules),
            lists={**self.lists, **other.lists},
            places={**self.places, **other.places},
        )

    def check(self, categories: Mapping[str, float], rule_ids: set[str]) -> None:
        """Raises RulesError where the policy names a category or rule that no plugin provides."""
        problems = []
        languages = _languages(rule_ids)
        for (kind, name), (path, line) in sorted(self.places.items()):
            if kind == "category" and name not in categories:
                problems.append(Problem(path, line, f'unknown category "{name}"{nearest(name, categories)}'))
            if kind == "rule" and name not in rule_ids:
                full = next((f"{code}.{name}" for code in sorted(languages) if f"{code}.{name}" in rule_ids), "")
                if full:
                    problems.append(Problem(path, line, f'unknown rule "{name}": its full id is "{full}"'))
                elif name.partition(".")[0] in languages:
                    problems.append(Problem(path, line, f'unknown rule "{name}"{nearest(name, rule_ids)}'))
        if problems:
            raise RulesError(problems)

    def check_plugins(self, known: Iterable[str]) -> None:
        """Raises RulesError where the policy switches off a plugin that is none of the ``known``."""
        known = sorted(known)
        problems = [
            Problem(path, line, f'unknown plugin "{name}"{nearest(name, known)}; installed: {", ".join(known)}')
            for (kind, name), (path, line) in self.places.items()
            if kind == "plugin" and name not in known
        ]
        if problems:
            raise RulesError(problems)


def _languages(rule_ids: set[str]) -> set[str]:
    return {rule_id.partition(".")[0] for rule_id in rule_ids}


def _set(policy: Policy) -> set[str]:
    return {name for kind, name in policy.places if kind == "table"}


def load_policy(path: Path | str | TomlSource | None = None) -> Policy:
    """The shipped policy; with ``path`` (a rules.toml, or a pyproject.toml with [tool.sourcescore]) that one over it; in
    place of the path also what was read from it.

    Raises RulesError with every complaint of the file, and InputError where it can not be read.
    """
    base = replace(parse_policy(TomlSource(default_path())), places={})
    if path is None:
        return base
    return base.overlaid(parse_policy(path if isinstance(path, TomlSource) else TomlSource(Path(path))))


def default_path() -> Path:
    """The shipped rules.toml: inside the package when installed, else at the top of the checkout."""
    packaged = Path(__file__).with_name("rules.toml")
    return packaged if packaged.exists() else Path(__file__).parents[2] / "rules.toml"


def parse_policy(source: TomlSource, problems: list[Problem] | None = None) -> Policy:
    """A policy from a TOML file that sets all of it or a part. Raises RulesError with all complaints; where
    ``problems`` is given they are added to it instead, and the policy holds what is sound."""
    parser = _Parser(source)
    policy = parser.policy()
    if problems is not None:
        problems.extend(parser.problems)
    elif parser.problems:
        raise RulesError(parser.problems)
    return policy


class _Parser:
    def __init__(self, source: TomlSource) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], tuple[str, int]] = {}
        self.prefix: tuple[str, ...] = ()
        self.data: Mapping[str, Any] = source.data
        tool = source.data.get("tool")
        if source.path.name == "pyproject.toml" or (isinstance(tool, dict) and "sourcescore" in tool):
            self.prefix = ("tool", "sourcescore")
            table = tool.get("sourcescore") if isinstance(tool, dict) else None
            self.data = table if isinstance(table, dict) else {}
            if not isinstance(table, dict):
                self.complain("expected a table [tool.sourcescore]")

    def complain(self, message: str, *keys: str | int) -> None:
        self.problems.append(Problem(str(self.source.path), self.source.line(*self.prefix, *keys), message))

    def place(self, kind: str, name: str, *keys: str | int) -> None:
        self.places[kind, name] = (str(self.source.path), self.source.line(*self.prefix, *keys))

    def policy(self) -> Policy:
        for key in self.data:
            if key not in TABLES:
                self.complain(f'unknown table or key "{key}"{nearest(key, TABLES)}; known: {", ".join(TABLES)}', key)
        weights = self.numbers("weights", -1.0, 1.0)
        for name in weights:
            self.place("category", name, "weights", name)
        rule_weights = self.numbers("rules", -1.0, 1.0)
        for name in rule_weights:
            self.place("rule", name, "rules", name)
        off = self.off()
        lists = self.lists()
        return Policy(
            weights=weights,
            sources=self.numbers("sources", 0.0, 1.0, SOURCE_KINDS),
            bands=self.bands(),
            repeat=self.share("repeat", Policy().repeat),
            spoken=self.spoken(),
            doubt=self.share("doubt", Policy().doubt),
            rule_weights=rule_weights,
            off_rules=off["rules"],
            off_categories=off["categories"],
            off_plugins=off["plugins"],
            ignore=self.ignore(),
            rules=self.own_rules(lists),
            lists=lists,
            places=self.places,
        )

    def table(self, name: str) -> Mapping[str, Any]:
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.complain(f'"{name}" must be a table: [{name}]', name)
            return {}
        return value

    def numbers(self, table: str, low: float, high: float, known: tuple[str, ...] = ()) -> dict[str, float]:
        found: dict[str, float] = {}
        for name, value in _flat(self.table(table)).items():
            if known and name not in known:
                self.complain(
                    f'unknown "{name}" in [{table}]{nearest(name, known)}; known: {", ".join(known)}', table, name
                )
            elif isinstance(value, bool) or not isinstance(value, int | float):
                self.complain(
                    f'"{name}" in [{table}] must be a number from {low:g} to {high:g}, got {value!r}', table, name
                )
            elif not low <= value <= high:
                self.complain(f'"{name}" in [{table}] must be from {low:g} to {high:g}, got {value:g}', table, name)
            else:
                found[name] = float(value)
        return found

    def bands(self) -> tuple[float, float, float, float]:
        default = Policy().bands
        if "bands" not in self.data:
            return default
        self.places["table", "bands"] = (str(self.source.path), 0)
        given = self.numbers("bands", 0.0, 1.0, BANDS[1:])
        missing = [name for name in BANDS[1:] if name not in self.table("bands")]
        if missing:
            self.complain(f"[bands] lacks {', '.join(missing)}: expected the lowest score of each", "bands")
            return default
        if len(given) < len(BANDS) - 1:
            return default
        values = tuple(given[name] for name in BANDS[1:])
        if list(values) != sorted(set(values)):
            self.complain(f"[bands] must rise: {' < '.join(BANDS[1:])}", "bands")
        return values  # type: ignore[return-value]

    def share(self, name: str, default: float) -> float:
        value = self.data.get(name, default)
        if name in self.data:
            self.places["table", name] = (str(self.source.path), 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.complain(f'"{name}" must be a number from 0 to 1, got {value!r}', name)
            return default
        return float(value)

    def spoken(self) -> frozenset[str]:
        value = self.data.get("spoken", [])
        if not _texts(value):
            self.complain('"spoken" must be a list of categories', "spoken")
            return frozenset()
        if "spoken" in self.data:
            self.places["table", "spoken"] = (str(self.source.path), 0)
        for name in value:
            self.place("category", name, "spoken")
        return frozenset(value)

    def off(self) -> dict[str, frozenset[str]]:
        found = {name: frozenset[str]() for name in _OFF}
        for name, value in self.table("off").items():
            if name not in _OFF:
                self.complain(f'unknown "{name}" in [off]{nearest(name, _OFF)}; known: {", ".join(_OFF)}', "off", name)
            elif not _texts(value):
                self.complain(f'"{name}" in [off] must be a list of names', "off", name)
            else:
                found[name] = frozenset(value)
                for item in value:
                    self.place(
                        {"rules": "rule", "categories": "category", "plugins": "plugin"}[name], item, "off", name
                    )
        return found

    def ignore(self) -> tuple[Ignore, ...]:
        tables = self.data.get("ignore", [])
        if not isinstance(tables, list):
            self.complain("expected [[ignore]] (two brackets)", "ignore")
            return ()
        found = []
        for index, table in enumerate(tables):
            if not isinstance(table, dict):
                self.complain(f"expected tables [[ignore]], got {table!r}", "ignore", index)
                continue
            unknown = [key for key in table if key not in _IGNORE]
            wrong = [key for key, value in table.items() if not isinstance(value, str) or not value]
            for key in unknown:
                self.complain(
                    f'unknown field "{key}" in [[ignore]]{nearest(key, _IGNORE)}; known: {", ".join(_IGNORE)}',
                    "ignore", index, key,
                )  # fmt: skip
            for key in set(wrong) - set(unknown):
                self.complain(f'"{key}" in [[ignore]] must be a text', "ignore", index, key)
            if not table:
                self.complain(f"[[ignore]] is empty, expected one of {', '.join(_IGNORE)}", "ignore", index)
            if not unknown and not wrong:
                found.append(Ignore(**table))
                for key in ("rule", "category"):
                    if key in table:
                        self.place(key, table[key], "ignore", index, key)
        return tuple(found)

    def lists(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, value in self.table("lists").items():
            if not _texts(value):
                self.complain(f'"{name}" in [lists] must be a list of words', "lists", name)
            else:
                found[name] = tuple(word for entry in value for word in entry.split())
        return found

    def own_rules(self, lists: Mapping[str, tuple[str, ...]]) -> tuple[Rule, ...]:
        if self.prefix:  # the same parser, but the lines lie below [tool.sourcescore]
            if "rule" in self.data:
                self.complain("own rules belong into a rules.toml, not into pyproject.toml", "rule")
            return ()
        return tuple(parse_rules(self.source, lists, self.problems, plugin=str(self.source.path)))


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """``a.b = 1`` and ``"a.b" = 1`` mean the same name."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found.update(_flat(value, f"{prefix}{key}."))
        else:
            found[prefix + key] = value
    return found


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
