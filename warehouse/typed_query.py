"""One query that a user typed: read-only, locked to the served file, bounded in time, rows and memory.

The SQL page and `papertrends sql` both ask through this, in a process of its own (`warehouse.query_process`), so that
neither can touch anything but the warehouse.
"""

import re
import threading
from contextlib import ExitStack
from datetime import date
from itertools import chain, count
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from warehouse.connection import NotPapertrends, describe_unreadable, open_served, refuse_foreign
from warehouse.query_limits import NEEDS_MEMORY, Answer, QueryRefused, takes_too_long
from warehouse.schema.ddl import quote_name

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(ANALYZE\s+)?(\((ANALYZE|FORMAT)[\w\s,]*\)\s*)?", re.IGNORECASE)
_NO_FRAME_TYPE = re.compile(r"\b(BIGNUM|BIT|INTERVAL|TIME WITH TIME ZONE|UNION|VARIANT)\b(?!\")")
"""Types of DuckDB that Polars does not have or shows as bytes, also inside lists and structs; they become text."""

_FIRST_DAY, _LAST_DAY = ((day - date(1970, 1, 1)).days for day in (date.min, date.max))
_TICKS_A_DAY = {pl.Date: 1, "ms": 86_400_000, "us": 86_400_000_000}

_BATCH_ROWS = 256


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if not statements:
        raise QueryRefused("There is no query here; write a SELECT, for example: FROM papers LIMIT 10")
    if len(statements) > 1:
        raise QueryRefused(f"These are {len(statements)} statements; ask one query at a time.")
    text = statements[0].query
    try:
        kind = statements[0].type
    except ValueError:
        # DuckDB knows kinds of statements that its Python package has no name for.
        kind = None
    if kind == duckdb.StatementType.SELECT:
        return
    # A PIVOT is several statements to DuckDB, and so is a COPY of a PIVOT. EXPLAIN ANALYZE runs whatever follows it. So
    # what these hold must be able to stand in brackets after FROM: nothing that writes can.
    if begins := _EXPLAIN.match(text):
        text = text[begins.end() :]
    if kind in (duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI) and _is_select(connection, text):
        return
    named = text.split(maxsplit=1)[0].upper() if kind in (None, duckdb.StatementType.MULTI) else kind.name
    raise QueryRefused(
        f"The warehouse is read-only here: {named} is refused; "
        "SELECT, WITH, FROM, DESCRIBE, SUMMARIZE, PIVOT and EXPLAIN of these work."
    )


