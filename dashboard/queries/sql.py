"""Queries of the page SQL: what tables there are. The query that a user types goes through
`warehouse.typed_query`."""

from collections.abc import Iterable

from dashboard.query import Query, ask


def columns_of_tables() -> Query:
    """Every column of the contract's tables with its description, in the tables' order: table_name, table_comment,
    column_name, data_type, is_nullable, comment."""
    return ask("""
        SELECT tables.table_name, tables.comment AS table_comment,
               columns.column_name, columns.data_type, columns.is_nullable, columns.comment
        FROM duckdb_tables() AS tables
        JOIN duckdb_columns() AS columns USING (database_name, schema_name, table_name)
        WHERE tables.database_name = current_database() AND tables.schema_name = 'main'
        ORDER BY tables.table_name, columns.column_index
    """)


def rows_of_tables(names: Iterable[str]) -> Query:
    """How many rows each of these tables holds, counted, not estimated: table_name, rows.

    Args:
        names: tables that are there, as `columns_of_tables` names them; at least one.
    """
    return ask(" UNION ALL ".join(f"SELECT '{name}' AS table_name, count(*) AS rows FROM {name}" for name in names))
