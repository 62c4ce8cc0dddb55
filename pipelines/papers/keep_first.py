"""Keeps the first row of each key. Fast where most keys have one row: only the rows of the other keys are sorted."""

import polars as pl


def keep_first_rows(rows: pl.DataFrame, key: str, *order: str | pl.Expr) -> pl.DataFrame:
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
