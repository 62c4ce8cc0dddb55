"""Open connections to the served file, shared by all sessions of the process: attaching the file takes longer than most
queries.

The pool is keyed by the version of the file. A swap puts a new file at the path; the connection to the old one goes on
reading the old file and is closed when its last user is done. A connection that nobody has used for a minute is closed
too.
"""

import atexit
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.connection import NotServed, ServedVersion, open_served, served_version

LINGER = 60.0
"""Seconds without a query after which a connection is closed and its memory freed."""

Key = tuple[Path, ServedVersion]


class Superseded(LookupError):
    """The version asked for is neither open nor at the path any more."""


@dataclass(slots=True)
class _Pooled:
    """An open connection to one version of the file at one path.

    Args:
        closing: closes the connection.
        users: page runs and queries that use it now.
        is_current: whether a new user may get it after the last one has gone.
        used: when it was last used, by the monotonic clock.
    """

    connection: duckdb.DuckDBPyConnection
    closing: ExitStack
    users: int = 0
    is_current: bool = True
    used: float = field(default_factory=time.monotonic)


_lock = threading.Lock()
_pool: dict[Key, _Pooled] = {}
_timer: threading.Timer | None = None


@contextmanager
def keep_newest_open(path: Path) -> Generator[ServedVersion]:
    """The newest version of the served file at `path`. Within this context `pooled_cursor` can read it, whatever is
    swapped in.

    Raises:
        NotServed: there is no such file.
        duckdb.IOException: it cannot be read.
    """
    with _lock:
        version = _open_newest(path)
        pooled = _pool[path, version]
        pooled.users += 1
    try:
        yield version
    finally:
        _leave((path, version), pooled)


@contextmanager
def pooled_cursor(path: Path, version: ServedVersion) -> Generator[duckdb.DuckDBPyConnection]:
    """A cursor for one query to `version` of the served file at `path`; the warehouse is in use as by `open_served`.

    Raises:
        NotServed: there is no such file.
        Superseded: the file at `path` is another version by now, and this one is not open.
        duckdb.IOException: it cannot be read.
    """
    key = (path, version)
    with _lock:
        if key not in _pool and _open_newest(path) != version:
            raise Superseded(f"{path} was replaced")
        pooled = _pool[key]
        pooled.users += 1
    try:
        cursor = pooled.connection.cursor()
        try:
            # The schema in use is set for each cursor.
            cursor.execute("USE warehouse")
            yield cursor
        finally:
            cursor.close()
    except duckdb.Error:
        # Whatever is wrong with the connection, the next query opens the file anew.
        with _lock:
            if _pool.get(key) is pooled:
                del _pool[key]
            pooled.is_current = False
        raise
    finally:
        _leave(key, pooled)


def close_unused(unused_for: float = 0.0) -> None:
    """Closes the connections that nobody uses now, nor has used for so many seconds."""
    with _lock:
        before = time.monotonic() - unused_for
        for key, pooled in list(_pool.items()):
            if not pooled.users and pooled.used <= before:
                _close(key, pooled)


def _open_newest(path: Path) -> ServedVersion:
    """Sees to it that the newest version at `path` is in the pool, and returns it; the caller holds the lock."""
    while True:
        version = served_version(path)
        if version is None:
            raise NotServed(str(path))
        if (path, version) in _pool:
            return version
        with ExitStack() as opened:
            try:
                connection = opened.enter_context(open_served(path))
            except duckdb.Error:
                if served_version(path) == version:
                    raise
                continue
            # A swap between the two looks would attach one version under the name of another.
            if served_version(path) != version:
                continue
            for key, pooled in list(_pool.items()):
                pooled.is_current = False
                if not pooled.users:
                    _close(key, pooled)
            _pool[path, version] = _Pooled(connection, opened.pop_all())
            _start_timer()
            return version


def _leave(key: Key, pooled: _Pooled) -> None:
    with _lock:
        pooled.users -= 1
        pooled.used = time.monotonic()
        if not pooled.users and not pooled.is_current:
            _close(key, pooled)


def _close(key: Key, pooled: _Pooled) -> None:
    if _pool.get(key) is pooled:
        del _pool[key]
    pooled.closing.close()


def _start_timer() -> None:
    """Looks now and then for what can be closed, for as long as anything is open."""
    global _timer
    if _timer is None and _pool:
        _timer = threading.Timer(LINGER / 2, _close_idle)
        _timer.daemon = True
        _timer.start()


def _close_idle() -> None:
    global _timer
    close_unused(LINGER)
    with _lock:
        _timer = None
        _start_timer()


def _end() -> None:
    if _timer is not None:
        _timer.cancel()
        _timer.join(1.0)
    close_unused()


atexit.register(_end)
