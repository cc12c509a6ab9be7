"""The server: which message of the protocol is answered by what."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from .. import __version__
from ..errors import RulesError, SourcescoreError
from ..markup import kind_of
from ..rules import Rule
from ..scorer import Scorer
from .actions import actions, of_kinds
from .scored import ScoredText
from .settings import Settings, parse, unknown_categories
from .shown import COUNTED, SHOW_RULE, Shown

SECTION = "sourcescore"
RULES = "sourcescore.toml"
_KINDS = {"markdown": "markdown", "html": "html", "xhtml": "html", "vue": "html", "plaintext": "plain", "text": "plain"}
_PAUSE = 0.4
"""Seconds without a keystroke before all of a text is scored."""
_LONG = 40_000
"""Characters up to which a text is scored between two messages; a longer one is scored beside them."""

CATEGORIES = (
    "hearsay", "rumour", "inference", "possibility", "allegation", "distancing", "approximation", "conditional", "prospective",
    "attribution", "anonymous_source", "vague_source", "indirect_speech", "confirmation", "dispute", "opinion",
    "experience", "partisan",
)  # fmt: skip
LEGEND = types.SemanticTokensLegend(CATEGORIES, (COUNTED,))


class Server(LanguageServer):
    """One client's texts, scorer and settings. ``given``: what the command line said, which the client's settings
    override."""

    def __init__(self, given: Settings | None = None) -> None:
        super().__init__("sourcescore", __version__, types.TextDocumentSyncKind.Incremental)
        self.given = given or Settings()
        self.settings = self.given
        self.scorer: Scorer | None = None
        self.texts: dict[str, ScoredText] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.pages = tempfile.TemporaryDirectory(prefix="sourcescore-")
        """Where rules are written down to be shown: a folder of this user's own, gone when the server ends."""
        self.told: str = ""
        self.complained: str = ""

    # Settings and rules

    @property
    def root(self) -> Path | None:
        """The folder of the workspace; None where single files are edited."""
        uri = self.workspace.root_uri
        path = to_fs_path(uri) if uri else None
        return Path(path) if path else None

    @property
    def rules_file(self) -> Path | None:
        """Where rules of the workspace stand, or would."""
        if self.settings.rules:
            path = Path(self.settings.rules).expanduser()
            return path if path.is_absolute() or self.root is None else self.root / path
        return self.root / RULES if self.root else None

    def rules_text(self) -> str | None:
        """What stands in the rules file, as the editor has it; None where there is none."""
        file = self.rules_file
        if file is None:
            return None
        open_document = self.workspace.text_documents.get(file.as_uri())
        if open_document is not None:
            return str(open_document.source)
        try:
            return file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def set_up(self, given: object) -> None:
        """Takes a client's settings, and makes a scorer of them and the rules file."""
        settings, wrong = parse(given)
        for line in wrong:
            self.tell(f"sourcescore: {line}")
        if given is None:
            settings = self.given
        self.settings = settings
        self.load_rules()
        assert self.scorer is not None
        for line in unknown_categories(settings, {*CATEGORIES, "direct_quote", *self.scorer.policy.weights}):
            self.tell(f'sourcescore: "categoriesOff": {line}')

    def load_rules(self) -> None:
        """Makes the scorer anew and scores all texts. A broken rules file is shown where it is broken; the scorer that
        was there before, or one with the shipped rules, goes on."""
        file = self.rules_file
        rules = file if file is not None and (file.exists() or self.settings.rules) else None
        lang = None if self.settings.lang == "auto" else self.settings.lang
        problems: dict[str, list[types.Diagnostic]] = {}
        try:
            self.scorer = Scorer(rules=rules, plugins=self.settings.plugins, lang=lang)
        except RulesError as error:
            for problem in error.problems:
                place = types.Position(max(0, problem.line - 1), 0)
                where = types.Range(place, types.Position(place.line, 500))
                text = f"rule {problem.rule}: {problem.message}" if problem.rule else problem.message
                problems.setdefault(Path(problem.path).resolve().as_uri(), []).append(
                    types.Diagnostic(where, text, types.DiagnosticSeverity.Error, source=SECTION)
                )
            self.tell(str(error).splitlines()[0])
        except SourcescoreError as error:
            self.tell(str(error))
        else:
            self.told = ""
        if self.scorer is None:
            self.scorer = Scorer()
        if self.complained and self.complained not in problems:
            self.publish(self.complained, [])
        self.complained = ""
        for uri, found in problems.items():
            self.complained = uri
            self.publish(uri, found)
        for uri in list(self.texts):
            self.open(uri)

    def tell(self, line: str) -> None:
        """Shows a line to the user, once."""
        if line != self.told:
            self.told = line
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, line))

    # Texts

    def open(self, uri: str) -> None:
        """Scores a text for the first time, or with new rules."""
        if self.scorer is None:
            self.set_up(None)
        assert self.scorer is not None
        document = self.workspace.get_text_document(uri)
        kind = _KINDS.get(document.language_id or "") or kind_of(uri)
        lang = None if self.settings.lang == "auto" else self.settings.lang
        self.texts[uri] = ScoredText(self.scorer, kind, lang)
        self.complete(uri)

    def changed(self, uri: str) -> None:
        """Scores what is new in a text at once, and all of it after a pause."""
        text = self.texts.get(uri)
        if text is None:
            return
        source = self.workspace.get_text_document(uri).source
        if len(source) <= _LONG or text.report.lang:
            try:
                text.change(source)
            except SourcescoreError as error:
                self.tell(str(error))
                return
            self.publish_text(uri)
        if (before := self.waiting.pop(uri, None)) is not None:
            before.cancel()
        self.waiting[uri] = asyncio.get_running_loop().call_later(_PAUSE, self.complete, uri)

    def complete(self, uri: str) -> None:
        """Scores all of a text; beside the messages where it is long."""
        if (before := self.waiting.pop(uri, None)) is not None:
            before.cancel()
        text = self.texts.get(uri)
        if text is None:
            return
        document = self.workspace.get_text_document(uri)
        if text.exact and text.source == document.source:
            return
        if len(document.source) <= _LONG:
            self._complete(text, document.source)
            self.publish_text(uri)
        else:
            task = asyncio.get_running_loop().create_task(self._beside(uri, text, document.source, document.version))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _beside(self, uri: str, text: ScoredText, source: str, version: int | None) -> None:
        fresh = ScoredText(text.scorer, text.kind, text.lang)
        await asyncio.to_thread(self._complete, fresh, source)
        # A result that was overtaken by a keystroke is of no use: another run is on its way.
        if self.texts.get(uri) is text and self.workspace.get_text_document(uri).version == version:
            self.texts[uri] = fresh
            self.publish_text(uri)

    def _complete(self, text: ScoredText, source: str) -> None:
        try:
            text.complete(source)
        except SourcescoreError as error:
            self.tell(str(error))
            return
        for warning in text.report.warnings:
            self.tell(warning)

    def publish_text(self, uri: str) -> None:
        """Sends a text's diagnostics, and asks the client to ask for the rest again."""
        shown = self.shown(uri)
        if shown is None:
            return
        self.publish(uri, shown.diagnostics(), self.workspace.get_text_document(uri).version)
        if self.texts[uri].exact:
            capabilities = self.client_capabilities.workspace
            if capabilities and capabilities.inlay_hint and capabilities.inlay_hint.refresh_support:
                self.workspace_inlay_hint_refresh(None)
            if capabilities and capabilities.semantic_tokens and capabilities.semantic_tokens.refresh_support:
                self.workspace_semantic_tokens_refresh(None)
            if (
                self.settings.codeLens
                and capabilities
                and capabilities.code_lens
                and capabilities.code_lens.refresh_support
            ):
                self.workspace_code_lens_refresh(None)

    def publish(self, uri: str, found: Sequence[types.Diagnostic], version: int | None = None) -> None:
        """Sends the diagnostics of a file."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def shown(self, uri: str) -> Shown | None:
        """A text as its editor shows it; None for one that is not open, or closed by now."""
        text = self.texts.get(uri)
        if text is None:
            return None
        return Shown.of(uri, text, self.settings, self.workspace.position_codec)

    def close(self, uri: str) -> None:
        """Forgets a text."""
        self.texts.pop(uri, None)
        if (before := self.waiting.pop(uri, None)) is not None:
            before.cancel()
        self.publish(uri, [])

    def explained(self, rule_id: str) -> str | None:
        """A rule as Markdown; None where there is no such rule."""
        assert self.scorer is not None
        lang = rule_id.partition(".")[0]
        if lang not in self.scorer.languages:
            return None
        coded = self.scorer.signal_rules(lang)
        if rule_id in coded:
            return f"# {rule_id}\n\n{coded[rule_id]}\n"
        rule = next((rule for rule in self.scorer.ruleset(lang).rules if rule.id == rule_id), None)
        return None if rule is None else _markdown(rule, self.scorer.policy.weight(rule.category, rule.id))


def _markdown(rule: Rule, weight: float) -> str:
    lines = [
        f"# {rule.id}",
        "",
        rule.message,
        "",
        f"Category `{rule.category}`, weight {weight:+.2f}.",
        "",
        "## Words",
        "",
    ]
    lines += [f"- `{pattern.source}`" for pattern in rule.patterns]
    for title, conditions in (("Only when", rule.when), ("Not when", rule.unless)):
        if conditions:
            lines += ["", f"## {title}", ""]
            lines += [f"- {c if isinstance(c, str) else ' *or* '.join(c)}" for c in conditions]
    for title, examples in (("Hits", rule.hits), ("Misses", rule.misses)):
        if examples:
            lines += ["", f"## {title}", "", *(f"- {example}" for example in examples)]
    return "\n".join(lines) + "\n"


def make_server(given: Settings | None = None) -> Server:
    """The server with all that it answers."""
    logging.getLogger("pygls").setLevel(logging.ERROR)
    server = Server(given)
    register(server)
    return server


def register(server: Server) -> None:
    """Ties the messages of the protocol to the server."""

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        capabilities = server.client_capabilities.workspace
        if (
            capabilities
            and capabilities.did_change_watched_files
            and capabilities.did_change_watched_files.dynamic_registration
        ):
            watchers = [types.FileSystemWatcher(f"**/{RULES}"), types.FileSystemWatcher("**/rules.toml")]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("rules", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([registration]))
        await ask(None)

    async def ask(pushed: Any) -> None:
        capabilities = server.client_capabilities.workspace
        if capabilities and capabilities.configuration:
            items = [types.ConfigurationItem(section=SECTION)]
            (given,) = await server.workspace_configuration_async(types.ConfigurationParams(items))
        else:
            given = pushed
        server.set_up(given)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings
        await ask(settings.get(SECTION) if isinstance(settings, dict) else None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        file = server.rules_file
        if file is not None and any(to_fs_path(change.uri) == str(file) for change in params.changes):
            server.load_rules()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if server.rules_file is not None and to_fs_path(params.text_document.uri) == str(server.rules_file):
            server.load_rules()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        if params.text_document.language_id != "toml":
            server.open(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        if params.text_document.uri in server.texts:
            server.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        shown = server.shown(params.text_document.uri)
        return shown.hover(params.position) if shown else None

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        shown = server.shown(params.text_document.uri)
        return shown.hints(params.range) if shown else []

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        shown = server.shown(params.text_document.uri)
        return shown.lenses() if shown else []

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
    def tokens(params: types.SemanticTokensParams) -> types.SemanticTokens:
        shown = server.shown(params.text_document.uri)
        return shown.tokens(LEGEND) if shown else types.SemanticTokens([])

    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.Empty]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        shown = server.shown(params.text_document.uri)
        if shown is None:
            return []
        found = actions(shown, params.range, server.rules_file, server.rules_text())
        return of_kinds(found, params.context.only)

    @server.command(SHOW_RULE)
    async def show_rule(rule_id: str) -> None:
        explained = server.explained(rule_id)
        if explained is None:
            server.tell(f'sourcescore: no rule "{rule_id}"')
            return
        window = server.client_capabilities.window
        if window and window.show_document and window.show_document.support:
            file = Path(server.pages.name) / f"{rule_id}.md"
            file.write_text(explained, "utf-8")
            await server.window_show_document_async(types.ShowDocumentParams(file.as_uri(), take_focus=True))
        else:
            server.window_show_message(types.ShowMessageParams(types.MessageType.Info, explained))