def _is_select(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    try:
        return len(connection.extract_statements(f"FROM ({text.strip().rstrip(';')}\n)")) == 1
    except duckdb.Error:
        return False


def _as_frame_types(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """`relation` with each column as text whose type Polars does not have."""
    is_text = [_NO_FRAME_TYPE.search(str(kind)) is not None for kind in relation.types]
    if not any(is_text):
        return relation
    # By position: two columns may bear one name.
    names = [f"c{number}" for number in range(len(is_text))]
    parts = [
        f"{name}::VARCHAR AS {quote_name(column)}" if as_text else f"{name} AS {quote_name(column)}"
        for name, column, as_text in zip(names, relation.columns, is_text, strict=True)
    ]
    query = f"SELECT {', '.join(parts)} FROM answer AS t({', '.join(names)})"
    # The stub allows for statements without a result, which a SELECT is not.
    return relation.query("answer", query)  # ty: ignore[invalid-explicit-return]


def _read_rows(relation: duckdb.DuckDBPyRelation, max_bytes: int | None) -> pl.DataFrame:
    """The rows of `relation`, up to `max_bytes`: DuckDB's limit of memory does not count what it hands over."""
    reader = relation.to_arrow_reader(_BATCH_ROWS)
    batches, size = [], 0
    for batch in reader:
        size += batch.nbytes
        if max_bytes is not None and size > max_bytes:
            raise QueryRefused(
                f"Stopped: the answer is too large to show, more than {max_bytes / 1e6:,.0f} MB. "
                "Ask for fewer columns or rows, or shorten texts with left(…)."
            )
        batches.append(batch)
    table = type(reader).from_batches(reader.schema, batches).read_all()
    rows = pl.DataFrame(table.rename_columns(_distinct(table.column_names)))
    _refuse_far_times(rows)
    return rows


def _distinct(names: list[str]) -> list[str]:
    """The names, those that stand there a second time numbered as DuckDB numbers them: a, a_1."""
    found: dict[str, None] = {}
    for name in names:
        candidates = chain([name], (f"{name}_{number}" for number in count(1)))
        found[next(one for one in candidates if one not in found)] = None
    return list(found)


def _refuse_far_times(rows: pl.DataFrame) -> None:
    """Python has no dates outside of the years 1 to 9999: DuckDB has, and `infinity`."""
    for column in rows:
        unit = getattr(column.dtype, "time_unit", "") if column.dtype == pl.Datetime else column.dtype
        if (ticks := _TICKS_A_DAY.get(unit)) is None:
            continue
        first, after = (day * ticks for day in (_FIRST_DAY, _LAST_DAY + 1))
        if not column.to_physical().is_between(first, after, closed="left").all():
            raise QueryRefused(
                f"The column {column.name} holds times outside of the years 1 to 9999; show them with ::VARCHAR."
            )


def _in_words(error: duckdb.Error, seconds: float, advice: str) -> str:
    if isinstance(error, duckdb.InterruptException):
        return takes_too_long(seconds, advice)
    if isinstance(error, duckdb.OutOfMemoryException) or "Arrow Appender" in str(error):
        return NEEDS_MEMORY
    return str(error).strip()


def _refuse_foreign(connection: duckdb.DuckDBPyConnection, served: Path) -> None:
    """Raises QueryRefused where a name is unknown because the whole file is another program's."""
    try:
        refuse_foreign(connection)
    except NotPapertrends as error:
        raise QueryRefused(describe_unreadable(served, error)) from error


def run_typed_query(
    served: Path,
    sql: str,
    *,
    max_rows: int | None = None,
    max_bytes: int | None = None,
    seconds: float | None = None,
    memory: str = "2GB",
    advice: str = "",
) -> Answer:
    """The answer to one SELECT over the served file.

    Args:
        served: the served file.
        sql: one statement, as a user typed it.
        max_rows: rows to return at most; None returns all.
        max_bytes: size of the rows returned, in memory, at most; None sets no limit but `memory`.
        seconds: time after which the query is stopped; None lets it take as long as it needs.
        memory: memory that it may use, in DuckDB's words.
        advice: what is said beside the limit of time.

    Raises:
        QueryRefused: no query, several, one that would change something, a faulty one, one that took too long or whose
            answer is too large or cannot be shown.
        warehouse.connection.NotServed: nothing is served.
    """
    try:
        sql.encode()
    except UnicodeEncodeError as error:
        raise QueryRefused(
            f"The sign at position {error.start + 1} of the query is half a sign; take it out."
        ) from error
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(open_served(served, locked=True, memory=memory))
        except duckdb.Error as error:
            raise QueryRefused(describe_unreadable(served, error)) from error
        timer = threading.Timer(seconds, connection.interrupt) if seconds else None
        started = perf_counter()
        try:
            _check(connection, sql)
            if timer:
                timer.start()
            relation = connection.sql(sql)
            if max_rows is not None:
                relation = relation.limit(max_rows + 1)
            rows = _read_rows(_as_frame_types(relation), max_bytes)
        except duckdb.Error as error:
            if isinstance(error, duckdb.CatalogException):
                _refuse_foreign(connection, served)
            raise QueryRefused(_in_words(error, seconds or 0, advice)) from error
        finally:
            if timer:
                timer.cancel()
        took = perf_counter() - started
    is_cut = max_rows is not None and rows.height > max_rows
    return Answer(rows.head(max_rows) if is_cut else rows, is_cut, took)
