"""Orphan runs: runs that Dagster believes to be at work although their process has ended."""

import time

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

from pipelines.orchestration.process_lease import ProcessLease, list_leases
from warehouse.paths import DataPaths

LAUNCH_SECONDS = 60
"""Time that a run may take from its creation by Dagster's daemon to its lease."""

_AT_WORK = [
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
]


def reap_orphan_runs(instance: DagsterInstance, paths: DataPaths) -> list[str]:
    """Reports orphan runs as failed, so that neither the inbox nor Dagster's queue waits for them; returns their ids.

    A run whose lease nobody holds is an orphan at once. A run without a lease may just be starting: it is an orphan
    once its status has not changed for `LAUNCH_SECONDS`. A queued run has no process yet and is left alone.
    """
    reaped = []
    for record in instance.get_run_records(RunsFilter(statuses=_AT_WORK)):
        run = record.dagster_run
        lease = ProcessLease(paths, run.run_id)
        is_starting = not lease.exists and time.time() - record.update_timestamp.timestamp() < LAUNCH_SECONDS
        if is_starting or lease.is_held:
            continue
        instance.report_run_failed(run, "The process of this run ended before the run did; nothing was published.")
        reaped.append(run.run_id)
    for run_id in list_leases(paths):
        lease = ProcessLease(paths, run_id)
        run = instance.get_run_by_id(run_id)
        if run and run.is_finished and not lease.is_held:
            lease.path.unlink(missing_ok=True)
    return reaped
