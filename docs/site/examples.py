"""Runs the code blocks of a page of the documentation, and compares what they print with what the page shows.

``python docs/site/examples.py docs/rules.md`` writes what the commands print now into the page. What becomes of a block:

==============  ===================================================================================================
a title         the block is a file of that name, for all blocks below: ```` ```toml title="newsroom.toml" ````
``python``      is run; all blocks of a page share their names. A ``text`` block below it is what it prints
``console``     what stands behind ``$`` is run, and prints the lines below; ``…`` stands for anything
``sh``          is run
no language     shows commands: they and their options have to exist
``toml``        is a rules.toml, a table of pyproject.toml, or (``title="de.toml"``) a plugin's file of rules: no complaints,
                and the examples of its rules hold; of a file that a page shows several times, the last one
``json``        is JSON; ``markdown``, ``html``: comments in it switch off what there is
any other       needs ``<!-- not run: why -->`` in the line above, which holds for all kinds: a file is then written, and not
                checked; of commands only their options are
==============  ===================================================================================================
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest import mock

import click
import tomli
from jsonschema import Draft202012Validator

from sourcescore import Scorer, SourcescoreError
from sourcescore.cli import cli, main
from sourcescore.cli.checking import check_file
from sourcescore.markup import read_markup

_SCHEMA = Draft202012Validator(json.loads(files("sourcescore").joinpath("rules.schema.json").read_text("utf-8")))
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)
_NOT_RUN = re.compile(r"<!-- not run: (\S[^>]*?) -->\n{1,2}\Z")
_TIME = re.compile(r"in \d+\.\d+s")


@dataclass(frozen=True)
class Block:
    """A code block: its language, its title, the reason why it is not run, its text, the line it begins in."""

    language: str
    title: str
    not_run: str
    body: str
    line: int
    start: int


def blocks(page: str) -> Iterator[Block]:
    """The code blocks of a page, in order."""
    for found in _FENCE.finditer(page):
        title = re.search(r'title="([^"]*)"', found["info"])
        marker = _NOT_RUN.search(page, 0, found.start())
        yield Block(
            found["info"].split()[0] if found["info"].split() and "=" not in found["info"].split()[0] else "",
            title[1] if title else "",
            marker[1] if marker else "",
            found["body"],
            page.count("\n", 0, found.start()) + 1,
            found.start("body"),
        )


@dataclass
class Run:
    """One page's blocks, run one after the other in the current folder. ``wrong``: (line, what is wrong) so far;
    ``printed``: what each ``console`` block, by its place in the page, and each ``text`` block should show."""

    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})
    wrong: list[tuple[int, str]] = field(default_factory=list)
    printed: dict[int, str] = field(default_factory=dict)
    later: set[str] = field(default_factory=set)
    """The titles of blocks below: a page may show a file that is not right yet."""
    server: subprocess.Popen[str] | None = None
    address: str = ""
    _last: str | None = None

    def block(self, block: Block) -> None:
        """Runs one block."""
        said, self._last = self._last, None
        if block.title:
            path = Path(block.title)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
            last = block.title not in self.later and not block.not_run
            if last and block.language == "toml" and path.name != "pyproject.toml":
                self._rules(block, path)
        elif block.not_run:
            if block.language in ("", "sh", "console"):
                self._synopsis(block)
        elif block.language == "text":
            self._compare(block, said, block.body)
            if said is not None:
                self.printed[block.start] = block.body if _agree(block.body, said) else said
        elif run := getattr(self, f"_run_{block.language or 'synopsis'}", None):
            run(block)
        else:
            self._complain(block, f'"{block.language}" can not be run: <!-- not run: why --> has to stand above it')

    def _complain(self, block: Block, message: str) -> None:
        self.wrong.append((block.line, message))

    def _compare(self, block: Block, said: str | None, shown: str) -> None:
        if said is None:
            self._complain(block, "a text block has to follow the Python that prints it, or be a file with a title")
        elif not _agree(shown, said):
            self._complain(block, f"the page shows\n{shown}\nbut printed is\n{said}")

    def _run_python(self, block: Block) -> None:
        out = io.StringIO()
        try:
            with contextlib.redirect_stdout(out):
                exec(compile("\n" * block.line + block.body, "page", "exec"), self.names)
        except Exception as error:
            self._complain(block, f"{type(error).__name__}: {error}")
        self._last = out.getvalue()

    def _run_console(self, block: Block) -> None:
        new: list[str] = []
        for command, shown in _session(block.body):
            said = self._shell(block, command)[1]
            new.append(f"$ {command}\n{shown if _agree(shown, said) else said}")
            if not _agree(shown, said):
                self._complain(block, f"$ {command}\nthe page shows\n{shown}\nbut printed is\n{said}")
        self.printed[block.start] = "".join(new)

    def _run_sh(self, block: Block) -> None:
        for line in _commands(block.body):
            status, said = self._shell(block, line)
            if status:
                self._complain(block, f"{line}\nleaves with {status}: {said}")

    def _run_synopsis(self, block: Block) -> None:
        self._synopsis(block)

    def _synopsis(self, block: Block) -> None:
        for line in _commands(re.sub(r"^\$ ", "", block.body, flags=re.MULTILINE)):
            for part in re.split(r"\s+(?:\||&&)\s+", line):
                if part.startswith("sourcescore "):
                    self._parse(block, part)

    def _parse(self, block: Block, line: str) -> None:
        """Whether the command and its options exist."""
        words = shlex.split(line, comments=True)[1:]
        command: click.Command = cli
        context = click.Context(cli, info_name="sourcescore", **cli.context_settings)
        try:
            while isinstance(command, click.Group):
                _, found, words = command.resolve_command(context, words)
                assert found is not None
                command = found
                context = click.Context(command, parent=context, info_name=command.name)
            command.make_parser(context).parse_args(words)
        except (click.ClickException, IndexError) as error:
            self._complain(block, f"{line}: {getattr(error, 'message', error)}")

    def _run_toml(self, block: Block) -> None:
        data = tomli.loads(block.body)
        name = "pyproject.toml" if "tool" in data else "rules.toml"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_text(block.body, encoding="utf-8")
            self._rules(block, path)

    def _rules(self, block: Block, path: Path) -> None:
        """A rules file without complaints, whose examples hold."""
        lang = path.stem if re.fullmatch("[a-z]{2}", path.stem) else None
        try:
            _, problems = check_file(path, Scorer(), lang)
        except SourcescoreError as error:
            problems = [error]  # type: ignore[list-item]
        for problem in problems:
            self._complain(block, str(problem))
        if path.name != "pyproject.toml":
            for fault in _SCHEMA.iter_errors(tomli.loads(block.body)):
                self._complain(block, f"the schema says: {fault.message}")
        if not problems and "[[rule]]" in block.body:
            with_lang = ["--lang", lang] if lang else []
            status, said = _sourcescore(["rules", "test", str(path), *with_lang], "")
            if status:
                self._complain(block, said)

    def _run_json(self, block: Block) -> None:
        try:
            json.loads(block.body)
        except ValueError as error:
            self._complain(block, f"is not JSON: {error}")

    def _run_markdown(self, block: Block) -> None:
        if "<!-- sourcescore" not in block.body:
            self._complain(block, "nothing in it can be checked: <!-- not run: why --> has to stand above it")
        marked = read_markup(block.body, block.language)
        for _, message in (*marked.complaints, *Scorer().unknown_names(marked, "de")):
            self._complain(block, message)

    _run_html = _run_markdown

    def _shell(self, block: Block, line: str) -> tuple[int, str]:
        """(exit status, what is printed) of commands with pipes between them; of the few that the pages use."""
        said, status = "", 0
        for part in line.split(" | "):
            words = shlex.split(part)
            if words[0] == "sourcescore":
                status, said = _sourcescore(words[1:], said)
            elif words[0] == "cat":
                said = "".join(Path(word).read_text("utf-8") for word in words[1:])
            elif words[0] == "echo":
                said = " ".join(words[1:]) + "\n"
            elif words[0] == "curl":
                said = self._curl(words[1:])
            elif words[0] == "cd":
                os.chdir(words[1])
            elif words[0] == "pip" and "--editable" in words:
                _install(Path.cwd())
            elif words[0] == "pytest":
                done = subprocess.run(
                    [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words[1:]],
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTEST_ADDOPTS": ""},
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                status, said = done.returncode, done.stdout
            else:
                self._complain(block, f'"{words[0]}" can not be run here: <!-- not run: why --> has to stand above it')
        return status, said

    def _curl(self, words: list[str]) -> str:
        """What a server of this page answers, whatever the port that the page names."""
        if self.server is None:
            command = [
                sys.executable,
                "-c",
                "from sourcescore.cli import main; main()",
                "serve",
                "--port",
                "0",
                "--workers",
                "1",
            ]
            self.server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            assert self.server.stderr is not None
            self.address = self.server.stderr.readline().split()[-1].rstrip("/")
        url, headers, data = "", {}, None
        words = [word for word in words if word not in ("-s", "-X", "POST", "GET")]
        while words:
            word = words.pop(0)
            if word == "-H":
                name, _, value = words.pop(0).partition(":")
                headers[name.strip()] = value.strip()
            elif word == "-d":
                data = words.pop(0).encode()
            else:
                url = re.sub(r"^(?:http://)?(?:localhost|127\.0\.0\.1):8765", self.address, word)
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=30) as answer:
                return str(answer.read().decode()) + "\n"
        except urllib.error.HTTPError as error:
            return error.read().decode() + "\n"


def _sourcescore(words: list[str], stdin: str) -> tuple[int, str]:
    """Runs the command line in this process: (exit status, standard output and standard error as they come)."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        mock.patch.object(sys, "stdin", given),
        mock.patch.object(sys, "argv", ["sourcescore", *words]),
    ):
        try:
            main()
            status = 0
        except SystemExit as left:
            status = int(left.code or 0)
    out.flush()
    return status, out.buffer.getvalue().decode()


