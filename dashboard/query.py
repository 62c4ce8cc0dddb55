"""A query to the warehouse: SQL with named parameters. Knows no Streamlit; `dashboard/warehouse_access/fetch.py` caches
the rows.

The modules of this package hold one function for each question that a page asks. It returns a `Query`. The page hands
it to `fetch` for its rows, and to `ui.chart_panel.show_source` (or `show_chart`) for its SQL: what a page shows as SQL
is what was run.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import dedent

import duckdb
import polars as pl

from warehouse.schema.ddl import quote_text

Value = str | int | float | bool | date | datetime | None | tuple["Value", ...]
Parameters = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT over the contract's tables, with parameters written `$name`; equal queries have equal answers in a
    build."""

    sql: str
    parameters: Parameters = ()

    @property
    def text(self) -> str:
        """The SQL with its parameters written in, as it can be run in any client."""
        values = dict(self.parameters)
        return re.sub(
            r"\$([a-z_]+)\b", lambda match: _literal(values[match[1]]) if match[1] in values else match[0], self.sql
        )


def _literal(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quote_text(value)
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'"
    if isinstance(value, date):
        return f"DATE '{value:%Y-%m-%d}'"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value)


def ask(sql: str, **parameters: Value | Sequence[Value]) -> Query:
    """A query of this SQL, with these parameters; lists become tuples, so that queries can be compared and cached."""
    return Query(
        dedent(sql).strip(),
        tuple(
            (name, value if isinstance(value, str) or not isinstance(value, Sequence) else tuple(value))
            for name, value in parameters.items()
        ),
    )


def run_query(connection: duckdb.DuckDBPyConnection, query: Query) -> pl.DataFrame:
    """The rows of `query` in the order that its SQL states."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in query.parameters}
    return connection.sql(query.sql, params=values).pl() if values else connection.sql(query.sql).pl()
