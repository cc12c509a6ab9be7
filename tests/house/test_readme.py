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
