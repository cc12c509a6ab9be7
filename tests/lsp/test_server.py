"""The language server, as an editor's client sees it."""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from markdown_it import MarkdownIt

import sourcescore

from .conftest import Document

pytestmark = pytest.mark.slow

HEARSAY = "Musk 😀 soll 10.000 Chips gekauft haben."
PLAIN = "Das Werk steht in Graz."
TEXT = f"{HEARSAY} {PLAIN}\n\nLaut Insidern kostet es offenbar rund drei Millionen.\n"


async def opened(
    client: Any, tmp_path: Path, text: str, language: str = "plaintext", name: str = "a.txt"
) -> tuple[Document, list[types.Diagnostic]]:
    document = Document(client, (tmp_path / name).as_uri(), text, language)
    return document, await document.diagnostics()


async def test_a_weak_claim_is_a_diagnostic_with_its_words(client: Any, tmp_path: Path) -> None:
    document, (weak, worst) = await opened(client, tmp_path, TEXT)
    assert document.words(weak.range) == HEARSAY
    assert (weak.severity, weak.code, weak.source) == (
        types.DiagnosticSeverity.Warning,
        "de.hearsay.sollen",
        "sourcescore",
    )
    assert weak.message.startswith("2 weak (no source: the text's own voice) – soll: Wiedergabe")
    assert weak.related_information is not None
    (related,) = weak.related_information
    assert (document.words(related.location.range), related.message[:5]) == ("soll", "-0.48")
    assert worst.message.startswith("1 very weak (anonymous source: Insidern)")
    assert [document.words(r.location.range) for r in worst.related_information or ()] == ["Insidern", "offenbar"]


async def test_diagnostics_follow_what_is_typed(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    document.change(document.text.index("soll"), document.text.index("gekauft"), "hat Chips ")
    assert [document.words(d.range)[:4] for d in await document.diagnostics()] == ["Laut"]
    document.change(len(document.text), len(document.text), "\nEr könnte auch scheitern.")
    assert [document.words(d.range)[:8] for d in await document.diagnostics()] == ["Laut Ins", "Er könnt"]


async def test_hover_shows_the_sum(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    hover = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(document.uri), types.Position(2, 7))
    )
    lines = hover.contents.value.splitlines()
    assert lines[0] == "**1 very weak** · 0.00"
    figures = [
        float(line.split("|")[1])
        for line in lines
        if line.startswith("|") and any(c.isdigit() for c in line.split("|")[1])
    ]
    assert sum(figures[:-1]) == pytest.approx(figures[-1], abs=0.001)
    assert "**Insidern**" in hover.contents.value
    assert "also *Laut* (attribution), *rund* (approximation)" in hover.contents.value
    nothing = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(document.uri), types.Position(1, 0))
    )
    assert nothing is None


async def test_hints_lenses_and_tokens(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    identifier = types.TextDocumentIdentifier(document.uri)
    whole = types.Range(types.Position(0, 0), types.Position(9, 0))
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(identifier, whole))
    assert [(h.label, h.position.line, h.position.character) for h in hints] == [
        ("2", 0, 40), ("4", 0, 64), ("1", 2, 53),
    ]  # fmt: skip
    assert not await client.text_document_code_lens_async(types.CodeLensParams(identifier))
    client.set_configuration({"sourcescore": {"lang": "de", "codeLens": True, "inlayHints": False, "highestRating": 1}})
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    (only,) = await document.diagnostics()
    assert only.message.startswith("1 ")
    (lens,) = await client.text_document_code_lens_async(types.CodeLensParams(identifier))
    assert lens.command.title == "1 very weak · Insidern · offenbar"
    assert not await client.text_document_inlay_hint_async(types.InlayHintParams(identifier, whole))
    tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(identifier))
    words, line, column = [], 0, 0
    for k in range(0, len(tokens.data), 5):
        down, right, length, _, counted = tokens.data[k : k + 5]
        line, column = line + down, (column if not down else 0) + right
        where = types.Range(types.Position(line, column), types.Position(line, column + length))
        words.append((document.words(where), counted))
    assert words == [("soll", 1), ("Laut", 0), ("Insidern", 1), ("offenbar", 1), ("rund", 0)]


