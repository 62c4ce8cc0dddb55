"""The numbers of the lines on Terms: ready counts for terms, counted from the papers for all else."""

from collections.abc import Sequence

import polars as pl

from dashboard.queries import expressions, terms
from dashboard.query import Query
from dashboard.query_language.resolve import Asked
from dashboard.warehouse_access.fetch import fetch


def load_series(asked: Sequence[Asked], grain: str, reach: int) -> tuple[pl.DataFrame, list[Query]]:
    """The counts of all lines, in their order, and what was asked to get them.

    Columns are those of `queries.expressions.line_series`; found and among are NULL for terms.
    """
    ids = [one.term.ident for one in asked if one.term is not None and one.term.ident is not None]
    queries = [terms.term_series(ids, grain, reach)] if ids else []
    queries += [expressions.line_series(one.line, one.name, grain, reach) for one in asked if one.term is None]
    place = {one.name: number for number, one in enumerate(asked)}
    counts = pl.concat([fetch(query) for query in queries], how="diagonal")
    for name in ("found", "among"):
        if name not in counts.columns:
            counts = counts.with_columns(pl.lit(None, pl.Int64).alias(name))
    order = pl.col("name").replace_strict(place, return_dtype=pl.Int64)
    return counts.sort(order, "period_start"), queries
