"""A client that speaks to the server as editors do: in a process of its own, over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

COMMAND = [sys.executable, "-c", "from sourcescore.cli import main; main()", "lsp"]


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    """A client with what Visual Studio Code can do, in an empty workspace."""
    capabilities = client_capabilities("visual-studio-code")
    for asked in (
        types.CLIENT_REGISTER_CAPABILITY, types.WORKSPACE_SEMANTIC_TOKENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH,
        types.WORKSPACE_CODE_LENS_REFRESH,
    ):  # fmt: skip

        @lsp_client.feature(asked)
        def agree(*given: object) -> None:
            """As editors answer."""

    lsp_client.set_configuration({"sourcescore": {"lang": "de"}})
    params = types.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri())
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


class Document:
    """An open document: ``change`` types into it, ``diagnostics`` waits for the next ones."""

    def __init__(self, client: Any, uri: str, text: str, language: str = "plaintext") -> None:
        self.client = client
        self.uri = uri
        self.text = text
        self.version = 1
        client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text)))

    def change(self, start: int, end: int, new: str) -> None:
        """Replaces the code points start to end."""
        where = types.Range(self.position(start), self.position(end))
        self.text = self.text[:start] + new + self.text[end:]
        self.version += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri),
                [types.TextDocumentContentChangePartial(where, new)],
            )
        )

    def position(self, at: int) -> types.Position:
        """The position of a code point, in UTF-16 units."""
        before = self.text[:at]
        return types.Position(before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2)

    def words(self, where: types.Range) -> str:
        """The words in a range."""
        lines = self.text.split("\n")
        found = []
        for number in range(where.start.line, where.end.line + 1):
            units = lines[number].encode("utf-16-le")
            first = 2 * where.start.character if number == where.start.line else 0
            last = 2 * where.end.character if number == where.end.line else len(units)
            found.append(units[first:last].decode("utf-16-le"))
        return "\n".join(found)

    async def diagnostics(self, wait: float = 10) -> list[types.Diagnostic]:
        """Those that the editor shows when no others have come for a while: settings come a moment after the first text,
        and all of a text is scored after what has changed in it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + wait
        last, since = None, loop.time()
        while loop.time() < end:
            now = self.client.diagnostics.get(self.uri)
            if now is not last:
                last, since = now, loop.time()
            if now is not None and loop.time() - since > 0.9:
                return list(now)
            await asyncio.sleep(0.02)
        raise TimeoutError