async def actions(client: Any, document: Document, word: str) -> dict[str, types.CodeAction]:
    at = document.position(document.text.index(word))
    found = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(document.uri), types.Range(at, at), types.CodeActionContext([])
        )
    )
    return {action.title: action for action in found}


async def test_a_rule_is_ignored_everywhere_by_the_workspaces_rules(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    found = await actions(client, document, "soll")
    assert list(found) == [
        'Ignore "soll" of de.hearsay.sollen',
        "Ignore de.hearsay.sollen everywhere",
        "Show the rule de.hearsay.sollen",
    ]
    create, edit = found["Ignore de.hearsay.sollen everywhere"].edit.document_changes
    rules = tmp_path / "sourcescore.toml"
    assert (create.uri, edit.text_document.uri) == (rules.as_uri(), rules.as_uri())
    rules.write_text(edit.edits[0].new_text, "utf-8")
    client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams([types.FileEvent(rules.as_uri(), types.FileChangeType.Created)])
    )
    assert [d.message[:1] for d in await document.diagnostics()] == ["1"]
    (edit,) = (await actions(client, document, "offenbar"))[
        'Ignore "offenbar" of de.inference.offenbar'
    ].edit.document_changes
    assert edit.edits[0].range.start.line == 2
    assert edit.edits[0].new_text == '\n[[ignore]]\nrule = "de.inference.offenbar"\nphrase = "offenbar"\n'


@pytest.mark.parametrize(("language", "name"), [("markdown", "a.md"), ("html", "a.html")])
async def test_a_rule_is_ignored_here_by_comments(client: Any, tmp_path: Path, language: str, name: str) -> None:
    line = "Musk **soll** 3 Chips gekauft haben. Er ist offenbar reich."
    text = (
        line.replace("**soll**", "<b>soll</b>")
        if language == "html"
        else f"---\ntitle: Er soll\n---\n{line}\n\n    Er soll\n"
    )
    document, before = await opened(client, tmp_path, text, language, name)
    assert [d.code for d in before] == ["de.hearsay.sollen", "de.inference.offenbar"]
    edit = (await actions(client, document, "soll<" if language == "html" else "soll**"))[
        "Ignore de.hearsay.sollen here"
    ].edit
    first, second = edit.changes[document.uri]
    lines = document.text.split("\n")
    row = first.range.start.line
    start, end = first.range.start.character, second.range.start.character
    new = lines[row][:start] + first.new_text + lines[row][start:end] + second.new_text + lines[row][end:]
    at = len("\n".join(lines[:row])) + bool(row)
    document.change(at, at + len(lines[row]), new)
    assert [d.code for d in await document.diagnostics()] == ["de.inference.offenbar"]


@pytest.mark.parametrize(
    "text",
    [
        "Musk **soll** 3 Chips *gekauft* haben. Er ist da.\n",
        "---\ntitle: Er\n---\nMusk **soll** 3 Chips [gekauft](https://a.example) haben.\n",
        "Er ist *da*.  \nMusk **soll** 3 Chips gekauft haben.\n",
        "# Titel\nMusk **soll** 3 Chips gekauft haben.\n",
        "- Er ist *da*.\n- Musk **soll** 3 Chips gekauft haben.\n\n  Er **ging**.\n",
        "1. Musk **soll** 3 Chips gekauft haben.\n2. Er *ist* da.\n",
        "> Er ist *da*.\n> Musk **soll** 3 Chips gekauft haben.\n",
        "> Musk **soll** 3 Chips gekauft haben.\n> Er *ist* da.\n",
        "Er ist *da*.\r\n\r\nMusk **soll** 3 Chips gekauft haben.\r\n",
    ],
)
async def test_comments_that_ignore_a_rule_leave_markdown_as_it_looks(client: Any, tmp_path: Path, text: str) -> None:
    document, before = await opened(client, tmp_path, text, "markdown", "a.md")
    assert [d.code for d in before] == ["de.hearsay.sollen"]
    edit = (await actions(client, document, "soll"))["Ignore de.hearsay.sollen here"].edit
    lines = text.splitlines(keepends=True)
    new = text
    for change in reversed(edit.changes[document.uri]):
        place = change.range.start
        at = len("".join(lines[: place.line])) + place.character
        new = new[:at] + change.new_text + new[at:]
    document.change(0, len(text), new)
    assert await document.diagnostics() == []

    def looks(source: str) -> str:
        html = MarkdownIt().render(re.sub(r"\A---.*?---\n", "", source, flags=re.DOTALL))
        return re.sub(r"\s+", " ", re.sub(r"\s*<!--.*?-->\s*", " ", html)).replace("> ", ">").replace(" <", "<")

    assert looks(new) == looks(text)


