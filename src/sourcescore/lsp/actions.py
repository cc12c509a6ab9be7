"""What an editor offers at a signal: ignore its rule here or everywhere, show the rule."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types

from ..report import Claim, Signal
from .shown import SHOW_RULE, Shown


def actions(
    shown: Shown, where: types.Range, rules_file: Path | None, rules_text: str | None
) -> list[types.CodeAction]:
    """The actions for the signals in a range. ``rules_file``: where ignored rules are written down, with what stands
    in it (None: it is not there yet); None where there is no workspace."""
    found: list[types.CodeAction] = []
    seen: set[str] = set()
    for signal, claim in shown.signals_in(where):
        if signal.rule in seen:
            continue
        seen.add(signal.rule)
        here = _here(shown, signal, claim, rules_file, rules_text)
        if here is not None:
            what = f'"{_phrase(signal)}" of {signal.rule}' if shown.text.kind == "plain" else f"{signal.rule} here"
            found.append(_action(f"Ignore {what}", here))
        if rules_file is not None:
            edit = _written(rules_file, rules_text, {"rule": signal.rule})
            found.append(_action(f"Ignore {signal.rule} everywhere", edit))
        command = types.Command(f"Show the rule {signal.rule}", SHOW_RULE, arguments=[signal.rule])
        found.append(types.CodeAction(command.title, types.CodeActionKind.Empty, command=command))
    return found


def of_kinds(
    found: list[types.CodeAction], only: Sequence[types.CodeActionKind | str] | None
) -> list[types.CodeAction]:
    """Those of the kinds that the client asks for, and of kinds below them; None: all."""
    if only is None:
        return found
    wanted = [str(getattr(kind, "value", kind)) for kind in only]
    kinds = [(action, str(getattr(action.kind, "value", action.kind))) for action in found]
    return [
        action for action, kind in kinds if any(kind == own or not own or kind.startswith(f"{own}.") for own in wanted)
    ]


def _action(title: str, edit: types.WorkspaceEdit) -> types.CodeAction:
    return types.CodeAction(title, types.CodeActionKind.QuickFix, edit=edit)


def _here(
    shown: Shown, signal: Signal, claim: Claim, rules_file: Path | None, rules_text: str | None
) -> types.WorkspaceEdit | None:
    """In Markdown and HTML comments around the claim; in plain text, which has none, the phrase in the rules file, where
    it holds for all texts of the workspace."""
    if shown.text.kind == "plain":
        if rules_file is None:
            return None
        return _written(rules_file, rules_text, {"rule": signal.rule, "phrase": _phrase(signal)})
    start, end = shown.text.marked.span(claim.start, claim.end)
    off, on = f"<!-- sourcescore off {signal.rule} -->", f"<!-- sourcescore on {signal.rule} -->"
    if shown.text.kind == "markdown":
        start, off = _opening(shown.text.source, start, off)
    before, after = shown.positions.position(start), shown.positions.position(end)
    edits = [types.TextEdit(types.Range(before, before), off), types.TextEdit(types.Range(after, after), on)]
    return types.WorkspaceEdit(changes={shown.uri: edits})


_MARKERS = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d+[.)](?=[ \t]))*")
"""What may stand before the words of a line without being part of them."""


def _opening(source: str, start: int, comment: str) -> tuple[int, str]:
    """Where a comment before the words at ``start`` goes, and with what around it. With a comment as its first words
    Markdown would take the whole line for HTML, and show its emphasis and links as they are written."""
    line = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    markers = source[line:start]
    if not _MARKERS.fullmatch(markers):
        return start, comment
    above = source[:line].rstrip()
    is_next = len(source[len(above) : line].splitlines()) == 1
    last = above[max(above.rfind("\n"), above.rfind("\r")) + 1 :]
    if is_next and any(char.isalnum() for char in last) and not markers.strip(" \t>"):
        return len(above), f" {comment}"  # the line above is the same paragraph's, which must not be broken off
    within = "".join(char if char in "> \t" else " " for char in markers)
    return start, f"{comment}\n{within}"


def _phrase(signal: Signal) -> str:
    return " ".join(signal.text.split())


def _written(file: Path, text: str | None, fields: dict[str, str]) -> types.WorkspaceEdit:
    """An [[ignore]] at the end of the rules file, which is made where it is missing."""
    table = "[[ignore]]\n" + "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()
    )
    uri = file.as_uri()
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    if text is None:
        changes.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        text = ""
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    units = len(text.rpartition("\n")[2].encode("utf-16-le")) // 2
    place = types.Position(text.count("\n"), units)
    document = types.OptionalVersionedTextDocumentIdentifier(uri)
    changes.append(types.TextDocumentEdit(document, [types.TextEdit(types.Range(place, place), gap + table)]))
    return types.WorkspaceEdit(document_changes=changes)
