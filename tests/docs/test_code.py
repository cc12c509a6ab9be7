"""Every code block of the documentation does what the page says."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from sourcescore.cli import cli

GIVEN = {
    "batch.md": (
        "articles.jsonl",
        '{"id": "a1", "text": "Er soll reich sein.", "outlet": "Bote"}\n',
        "scores.parquet scores.jsonl",
    ),
}
"""What has to be there before some pages begin: an archive, and what ``sourcescore batch`` makes of it."""


def test_the_code_of_a_page_runs(page: Path, examples: ModuleType, tmp_path: Path) -> None:
    if page.name in GIVEN:
        name, content, outputs = GIVEN[page.name]
        (tmp_path / name).write_text(content, "utf-8")
        for output in outputs.split():
            CliRunner().invoke(
                cli, ["batch", str(tmp_path / name), "--output", str(tmp_path / output), "--workers", "1"]
            )
    run = examples.run_page(page.read_text("utf-8"), tmp_path)
    assert [f"{page}:{line}: {message}" for line, message in run.wrong] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("```python\nraise ValueError('no')\n```\n", "ValueError: no"),
        ("```python\nprint(1)\n```\n```text\n2\n```\n", "the page shows"),
        ("```text\n2\n```\n", "a text block has to follow"),
        ("```console\n$ echo one\ntwo\n```\n", "the page shows"),
        ("```console\n$ rm -r x\n```\n", '"rm" can not be run here'),
        ("```sh\nsourcescore score missing.txt\n```\n", "leaves with 2"),
        ("```\nsourcescore score --wrong\n```\n", "wrong"),
        ("```\nsourcescore scores a.txt\n```\n", "scores"),
        ("<!-- not run: why -->\n```sh\nsourcescore serve --wrong\n```\n", "wrong"),
        ("```toml\n[weights]\nhearsey = 0.1\n```\n", 'did you mean "hearsay"'),
        ('```toml title="de.toml"\n[[rule]]\nid = "a"\n```\n', "is missing"),
        (
            '```toml\n[[rule]]\nid = "a"\nlang = "de"\ncategory = "rumour"\nmatch = ["Wald"]\nhits = ["Berg"]\n```\n',
            "expected a hit",
        ),
        ("```json\n{\n```\n", "is not JSON"),
        ("```markdown\n<!-- sourcescore off hearsey -->\n```\n", "unknown rule or category"),
        ("```html\n<p>x</p>\n```\n", "nothing in it can be checked"),
        ("```lua\nx\n```\n", "can not be run"),
    ],
)
def test_a_block_that_is_wrong_is_found(text: str, message: str, examples: ModuleType, tmp_path: Path) -> None:
    run = examples.run_page(text, tmp_path)
    assert message in "\n".join(message for _, message in run.wrong)


def test_blocks_of_a_page_share_names_and_files(examples: ModuleType, tmp_path: Path) -> None:
    text = (
        "```python\nx = 1\n```\n```python\nprint(x)\n```\n```text\n1\n```\n"
        '```text title="a.txt"\nEr soll 10.000 Chips gekauft haben.\n```\n'
        "```console\n$ cat a.txt\nEr soll …\n$ sourcescore score a.txt\n…\n2 weak  claim 1\n…\n```\n"
    )
    assert examples.run_page(text, tmp_path).wrong == []


def test_no_page_shows_where_the_checkout_lies(page: Path, docs: Path) -> None:
    assert str(docs.parent) not in page.read_text("utf-8")
