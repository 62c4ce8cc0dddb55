"""The version of the layout of a data folder: the stamp in its DuckDB files, and what to do with another version.

The table `internal.layout` of the build file, and so of the served file, which is a copy, holds one row. It is written
after the tables have been brought up to date, so that a crash in between leaves the older stamp and the work is done
again. Files of versions before 0.3.0 have no stamp; they are of layout 1.
"""

from typing import NamedTuple

import duckdb

from warehouse.schema import LAYOUT, ROW_COUNTS, TABLES
from warehouse.schema.ddl import create_statements, quote_name

LAYOUT_VERSION = 3
"""Raise it when a release changes tables or columns; `tests/warehouse/layouts` keeps a folder of each release."""


class IncompatibleBuild(RuntimeError):
    """A file of another version of Papertrends that this one cannot take over; the message says what to do."""


class Stamp(NamedTuple):
    """Which layout a file has, and which version of Papertrends wrote it last."""

    layout: int
    papertrends: str


UNSTAMPED = Stamp(1, "0.2.0 or before")


def read_stamp(connection: duckdb.DuckDBPyConnection) -> Stamp:
    """The stamp of the database in use; `UNSTAMPED` where it has none."""
    try:
        rows = connection.execute(f"SELECT layout, papertrends FROM {LAYOUT.qualified_name}").fetchall()
    except duckdb.CatalogException:
        return UNSTAMPED
    return Stamp(*rows[0]) if rows else UNSTAMPED


def refuse_newer(stamp: Stamp) -> None:
    """Raises IncompatibleBuild where a file of this stamp was written by a version that came after this one."""
    if stamp.layout > LAYOUT_VERSION:
        raise IncompatibleBuild(
            f"The data folder was written by a newer Papertrends ({stamp.papertrends}, layout {stamp.layout}; this is "
            f"{papertrends_version()}, which knows layouts up to {LAYOUT_VERSION}). Update Papertrends, or choose "
            "another folder with PAPERTRENDS_DATA. Nothing was changed."
        )


def write_stamp(connection: duckdb.DuckDBPyConnection) -> None:
    """Stamps the database in use with this version; to be called within a transaction."""
    for statement in create_statements(LAYOUT):
        connection.execute(statement)
    connection.execute(f"INSERT INTO {LAYOUT.qualified_name} VALUES (?, ?)", [LAYOUT_VERSION, papertrends_version()])


def drop_undeclared(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Drops the tables of older layouts that no declaration names any more; returns their names."""
    declared = {(table.schema, table.name) for table in (*TABLES, LAYOUT, ROW_COUNTS)}
    found = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY ALL"
    ).fetchall()
    gone = [one for one in found if one not in declared]
    for schema, name in gone:
        connection.execute(f"DROP TABLE {quote_name(schema)}.{quote_name(name)}")
    return [name for _, name in gone]


def papertrends_version() -> str:
    """The version of Papertrends that is running; `unknown` where it is not installed."""
    # Takes a while to load, and a query does not need it.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("papertrends")
    except PackageNotFoundError:
        return "unknown"
