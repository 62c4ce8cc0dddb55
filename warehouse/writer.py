"""Writes tables of the build: replace or append, each in one transaction and by column name.

A rejected write (a frame that does not fit, a broken constraint, a crash) leaves the old rows as they were.
"""

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager

import duckdb
import polars as pl

from warehouse.connection import is_damage
from warehouse.layout import (
    LAYOUT_VERSION,
    IncompatibleBuild,
    Stamp,
    drop_undeclared,
    papertrends_version,
    read_stamp,
    refuse_newer,
    write_stamp,
)
from warehouse.schema import TABLES, Table, table
from warehouse.schema.ddl import create_statements
from warehouse.schema.frames import conform

IRREPLACEABLE = frozenset(
    {
        *("sources", "source_files", "rejects", "records", "paper_aliases", "theme_lineage"),
        *("trend_changes", "build_changes", "builds"),
    }
)
"""Tables that a run adds to; all others are made anew from them."""


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Commits at the end, rolls back when anything is raised."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _found_columns(connection: duckdb.DuckDBPyConnection, declared: Table) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = ? AND table_name = ? ORDER BY column_index",
        [declared.schema, declared.name],
    ).fetchall()


def _remake(connection: duckdb.DuckDBPyConnection, declared: Table, found: list[tuple[str, str]]) -> None:
    """Makes a table as it is declared; rows that were there keep the columns that both forms have."""
    kept = [name for name, _ in found if name in declared.column_names]
    if kept:
        connection.execute(f"CREATE TEMP TABLE kept AS SELECT {', '.join(kept)} FROM {declared.qualified_name}")
    for statement in create_statements(declared):
        connection.execute(statement)
    if kept:
        connection.execute(f"INSERT INTO {declared.qualified_name} BY NAME SELECT * FROM kept")
        connection.execute("DROP TABLE kept")


