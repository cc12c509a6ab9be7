"""What a worker process does with a request: bytes in, a status and bytes out. No socket, no event loop."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import msgspec

from ..errors import SourcescoreError
from ..scorer import Scorer
from .languages import base_of
from .problems import MEDIA_TYPE, Problem
from .settings import Settings

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"


class Answer(NamedTuple):
    """An HTTP answer, and what is counted of it."""

    status: int
    body: bytes
    media_type: str = JSON
    texts: int = 0
    characters: int = 0
    problem: str = ""
    """The kind of problem, where it is one."""
    headers: dict[str, str] = {}  # noqa: RUF012  never changed


class ScoreRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The body of ``POST /v1/score``: ``text`` or ``texts``, and how to score."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    texts: list[str] | msgspec.UnsetType = msgspec.UNSET
    lang: str = "auto"
    offsets: Literal["codepoint", "utf-16"] = "codepoint"
    markup: Literal["plain", "markdown", "html"] = "plain"
    rules: str | None = None
    id: str | None = None


class Scorers:
    """The scorers of a server: one for each set of rules that it was started with."""

    def __init__(self, settings: Settings) -> None:
        """Loads plugins and rules. Raises what Scorer raises."""
        self.settings = settings
        self.by_name: dict[str | None, Scorer] = {
            name: Scorer(rules=path, plugins=settings.plugins, lang=settings.lang)
            for name, path in ((None, settings.rules), *settings.named_rules)
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that have rules in any of the sets."""
        return tuple(sorted({code for scorer in self.by_name.values() for code in scorer.languages}))

    def named(self, name: str | None) -> Scorer:
        """The scorer with the rules of this name; None: those of every request. Raises Problem."""
        scorer = self.by_name.get(name)
        if scorer is None:
            known = ", ".join(str(known) for known in self.by_name if known) or "none"
            raise Problem("unknown-rules", f"the rules that can be asked for by name: {known}")
        return scorer

    def warm(self) -> None:
        """Loads what is otherwise loaded with the first text of each language."""
        for scorer in self.by_name.values():
            for code in (*scorer.languages, None):
                scorer.score("A b c. D e f.", lang=code)


_CODE = re.compile("[a-z]+([-_][A-Za-z0-9]{1,8}){0,4}")


def language(code: str, scorer: Scorer) -> str | None:
    """The language that a client asks for; None: detect it. Raises Problem where it has no rules."""
    if code == "auto":
        return scorer.lang
    base = base_of(code)
    if base not in scorer.languages or not _CODE.fullmatch(code):
        raise Problem("unknown-language", f"languages with rules: {', '.join(scorer.languages)}; or auto")
    return base


def check_length(text: str, settings: Settings) -> None:
    """Raises Problem for a text that is longer than the server takes."""
    if len(text) > settings.limits.text:
        raise Problem("text-too-long", f"{len(text)} characters; the limit is {settings.limits.text}")


_REQUEST = msgspec.json.Decoder(ScoreRequest)


def score(scorers: Scorers, body: bytes) -> Answer:
    """``POST /v1/score``: the report of one text, or the list of those of several."""
    try:
        request = _REQUEST.decode(body)
    except msgspec.ValidationError as error:
        raise Problem("invalid", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("malformed", str(error)) from None
    except RecursionError:
        raise Problem("malformed", "the JSON is nested too deeply") from None
    if (request.text is msgspec.UNSET) == (request.texts is msgspec.UNSET):
        raise Problem("invalid", 'expected either "text" or "texts"')
    if request.id is not None and request.texts is not msgspec.UNSET:
        raise Problem("invalid", '"id" goes with "text"; the reports of "texts" come in their order')
    texts = [request.text] if isinstance(request.text, str) else list(request.texts or ())
    settings = scorers.settings
    if len(texts) > settings.limits.texts:
        raise Problem("too-many-texts", f"{len(texts)} texts; the limit is {settings.limits.texts}")
    for text in texts:
        check_length(text, settings)
    scorer = scorers.named(request.rules)
    lang = language(request.lang, scorer)
    reports = [
        scorer.score(text, id=request.id, lang=lang, markup=request.markup)
        .with_offsets(request.offsets, text)
        .to_dict()
        for text in texts
    ]
    data = reports[0] if isinstance(request.text, str) else reports
    return Answer(200, msgspec.json.encode(data), texts=len(texts), characters=sum(map(len, texts)))


def check(scorers: Scorers, body: bytes) -> Answer:
    """``/v2/check``: LanguageTool's matches. ``body`` is a line with the server's address, then the form as it came; the
    line ends in a space where the form has to hold the server's token."""
    from .languagetool import respond

    head, _, form = body.partition(b"\n")
    address, space, _ = head.decode().partition(" ")
    data, characters = respond(scorers, form, address, key_needed=bool(space))
    return Answer(200, msgspec.json.encode(data), texts=1, characters=characters)


HANDLERS: Mapping[str, Callable[[Scorers, bytes], Answer]] = {"score": score, "check": check}


def answer(scorers: Scorers, task: str, body: bytes) -> Answer:
    """What ``task`` makes of ``body``; problems become answers too, in the form that the task's clients understand."""
    try:
        return HANDLERS[task](scorers, body)
    except Problem as problem:
        return problem_answer(problem, plain=task == "check")
    except SourcescoreError as error:
        return problem_answer(Problem("invalid", str(error)), plain=task == "check")


def problem_answer(problem: Problem, *, plain: bool) -> Answer:
    """A problem as an answer: problem details, or one ``plain`` line."""
    headers = dict(problem.headers)
    if plain:
        # LanguageTool knows 400 for all that is wrong with a request, and so do its clients.
        status = 400 if problem.status in (404, 422) else problem.status
        return Answer(status, problem.to_line().encode(), TEXT, problem=problem.kind, headers=headers)
    return Answer(problem.status, problem.to_json(), MEDIA_TYPE, problem=problem.kind, headers=headers)
