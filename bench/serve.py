"""How fast the server answers: one article on a warm server, many at once, and /healthz meanwhile.

    python bench/serve.py [--texts FILE.jsonl] [--field text] [--workers 2] [--connections 8] [--articles 2000]

Starts ``sourcescore serve`` on a free port. The article is one of 700 words; many at once are articles of 3 kB, one a request,
over a few connections that stay open, after as many that are not counted. The client runs on the same machine and takes its
share of it: a small one where wrk is installed (Debian's package of that name), else one in Python.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
GOAL_MS, GOAL_RATE, GOAL_HEALTH_MS = 15, 500, 50


def main() -> None:
    """Prints the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--field", default="text")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--articles", type=int, default=2000)
    options = parser.parse_args()
    texts = read(options.texts, options.field)
    words = " ".join(texts).split()
    articles = [" ".join(words[at : at + 700]) for at in range(0, min(len(words), 70_000) - 700, 700)]
    whole = "\n\n".join(texts)
    pieces = [whole[at : at + 3000] for at in range(0, min(len(whole), 3_000_000) - 3000, 3000)]
    command = [sys.executable, "-c", "from sourcescore.cli import main; main()", "serve", "--port", "0"]
    server = subprocess.Popen([*command, "--workers", str(options.workers)], stderr=subprocess.PIPE, text=True)
    try:
        port = listening(server)
        for article in articles[:20] * 2:
            post(http.client.HTTPConnection("127.0.0.1", port), article)
        one(port, articles)
        many(port, pieces, options.connections, options.articles)
        health(port, whole[:900_000])
    finally:
        server.terminate()
        server.wait(30)


def read(path: Path | None, field: str) -> list[str]:
    """The texts of a JSON Lines file; without one, the example articles, repeated."""
    if path is None:
        print("no --texts given: the example article, over and over")
        return [file.read_text("utf-8") for file in sorted(EXAMPLES.glob("*.de.txt"))] * 200
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)[field] for line in lines if line.strip()]


def listening(server: subprocess.Popen[str]) -> int:
    """The port that the server says it listens on."""
    assert server.stderr is not None
    for line in server.stderr:
        if found := re.search(r"http://\S+:(\d+)/", line):
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return int(found[1])
    sys.exit("the server did not start")


def post(connection: http.client.HTTPConnection, text: str) -> float:
    """Has a text scored; how long it took, in ms."""
    body = json.dumps({"text": text, "lang": "de"}).encode()
    start = time.perf_counter()
    connection.request("POST", "/v1/score", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    taken = (time.perf_counter() - start) * 1000
    if response.status != 200:
        sys.exit(f"the server said {response.status}: {answer[:200]!r}")
    return taken


def one(port: int, articles: list[str]) -> None:
    """One after another."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = sorted(post(connection, article) for article in (articles * 200)[:200])
    print(
        f"article of 700 words   median {statistics.median(times):6.1f} ms   p95 {times[int(len(times) * 0.95)]:6.1f} ms   "
        f"goal: median under {GOAL_MS} ms"
    )


WRK = """
local bodies, n = {{}}, 0
for line in io.lines({bodies}) do bodies[#bodies + 1] = line end
wrk.method, wrk.headers["Content-Type"] = "POST", "application/json"
function request() n = n + 1; return wrk.format(nil, "/v1/score", nil, bodies[n % #bodies + 1]) end
function done(summary, latency, requests)
  local e = summary.errors
  print("failed: " .. e.status + e.connect + e.read + e.write + e.timeout)
end
"""


def many(port: int, pieces: list[str], connections: int, count: int) -> None:
    """Several at once."""
    client = "wrk" if shutil.which("wrk") else "a client in Python"
    many_at_once = with_wrk if client == "wrk" else in_python
    many_at_once(port, pieces, connections, count)  # a server that has been running for a while knows most words
    rate = many_at_once(port, pieces, connections, count)
    print(
        f"articles of 3 kB       {rate:6.0f} a second over {connections} connections of {client}   goal: {GOAL_RATE} a second"
    )


def with_wrk(port: int, pieces: list[str], connections: int, count: int) -> float:
    """Answers a second, over twice the seconds that ``count`` of them should take; one that is no report ends the bench."""
    seconds = max(2, 2 * count // GOAL_RATE)
    with tempfile.TemporaryDirectory() as folder:
        bodies, script = Path(folder, "bodies.jsonl"), Path(folder, "post.lua")
        bodies.write_text("".join(json.dumps({"text": text, "lang": "de"}) + "\n" for text in pieces), "utf-8")
        script.write_text(WRK.format(bodies=json.dumps(str(bodies))), "utf-8")
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "-s", str(script), f"http://127.0.0.1:{port}"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if rate is None or "failed: 0\n" not in said:
        sys.exit(said)
    return float(rate[1])


def in_python(port: int, pieces: list[str], connections: int, count: int) -> float:
    """Answers a second."""
    waiting = iter((pieces * (count // len(pieces) + 1))[:count])
    lock = threading.Lock()

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            with lock:
                text = next(waiting, None)
            if text is None:
                return
            post(connection, text)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count / (time.perf_counter() - start)


def health(port: int, text: str) -> None:
    """/healthz while a long text is scored."""
    done = threading.Event()

    def work() -> None:
        post(http.client.HTTPConnection("127.0.0.1", port, timeout=120), text)
        done.set()

    threading.Thread(target=work).start()
    times = []
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while not done.is_set():
        start = time.perf_counter()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.01)
    print(
        f"/healthz meanwhile     median {statistics.median(times):6.1f} ms   max {max(times):6.1f} ms   "
        f"goal: under {GOAL_HEALTH_MS} ms ({len(text) / 1e6:.1f} MB scored at the same time)"
    )


if __name__ == "__main__":
    main()
