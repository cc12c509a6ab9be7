"""A run may end at any moment: what is finished stays, the rest is done when it is resumed, and the output is the same."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcescore.batch.shards import Parts
from sourcescore.errors import UsageError

from .conftest import Batch, read_jsonl, records, write_jsonl

OUT = ("in.jsonl", "--output", "out.jsonl", "--shard-size", "8")


def test_killed_again_and_again_it_ends_with_the_same_bytes(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(400)
    assert batch(*OUT).status == 0
    expected = batch.files()
    for name in expected:
        (batch.folder / name).unlink()
    chance = random.Random(11)
    kills = 0
    for _ in range(5):
        before = finished(batch)
        process = batch.start(*OUT, "--resume")
        while process.poll() is None and finished(batch) < before + chance.randint(1, 6):
            time.sleep(chance.uniform(0, 0.01))
        process.kill()
        process.communicate()
        if not (batch.folder / "out.jsonl.parts").exists():
            break
        assert finished(batch) > before, "what was finished is lost"
        kills += 1
    assert kills >= 3
    last = batch(*OUT, "--resume")
    assert last.status == 0, last.err
    assert batch.files() == expected


def test_resumed_with_other_settings_it_is_refused(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(20)
    begin_and_stop(batch)
    done = batch(*OUT, "--resume", "--lang", "en")
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "--lang was de, now en" in done.err


def test_resumed_with_another_input_it_is_refused(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(20)
    begin_and_stop(batch)
    archive(21)
    done = batch(*OUT, "--resume")
    assert done.status == 2
    assert "the files of INPUT" in done.err


def test_resumed_with_other_rules_it_is_refused(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(20)
    rules = batch.folder / "rules.toml"
    rules.write_text("[weights]\nhearsay = -0.4\n", "utf-8")
    begin_and_stop(batch, "--rules", "rules.toml")
    rules.write_text("[weights]\nhearsay = -0.3\n", "utf-8")
    done = batch(*OUT, "--resume", "--rules", "rules.toml")
    assert done.status == 2
    assert "--rules" in done.err


def test_another_standard_input_is_noticed_when_it_is_resumed(batch: Batch, archive: Callable[[int], Path]) -> None:
    path = archive(20)
    arguments = ("-", "--output", "out.jsonl", "--shard-size", "8")
    with path.open("rb") as stdin:
        begin_and_stop(batch, arguments=arguments, stdin=stdin)
    other = records(20)
    other[3]["text"] = "Das ist ein anderer Text."
    write_jsonl(path, other)
    with path.open("rb") as stdin:
        done = batch(*arguments, "--resume", stdin=stdin)
    assert done.status == 2
    assert "another input" in done.err


def test_an_unfinished_run_is_not_begun_anew_by_mistake(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(20)
    begin_and_stop(batch)
    done = batch(*OUT)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "--resume goes on with it" in done.err
    assert batch(*OUT, "--overwrite").status == 0
    assert len(read_jsonl(batch.folder / "out.jsonl")) == 20


def test_a_finished_run_has_nothing_to_resume(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(3)
    assert batch(*OUT).status == 0
    before = batch.files()
    done = batch(*OUT, "--resume")
    assert (done.status, done.err) == (
        0, "sourcescore: out.jsonl: is finished, there is nothing to resume; --overwrite scores again\n"
    )  # fmt: skip
    assert batch.files() == before


def test_two_runs_do_not_write_the_same_output(tmp_path: Path) -> None:
    first = Parts.open(tmp_path / "out.jsonl.parts", {"lang": "de"}, {"lang": "--lang"})
    with pytest.raises(UsageError, match="another run is at work there"):
        Parts.open(tmp_path / "out.jsonl.parts", {"lang": "de"}, {"lang": "--lang"})
    with pytest.raises(UsageError, match="another run is at work there"):
        Parts.clear(tmp_path / "out.jsonl.parts")
    first.close()
    Parts.open(tmp_path / "out.jsonl.parts", {"lang": "de"}, {"lang": "--lang"}).close()


def test_stopped_with_ctrl_c_it_goes_on_where_it_was(batch: Batch, archive: Callable[[int], Path]) -> None:
    archive(2000)
    process = batch.start(*OUT)
    wait_for_shards(batch, 2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (
        130, "sourcescore: what is finished stays: --resume goes on\n\nsourcescore: stopped\n"
    )  # fmt: skip
    assert 2 <= finished(batch) < 250
    assert batch(*OUT, "--resume").status == 0
    assert [report["id"] for report in read_jsonl(batch.folder / "out.jsonl")] == [f"a{k}" for k in range(2000)]


def test_processes_end_when_theirs_is_killed(batch: Batch, archive: Callable[[int], Path]) -> None:
    psutil = pytest.importorskip("psutil")
    archive(400)
    process = batch.start(*OUT)
    wait_for_shards(batch, 1)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def finished(batch: Batch) -> int:
    """How many shards an unfinished run has finished."""
    return len(list(batch.folder.glob("out.*.parts/*.done")))


def wait_for_shards(batch: Batch, count: int) -> None:
    """Waits until a run has finished so many shards."""
    until = time.monotonic() + 60
    while finished(batch) < count:
        assert time.monotonic() < until, "no shard is finished"
        time.sleep(0.005)


def begin_and_stop(batch: Batch, *more: str, arguments: tuple[str, ...] = OUT, stdin: object = None) -> None:
    """Leaves an unfinished run with a finished shard: a plugin of the input's end would change the settings, so the run
    is stopped where it joins, by a folder that stands where the output should be written."""
    (batch.folder / "out.jsonl.new").mkdir()
    done = batch(*arguments, *more, **({"stdin": stdin} if stdin else {}))
    (batch.folder / "out.jsonl.new").rmdir()
    assert done.status == 2
    assert "can not be written" in done.err
    assert list(batch.folder.glob("out.jsonl.parts/*.done"))
