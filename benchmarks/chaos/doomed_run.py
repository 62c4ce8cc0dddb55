"""A run in a process that kills itself at a named moment: python -m benchmarks.chaos.doomed_run MOMENT run [PATH]...

The moments are the start and the end of every step, and those around the locks, the row of the build and the swap,
where a half-done thing could be mistaken for a whole one.
"""

import importlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from dagster import EventLogEntry

from pipelines.cli.progress import STEPS, RunProgress


def die() -> None:
    """Ends this process as a loss of power would: nothing is flushed, closed or told."""
    os.kill(os.getpid(), signal.SIGKILL)


def _at_call(module: str, name: str, *, after: bool = False, target: str = "") -> Callable[[], None]:
    """Arms a moment: a call of `name`, a function or ``Class.method`` of `module`.

    Args:
        module: where it is looked up when it is called.
        name: what is called.
        after: whether the call is let through first.
        target: the call counts only where its second argument is a path with this in its name; empty for every call.
    """

    def arm() -> None:
        *owners, attribute = name.split(".")
        owner: object = importlib.import_module(module)
        for one in owners:
            owner = getattr(owner, one)
        original = getattr(owner, attribute)

        def doomed(*arguments: object, **named: object) -> object:
            counts = not target or target in Path(str(arguments[1])).name
            if counts and not after:
                die()
            result = original(*arguments, **named)
            if counts:
                die()
            return result

        setattr(owner, attribute, doomed)

    return arm


def _copy_half() -> None:
    def copyfile(source: str, target: str) -> None:
        content = Path(source).read_bytes()
        Path(target).write_bytes(content[: len(content) // 2])
        die()

    setattr(shutil, "copyfile", copyfile)  # noqa: B010  # its type has more to it than is used here


def _at_step(step: str, event: str) -> Callable[[], None]:
    def arm() -> None:
        listen = RunProgress.__call__

        def doomed(self: RunProgress, entry: EventLogEntry) -> None:
            if entry.step_key == step and entry.dagster_event and entry.dagster_event.event_type.value == event:
                die()
            listen(self, entry)

        RunProgress.__call__ = doomed

    return arm


_PUBLISHING = "pipelines.assets.publish"
BOUNDARIES: dict[str, Callable[[], None]] = {
    f"{word} of {step}": _at_step(step, event)
    for step in STEPS
    for word, event in (("start", "STEP_START"), ("end", "STEP_SUCCESS"))
}
BEGINNING: dict[str, Callable[[], None]] = {
    "before the lease": _at_call("pipelines.orchestration.process_lease", "ProcessLease.acquire"),
    "lease taken, no run yet": _at_call("pipelines.orchestration.process_lease", "ProcessLease.acquire", after=True),
    "before the run lock": _at_call("pipelines.orchestration.run_lock", "RunLock.acquire"),
    "run lock taken": _at_call("pipelines.orchestration.run_lock", "RunLock.acquire", after=True),
}
PUBLISHING: dict[str, Callable[[], None]] = {
    "unpublished builds forgotten": _at_call(_PUBLISHING, "forget_unpublished", after=True),
    "before the row of the build": _at_call(_PUBLISHING, "describe_build"),
    "row written, not published": _at_call(_PUBLISHING, "publish"),
    "rows not counted": _at_call("warehouse.publish", "note_row_counts"),
    "rows counted, not copied": _at_call("warehouse.publish", "note_row_counts", after=True),
    "half copied": _copy_half,
    "copied, not verified": _at_call("warehouse.publish", "_verify"),
    "verified": _at_call("warehouse.publish", "_verify", after=True),
    "before the swap": _at_call("pathlib", "Path.replace", target="papers.duckdb"),
    "after the swap": _at_call("pathlib", "Path.replace", target="papers.duckdb", after=True),
    "published, not kept": _at_call(_PUBLISHING, "keep_served"),
    "kept, not noted": _at_call(_PUBLISHING, "note_publication"),
    "noted, not reported": _at_call(_PUBLISHING, "note_publication", after=True),
}
MOMENTS = BEGINNING | BOUNDARIES | PUBLISHING


def main() -> None:
    """Arms the moment and runs."""
    moment, *arguments = sys.argv[1:]
    MOMENTS[moment]()
    from pipelines.cli import main as papertrends

    papertrends(arguments)


if __name__ == "__main__":
    main()
