"""sourcescore in a spaCy pipeline: ``nlp.add_pipe("sourcescore")`` gives ``doc._.sourcescore`` and spans of claims.

Where the pipeline before it annotates morphology or a parse, the conditions of rules use them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

from .errors import InputError, PluginError
from .report import Claim, Report, Signal
from .scorer import Scorer
from .toml_source import TomlSource

NAME = "sourcescore"
_FILE = "sourcescore.json"
_REPORT = "sourcescore/report"


class SourcescoreComponent:
    """Scores each Doc: ``doc._.sourcescore`` is its Report, ``doc.spans[spans_key]`` its claims, labelled by rating, and
    ``doc.spans[spans_key + "_signals"]`` the signals, labelled by category, with the rule as ``span.id_``.

    ``span._.sourcescore`` is the Claim or Signal of such a span. Serialised with the pipeline are the settings, the text of
    the rules file, and the names and versions of the plugins, which have to be there when it is loaded.

    Raises RulesError, PluginError, UsageError as Scorer does. A rules file that is missing is an error only when the first
    Doc comes: until then the file's text may be loaded with the pipeline.
    """

    def __init__(
        self,
        pipeline_lang: str | None,
        rules: str | None = None,
        plugins: Sequence[str] = (),
        lang: str | None = None,
        strict: bool = False,
        spans_key: str = NAME,
    ) -> None:
        self._pipeline_lang = pipeline_lang
        self._plugins, self._lang, self._strict = tuple(plugins), lang, strict
        self.spans_key = spans_key
        self._rules: tuple[str, str] | None = None
        self._scorer: Scorer | None = None
        self._missing: InputError | None = None
        if rules is not None:
            try:
                self._rules = (rules, Path(rules).read_text(encoding="utf-8-sig"))
            except FileNotFoundError:
                self._missing = InputError(f"{rules}: no such file, expected a TOML file with rules")
                return
            except (OSError, UnicodeDecodeError):
                TomlSource(Path(rules))  # says what is wrong with the file
                raise
        self._make()

    @property
    def scorer(self) -> Scorer:
        """The Scorer behind the component. Raises InputError where its rules file was missing."""
        if self._scorer is None:
            raise self._missing or InputError("the rules are not loaded")
        return self._scorer

    def _make(self) -> None:
        source = None if self._rules is None else TomlSource(Path(self._rules[0]), self._rules[1])
        scorer = Scorer(source, self._plugins, self._lang, strict=self._strict)
        if self._pipeline_lang in scorer.languages:
            scorer.ruleset(self._pipeline_lang)  # complains of its rules now, and not at the first Doc
        self._scorer, self._missing = scorer, None

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its report and spans."""
        report = self.scorer.score_doc(doc)
        doc._.sourcescore = report
        doc.spans[self.spans_key] = [_span(doc, claim, claim.label) for claim in report.claims]
        signals = sorted(_signals(report), key=lambda signal: signal.order)
        doc.spans[f"{self.spans_key}_signals"] = [
            _span(doc, signal, signal.category, span_id=signal.rule) for signal in signals
        ]
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Settings, rules and the plugins' versions."""
        return msgspec.json.encode(self._saved())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> SourcescoreComponent:
        """The component as it was saved. Raises PluginError where a plugin it used is missing here; warns where one has
        another version."""
        return self._load(msgspec.json.decode(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes what ``to_bytes`` gives into the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> SourcescoreComponent:
        """As ``from_bytes``, from the folder ``path``."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())

    def _saved(self) -> dict[str, Any]:
        return {
            "rules": self._rules,
            "plugins": list(self._plugins),
            "lang": self._lang,
            "strict": self._strict,
            "spans_key": self.spans_key,
            "versions": {info.name: [info.origin, info.version] for info in self.scorer.plugins.infos},
        }

    def _load(self, saved: dict[str, Any]) -> SourcescoreComponent:
        self._rules = None if saved["rules"] is None else (saved["rules"][0], saved["rules"][1])
        self._plugins, self._lang, self._strict = tuple(saved["plugins"]), saved["lang"], saved["strict"]
        self.spans_key = saved["spans_key"]
        self._make()
        here = {info.name: info.version for info in self.scorer.plugins.infos}
        for name, (origin, version) in sorted(saved["versions"].items()):
            if name not in here:
                raise PluginError(
                    f'plugin "{name}" ({origin} {version}) was part of this pipeline and is not installed'
                )
            if here[name] != version:
                warnings.warn(
                    f'sourcescore: plugin "{name}" was {version} when the pipeline was saved and is {here[name]} here: '
                    "ratings may differ",
                    stacklevel=2,
                )
        return self


@Language.factory(
    NAME,
    assigns=["doc._.sourcescore", "doc.spans"],
    default_config={"rules": None, "plugins": [], "lang": None, "strict": False, "spans_key": NAME},
)
def make_component(
    nlp: Language, name: str, rules: str | None, plugins: list[str], lang: str | None, strict: bool, spans_key: str
) -> SourcescoreComponent:
    """The factory behind ``nlp.add_pipe("sourcescore", config={...})``; the settings are those of Scorer, ``plugins`` as
    paths or names of modules. ``lang`` None: the pipeline's language, or that of each text where it has none ("xx")."""
    return SourcescoreComponent(nlp.lang, rules, plugins, lang, strict, spans_key)


def _span(doc: Doc, place: Claim | Signal, label: str, span_id: str = "") -> Span:
    """The tokens of a Doc that have a place in them, whole."""
    span = doc.char_span(place.start, place.end, label=label, span_id=span_id, alignment_mode="expand")
    assert span is not None  # places lie within the text
    return span


def _signals(report: Report) -> list[Signal]:
    return [*report.signals, *(signal for claim in report.claims for signal in claim.signals)]


def _of_span(span: Span) -> Claim | Signal | None:
    """The claim or signal that a span was made of."""
    report = span.doc._.sourcescore
    if report is None:
        return None
    places: list[Claim | Signal] = [s for s in _signals(report) if s.rule == span.id_] if span.id_ else [*report.claims]
    return next((p for p in places if _span(span.doc, p, span.label_, span.id_) == span), None)


def _encode(value: Any, chain: Any = None) -> Any:
    """Lets a Doc with a report be saved, and sent between processes (``nlp.pipe(n_process=2)``)."""
    if isinstance(value, Report):
        return {_REPORT: value.to_json()}
    return value if chain is None else chain(value)


def _decode(value: Any, chain: Any = None) -> Any:
    if isinstance(value, dict) and _REPORT in value:
        return Report.from_json(value[_REPORT])
    return value if chain is None else chain(value)


srsly.msgpack_encoders(_REPORT, func=_encode)
srsly.msgpack_decoders(_REPORT, func=_decode)
if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, default=None)
if not Span.has_extension(NAME):
    Span.set_extension(NAME, getter=_of_span)
