"""What archives cost: speed with two workers against one, memory over an archive of any size, and what kills leave behind.

    python bench/batch.py --texts FILE.jsonl [--long 3] [--repeat 10] [--runs 3] [--kills 20] [--only speed|memory|kills]

FILE.jsonl has one text a line, in the field "text". For speed it is scored as it is and repeated --long times, which shows what
the start of the processes takes; for memory it is repeated --repeat times. For kills, --kills runs are each stopped with SIGKILL
at random moments until one comes to its end, and compared byte by byte with one that was never stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

COMMAND = [sys.executable, "-c", "from sourcescore.cli import main; main()", "batch"]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--lang", default="de")
    parser.add_argument("--long", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--output", default="jsonl", choices=["jsonl", "csv", "parquet"])
    parser.add_argument("--only", choices=["speed", "memory", "kills"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.only in (None, "speed"):
            speed(arguments, folder)
        if arguments.only in (None, "memory"):
            memory(arguments, folder)
        if arguments.only in (None, "kills"):
            kills(arguments, folder)


def speed(arguments: argparse.Namespace, folder: Path) -> None:
    """Two workers against one, start included; the best of several runs in turn: what else the machine does only slows them."""
    longer = folder / "longer.jsonl"
    repeated(arguments.texts, longer, arguments.long)
    for archive in (arguments.texts, longer):
        taken: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(arguments.runs):
            for workers, times in taken.items():
                began = time.perf_counter()
                subprocess.run(command(arguments, archive, folder, workers), check=True, capture_output=True)
                times.append(time.perf_counter() - began)
        one, two = (min(taken[workers]) for workers in (1, 2))
        size = archive.stat().st_size / 1e6
        print(
            f"speed over {size:.1f} MB: 1 worker {one:.2f} s, 2 workers {two:.2f} s ({size / two:.2f} MB/s): "
            f"{one / two:.2f} times as fast"
        )


def memory(arguments: argparse.Namespace, folder: Path) -> None:
    """The peak resident memory of the largest process, and of all together, over the repeated archive."""
    archive = folder / "repeated.jsonl"
    repeated(arguments.texts, archive, arguments.repeat)
    process = subprocess.Popen(
        command(arguments, archive, folder, 2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    largest: dict[int, int] = {}
    while process.poll() is None:
        for one in family(process.pid):
            try:
                largest[one.pid] = max(largest.get(one.pid, 0), one.memory_info().rss)
            except psutil.Error:
                continue
        time.sleep(0.05)
    assert process.returncode == 0, process.returncode
    size = archive.stat().st_size / 1e6
    peaks = {"run": largest.pop(process.pid) / 1e6, "largest worker": max(largest.values()) / 1e6}
    print(
        f"memory: {size:.0f} MB of texts ({arguments.repeat} times): "
        + ", ".join(f"{k} {v:.0f} MB" for k, v in peaks.items())
    )


def kills(arguments: argparse.Namespace, folder: Path) -> None:
    """Runs that are killed at random moments and resumed, until each has come to its end."""
    chance = random.Random(5)
    whole = folder / "whole"
    whole.mkdir()
    began = time.perf_counter()
    subprocess.run(command(arguments, arguments.texts, whole, 2), check=True, capture_output=True)
    usual = time.perf_counter() - began
    expected = files(whole)
    same = killed = 0
    for number in range(arguments.kills):
        stopped = folder / f"stopped{number}"
        stopped.mkdir()
        while True:
            process = subprocess.Popen(
                command(arguments, arguments.texts, stopped, 2, "--resume"),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            timer = threading.Timer(chance.uniform(0.1, 1.1) * usual, process.kill)
            timer.start()
            status = process.wait()
            timer.cancel()
            if status == 0:
                break
            killed += 1
        same += files(stopped) == expected
    print(f"kills: {arguments.kills} runs, killed {killed} times, {same} with the bytes of one that was never killed")


def command(arguments: argparse.Namespace, texts: Path, folder: Path, workers: int, *more: str) -> list[str]:
    """The command line of a run."""
    given = more or ("--overwrite",)
    output = folder / f"out.{arguments.output}"
    return [*COMMAND, str(texts), "--output", str(output), "--lang", arguments.lang, "--workers", str(workers),
            "--shard-size", "64" if more else "256", *given]  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    """All that a run left."""
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def family(pid: int) -> list[psutil.Process]:
    """A process and all that it started."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def repeated(texts: Path, archive: Path, times: int) -> None:
    """An archive with the same texts again and again, under ids of their own."""
    with archive.open("w", encoding="utf-8") as out:
        for number in range(times):
            with texts.open(encoding="utf-8") as lines:
                for line, record in enumerate(map(json.loads, lines)):
                    out.write(json.dumps({"id": f"{number}-{line}", "text": record["text"]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
