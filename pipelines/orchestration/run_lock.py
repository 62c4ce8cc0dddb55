"""One run at a time, and no run that seems to live for ever: locks that the system releases when a process ends, however it ends.

Dagster's queue holds back runs that its daemon starts; a run on the command line does not pass through it.
"""

import json
import os
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from dagster import DagsterInstance, DagsterRunStatus
from filelock import FileLock, Timeout

from warehouse.paths import DataPaths

POLL_SECONDS = 0.2
_YOUNG_SECONDS = 10
_FINISHED = (DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED)


class RunLock:
    """The right to write the build file, held by one run of one process from its first step to its last.

    Args:
        paths: the data folder; the lock is its file `run.lock`, and `run.json` beside it says who holds it.
        run_id: the run that asks.
    """

    def __init__(self, paths: DataPaths, run_id: str) -> None:
        self._lock = FileLock(paths.root / "run.lock", thread_local=False)
        self._holder = paths.root / "run.json"
        self._run_id = run_id

    def acquire(self, on_wait: Callable[[str], None]) -> Self:
        """Waits until no other run holds the lock; says once, by `on_wait`, for which run it waits."""
        Path(self._lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            on_wait(f"Waiting for {self._describe_holder()} …")
            self._lock.acquire(poll_interval=POLL_SECONDS)
        holder = {
            "run_id": self._run_id,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._holder.write_text(json.dumps(holder), encoding="utf-8")
        return self

    def release(self) -> None:
        """Lets the next run in. Releasing twice does no harm."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _describe_holder(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(holder["since"])
            return f"run {holder['run_id'][:8]}, at work since {since:%H:%M:%S} UTC (process {holder['pid']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another run"


class LifeSign:
    """A lock that the process of a run holds as long as it lives, so that others can tell a dead run from a slow one."""

    def __init__(self, paths: DataPaths, run_id: str) -> None:
        self._lock = FileLock(_life_signs(paths) / f"{run_id}.lock", thread_local=False)

    def __enter__(self) -> Self:
        Path(self._lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        self._lock.acquire(timeout=5)
        return self

    def __exit__(self, *_: object) -> None:
        Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock.release()


def _life_signs(paths: DataPaths) -> Path:
    return paths.dagster_home / "living"


def bury_dead_runs(instance: DagsterInstance, paths: DataPaths) -> list[str]:
    """Reports as failed the runs whose process ended without a word, so that they hold back no queue; returns their ids."""
    buried = []
    for file in sorted(_life_signs(paths).glob("*.lock")):
        lock = FileLock(file)
        try:
            if time.time() - file.stat().st_mtime < _YOUNG_SECONDS:
                continue
            lock.acquire(timeout=0)
        except (FileNotFoundError, Timeout):
            continue
        run = instance.get_run_by_id(file.stem)
        if run and run.status not in _FINISHED:
            instance.report_run_failed(run, "The process of this run ended before the run did; nothing was published.")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
            buried.append(run.run_id)
        file.unlink(missing_ok=True)
        lock.release()
    return buried
