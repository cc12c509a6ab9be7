"""Every error that a user can meet: one sentence with the place, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class SourcescoreError(Exception):
    """Base of all errors that a user can cause; its text is one complete line."""


class UsageError(SourcescoreError):
    """The call itself is wrong: an unknown format, a folder where a file was expected, an unknown language."""


class InputError(SourcescoreError):
    """A document can not be read: missing, not text, in an unknown encoding, or too long."""


class PluginError(SourcescoreError):
    """A plugin is missing, fails to import, misspells a hook, or returned something unusable."""


class MissingExtraError(SourcescoreError):
    """A command needs an optional extra that is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'sourcescore[{extra}]'")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint about a rules file: where, what is wrong, what was expected."""

    path: str
    line: int
    message: str
    rule: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {f'rule {self.rule}: ' if self.rule else ''}{self.message}"


class RulesError(SourcescoreError):
    """A rules file is broken; ``problems`` holds all complaints, one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def at(cls, path: Path | str, line: int, message: str, rule: str = "") -> RulesError:
        """A single complaint at one place."""
        return cls([Problem(str(path), line, message, rule)])
