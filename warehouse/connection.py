"""The only place that opens DuckDB: the build file to write, the served file to read.

A process that writes a DuckDB file keeps every other from opening it. So runs write the build file, and readers attach
the served one for one query or one page. They attach it to a connection in memory: after a swap, `duckdb.connect(path)`
would return the old file for as long as any connection of the process to that path is open.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.layout import UNSTAMPED, read_stamp, refuse_newer
from warehouse.recovery.row_counts import forget_row_counts, has_row_counts, note_row_counts
from warehouse.schema.ddl import quote_text

STORAGE_VERSION = "v1.4.0"
"""Storage format of every file written here: the two previous lines of DuckDB open it too."""


DatabaseError = duckdb.Error
"""What is raised where a file is damaged; for modules that do not know DuckDB."""


def is_damage(error: Exception) -> bool:
    """Whether the error says that a file holds other bytes than were written."""
    return "Corrupt database file" in str(error) or "checksum" in str(error)


class NotServed(FileNotFoundError):
    """There is no served warehouse yet."""


class NotPapertrends(duckdb.CatalogException):
    """The file is a DuckDB file, but no warehouse."""


def describe_unreadable(path: Path, error: Exception) -> str:
    """What is said of a served file that cannot be read."""
    reason = str(error).strip().splitlines()[0].rstrip(".")
    return f"{path} cannot be read ({reason}). `papertrends run` makes it again; `papertrends doctor` says more."


def refuse_foreign(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises NotPapertrends where the database in use lacks the table that every served file has."""
    query = "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'builds'"
    if not connection.execute(query).fetchall()[0][0]:
        raise NotPapertrends("it was not made by Papertrends")


class ServedVersion(NamedTuple):
    """Identity of the served file; a swap changes it. Key caches on it."""

    inode: int
    mtime_ns: int
    size: int


def served_version(path: Path) -> ServedVersion | None:
    """The identity of the served file at `path`; None where nothing is served."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return ServedVersion(stat.st_ino, stat.st_mtime_ns, stat.st_size)


@contextmanager
def open_build(
    path: Path, threads: int | None = None, *, counts_rows: bool = True
) -> Generator[duckdb.DuckDBPyConnection]:
    """A read-write connection to the build file at `path`, made where it is not there; closed and checkpointed after.

    Args:
        path: the build file.
        threads: threads that DuckDB works with; None for as many as there are cores.
        counts_rows: note at the end how many rows each table has. Not needed where the file is soon opened again.

    Raises:
        duckdb.IOException: another process has it open.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION})
    try:
        connection.execute("SET preserve_insertion_order = true")
        # The bar would overwrite the progress that the run prints.
        connection.execute("SET enable_progress_bar = false")
        if threads:
            connection.execute(f"SET threads = {threads}")
        forget_row_counts(connection)
        try:
            yield connection
        finally:
            if counts_rows:
                # What is raised within, or a full disk, must not be hidden by this.
                with suppress(duckdb.Error):
                    note_row_counts(connection)
    finally:
        connection.close()


@contextmanager
def open_any(path: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection in memory with any DuckDB file attached read-only and in use, whatever is in it.

    Raises:
        duckdb.Error: the file is damaged, is no DuckDB file, or is open to write in another program.
    """
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {quote_text(str(path))} AS examined (READ_ONLY)")
        connection.execute("USE examined")
        yield connection
    finally:
        connection.close()


def count_uncounted_rows(build: Path) -> None:
    """Notes how many rows each table of a build file has, where that was not noted when it was closed.

    Raises:
        duckdb.Error: the file is not there, damaged or open elsewhere.
    """
    with open_any(build) as connection:
        is_noted = has_row_counts(connection)
    if not is_noted:
        with open_build(build):
            pass


@contextmanager
def open_served(path: Path, *, locked: bool = False, memory: str | None = None) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection in memory with the served file attached read-only and in use as `warehouse`.

    Args:
        path: the served file.
        locked: deny all else: no other file, no network, no change of settings. For queries that a user typed, which
            may ask a file of any layout.
        memory: memory that queries may use, in DuckDB's words, e.g. ``2GB``; None leaves DuckDB's default.

    Raises:
        NotServed: there is no such file.
        IncompatibleBuild: it was written by a newer version of Papertrends, and is not `locked`.
        NotPapertrends: another program wrote it, and it is not `locked`.
    """
    if not path.exists():
        raise NotServed(f"nothing is served at {path} yet; `papertrends run` makes it")
    connection = duckdb.connect()
    try:
        # The bar of a slow query would stand in the answer that is printed.
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH {quote_text(str(path))} AS warehouse (READ_ONLY)")
        connection.execute("USE warehouse")
        if memory:
            connection.execute(f"SET memory_limit = {quote_text(memory)}")
        if locked:
            # The folder that a query spills into could be written to by name.
            connection.execute("SET temp_directory = ''")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        else:
            stamp = read_stamp(connection)
            refuse_newer(stamp)
            if stamp == UNSTAMPED:
                refuse_foreign(connection)
        yield connection
    finally:
        connection.close()
