"""Dagster's history, read and checked without Dagster."""

import sqlite3

import dagster as dg
import pytest

from pipelines.orchestration.history import describe_damage, read_last_runs, set_aside_damaged_history
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.process_lease import ProcessLease
from warehouse.paths import data_paths


@dg.asset
def answer() -> int:
    return 42


@pytest.fixture
def paths(tmp_path, monkeypatch):
    """A data folder with a history of one run."""
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    with open_instance() as instance:
        dg.materialize([answer], instance=instance)
    return data_paths()


def test_runs_are_read_as_dagster_wrote_them(paths):
    (run,) = read_last_runs(paths, 5)
    assert (run.status, run.is_orphan(paths)) == ("SUCCESS", False)
    assert run.start <= run.end


def test_an_orphan_is_told_from_a_living_run(paths):
    with sqlite3.connect(paths.history / "runs.db") as connection:
        connection.execute("UPDATE runs SET status = 'STARTED'")
    (run,) = read_last_runs(paths, 5)
    lease = ProcessLease(paths, run.run_id)
    assert not run.is_orphan(paths), "it may be starting"
    lease.acquire()
    assert not run.is_orphan(paths)
    lease.release()
    lease.path.touch()
    assert run.is_orphan(paths)


def test_a_whole_history_and_none_are_left_alone(paths, tmp_path):
    assert describe_damage(paths) == ""
    assert set_aside_damaged_history(paths) == ""
    assert read_last_runs(data_paths(tmp_path / "new"), 5) == []
    assert set_aside_damaged_history(data_paths(tmp_path / "new")) == ""


@pytest.mark.parametrize("name", ["runs.db", "runs/index.db"])
@pytest.mark.parametrize("part", [0.5, 0])
def test_a_damaged_history_is_set_aside_and_a_new_one_begins(paths, name, part):
    file = paths.history / name
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)] or b"hello")
    for log in file.parent.glob(f"{file.name}-*"):
        log.unlink()
    assert file.name in describe_damage(paths)
    assert "set aside as history.aside-" in set_aside_damaged_history(paths)
    with open_instance() as instance:
        assert instance.get_runs() == []
        assert dg.materialize([answer], instance=instance).success


def test_a_full_disk_or_a_busy_file_is_no_damage(paths, monkeypatch):
    def fail(_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("pipelines.orchestration.history._connect", fail)
    assert describe_damage(paths) == ""
