"""What the README shows is what a reader gets."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def test_the_python_example_prints_what_it_says() -> None:
    shown = re.search(r"```python\n(.*?)```\nprints\n```text\n(.*?)```", README, re.DOTALL)
    assert shown
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(shown[1], {})
    assert printed.getvalue() == shown[2]


def test_the_sample_output_is_what_the_demo_prints() -> None:
    from sourcescore import Scorer
    from sourcescore.formats import FORMATS

    example = Path(__file__).resolve().parents[2] / "examples" / "chips.de.txt"
    text = example.read_text("utf-8")
    shown = re.search(r"begins with:\n```text\n(.*?)```", README, re.DOTALL)
    assert shown
    report = Scorer().score(text, id="examples/chips.de.txt")
    assert FORMATS["text"]([(report, text)]).startswith(shown[1].rstrip("\n"))
