"""The served file held open between the questions of a page, and for a little while after: attaching it takes longer than most
questions. One connection a process serves all sessions, each question with a cursor of its own.

A held file can still be replaced: a new build is another file, opened at the next question, and the old one is let go as soon
as nobody reads it.
"""

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.connection import ServedVersion, open_served

LINGER = 60.0
"""Seconds after the last question at which the file is let go, and the memory with it."""


@dataclass(slots=True)
class _Held:
    """An open connection to one version of the file at one path, and how many are reading from it."""

    connection: duckdb.DuckDBPyConnection
    closing: ExitStack
    readers: int = 0
    wanted: bool = True
    used: float = field(default_factory=time.monotonic)

    def close_if_done(self) -> None:
        if not self.wanted and not self.readers:
            self.closing.close()


_lock = threading.Lock()
_held: dict[tuple[Path, ServedVersion], _Held] = {}
_timer: threading.Timer | None = None


@contextmanager
def held_cursor(path: Path, version: ServedVersion) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for one question to `version` of the served file at `path`; the warehouse is in use as by `open_served`.

    Raises:
        NotServed: there is no such file.
        duckdb.IOException: it cannot be read.
    """
    with _lock:
        held = _hold(path, version)
        held.readers += 1
    try:
        cursor = held.connection.cursor()
        try:
            # What is in use is a cursor's own affair.
            cursor.execute("USE warehouse")
            yield cursor
        finally:
            cursor.close()
    except duckdb.Error:
        # Whatever is wrong with it, the next question opens the file anew.
        with _lock:
            if _held.get((path, version)) is held:
                _drop((path, version))
        raise
    finally:
        with _lock:
            held.readers -= 1
            held.used = time.monotonic()
            held.close_if_done()


def let_go(unused_for: float = 0.0) -> None:
    """Lets go of the file that nobody is reading, nor has asked for so many seconds."""
    with _lock:
        before = time.monotonic() - unused_for
        for key in [key for key, held in _held.items() if not held.readers and held.used <= before]:
            _drop(key)


def _hold(path: Path, version: ServedVersion) -> _Held:
    key = (path, version)
    if key not in _held:
        for other in list(_held):
            _drop(other)
        with ExitStack() as opened:
            connection = opened.enter_context(open_served(path))
            _held[key] = _Held(connection, opened.pop_all())
        _watch()
    return _held[key]


def _drop(key: tuple[Path, ServedVersion]) -> None:
    held = _held.pop(key)
    held.wanted = False
    held.close_if_done()


def _watch() -> None:
    """Looks now and then whether something can be let go, for as long as anything is held."""
    global _timer
    if _timer is None and _held:
        _timer = threading.Timer(LINGER / 2, _look)
        _timer.daemon = True
        _timer.start()


def _look() -> None:
    global _timer
    let_go(LINGER)
    with _lock:
        _timer = None
        _watch()


def _end() -> None:
    if _timer is not None:
        _timer.cancel()
        _timer.join(1.0)
    let_go()


atexit.register(_end)
