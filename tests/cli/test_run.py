"""`papertrends run`, mostly as a user calls it: in a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys

import dagster as dg
import pytest

from pipelines.cli import run as run_module
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.run_lock import RunLock
from warehouse.connection import served_version
from warehouse.paths import data_paths

DIGEST = (
    "Deep networks of kind {n} for graphs\n"
    "We train deep networks of kind {n} for graphs, measure how well they generalise to graphs "
    "that are larger than any "
    "they have seen, and find that they learn more from {n} examples of a rare class than from many of a common one.\n"
)


@pytest.fixture
def copied(served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    return paths


def start(paths, *arguments):
    """`papertrends run` in a process of its own, in its own group."""
    return subprocess.Popen(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "run", *map(str, arguments)],
        env={**os.environ, "PAPERTRENDS_DATA": str(paths.root), "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def statuses(paths, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(paths.root))
    with open_instance() as instance:
        return [run.status.value for run in instance.get_runs()]


def read_until(process, word):
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"{word!r} was not said, but: {said}")


def test_two_runs_queue_and_both_publish(copied, small_sample, monkeypatch):
    lock = RunLock(copied, "held by the test").acquire(on_wait=print)
    runs = [start(copied, small_sample) for _ in range(2)]
    try:
        said = [read_until(run, "Waiting for run") for run in runs]
    finally:
        lock.release()
    said = said[0] + runs[0].communicate(timeout=300)[0]
    assert runs[1].communicate(timeout=300)[0]
    assert [run.returncode for run in runs] == [0, 0]
    assert "Rising" in said or "Nothing rises" in said
    assert "nothing new" in said
    assert statuses(copied, monkeypatch) == ["SUCCESS", "SUCCESS"]
    builds = json.loads(_ask(copied, "SELECT count(*) AS builds FROM builds"))
    assert builds == [{"builds": 3}]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_everything_consistent(copied, small_sample, monkeypatch, number):
    before = served_version(copied.served)
    process = start(copied, small_sample)
    read_until(process, "Merge records")
    process.send_signal(number)
    said = process.communicate(timeout=60)[0]
    assert served_version(copied.served) == before
    if number == signal.SIGKILL:
        assert statuses(copied, monkeypatch) == ["STARTED"], "nobody could say that it ended"
        return
    assert process.returncode == 130
    assert "Stopped; nothing was published" in said
    assert "Traceback" not in said
    assert statuses(copied, monkeypatch) == ["CANCELED"]


def test_a_run_that_waits_for_another_can_be_stopped(copied, small_sample, monkeypatch):
    lock = RunLock(copied, "held by the test").acquire(on_wait=print)
    try:
        process = start(copied, small_sample)
        read_until(process, "Waiting for run")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[0]
    finally:
        lock.release()
    assert process.returncode == 130, said
    assert statuses(copied, monkeypatch) == ["CANCELED"]


def test_after_a_killed_run_the_next_one_works_at_once_and_reaps_it(copied, small_sample, monkeypatch):
    process = start(copied, small_sample)
    read_until(process, "Merge records")
    process.kill()
    process.wait()
    monkeypatch.setenv("PAPERTRENDS_DATA", str(copied.root))
    told = run_module.run_graph(_quiet(), [small_sample])
    assert told.files == 0
    assert statuses(copied, monkeypatch) == ["SUCCESS", "FAILURE"]


def test_the_first_screen_after_a_real_digest(call, tmp_path):
    (tmp_path / "digest.txt").write_text("".join(DIGEST.format(n=n) for n in range(3, 11)))
    result = call("run", tmp_path / "digest.txt", data=tmp_path / "data")
    assert result.exit_code == 0, result.output
    assert "1 new file, 8 records" in result.output
    assert "No trends: trends need dates" in result.output
    assert "Served as" in result.output
    assert "sample" not in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.txt"], 2, "does not exist"),
        (["bare"], 1, "There is no file in"),
        (["empty.txt"], 1, "No record could be read"),
    ],
)
def test_a_users_mistake_is_told_without_a_stack_trace(call, tmp_path, monkeypatch, arguments, code, said):
    (tmp_path / "bare").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    result = call("run", *arguments, data=tmp_path / "data")
    assert result.exit_code == code
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_wrong_setting_stops_before_anything_begins(call, tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text("[trends]\nmin_papers = 0\n")
    monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(tmp_path / "settings.toml"))
    result = call("run", data=tmp_path / "data")
    assert result.exit_code == 1
    assert "line 2: trends.min_papers: it must be 1 or more" in result.output
    assert not (tmp_path / "data").exists()


def test_a_run_stands_in_the_history_of_the_ui(copied, small_sample, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(copied.root))
    run_module.run_graph(_quiet(), [small_sample])
    with open_instance() as instance:
        (run,) = instance.get_runs()
        assert run.tags[".dagster/repository"] == "__repository__@papertrends"
        assert run.job_name == "refresh"
        assert instance.get_latest_materialization_event(dg.AssetKey("term_trends")).run_id == run.run_id


def _quiet():
    import io

    from rich.console import Console

    return Console(file=io.StringIO())


def _ask(paths, query):
    done = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "sql", query, "--format", "json"],
        env={**os.environ, "PAPERTRENDS_DATA": str(paths.root)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
