"""Starts commands of Papertrends on a data folder of their own, kills runs at a chosen moment, and says how they ended.

Linux only: how much a process has computed is read from `/proc`.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from pipelines.settings import PROJECT
from warehouse.paths import DataPaths

PATIENCE = 240.0
"""Seconds after which a command that has not ended counts as hung. An undisturbed run takes some 13 CPU seconds."""
_COMMAND = (sys.executable, "-c", "from pipelines.cli import main; main()")
_TICKS = os.sysconf("SC_CLK_TCK")


class Ended(NamedTuple):
    """How a command ended.

    Args:
        code: its exit code, negative for the signal that killed it; None where it had to be ended after `PATIENCE`.
        said: all that it printed.
    """

    code: int | None
    said: str

    @property
    def has_trace(self) -> bool:
        """Whether a user saw a stack trace."""
        return "Traceback (most recent call last)" in self.said

    @property
    def reason(self) -> str:
        """The last of what it said, without the steps that ended well, on one line."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip() and "✓" not in line]
        return " / ".join(lines)[-400:]


def start(paths: DataPaths, *arguments: object, die_at: str = "") -> subprocess.Popen[str]:
    """Starts `papertrends ARGUMENTS` on the data folder `paths`, in a process group of its own.

    Args:
        paths: the data folder.
        arguments: of the command.
        die_at: a moment of `benchmarks.chaos.doomed_run`, at which the process kills itself.
    """
    command = [sys.executable, "-m", "benchmarks.chaos.doomed_run", die_at] if die_at else _COMMAND
    search = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [*command, *map(str, arguments)],
        env=os.environ | {"PAPERTRENDS_DATA": str(paths.root), "PYTHONPATH": search, "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def wait(process: subprocess.Popen[str], patience: float = PATIENCE) -> Ended:
    """Waits until a command ends; ends its whole group where that takes longer than `patience` seconds."""
    try:
        said, _ = process.communicate(timeout=patience)
        return Ended(process.returncode, said)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return Ended(None, process.communicate()[0])


def call(paths: DataPaths, *arguments: object, patience: float = PATIENCE) -> Ended:
    """Runs `papertrends ARGUMENTS` to its end."""
    return wait(start(paths, *arguments), patience)


def cpu_seconds(pid: int) -> float | None:
    """CPU seconds that a process has used; None where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / _TICKS


def kill_after(process: subprocess.Popen[str], seconds: float) -> None:
    """Kills a process once it has used so many CPU seconds: on a busy machine it is then as far as on an idle one."""
    while (used := cpu_seconds(process.pid)) is not None and used < seconds:
        time.sleep(0.005)
    process.kill()


def unfinished_runs(paths: DataPaths) -> list[str]:
    """Statuses of the runs in Dagster's history that never ended. Inbox and queue would wait for them."""
    history = paths.dagster_home / "history" / "runs.db"
    with sqlite3.connect(f"file:{history}?mode=ro", uri=True) as connection:
        query = "SELECT status FROM runs WHERE status NOT IN ('SUCCESS', 'FAILURE', 'CANCELED')"
        return [status for (status,) in connection.execute(query)]


def leftovers(paths: DataPaths) -> list[str]:
    """Names of unfinished copies that a killed run left behind."""
    return sorted(path.name for path in paths.root.rglob("*.tmp*"))


def require(ended: Ended, doing: str) -> None:
    """Raises where what the harness needs for its own work did not go well.

    Raises:
        SystemExit: with what was said.
    """
    if ended.code != 0:
        raise SystemExit(f"{doing} ended with {ended.code}:\n{ended.said[-3000:]}")
