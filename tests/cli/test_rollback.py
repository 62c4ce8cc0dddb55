"""`papertrends rollback`; how a build is served again is tested with `warehouse.recovery.kept_builds`."""

import shutil

import pytest

from pipelines.orchestration.run_lock import RunLock
from warehouse.connection import open_served
from warehouse.paths import data_paths
from warehouse.recovery.kept_builds import list_kept_builds


@pytest.fixture
def paths(served_sample, tmp_path):
    """A data folder with the served build, and one before it."""
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    (kept,) = list_kept_builds(paths)
    with open_served(kept.path) as connection:
        assert connection.execute("SELECT count(*) FROM builds").fetchall() == [(1,)]
    shutil.copyfile(kept.path, paths.kept_builds / "000000-20250101T000000-before.duckdb")
    return paths


def test_the_kept_builds_are_listed_and_the_build_before_is_served(call, paths):
    listed = call("rollback", "--list", data=paths.root).output.splitlines()
    assert listed[0].endswith("(served)")
    assert listed[1].startswith("20250101T000000-before")
    result = call("rollback", data=paths.root)
    assert result.exit_code == 0
    assert "Build 20250101T000000-before is served again" in result.output


def test_what_cannot_be_served_is_told(call, paths, tmp_path):
    result = call("rollback", "--to", "nothing", data=paths.root)
    assert result.exit_code == 1
    assert "There is no nothing; kept: " in result.output
    assert call("rollback", data=tmp_path / "new").exit_code == 1


def test_a_run_at_work_is_not_disturbed(call, paths, monkeypatch):
    monkeypatch.setattr("pipelines.cli.rollback.WAIT_SECONDS", 0.1)
    lock = RunLock(paths, "a").acquire(print)
    try:
        result = call("rollback", data=paths.root)
    finally:
        lock.release()
    assert result.exit_code == 1
    assert "A run is at work" in result.output
