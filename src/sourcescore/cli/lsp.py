"""``sourcescore lsp``: a language server on standard input and output."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import click

from ..errors import MissingExtraError
from . import options


@click.command("lsp")
@options.lang
@options.rules
@options.plugin
def command(lang: str, rules: Path | None, plugins: tuple[str, ...]) -> int:
    """Serve an editor over the Language Server Protocol, on standard input and output.

    An editor starts this by itself. What it sets under "sourcescore" overrides what is given here.
    """
    for module in ("pygls", "lsprotocol"):
        if importlib.util.find_spec(module) is None:
            raise MissingExtraError("sourcescore lsp", "lsp")
    from ..lsp.server import make_server
    from ..lsp.settings import Settings

    settings = Settings(lang=lang, rules="" if rules is None else str(rules.resolve()), plugins=plugins)
    if rules is not None or plugins or lang != "auto":
        # What is wrong with them is said now, in one line, and not to an editor that nobody reads.
        options.make_scorer(lang, rules, plugins)
    # What a plugin prints must not get between the messages to the editor.
    messages, sys.stdout = sys.stdout.buffer, sys.stderr
    make_server(settings).start_io(sys.stdin.buffer, messages)
    # The server has closed standard output; nothing more is said there.
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  until the process ends
    return 0
