"""Which paths a run may be asked to take in: those under the inbox, and those that the user gave on the command line.

A run's config can come from anybody who reaches the Dagster UI; without this rule it could name any file of the
machine.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from os import PathLike
from pathlib import Path

_given: ContextVar[tuple[Path, ...]] = ContextVar("given", default=())


@contextmanager
def giving(paths: Iterable[str | PathLike[str]]) -> Generator[None]:
    """Lets the runs of this thread take in `paths` and what is in them, until the block ends."""
    before = _given.set(tuple(Path(path).resolve() for path in paths))
    try:
        yield
    finally:
        _given.reset(before)


def find_foreign(paths: Iterable[str | PathLike[str]], inbox: Path) -> list[Path]:
    """Those of `paths` that lie neither in `inbox` nor in what was given, links followed."""
    allowed = (inbox.resolve(), *_given.get())
    return [Path(path) for path in paths if not any(Path(path).resolve().is_relative_to(one) for one in allowed)]
