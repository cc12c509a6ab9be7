"""How long a keystroke waits for its diagnostics: a client and the language server, over standard input and output.

    python bench/lsp.py [--texts FILE.jsonl] [--field text] [--words 2000] [--keys 200]

The document is plain text of so many words; each key is typed somewhere in it, with half a second between two keys now and
then, so that the scoring of the whole text, which follows a pause, is part of the run.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
GOAL_MS = 30


class Client:
    """As little of a client as it takes."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", "from sourcescore.cli import main; main()", "lsp", "--lang", "de"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def send(self, method: str, params: Any, *, request: bool = False) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if request:
            self.number += 1
            message["id"] = self.number
        body = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        size = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                sys.exit(f"the language server ended with status {self.process.wait()}; it says why above")
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(size))
        return message

    def diagnostics(self, version: int) -> dict[str, Any]:
        """Those of a version of the document."""
        while True:
            message = self.read()
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"].get("version") == version
            ):
                return message


def main() -> None:
    """Prints median, 95th percentile and the goal, for changes and for scoring all of the text anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--field", default="text")
    parser.add_argument("--words", type=int, default=2000)
    parser.add_argument("--keys", type=int, default=200)
    options = parser.parse_args()
    text = document(options.texts, options.field, options.words)
    chance = random.Random(1)
    client = Client()
    uri = (Path(tempfile.gettempdir()) / "bench.txt").as_uri()
    client.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, request=True)
    client.read()
    client.send("initialized", {})
    client.send(
        "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "plaintext", "version": 0, "text": text}}
    )
    client.diagnostics(0)
    lines = text.split("\n")
    times: list[float] = []
    for version in range(1, options.keys + 1):
        if version % 20 == 0:
            time.sleep(0.5)
        row = chance.choice([k for k, line in enumerate(lines) if line])
        place = {"line": row, "character": chance.randrange(len(lines[row]))}
        change = {"range": {"start": place, "end": place}, "text": chance.choice("enisrat, ")}
        start = time.perf_counter()
        client.send(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
        )
        client.diagnostics(version)
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.03)
    whole = []
    for version in range(options.keys + 1, options.keys + 21):
        start = time.perf_counter()
        change = {"text": text.replace(" der ", f" der {version} ")}
        client.send(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
        )
        client.diagnostics(version)
        whole.append((time.perf_counter() - start) * 1000)
    client.process.kill()
    for name, found in (("one key", times), ("all of it", whole)):
        found.sort()
        print(
            f"{name:10} median {statistics.median(found):6.1f} ms   p95 {found[int(len(found) * 0.95)]:6.1f} ms"
            + (f"   goal: within {GOAL_MS} ms, in a document of {len(text.split())} words" if found is times else "")
        )


def document(path: Path | None, field: str, words: int) -> str:
    """Paragraphs of so many words altogether."""
    if path is None:
        print("no --texts given: the example article, over and over")
        texts = [file.read_text("utf-8") for file in sorted(EXAMPLES.glob("*.de.txt"))] * 50
    else:
        with path.open(encoding="utf-8") as lines:
            texts = [json.loads(line)[field] for line in lines if line.strip()]
    paragraphs: list[str] = []
    for paragraph in "\n\n".join(texts).split("\n\n"):
        if sum(len(p.split()) for p in paragraphs) >= words:
            break
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


if __name__ == "__main__":
    main()
