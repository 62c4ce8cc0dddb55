"""Windows: which months are compared."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends.windows import choose_grain, choose_windows, last_day, usable_periods


def months(count: int, first: date = date(2025, 5, 1)) -> list[date]:
    return pl.date_range(first, date(2099, 12, 1), "1mo", eager=True).head(count).to_list()


@pytest.mark.parametrize(
    ("span", "recent", "baseline"),
    [(2, 1, 1), (4, 1, 3), (5, 2, 3), (11, 3, 8), (24, 6, 18), (48, 12, 36), (240, 12, 36)],
)
def test_windows_adapt_to_the_span(span, recent, baseline):
    windows = choose_windows(months(span))
    assert (windows.recent.sum(), windows.baseline.sum()) == (recent, baseline)


def test_eleven_months_give_the_last_three_and_the_rest():
    windows = choose_windows(months(11))
    assert windows.baseline_start == date(2025, 5, 1)
    assert windows.recent_start == date(2026, 1, 1)
    assert windows.recent_end == date(2026, 3, 31)


def test_windows_can_be_set():
    windows = choose_windows(months(24), recent_months=2, baseline_months=4)
    assert windows.recent.nonzero()[0].tolist() == [22, 23]
    assert windows.baseline.nonzero()[0].tolist() == [18, 19, 20, 21]


def test_windows_longer_than_the_span_leave_a_month_to_compare_with():
    windows = choose_windows(months(3), recent_months=12, baseline_months=36)
    assert (windows.recent.sum(), windows.baseline.sum()) == (2, 1)


def test_nothing_to_compare_with_in_a_single_month():
    assert choose_windows(months(1)) is None
    assert choose_windows([]) is None


@settings(deadline=None)
@given(st.integers(2, 300), st.integers(0, 120), st.integers(0, 600))
def test_windows_are_disjoint_and_never_empty(span, recent, baseline):
    windows = choose_windows(months(span), recent, baseline)
    assert windows.recent.any()
    assert windows.baseline.any()
    assert not (windows.recent & windows.baseline).any()
    assert windows.baseline_start < windows.recent_start <= windows.recent_end


def test_incomplete_months_gaps_and_empty_months_are_not_usable():
    periods = pl.DataFrame(
        {
            "period_start": months(5)[::-1],
            "papers": [10, 0, 30, 40, 50],
            "is_complete": [False, True, True, True, True],
            "is_gap": [False, False, True, False, False],
        }
    )
    assert usable_periods(periods)["papers"].to_list() == [50, 40]


def test_last_day_of_february():
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert last_day(date(2025, 12, 1)) == date(2025, 12, 31)
    assert last_day(date(2025, 1, 1), "year") == date(2025, 12, 31)


def test_of_years_two_are_recent():
    windows = choose_windows([date(year, 1, 1) for year in range(2016, 2026)], grain="year")
    assert (windows.baseline_start, windows.recent_start) == (date(2018, 1, 1), date(2024, 1, 1))
    assert windows.recent_end == date(2025, 12, 31)


def test_set_windows_are_rounded_up_to_whole_years():
    windows = choose_windows([date(year, 1, 1) for year in range(2016, 2026)], 18, 36, grain="year")
    assert (windows.recent.sum(), windows.baseline.sum()) == (2, 3)


@pytest.mark.parametrize(("monthly", "grain"), [(100, "month"), (50, "month"), (49, "year"), (0, "year")])
def test_a_corpus_dated_to_the_year_is_judged_by_years(monthly, grain):
    periods = pl.DataFrame({"grain": ["year", "month", "month"], "papers": [100, monthly, 0]})
    assert choose_grain(periods) == grain


def test_nothing_dated_is_judged_by_months():
    assert choose_grain(pl.DataFrame(schema={"grain": pl.String, "papers": pl.Int64})) == "month"
