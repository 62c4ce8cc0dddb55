"""The first row of each key."""

import polars as pl

from pipelines.papers.keep_first import keep_first_rows


def test_the_first_by_order_stays_of_each_key() -> None:
    rows = pl.DataFrame({"key": ["b", "a", "b", "c", "b"], "x": [2, 9, 1, None, 1], "y": [0, 0, 5, 0, 4]})
    first = keep_first_rows(rows, "key", "x", "y").sort("key")
    assert first.rows() == [("a", 9, 0), ("b", 1, 4), ("c", None, 0)]


def test_nulls_come_last() -> None:
    rows = pl.DataFrame({"key": [1, 1], "x": [None, 3]})
    assert keep_first_rows(rows, "key", "x").rows() == [(1, 3)]


def test_keys_with_one_row_each_stay_as_they_are() -> None:
    rows = pl.DataFrame({"key": [3, 1, 2], "x": [1, 1, 1]})
    assert keep_first_rows(rows, "key", "x").equals(rows)
