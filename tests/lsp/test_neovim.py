"""Debian's Neovim, set up as the documentation says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

DOCS = Path(__file__).resolve().parents[2] / "docs" / "editors.md"
TEXT = "Musk 😀 soll 10.000 Chips gekauft haben. Das Werk steht in Graz.\n\nLaut Insidern ist es offenbar so.\n"
SCRIPT = """
local out = {}
local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then out.missing = what end
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000) or {}
  for _, answer in pairs(answers) do return answer.result or vim.NIL end
end
wait("diagnostics", function() return #vim.diagnostic.get(0) >= 2 end)
out.diagnostics = vim.tbl_map(function(d)
  local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1]
  return { line:sub(d.col + 1, d.end_col), d.message, d.severity }
end, vim.diagnostic.get(0))
local document = vim.lsp.util.make_text_document_params()
local function at(line, character) return { line = line, character = character } end
out.hover = ask("textDocument/hover", { textDocument = document, position = at(2, 7) }).contents.value
out.actions = vim.tbl_map(function(action) return action.title end, ask("textDocument/codeAction",
  { textDocument = document, range = { start = at(0, 8), ["end"] = at(0, 8) }, context = { diagnostics = {} } }))
out.hints = vim.tbl_map(function(hint) return hint.label end, ask("textDocument/inlayHint",
  { textDocument = document, range = { start = at(0, 0), ["end"] = at(9, 0) } }))
out.tokens = #ask("textDocument/semanticTokens/full", { textDocument = document }).data
vim.api.nvim_buf_set_lines(0, 2, 3, false, { "Das stimmt." })
wait("fewer diagnostics", function() return #vim.diagnostic.get(0) == 1 end)
out.after = #vim.diagnostic.get(0)
local actions = ask("textDocument/codeAction",
  { textDocument = document, range = { start = at(0, 8), ["end"] = at(0, 8) }, context = { diagnostics = {} } })
for _, action in ipairs(actions) do
  if action.title:find("everywhere") then vim.lsp.util.apply_workspace_edit(action.edit, "utf-16") end
end
vim.cmd("wall")
vim.fn.writefile({ vim.fn.json_encode(out) }, "out.json")
vim.cmd("qall!")
"""


def test_neovim(tmp_path: Path) -> None:
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("needs neovim")
    shown = re.search(r"```lua\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert shown
    (tmp_path / "init.lua").write_text(shown[1], "utf-8")
    (tmp_path / "script.lua").write_text(SCRIPT, "utf-8")
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "sourcescore"
    command.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c 'from sourcescore.cli import main; main()' \"$@\"\n", "utf-8"
    )
    command.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    arguments = ["--headless", "-u", "init.lua", "article.txt", "+luafile script.lua"]
    done = subprocess.run(
        [nvim, *arguments], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert (tmp_path / "out.json").exists(), done.stderr
    out: dict[str, Any] = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert "missing" not in out
    (first, message, severity), (second, _, _) = out["diagnostics"]
    assert (first, second) == ("Musk 😀 soll 10.000 Chips gekauft haben.", "Laut Insidern ist es offenbar so.")
    assert message.startswith("2 weak")
    assert severity == 2
    assert out["hover"].startswith("**1 very weak**")
    assert out["actions"] == [
        'Ignore "soll" of de.hearsay.sollen',
        "Ignore de.hearsay.sollen everywhere",
        "Show the rule de.hearsay.sollen",
    ]
    assert out["hints"] == ["2", "4", "1"]
    assert out["tokens"] == 5 * 4
    assert out["after"] == 1
    assert (tmp_path / "sourcescore.toml").read_text("utf-8").strip() == '[[ignore]]\nrule = "de.hearsay.sollen"'
