from datetime import date

import polars as pl

from dashboard.charts.coverage import coverage_bars
from dashboard.charts.theme import DARK

PERIODS = pl.DataFrame(
    {
        "period_start": [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)],
        "papers": [10, 1, 4],
        "is_complete": [True, True, False],
        "is_gap": [False, True, False],
    }
)


def test_bars_say_what_they_are():
    spec = coverage_bars(PERIODS, DARK, grain="month").to_dict()
    shades, bars = spec["layer"]
    rows = spec["datasets"][bars["data"]["name"]]
    assert [(row["period_start"], row["papers"], row["state"]) for row in rows] == [
        ("2025-01-01", 10, "complete"),
        ("2025-02-01", 1, "gap in collection"),
        ("2025-03-01", 4, "incomplete"),
    ]
    assert [row["next_start"] for row in rows] == ["2025-02-01", "2025-03-01", "2025-04-01"]
    [gap] = spec["datasets"][shades["data"]["name"]]
    assert gap["period_start"] == "2025-02-01"
    assert bars["encoding"]["fillOpacity"]["condition"]["test"] == "datum.is_complete"


def test_a_bar_ends_before_the_next_begins():
    spec = coverage_bars(PERIODS, DARK, grain="month").to_dict()
    rows = spec["datasets"][spec["layer"][1]["data"]["name"]]
    for row in rows:
        assert row["period_start"] < row["bar_end"] < row["next_start"]


def test_without_a_gap_nothing_is_shaded():
    spec = coverage_bars(PERIODS.filter(~pl.col("is_gap")), DARK, grain="month").to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar"]
