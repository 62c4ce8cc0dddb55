from datetime import date

import polars as pl
import pytest

from dashboard.periods import GRAINS, LABELS, LENGTHS, label_period, period_ends, period_labels
from warehouse.schema.counts import GRAIN


@pytest.mark.parametrize(
    ("grain", "start", "label"),
    [
        ("week", date(2025, 5, 5), "week of 5 May 2025"),
        ("month", date(2025, 3, 1), "Mar 2025"),
        ("quarter", date(2025, 1, 1), "Q1 2025"),
        ("quarter", date(2025, 10, 1), "Q4 2025"),
        ("year", date(2025, 1, 1), "2025"),
    ],
)
def test_a_period_has_one_label_for_one_and_for_many(grain, start, label):
    assert label_period(start, grain) == label
    assert pl.select(period_labels(pl.lit(pl.Series([start, start])), grain)).to_series().to_list() == [label, label]


@pytest.mark.parametrize(
    ("grain", "end"),
    [
        ("week", date(2025, 4, 8)),
        ("month", date(2025, 5, 1)),
        ("quarter", date(2025, 7, 1)),
        ("year", date(2026, 4, 1)),
    ],
)
def test_a_period_ends_where_the_next_begins(grain, end):
    assert pl.select(period_ends(pl.lit(date(2025, 4, 1)), grain)).item() == end


def test_every_grain_of_the_warehouse_is_known():
    assert GRAINS == GRAIN.choices == tuple(LENGTHS) == tuple(LABELS)
