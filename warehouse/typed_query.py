"""One query that a user typed: read-only, locked to the served file, bounded in time, rows and memory.

The SQL page and `papertrends sql` both ask through this, so that neither can touch anything but the warehouse; the page does so
in a process of its own (`warehouse.query_process`).
"""

import re
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from warehouse.connection import open_served

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(ANALYZE\s+)?(\((ANALYZE|FORMAT)[\w\s,]*\)\s*)?", re.IGNORECASE)

_ROWS_AT_ONCE = 256

NEEDS_MEMORY = (
    "Stopped: the query needs more memory than it may have. Narrow it with WHERE, or aggregate before joining."
)


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
    kind, text = statements[0].type, statements[0].query
    if kind == duckdb.StatementType.SELECT:
        return
    # A PIVOT is several statements to DuckDB, and so is a COPY of a PIVOT; EXPLAIN ANALYZE runs whatever follows it. So what
    # these hold must be such that it can stand in brackets after FROM: nothing that writes can.
    if begins := _EXPLAIN.match(text):
        text = text[begins.end() :]
    if kind in (duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI) and _is_question(connection, text):
        return
    named = text.split(maxsplit=1)[0].upper() if kind == duckdb.StatementType.MULTI else kind.name
    raise QueryRefused(
        f"The warehouse is read-only here: {named} is refused; SELECT, WITH, FROM, DESCRIBE, SUMMARIZE, PIVOT and EXPLAIN of these work."
    )


def _is_question(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    try:
        return len(connection.extract_statements(f"FROM ({text.strip().rstrip(';')}\n)")) == 1
    except duckdb.Error:
        return False


def _read_within(relation: duckdb.DuckDBPyRelation, max_bytes: int) -> pl.DataFrame:
    """The rows of `relation`, read piece by piece and no further than `max_bytes`: DuckDB's limit of memory does not count what
    it hands over."""
    reader = relation.to_arrow_reader(_ROWS_AT_ONCE)
    batches, size = [], 0
    for batch in reader:
        size += batch.nbytes
        if size > max_bytes:
            raise QueryRefused(
                f"Stopped: the answer is too large to show, more than {max_bytes / 1e6:,.0f} MB. "
                "Ask for fewer columns or rows, or shorten texts with left(…)."
            )
        batches.append(batch)
    return pl.from_arrow(type(reader).from_batches(reader.schema, batches).read_all())


def takes_too_long(seconds: float) -> str:
    """What is said of a query that ran for so long."""
    return f"Stopped after {seconds:g} seconds: the query takes too long. Narrow it with WHERE, or aggregate before joining."


def _in_words(error: duckdb.Error, seconds: float) -> str:
    if isinstance(error, duckdb.InterruptException):
        return takes_too_long(seconds)
    if isinstance(error, duckdb.OutOfMemoryException) or "Arrow Appender" in str(error):
        return NEEDS_MEMORY
    return str(error).strip()


def run_typed_query(
    served: Path,
    sql: str,
    *,
    max_rows: int | None = None,
    max_bytes: int | None = None,
    seconds: float | None = None,
    memory: str = "2GB",
) -> Answer:
    """The answer to one SELECT over the served file.

    Args:
        served: the served file.
        sql: one statement, as a user typed it.
        max_rows: rows to return at most; None returns all.
        max_bytes: size of the rows returned, in memory, at most; None sets no limit but `memory`.
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
            if max_rows is not None:
                relation = relation.limit(max_rows + 1)
            rows = relation.pl() if max_bytes is None else _read_within(relation, max_bytes)
        except duckdb.Error as error:
            raise QueryRefused(_in_words(error, seconds or 0)) from error
        finally:
            if timer:
                timer.cancel()
        took = perf_counter() - started
    is_cut = max_rows is not None and rows.height > max_rows
    return Answer(rows.head(max_rows) if is_cut else rows, is_cut, took)
