"""What comes once a year is told from what is new."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.trends.windows import choose_windows
from pipelines.trends.yearly import find_yearly

STARTS = pl.date_range(date(2024, 1, 1), date(2025, 7, 1), "1mo", eager=True).to_list()


def is_yearly(papers_in: dict[tuple[int, int], int], recent_months: int = 2) -> bool:
    windows = choose_windows(STARTS, recent_months)
    assert windows is not None
    counts = np.array([[papers_in.get((start.year, start.month), 0) for start in STARTS]], dtype=float)
    return bool(find_yearly(counts, np.full((1, len(STARTS)), 100.0), STARTS, windows)[0])


@pytest.mark.parametrize(
    ("papers_in", "expected"),
    [
        ({(2024, 6): 20, (2025, 6): 25}, True),
        # It was far rarer a year before.
        ({(2024, 6): 5, (2025, 6): 25}, False),
        # It goes on all the year.
        ({(year, month): 20 for year in (2024, 2025) for month in range(1, 13)}, False),
        ({(2024, 6): 20}, False),
    ],
)
def test_yearly(papers_in, expected):
    assert is_yearly(papers_in) is expected


def test_a_window_of_more_than_half_a_year_has_no_months_between():
    assert not is_yearly({(2024, 6): 20, (2025, 6): 25}, recent_months=7)
