"""Compares two builds row by row, as multisets, and leaves out what no two runs have in common."""

from collections.abc import Collection
from pathlib import Path

import duckdb

from warehouse.schema.ddl import quote_text

VOLATILE = ("build_id", "started_at", "published_at", "ingested_at", "git_revision", "path")
"""Columns of names and clock times."""
HISTORY = frozenset({"builds", "theme_lineage", "trend_changes", "build_changes", "theme_fits", "row_counts"})
"""Tables that tell of the builds before: they say more after a run that follows on one that did publish."""
PAPERS = frozenset({"papers", "sightings", "paper_terms", "paper_links"})
"""Tables whose rows depend on the files alone, and not on the builds before."""


def compare_builds(
    left: Path, right: Path, *, only: Collection[str] = (), leave_out: Collection[str] = ()
) -> list[str]:
    """What differs between two files of the warehouse, a sentence a table; empty where they hold the same rows.

    Args:
        left: a build file or served file.
        right: another one.
        only: names of the tables to compare; empty for all.
        leave_out: names of tables not to compare.

    Raises:
        duckdb.Error: a file cannot be read.
    """
    differences = []
    with duckdb.connect() as connection:
        for name, path in (("l", left), ("r", right)):
            connection.execute(f"ATTACH {quote_text(str(path))} AS {name} (READ_ONLY)")
        tables = {name: _list_tables(connection, name) for name in ("l", "r")}
        for table in sorted(tables["l"].keys() ^ tables["r"].keys()):
            differences.append(f"{table[1]} is only in one of them")
        for (schema, table), columns in sorted(tables["l"].items()):
            if (schema, table) not in tables["r"] or (only and table not in only) or table in leave_out:
                continue
            chosen = ", ".join(f'"{column}"' for column in columns if column not in VOLATILE)
            if not chosen:
                continue
            rows = [f'SELECT {chosen} FROM {side}."{schema}"."{table}"' for side in ("l", "r")]
            surplus = [
                connection.execute(f"SELECT count(*) FROM ({one} EXCEPT ALL {other})").fetchall()[0][0]
                for one, other in (rows, rows[::-1])
            ]
            if any(surplus):
                differences.append(f"{table}: {surplus[0]} rows only in {left.name}, {surplus[1]} only in the other")
    return differences


def _list_tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[tuple[str, str], list[str]]:
    """Schema and name of each table, with its columns."""
    rows = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE database_name = ? ORDER BY ALL",
        [database],
    ).fetchall()
    tables: dict[tuple[str, str], list[str]] = {}
    for schema, table, column in rows:
        tables.setdefault((schema, table), []).append(column)
    return tables


def count_papers(served: Path) -> int | None:
    """Papers in a served file; None where there is none or it cannot be read."""
    if not served.is_file():
        return None
    try:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH {quote_text(str(served))} AS w (READ_ONLY)")
            return connection.execute("SELECT count(*) FROM w.papers").fetchall()[0][0]
    except (duckdb.Error, UnicodeDecodeError):
        return None
