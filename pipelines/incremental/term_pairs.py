"""Pairs of terms in the build file: the query `term_pairs.sql`, with its largest sum in
`pipelines.trends.cooccurrence`."""

import duckdb

from pipelines.sql import give_part, read_part, read_query
from pipelines.trends.cooccurrence import count_shared
from warehouse.writer import fill_table


def fill_term_pairs(connection: duckdb.DuckDBPyConnection) -> int:
    """Fills the table; returns its rows."""
    query = read_query("term_pairs")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE held_terms AS {read_part(query, 'held')} FROM held")
    query = give_part(query, "held", "held_terms")
    (most_papers,) = connection.execute(f"{read_part(query, 'specific')} FROM specific").fetchall()[0]
    (recent_start,) = connection.execute(f"{read_part(query, 'corpus')} SELECT recent_start FROM corpus").fetchall()[0]
    shared = count_shared(connection.sql("FROM held_terms").pl(), most_papers, recent_start)
    connection.register("shared_terms", shared)
    try:
        return fill_table(connection, "term_pairs", give_part(query, "shared", "shared_terms"))
    finally:
        connection.unregister("shared_terms")
        connection.execute("DROP TABLE held_terms")
