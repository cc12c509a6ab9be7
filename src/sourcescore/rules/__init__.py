"""Declarative rules: what one is, how files of them are read, how they are found in a text, how examples are run."""

from .examples import ExampleFailure, run_examples
from .loader import RuleFile, load_rule_file
from .match import Match
from .model import Rule
from .ruleset import Guard, RuleSet

__all__ = ["ExampleFailure", "Guard", "Match", "Rule", "RuleFile", "RuleSet", "load_rule_file", "run_examples"]