def prepare_build(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Brings the build file to the layout of this version: missing tables, changed columns, stamp.

    A changed table keeps its rows where its new columns may be NULL. Where they may not, a table that every run fills
    anew starts empty, and one that holds what cannot be made again stops the work.

    Returns:
        Names of the tables that were made or changed.

    Raises:
        IncompatibleBuild: the file is of a newer layout, or rows that only it holds do not fit the new columns.
        duckdb.Error: the file is damaged.
    """
    stamp = read_stamp(connection)
    refuse_newer(stamp)
    changed = [declared.name for declared in TABLES if _bring_up_to_date(connection, declared)]
    if stamp != Stamp(LAYOUT_VERSION, papertrends_version()):
        with transaction(connection):
            if stamp.layout < LAYOUT_VERSION:
                drop_undeclared(connection)
            write_stamp(connection)
    return changed


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, declared: Table) -> bool:
    """Makes a table that is missing or has other columns than declared; returns whether it was so."""
    found = _found_columns(connection, declared)
    if found == [(column.name, column.type) for column in declared.columns]:
        return False
    try:
        with transaction(connection):
            _remake(connection, declared, found)
    except duckdb.Error as error:
        if is_damage(error):
            raise
        if declared.name in IRREPLACEABLE:
            raise IncompatibleBuild(
                f"The build file was made by another version of Papertrends, and its table {declared.name} does not "
                f"fit this one ({error}). Move the data folder away and run again on the original files."
            ) from error
        with transaction(connection):
            for statement in create_statements(declared):
                connection.execute(statement)
    return True


def _write(
    connection: duckdb.DuckDBPyConnection, declared: Table, frames: Iterable[pl.DataFrame], before: list[str]
) -> int:
    rows = 0
    try:
        with transaction(connection):
            for statement in before:
                connection.execute(statement)
            for frame in frames:
                connection.register("incoming", conform(frame, declared))
                connection.execute(f"INSERT INTO {declared.qualified_name} BY NAME SELECT * FROM incoming")
                rows += frame.height
    finally:
        # Not within the transaction: DuckDB lets nothing but ROLLBACK pass once a statement of it has failed.
        connection.unregister("incoming")
    return rows


def replace_table(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> int:
    """Replaces all rows of a table by those of `frame`; returns how many there are now.

    Raises:
        FrameMismatch: the frame does not fit the table.
        duckdb.ConstraintException: a row breaks a constraint.
    """
    return replace_by_parts(connection, name, [frame])


def replace_by_parts(connection: duckdb.DuckDBPyConnection, name: str, frames: Iterable[pl.DataFrame]) -> int:
    """As `replace_table`, from several frames, of which one at a time is in memory."""
    declared = table(name)
    return _write(connection, declared, frames, before=create_statements(declared))


def append_rows(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> int:
    """Adds the rows of `frame` to a table; returns how many were added. Raises as `replace_table` does."""
    return _write(connection, table(name), [frame], before=[])


def append_tables(connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> None:
    """Adds rows to several tables in one transaction: all or none. Raises as `replace_table` does."""
    incoming = {f"incoming_{name}": conform(frame, table(name)) for name, frame in frames.items()}
    for view, frame in incoming.items():
        connection.register(view, frame)
    try:
        with transaction(connection):
            for name in frames:
                connection.execute(f"INSERT INTO {table(name).qualified_name} BY NAME SELECT * FROM incoming_{name}")
    finally:
        for view in incoming:
            connection.unregister(view)


def exchange_rows(
    connection: duckdb.DuckDBPyConnection, exchanges: dict[str, tuple[pl.DataFrame | None, pl.DataFrame]]
) -> None:
    """Takes rows out of several tables and puts others in, in one transaction. Raises as `replace_table` does.

    Args:
        connection: to the build file.
        exchanges: table name to (columns whose values name the rows to take out, None for all rows; rows to put in).
    """
    views = {}
    for name, (gone, come) in exchanges.items():
        views |= {f"incoming_{name}": conform(come, table(name))} | ({} if gone is None else {f"gone_{name}": gone})
    for view, frame in views.items():
        connection.register(view, frame)
    try:
        with transaction(connection):
            for name, (gone, _) in exchanges.items():
                target = table(name).qualified_name
                if gone is None:
                    for statement in create_statements(table(name)):
                        connection.execute(statement)
                elif not gone.is_empty():
                    key = ", ".join(gone.columns)
                    connection.execute(f"DELETE FROM {target} WHERE ({key}) IN (SELECT ({key}) FROM gone_{name})")
                connection.execute(f"INSERT INTO {target} BY NAME SELECT * FROM incoming_{name}")
    finally:
        for view in views:
            connection.unregister(view)


def fill_table(
    connection: duckdb.DuckDBPyConnection, name: str, query: str, parameters: dict[str, object] | None = None
) -> int:
    """Replaces all rows of a table by those of a SELECT over the build; returns how many there are now.

    The query must yield the table's columns by name, in any order.
    """
    declared = table(name)
    columns = ", ".join(declared.column_names)
    rows = f"SELECT {columns} FROM ({query})"
    # A query that reads the table's old rows is finished before the table is made anew; others need no such copy.
    reads_itself = re.search(rf"\b{name}\b", re.sub("--.*", "", query)) is not None
    with transaction(connection):
        if reads_itself:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE filling AS {rows}", parameters or {})
        for statement in create_statements(declared):
            connection.execute(statement)
        source, given = ("FROM filling", {}) if reads_itself else (rows, parameters or {})
        connection.execute(f"INSERT INTO {declared.qualified_name} BY NAME {source}", given)
        if reads_itself:
            connection.execute("DROP TABLE filling")
    return count_rows(connection, name)


def count_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Rows of a table."""
    return connection.execute(f"SELECT count(*) FROM {table(name).qualified_name}").fetchall()[0][0]


def read_table(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """All rows of a table as a frame, in no particular order."""
    return connection.sql(f"FROM {table(name).qualified_name}").pl()
