import polars as pl

from dashboard.charts.layout.measures import measured
from tests.dashboard.charts.specs import counts


def test_measures():
    frame = counts("a", [1, 4, 2, 5], [10, 20, 4, 0])
    assert measured(frame, "share")["value"].to_list() == [0.1, 0.2, 0.5, None]
    assert measured(frame, "papers")["value"].to_list() == [1, 4, 2, None]
    assert measured(frame, "papers")["high"].to_list() == [5, 10, 2, None]
    assert measured(frame, "mentions")["low"].to_list() == [None] * 4
    pooled = frame.with_columns(pooled=pl.lit(2))
    assert measured(pooled, "papers")["value"].to_list() == [0.5, 2, 1, None]
