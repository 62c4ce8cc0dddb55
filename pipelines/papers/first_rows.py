"""The first row of each key, where most keys have but one: only the others are sorted."""

import polars as pl


def first_of_each(rows: pl.DataFrame, key: str, *order: str | pl.Expr) -> pl.DataFrame:
    """One row for each value of `key`: the first by `order`, nulls last. Comes in no order of its own.

    Args:
        rows: any frame.
        key: a column of it.
        order: what decides between rows of one key; must leave no two of them equal for the result to be certain.
    """
    several = rows[key].is_duplicated()
    if not several.any():
        return rows
    doubtful = rows.filter(several).sort(key, *order, nulls_last=True).unique(key, keep="first", maintain_order=True)
    return pl.concat([rows.filter(~several), doubtful])
