"""Sparse counts to dense series."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.trends.series import dense_counts, merge_months


def test_dense_counts_have_zeros_and_leave_other_months_out():
    counts = pl.DataFrame(
        {
            "id": [7, 9, 7],
            "period_start": [date(2025, 2, 1), date(2025, 1, 1), date(2024, 12, 1)],
            "papers": [3, 4, 5],
        }
    )
    months = pl.Series([date(2025, 1, 1), date(2025, 2, 1)])
    assert dense_counts(counts, pl.Series([7, 9]), months).tolist() == [[0, 3], [4, 0]]


def test_months_are_merged_from_the_new_end():
    assert merge_months(np.array([[1.0, 2, 3, 4, 5]]), most=3).tolist() == [[5, 9]]


def test_short_lines_stay():
    assert merge_months(np.array([[1.0, 2]]), most=3).tolist() == [[1, 2]]
