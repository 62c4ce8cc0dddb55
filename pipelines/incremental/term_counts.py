"""The counts of terms by period in the build file: terms whose papers are the same as before keep theirs."""

import duckdb

from pipelines.sql import read_query
from warehouse.schema import table
from warehouse.writer import count_rows, fill_table, transaction

COUNTED = ("term_counts", "counted_terms")
"""Tables that hold the counts, and what they rest on."""
_LARGEST_PART = 0.3
"""Terms to count, as part of all, above which all are counted: that takes hardly longer."""

# The signature of a term is the same as long as its papers, their dates and its name are. It is made with MD5 and sums,
# because DuckDB's own hash() may change with any version. Two numbers of 40 bits a paper keep the sum exact.
_SIGN = """
CREATE OR REPLACE TEMP TABLE signed AS
WITH digests AS MATERIALIZED (
    SELECT paper_id, md5(concat_ws('|', paper_id, published_on, date_precision, language)) AS digest FROM papers
), paper_numbers AS MATERIALIZED (
    SELECT paper_id, ('0x' || digest[:10])::BIGINT AS factor, ('0x' || digest[11:20])::BIGINT AS addend FROM digests
)
SELECT term_id, ('0x' || md5(concat_ws('|', term, total))[:15])::BIGINT AS signature
FROM terms
JOIN (
    SELECT term_id, sum(factor * mentions + addend) AS total FROM paper_terms JOIN paper_numbers USING (paper_id) GROUP
    BY term_id
) USING (term_id)
"""
_REMEMBER = """
INSERT INTO internal.counted_terms BY NAME
SELECT term_id, signature, CAST(coalesce(held.rows, 0) AS INTEGER) AS rows
FROM signed
LEFT JOIN (SELECT term_id, count(*) AS rows FROM term_counts GROUP BY term_id) AS held USING (term_id)
"""


def fill_term_counts(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Counts terms by period; the table is then what it would be had there been none before.

    Returns:
        How many terms were counted, of how many.
    """
    connection.execute(_SIGN)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed AS SELECT term_id FROM signed ANTI JOIN internal.counted_terms USING "
        "(term_id, signature)"
    )
    terms, changed = (_count(connection, name) for name in ("signed", "changed"))
    known = connection.execute("SELECT coalesce(sum(rows), 0) FROM internal.counted_terms").fetchall()[0][0]
    if not known or known != count_rows(connection, "term_counts") or changed > _LARGEST_PART * terms:
        # Should the run end here, nothing is known of the counts.
        connection.execute("DELETE FROM internal.counted_terms")
        fill_table(connection, "term_counts", read_query("term_counts"))
        connection.execute(_REMEMBER)
        changed = terms
    else:
        _count_changed(connection)
    for name in ("signed", "changed"):
        connection.execute(f"DROP TABLE {name}")
    return changed, terms


def _count_changed(connection: duckdb.DuckDBPyConnection) -> None:
    """Counts the terms in `changed`, takes out what is no longer in `signed`, and divides anew where periods have
    other papers."""
    columns = ", ".join(table("term_counts").column_names)
    # For the query, which is the one that counts all, this table stands before the other of its name.
    connection.execute("CREATE TEMP TABLE paper_terms AS FROM paper_terms SEMI JOIN changed USING (term_id)")
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE recounted AS SELECT {columns} FROM ({read_query('term_counts')})"
        )
    finally:
        connection.execute("DROP TABLE temp.paper_terms")
    gone = "term_id IN (SELECT term_id FROM internal.counted_terms ANTI JOIN signed USING (term_id, signature))"
    with transaction(connection):
        connection.execute(f"DELETE FROM term_counts WHERE {gone}")
        connection.execute(
            "UPDATE term_counts SET share = term_counts.papers / periods.papers FROM periods WHERE periods.grain = "
            "term_counts.grain "
            "AND periods.period_start = term_counts.period_start AND share <> term_counts.papers / periods.papers"
        )
        connection.execute("INSERT INTO term_counts BY NAME FROM recounted")
        connection.execute(f"DELETE FROM internal.counted_terms WHERE {gone}")
        connection.execute(f"{_REMEMBER} WHERE term_id IN (FROM changed)")
    connection.execute("DROP TABLE recounted")


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    return connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
