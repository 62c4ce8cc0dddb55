"""Writes tables of the build: replace or append, each in one transaction and by column name.

A rejected write (a frame that does not fit, a broken constraint, a crash) leaves the old rows as they were.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

from warehouse.schema import TABLES, Table, table
from warehouse.schema.ddl import create_statements
from warehouse.schema.frames import conform


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commits at the end, rolls back when anything is raised."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _has_declared_columns(connection: duckdb.DuckDBPyConnection, declared: Table) -> bool:
    found = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = ? AND table_name = ? ORDER BY column_index",
        [declared.schema, declared.name],
    ).fetchall()
    return found == [(column.name, column.type) for column in declared.columns]


def prepare_build(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Makes every declared table that is missing, and makes anew, empty, those whose columns have changed since.

    Returns:
        Names of the tables that were made.
    """
    made = [declared for declared in TABLES if not _has_declared_columns(connection, declared)]
    with transaction(connection):
        for declared in made:
            for statement in create_statements(declared):
                connection.execute(statement)
    return [declared.name for declared in made]


def _insert(connection: duckdb.DuckDBPyConnection, declared: Table, frame: pl.DataFrame) -> int:
    connection.register("incoming", conform(frame, declared))
    try:
        connection.execute(f"INSERT INTO {declared.qualified_name} BY NAME SELECT * FROM incoming")
    finally:
        connection.unregister("incoming")
    return frame.height


def replace_table(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> int:
    """Replaces all rows of a table by those of `frame`; returns how many there are now.

    Raises:
        FrameMismatch: the frame does not fit the table.
        duckdb.ConstraintException: a row breaks a constraint.
    """
    declared = table(name)
    with transaction(connection):
        for statement in create_statements(declared):
            connection.execute(statement)
        return _insert(connection, declared, frame)


def append_rows(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> int:
    """Adds the rows of `frame` to a table; returns how many were added. Raises as `replace_table` does."""
    with transaction(connection):
        return _insert(connection, table(name), frame)


def fill_table(
    connection: duckdb.DuckDBPyConnection, name: str, query: str, parameters: dict[str, object] | None = None
) -> int:
    """Replaces all rows of a table by those of a SELECT over the build; returns how many there are now.

    The query must yield the table's columns by name, in any order.
    """
    declared = table(name)
    columns = ", ".join(declared.column_names)
    with transaction(connection):
        # The query may read the table's old rows, so it is finished before the table is made anew.
        connection.execute(f"CREATE OR REPLACE TEMP TABLE filling AS SELECT {columns} FROM ({query})", parameters or {})
        for statement in create_statements(declared):
            connection.execute(statement)
        connection.execute(f"INSERT INTO {declared.qualified_name} BY NAME SELECT * FROM filling")
        connection.execute("DROP TABLE filling")
    return count_rows(connection, name)


def count_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Rows of a table."""
    return connection.execute(f"SELECT count(*) FROM {table(name).qualified_name}").fetchall()[0][0]


def read_table(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """All rows of a table as a frame, in no particular order."""
    return connection.sql(f"FROM {table(name).qualified_name}").pl()
