"""How many rows each table has, noted in a build file when it is closed, so that rows that get lost later are noticed.

The note is the table `internal.row_counts`. It is taken away when the file is opened to write: a run that is killed
leaves none. The served file, which is a copy, has the same note.
"""

from collections.abc import Iterable, Mapping

import duckdb

from warehouse.schema import LAYOUT, ROW_COUNTS, TABLES, Table
from warehouse.schema.ddl import create_statements, quote_text

_MOST_NAMED = 3


def note_row_counts(connection: duckdb.DuckDBPyConnection) -> None:
    """Notes how many rows each declared table of the database in use has; nothing where it has no such table."""
    if not (counts := _count(connection, _list_tables(connection))):
        return
    connection.execute("BEGIN TRANSACTION")
    for statement in create_statements(ROW_COUNTS):
        connection.execute(statement)
    connection.execute(
        f"INSERT INTO {ROW_COUNTS.qualified_name} SELECT unnest(?), unnest(?)", [list(counts), list(counts.values())]
    )
    connection.execute("COMMIT")


def forget_row_counts(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes the note away, since rows are about to change."""
    connection.execute(f"DROP TABLE IF EXISTS {ROW_COUNTS.qualified_name}")


def has_row_counts(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database in use has the note."""
    return ROW_COUNTS.name in _find_tables(connection)


def describe_other_rows(connection: duckdb.DuckDBPyConnection) -> str:
    """Which tables of the database in use do not have the rows that they had when it was closed; empty for none.

    Without the note, what is known is that there are as many records as were read from the sources.
    """
    if has_row_counts(connection):
        noted = dict(connection.execute(f"SELECT table_name, rows FROM {ROW_COUNTS.qualified_name}").fetchall())
        return _describe(noted, _count(connection, _list_tables(connection)))
    try:
        parsed, records = connection.execute(
            "SELECT (SELECT coalesce(sum(parsed), 0)::BIGINT FROM sources), (SELECT count(*) FROM internal.records)"
        ).fetchall()[0]
    except (duckdb.CatalogException, duckdb.BinderException):
        return ""
    return _describe({"records": parsed}, {"records": records})


def _describe(noted: Mapping[str, int], found: Mapping[str, int]) -> str:
    others = [
        f"{name} {found.get(name, 0):,} instead of {rows:,}"
        for name, rows in noted.items()
        if found.get(name, 0) != rows
    ]
    more = f" and {len(others) - _MOST_NAMED} more tables" if len(others) > _MOST_NAMED else ""
    return f"rows of {', '.join(others[:_MOST_NAMED])}{more}" if others else ""


def _find_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    known = {(one.schema, one.name) for one in (*TABLES, LAYOUT, ROW_COUNTS)}
    return {name for schema, name in found if (schema, name) in known}


def _list_tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    found = _find_tables(connection)
    return [one for one in TABLES if one.name in found]


def _count(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> dict[str, int]:
    counts = " UNION ALL ".join(f"SELECT {quote_text(one.name)}, count(*) FROM {one.qualified_name}" for one in tables)
    return dict(connection.execute(counts).fetchall()) if counts else {}