def _install(project: Path) -> None:
    """What ``pip install --editable`` leaves of a package with its code in src: a path, and its entry points."""
    about = tomli.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    points = about["entry-points"]["sourcescore"]
    info = project / "installed" / f"{about['name'].replace('-', '_')}-{about['version']}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n")
    (info / "entry_points.txt").write_text("[sourcescore]\n" + "".join(f"{k} = {v}\n" for k, v in points.items()))
    sys.path[:0] = [str(info.parent), str(project / "src")]
    importlib.invalidate_caches()


def _commands(body: str) -> list[str]:
    return [line for line in body.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]


def _session(body: str) -> Iterator[tuple[str, str]]:
    """(command, what it prints) of each command of a console block."""
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _agree(shown: str, said: str) -> bool:
    """Whether what is shown is what was said: a line "…" stands for any lines, "…" in a line for any words."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else r".*?".join(map(re.escape, line.split("…"))) + "[ ]*\n"
        for line in _TIME.sub("in …s", shown.rstrip()).splitlines()
    )
    said = _TIME.sub("in …s", said).rstrip()
    return re.fullmatch(pattern, f"{said}\n" if said else "") is not None


def run_page(text: str, folder: Path) -> Run:
    """Runs all blocks of a page in a folder."""
    before, path, modules = Path.cwd(), [*sys.path], set(sys.modules)
    run = Run()
    os.chdir(folder)
    try:
        found = [*blocks(text)]
        for number, block in enumerate(found):
            run.later = {later.title for later in found[number + 1 :]}
            run.block(block)
    finally:
        if run.server is not None:
            run.server.terminate()
            run.server.communicate()
        os.chdir(before)
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if str(getattr(sys.modules[name], "__file__", "") or "").startswith(str(folder)):
                del sys.modules[name]
        importlib.invalidate_caches()
    return run


def renew(page: Path) -> None:
    """Writes what the blocks of a page print into it."""
    text = page.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        run = run_page(text, Path(folder))
    for block in sorted(blocks(text), key=lambda block: -block.start):
        if block.start in run.printed:
            end = block.start + len(block.body)
            text = text[: block.start] + run.printed[block.start].rstrip("\n") + "\n" + text[end:]
    page.write_text(text, encoding="utf-8", newline="\n")
    for line, message in run.wrong:
        print(f"{page}:{line}: {message}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        renew(Path(name))