async def test_a_rule_is_shown(client: Any, tmp_path: Path) -> None:
    await opened(client, tmp_path, TEXT)
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams("sourcescore.showRule", ["de.hearsay.sollen"])
    )
    if client.shown_documents:
        page = Path(client.shown_documents[-1].uri.removeprefix("file://"))
        shown = page.read_text("utf-8")
        assert page.parent.stat().st_mode & 0o077 == 0
    else:
        shown = client.messages[-1].message
    assert shown.startswith("# de.hearsay.sollen\n")
    assert "- `soll|sollen`" in shown


async def test_a_broken_rules_file_is_shown_where_it_is_broken(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    rules = tmp_path / "sourcescore.toml"
    rules.write_text("[weights]\n\nhearsay = 7\n", "utf-8")
    event = types.DidChangeWatchedFilesParams([types.FileEvent(rules.as_uri(), types.FileChangeType.Changed)])
    client.workspace_did_change_watched_files(event)
    assert len(await document.diagnostics()) == 2
    (problem,) = client.diagnostics[rules.as_uri()]
    assert (problem.range.start.line, problem.message) == (2, '"hearsay" in [weights] must be from -1 to 1, got 7')
    assert any("must be from -1 to 1" in message.message for message in client.messages)
    rules.write_text("[weights]\nhearsay = 0.0\n", "utf-8")
    client.workspace_did_change_watched_files(event)
    assert [d.message[:1] for d in await document.diagnostics()] == ["1"]
    assert list(client.diagnostics[rules.as_uri()]) == []


async def test_actions_are_of_the_kinds_that_were_asked_for(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    place = document.position(TEXT.index("soll"))
    for only, count in ((["quickfix"], 2), (["source.fixAll"], 0), (["refactor", "quickfix"], 2), ([""], 3), (None, 3)):
        found = await client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(document.uri), types.Range(place, place), types.CodeActionContext([], only)
            )
        )
        assert len(found) == count


async def test_of_a_text_that_is_not_open_nothing_is_said(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(document.uri)))
    closed = types.TextDocumentIdentifier(document.uri)
    place = types.Position(0, 0)
    where = types.Range(place, place)
    assert await client.text_document_hover_async(types.HoverParams(closed, place)) is None
    assert not await client.text_document_inlay_hint_async(types.InlayHintParams(closed, where))
    assert not await client.text_document_code_lens_async(types.CodeLensParams(closed))
    assert not (await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(closed))).data
    context = types.CodeActionContext([])
    assert not await client.text_document_code_action_async(types.CodeActionParams(closed, where, context))
    assert list(await document.diagnostics()) == []


async def test_settings_of_the_extension_itself_are_no_mistake(client: Any, tmp_path: Path) -> None:
    package = json.loads((Path(__file__).parents[2] / "editors/vscode/package.json").read_text("utf-8"))
    settings = {
        name.removeprefix("sourcescore."): value["default"]
        for name, value in package["contributes"]["configuration"]["properties"].items()
    }
    client.set_configuration({"sourcescore": {**settings, "trace": {"server": "off"}}})
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    _, found = await opened(client, tmp_path, TEXT)
    assert [message.message for message in client.messages] == []
    assert len(found) == 2


