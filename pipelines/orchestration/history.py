"""Dagster's history as files: read, checked and set aside without Dagster, which takes seconds to start."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pipelines.orchestration.process_lease import ProcessLease
from warehouse.paths import DataPaths
from warehouse.recovery.restoration import set_aside

_AT_WORK = ("NOT_STARTED", "STARTING", "STARTED", "CANCELING")


class PastRun(NamedTuple):
    """A run as the history has it.

    Args:
        run_id: its id.
        status: in Dagster's words, e.g. ``SUCCESS``.
        start: seconds since 1970, UTC; None where it never started.
        end: the same of its end.
    """

    run_id: str
    status: str
    start: float | None
    end: float | None

    def is_orphan(self, paths: DataPaths) -> bool:
        """Whether the run stands as at work although its process has ended."""
        lease = ProcessLease(paths, self.run_id)
        return self.status in _AT_WORK and lease.exists and not lease.is_held


def _connect(file: Path) -> sqlite3.Connection:
    # Even a reader writes beside the file, unless it is told that nobody changes it.
    fixed = "" if os.access(file.parent, os.W_OK) else "&immutable=1"
    return sqlite3.connect(f"{file.as_uri()}?mode=ro{fixed}", uri=True, timeout=5)


def read_last_runs(paths: DataPaths, most: int) -> list[PastRun]:
    """The last runs of the graph, the newest first, without those that only fetch; none where there is no history.

    Raises:
        sqlite3.Error: the history is damaged.
    """
    file = paths.history / "runs.db"
    if not file.exists():
        return []
    with closing(_connect(file)) as connection:
        rows = connection.execute(
            "SELECT run_id, status, start_time, end_time FROM runs WHERE pipeline_name NOT LIKE 'fetch%' "
            "ORDER BY id DESC LIMIT ?",
            [most],
        ).fetchall()
    return [PastRun(*row) for row in rows]


def describe_damage(paths: DataPaths) -> str:
    """What is wrong with the history, in words; empty where it is whole, or not there yet."""
    for file in (
        paths.history / "runs.db",
        paths.history / "runs" / "index.db",
        paths.dagster_home / "schedules" / "schedules.db",
    ):
        if not file.exists() or not file.stat().st_size:
            continue
        try:
            with closing(_connect(file)) as connection:
                found = connection.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.OperationalError:
            # The file is busy, or the disk is full or broken: no damage that a new history would mend.
            continue
        except sqlite3.Error as error:
            return f"{file.name}: {error}"
        if found != [("ok",)]:
            return f"{file.name}: {found[0][0]}"
    return ""


def set_aside_damaged_history(paths: DataPaths) -> str:
    """Sets a damaged history aside, so that Dagster begins a new one; returns what was done, empty for nothing.

    Raises:
        OSError: the folder cannot be renamed.
    """
    damage = describe_damage(paths)
    if not damage:
        return ""
    moved = [set_aside(one).name for one in (paths.history, paths.dagster_home / "schedules") if one.exists()]
    return (
        f"Dagster's history was damaged ({damage}); set aside as {' and '.join(moved)}, and a new one begins. "
        "Papers and trends are not in it."
    )
