"""One query that a user typed: read-only, locked to the served file, bounded in time, rows and memory.

The SQL page and `papertrends sql` both ask through this, so that neither can touch anything but the warehouse.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from warehouse.connection import open_served

_ALLOWED = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI}


class QueryRefused(ValueError):
    """A query that was not answered; the message says why in words, and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query.

    Args:
        rows: the rows, at most as many as were asked for.
        is_cut: whether there were more.
        seconds: how long it took.
    """

    rows: pl.DataFrame
    is_cut: bool
    seconds: float


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if not statements:
        raise QueryRefused("There is no query here; write a SELECT, for example: FROM papers LIMIT 10")
    if len(statements) > 1:
        raise QueryRefused(f"These are {len(statements)} statements; ask one query at a time.")
    if statements[0].type not in _ALLOWED:
        raise QueryRefused(
            f"The warehouse is read-only here: {statements[0].type.name} is refused; SELECT, WITH, FROM, DESCRIBE, SUMMARIZE, PIVOT and EXPLAIN work."
        )


def _in_words(error: duckdb.Error, seconds: float) -> str:
    if isinstance(error, duckdb.InterruptException):
        return f"Stopped after {seconds:g} seconds: the query takes too long. Narrow it with WHERE, or aggregate before joining."
    if isinstance(error, duckdb.OutOfMemoryException):
        return (
            "Stopped: the query needs more memory than it may have. Narrow it with WHERE, or aggregate before joining."
        )
    return str(error).strip()


def run_typed_query(
    served: Path, sql: str, *, max_rows: int | None = None, seconds: float | None = None, memory: str = "2GB"
) -> Answer:
    """The answer to one SELECT over the served file.

    Args:
        served: the served file.
        sql: one statement, as a user typed it.
        max_rows: rows to return at most; None returns all.
        seconds: time after which the query is stopped; None lets it take as long as it needs.
        memory: memory that it may use, in DuckDB's words.

    Raises:
        QueryRefused: no query, several, one that would change something, a faulty one, one that ran too long or too large.
        warehouse.connection.NotServed: nothing is served.
    """
    with open_served(served, locked=True, memory=memory) as connection:
        timer = threading.Timer(seconds, connection.interrupt) if seconds else None
        started = perf_counter()
        try:
            _check(connection, sql)
            if timer:
                timer.start()
            relation = connection.sql(sql)
            rows = relation.limit(max_rows + 1).pl() if max_rows is not None else relation.pl()
        except duckdb.Error as error:
            raise QueryRefused(_in_words(error, seconds or 0)) from error
        finally:
            if timer:
                timer.cancel()
        took = perf_counter() - started
    is_cut = max_rows is not None and rows.height > max_rows
    return Answer(rows.head(max_rows) if is_cut else rows, is_cut, took)
