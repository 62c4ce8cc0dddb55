"""Growth within strata and shares at a steady mix, worked out by hand."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.trends.collection.strata import StratifiedCounts, one_stratum, read_strata

MONTHS = [date(2025, month, 1) for month in range(1, 5)]
RECENT, BASELINE = np.array([False, False, True, True]), np.array([True, True, False, False])


def two_strata(first: list[int], second: list[int]) -> StratifiedCounts:
    """One series in two strata: the first has 100 papers a month, the second 100 a month, then 300."""
    rows = [(7, "a", month, papers) for month, papers in zip(MONTHS, first, strict=True)]
    rows += [(7, "b", month, papers) for month, papers in zip(MONTHS, second, strict=True)]
    counts = pl.DataFrame(rows, schema=["id", "stratum", "period_start", "papers"], orient="row")
    totals = pl.DataFrame(
        [("a", month, 100) for month in MONTHS] + [("b", month, 100 + 200 * (month.month > 2)) for month in MONTHS],
        schema=["stratum", "period_start", "papers"],
        orient="row",
    )
    return read_strata(counts.filter(pl.col("papers") > 0), totals, pl.Series([7]), pl.Series(MONTHS))[0]


def ratio(counts: StratifiedCounts) -> float:
    found = counts.compare(RECENT, BASELINE)
    return float((found.recent_papers / found.recent_total)[0] / (found.baseline_papers / found.baseline_total)[0])


def test_what_only_the_mix_does_is_no_growth():
    # 10 % in a and 40 % in b throughout: as collected 50 of 200 become 130 of 400.
    counts = two_strata([10, 10, 10, 10], [40, 40, 120, 120])
    assert counts.by_month().tolist() == [[50, 50, 130, 130]]
    assert ratio(counts) == pytest.approx(1)
    assert (counts.by_month() / counts.exposures()).tolist() == [pytest.approx([0.3] * 4)]


def test_the_ratio_is_that_of_mantel_and_haenszel():
    # a: 20 of 200, then 30 of 200. b: 80 of 200, then 360 of 600.
    counts = two_strata([10, 10, 15, 15], [40, 40, 180, 180])
    up = 30 * 200 / 400 + 360 * 200 / 800
    down = 20 * 200 / 400 + 80 * 600 / 800
    assert ratio(counts) == pytest.approx(up / down)
    # Its logarithm has the variance of Greenland and Robins, and so have the papers that stand for it.
    found = counts.compare(RECENT, BASELINE)
    variance = (50 * 200 * 200 / 400**2 + 440 * 600 * 200 / 800**2) / (up * down)
    assert (1 / found.recent_papers + 1 / found.baseline_papers)[0] == pytest.approx(variance)
    assert found.papers.tolist() == [490]


def test_a_stratum_with_papers_in_one_window_only_tells_nothing():
    counts = StratifiedCounts(
        two_strata([10, 10, 10, 10], [0, 0, 120, 120]).counts, np.array([[100.0] * 4, [0.0, 0, 300, 300]])
    )
    found = counts.compare(RECENT, BASELINE)
    assert (found.papers[0], found.recent_papers[0], found.baseline_papers[0]) == pytest.approx((40, 20, 20))
    assert found.recent_total.tolist() == found.baseline_total.tolist() == [200]


def test_without_any_common_stratum_there_is_nothing_to_compare():
    totals = np.array([[50.0, 50, 0, 0], [0.0, 0, 50, 50]])
    counts = StratifiedCounts(two_strata([5, 5, 0, 0], [0, 0, 9, 9]).counts, totals)
    found = counts.compare(RECENT, BASELINE)
    assert found.papers.tolist() == found.recent_papers.tolist() == found.baseline_papers.tolist() == [0]


@given(
    st.lists(st.integers(0, 40), min_size=4, max_size=4),
    st.lists(st.integers(50, 500), min_size=4, max_size=4),
)
def test_one_stratum_is_compared_as_counted(papers, totals):
    counts = one_stratum(np.array([papers], dtype=float), np.array(totals))
    found = counts.compare(RECENT, BASELINE)
    if sum(papers):
        assert found.recent_papers[0] == pytest.approx(sum(papers[2:]))
        assert found.baseline_papers[0] == pytest.approx(sum(papers[:2]))
        assert (found.recent_total / found.baseline_total)[0] == pytest.approx(sum(totals[2:]) / sum(totals[:2]))
    assert counts.exposures().tolist() == [totals]


def test_a_series_without_papers_is_exposed_to_all():
    counts = two_strata([0, 0, 0, 0], [0, 0, 0, 0])
    assert counts.exposures().tolist() == [pytest.approx([200, 200, 400, 400])]
