"""The lease of a run: a lock that its process holds until it ends, which tells a dead run from a slow one."""

from pathlib import Path
from typing import ClassVar

from filelock import FileLock, Timeout

from warehouse.paths import DataPaths


class ProcessLease:
    """The lease of one run.

    A process takes the lease before it creates its run, or as the run's first act where Dagster's daemon created it.
    The lease is kept until the process ends: Dagster notes the end of a run only after the run's resources are closed.
    """

    _held: ClassVar[dict[Path, FileLock]] = {}

    def __init__(self, paths: DataPaths, run_id: str) -> None:
        self.path = paths.leases / f"{run_id}.lock"

    def acquire(self) -> None:
        """Takes the lease. Taking it twice in one process does no harm.

        Raises:
            filelock.Timeout: another process works on the run.
        """
        if self.path in self._held:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path, thread_local=False)
        lock.acquire(timeout=5)
        self._held[self.path] = lock

    def release(self) -> None:
        """Gives the lease back and removes its file. Releasing twice does no harm."""
        if lock := self._held.pop(self.path, None):
            self.path.unlink(missing_ok=True)
            lock.release()

    @property
    def exists(self) -> bool:
        """Whether the lease was ever taken and not given back."""
        return self.path.exists()

    @property
    def is_held(self) -> bool:
        """Whether a living process holds the lease; this one counts."""
        if self.path in self._held:
            return True
        if not self.path.exists():
            return False
        try:
            with FileLock(self.path).acquire(timeout=0):
                return False
        except Timeout:
            return True


def list_leases(paths: DataPaths) -> list[str]:
    """The ids of the runs that have a lease, held or not."""
    return sorted(file.stem for file in paths.leases.glob("*.lock"))
