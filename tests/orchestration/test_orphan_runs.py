"""Runs whose process has ended are reported as failed; living and starting runs are left alone."""

import dagster as dg
import pytest
from filelock import FileLock

from pipelines.orchestration import orphan_runs
from pipelines.orchestration.orphan_runs import reap_orphan_runs
from pipelines.orchestration.process_lease import ProcessLease, list_leases
from warehouse.paths import data_paths

RUN_ID = "0c5e8f9a-1b2c-4d3e-8f4a-5b6c7d8e9f00"
Status = dg.DagsterRunStatus


@pytest.fixture
def paths(tmp_path):
    return data_paths(tmp_path)


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def create_run(instance, status, run_id=RUN_ID):
    @dg.op
    def do_nothing(): ...

    @dg.job
    def nothing():
        do_nothing()

    return instance.create_run_for_job(job_def=nothing, run_id=run_id, status=status)


def leave_lease(paths, run_id=RUN_ID):
    """The file of a lease whose process has ended."""
    paths.leases.mkdir(parents=True)
    (paths.leases / f"{run_id}.lock").touch()


@pytest.mark.parametrize("status", [Status.NOT_STARTED, Status.STARTING, Status.STARTED, Status.CANCELING])
def test_a_run_whose_lease_nobody_holds_is_reaped_at_once(paths, instance, status):
    create_run(instance, status)
    leave_lease(paths)
    assert reap_orphan_runs(instance, paths) == [RUN_ID]
    assert instance.get_run_by_id(RUN_ID).status == Status.FAILURE
    assert list_leases(paths) == []
    assert reap_orphan_runs(instance, paths) == []


@pytest.mark.parametrize("status", [Status.NOT_STARTED, Status.STARTING, Status.STARTED])
def test_a_run_that_died_before_it_took_its_lease_is_reaped_after_the_time_for_its_launch(
    paths, instance, monkeypatch, status
):
    create_run(instance, status)
    assert reap_orphan_runs(instance, paths) == [], "it may be starting"
    monkeypatch.setattr(orphan_runs, "LAUNCH_SECONDS", 0)
    assert reap_orphan_runs(instance, paths) == [RUN_ID]


def test_a_living_run_is_left_alone(paths, instance, monkeypatch):
    monkeypatch.setattr(orphan_runs, "LAUNCH_SECONDS", 0)
    create_run(instance, Status.STARTED)
    leave_lease(paths)
    with FileLock(ProcessLease(paths, RUN_ID).path):
        assert reap_orphan_runs(instance, paths) == []
    assert instance.get_run_by_id(RUN_ID).status == Status.STARTED


def test_the_lease_of_a_finished_run_is_cleared_away_and_that_of_a_run_to_come_is_not(paths, instance):
    create_run(instance, Status.SUCCESS)
    leave_lease(paths)
    (paths.leases / "to-come.lock").touch()
    assert reap_orphan_runs(instance, paths) == []
    assert list_leases(paths) == ["to-come"]
