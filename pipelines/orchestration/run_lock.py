"""The run lock: one run at a time writes the build file. The system frees the lock when its process ends.

Dagster's queue holds back the runs that its daemon starts; a run on the command line does not pass through that queue.
"""

import json
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from filelock import FileLock, Timeout

from warehouse.paths import DataPaths

POLL_SECONDS = 0.2


class RunLock:
    """The right to write the build file, held by one run of one process from its first step to its last.

    Args:
        paths: the data folder; the lock is its file `run.lock`, and `run.json` beside it says who holds it.
        run_id: the run that asks.
    """

    def __init__(self, paths: DataPaths, run_id: str) -> None:
        self._path = paths.run_lock
        self._lock = FileLock(self._path, thread_local=False)
        self._holder = paths.root / "run.json"
        self._run_id = run_id

    def acquire(self, on_wait: Callable[[str], None], timeout: float = -1) -> Self:
        """Waits until no other run holds the lock; says once, by `on_wait`, for which run it waits.

        Args:
            on_wait: takes the sentence that names the holder.
            timeout: seconds to wait; -1 for as long as it takes.

        Raises:
            filelock.Timeout: another run still holds the lock after `timeout` seconds.
            OSError: the lock file cannot be opened, for example because it is a folder.
        """
        self._holder.parent.mkdir(parents=True, exist_ok=True)
        if self._path.is_dir():
            raise IsADirectoryError(f"{self._path} is a folder, so no run can begin. Mend it: papertrends doctor --fix")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            on_wait(f"Waiting for {self._describe_holder()} …")
            self._lock.acquire(timeout=timeout, poll_interval=POLL_SECONDS)
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
