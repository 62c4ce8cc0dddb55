"""Keeps Dagster's history small: old runs are deleted with their events, and the room is given back to the system."""

import sqlite3
from contextlib import closing

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

from warehouse.paths import DataPaths

_FINISHED = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]


def purge_runs(instance: DagsterInstance, paths: DataPaths, keep: int) -> int:
    """Deletes finished runs but for the last `keep`, and the last `keep` that fetch; returns how many were deleted."""
    runs = instance.get_runs(RunsFilter(statuses=_FINISHED))
    fetching = [run.run_id for run in runs if is_fetch(run.job_name)]
    others = [run.run_id for run in runs if not is_fetch(run.job_name)]
    old = [*fetching[keep:], *others[keep:]]
    for run_id in old:
        instance.delete_run(run_id)
        for file in (paths.history / "runs").glob(f"{run_id}.db*"):
            file.unlink(missing_ok=True)
    if old:
        for name in ("runs.db", "runs/index.db"):
            _give_room_back(paths, name)
    return len(old)


def is_fetch(job_name: str) -> bool:
    """Whether a job is one of those that fetch; a backfill of a month has a run for each day."""
    return job_name == "fetch" or job_name.startswith("fetch_")


def _give_room_back(paths: DataPaths, name: str) -> None:
    """Makes a database smaller where a quarter of its pages are empty."""
    file = paths.history / name
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            pages, empty = (
                connection.execute(f"PRAGMA {one}").fetchone()[0] for one in ("page_count", "freelist_count")
            )
            if 4 * empty > pages:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        # Dagster's UI reads it just now; the next run tries again.
        return
