"""Time series from sparse counts: a dense matrix, one row an id and one column a month; and its months merged."""

import numpy as np
import polars as pl


def dense_counts(counts: pl.DataFrame, ids: pl.Series, months: pl.Series) -> np.ndarray:
    """Papers by id and month, 0 where there is no row; shape (ids, months), float64. Rows of other months are left out.

    Args:
        counts: id, period_start, papers; one row an id and period at most.
        ids: one for each series, unique.
        months: the columns, unique.
    """
    rows = pl.DataFrame({"id": ids, "row": np.arange(len(ids))})
    columns = pl.DataFrame({"period_start": months, "column": np.arange(len(months))})
    placed = counts.join(rows, on="id").join(columns, on="period_start")
    matrix = np.zeros((len(ids), len(months)))
    matrix[placed["row"].to_numpy(), placed["column"].to_numpy()] = placed["papers"].to_numpy()
    return matrix


def merge_months(counts: np.ndarray, most: int) -> np.ndarray:
    """Neighbouring months added up, equally many to a block, until there are at most `most` blocks.

    Months that do not fill a block are left out at the old end.

    Args:
        counts: shape (ids, months).
        most: blocks at most, 1 or more.

    Returns:
        Shape (ids, blocks).
    """
    months = counts.shape[1]
    length = -(-months // most)
    if length <= 1:
        return counts
    blocks = months // length
    return counts[:, months - blocks * length :].reshape(len(counts), blocks, length).sum(axis=2)