async def test_a_category_that_is_none_is_said(client: Any, tmp_path: Path) -> None:
    client.set_configuration({"sourcescore": {"categoriesOff": ["hearsya", "inference"]}})
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    _, found = await opened(client, tmp_path, TEXT)
    assert len(found) == 2
    (line,) = {message.message for message in client.messages}
    assert line == 'sourcescore: "categoriesOff": no category "hearsya" (did you mean "hearsay"?)'


async def test_wrong_settings_are_said(client: Any, tmp_path: Path) -> None:
    client.set_configuration({"sourcescore": {"langs": "de", "highestRating": "all"}})
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await opened(client, tmp_path, TEXT)
    await asyncio.sleep(0.5)
    said = [message.message for message in client.messages]
    print(said)
    assert any('unknown setting "langs" (did you mean "lang"?)' in line for line in said)
    assert any('"highestRating" must be a whole number from 0 to 5' in line for line in said)


async def test_after_any_edits_and_a_pause_all_is_as_if_scored_at_once(client: Any, tmp_path: Path) -> None:
    chance = random.Random(7)
    pieces = [
        "Der Bau beginne im Herbst, sagte Bürgermeisterin Anna Leitner am Montag.", "Er koste nicht mehr als das alte Bad.", "Leitner will klagen.",
        HEARSAY, PLAIN, "Laut Insidern ist das offenbar so.", "\n\n", "\n", " ", "Das Bad soll 2029 eröffnet werden.", "„Nein“, sagte sie.", "😀 ",
    ]  # fmt: skip
    document, _ = await opened(client, tmp_path, "\n\n".join(" ".join(chance.choices(pieces, k=4)) for _ in range(12)))
    for _ in range(40):
        start = chance.randrange(len(document.text) + 1)
        end = min(len(document.text), start + chance.choice([0, 0, 1, 5, 60]))
        document.change(start, end, chance.choice(["", "x", chance.choice(pieces)]))
    await document.diagnostics()
    await asyncio.sleep(1.2)
    shown = [(document.words(d.range), d.message[:1]) for d in client.diagnostics[document.uri]]
    report = sourcescore.score(document.text, lang="de")
    assert shown == [(claim.text, str(claim.rating)) for claim in report.claims if claim.rating <= 3]


async def test_closing_a_document_takes_its_diagnostics_away(client: Any, tmp_path: Path) -> None:
    document, _ = await opened(client, tmp_path, TEXT)
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(document.uri)))
    await asyncio.sleep(0.5)
    assert list(client.diagnostics[document.uri]) == []


async def test_a_long_text_does_not_stop_the_conversation(client: Any, tmp_path: Path) -> None:
    document = Document(client, (tmp_path / "long.txt").as_uri(), f"{TEXT}\n" * 1500)
    loop = asyncio.get_running_loop()
    start = loop.time()
    short, _ = await opened(client, tmp_path, TEXT, name="short.txt")
    assert loop.time() - start < 5
    assert len(await document.diagnostics(30)) == 3000
    assert short.version == 1


def test_what_a_plugin_prints_is_not_said_to_the_editor(tmp_path: Path) -> None:
    plugin = tmp_path / "acme.py"
    plugin.write_text(
        "from sourcescore import hookimpl\n\n@hookimpl\ndef find_signals(document):\n"
        '    print("seen")\n    return []\n',
        "utf-8",
    )
    sent = b""
    text = {"uri": "file:///a.txt", "languageId": "plaintext", "version": 1, "text": HEARSAY}
    for message in (
        {"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None, "rootUri": None}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": text}},
        {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": text["uri"]}}},
        {"id": 3, "method": "shutdown"},
        {"method": "exit"},
    ):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        sent += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    command = [sys.executable, "-m", "sourcescore", "lsp", "--lang", "de", "--plugin", str(plugin)]
    done = subprocess.run(command, input=sent, capture_output=True, timeout=60, check=False)
    assert b"seen" in done.stderr
    rest, answers = done.stdout, []
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(head.partition(b"Content-Length: ")[2].split(b"\r\n")[0])
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    assert "de.hearsay.sollen" in json.dumps(answers)
