"""Verdicts end to end on small made-up lines."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.settings import TrendSettings
from pipelines.trends import VERDICT_SCHEMA, judge
from warehouse.schema import table
from warehouse.schema.frames import conform

MONTHS = pl.date_range(date(2025, 5, 1), date(2026, 3, 1), "1mo", eager=True).to_list()
PERIODS = pl.DataFrame(
    {"period_start": MONTHS, "papers": [1000] * 11, "is_complete": [True] * 11, "is_gap": [False] * 11}
)


def counts_of(lines: dict[int, list[int]], months: list[date] = MONTHS) -> pl.DataFrame:
    rows = [
        {"id": line, "period_start": month, "papers": papers}
        for line, values in lines.items()
        for month, papers in zip(months, values, strict=True)
        if papers
    ]
    return pl.DataFrame(rows, schema={"id": pl.Int64, "period_start": pl.Date, "papers": pl.Int64})


def stationary_lines(first: int = 100, lines: int = 200) -> dict[int, list[int]]:
    random = np.random.default_rng(3)
    return {first + line: random.binomial(1000, 0.02, 11).tolist() for line in range(lines)}


PLANTED = {
    1: [20] * 8 + [60] * 3,
    2: [60] * 8 + [15] * 3,
    3: [0] * 8 + [20] * 3,
    4: [200] * 11,
    5: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    6: [5, 0, 0, 0, 0, 0, 0, 0, 20, 25, 30],
    7: [40] * 8 + [0] * 3,
}


@pytest.fixture(scope="module")
def verdicts():
    return judge(counts_of(PLANTED | stationary_lines()), PERIODS, TrendSettings())


def verdict(verdicts, line: int) -> dict:
    return verdicts.frame.filter(pl.col("id") == line).to_dicts()[0]


@pytest.mark.parametrize(
    ("line", "direction"),
    [(1, "rising"), (2, "falling"), (3, "new"), (4, "steady"), (5, "unclear"), (6, "new"), (7, "falling")],
)
def test_directions(verdicts, line, direction):
    assert verdict(verdicts, line)["direction"] == direction


def test_windows_are_told(verdicts):
    assert verdicts[1:] == (date(2025, 5, 1), date(2026, 1, 1), date(2026, 3, 31))


def test_stationary_lines_get_no_verdict_of_change(verdicts):
    level = verdicts.frame.filter(pl.col("id") >= 100)
    assert level.filter(~pl.col("direction").is_in(["steady", "unclear"])).height == 0


def test_numbers_as_worked_out_by_hand(verdicts):
    rising = verdict(verdicts, 1)
    assert rising["recent_papers"] == 180
    assert rising["recent_share"] == pytest.approx(0.06)
    assert rising["baseline_share"] == pytest.approx(0.02)
    # log2 of 3 is 1.585; the prior takes a little off.
    assert rising["growth"] == pytest.approx(1.585, abs=0.02)
    assert rising["growth_low"] < rising["growth"] < rising["growth_high"]
    # Kendall's S is 24 of 55 pairs, 31 of them tied: 24 / sqrt(55 × 24).
    assert rising["line_tau"] == pytest.approx(24 / np.sqrt(55 * 24))
    assert (rising["burst_start"], rising["burst_end"]) == (date(2026, 1, 1), date(2026, 3, 1))


def test_reasons_say_the_numbers_in_words(verdicts):
    assert verdict(verdicts, 1)["reason"].startswith("in 6.0 % of papers in Jan–Mar 2026, 2.0 % before: +200 % (")
    assert verdict(verdicts, 2)["reason"].startswith("in 1.5 % of papers in Jan–Mar 2026, 6.0 % before: −7")
    assert verdict(verdicts, 3)["reason"] == "first seen in Jan 2026; in 2.0 % of papers in Jan–Mar 2026"
    assert verdict(verdicts, 5)["reason"] == "only 2 papers in May 2025–Mar 2026; 10 are needed"
    assert verdict(verdicts, 6)["reason"] == "in 2.5 % of papers in Jan–Mar 2026, in 5 papers ever before"
    assert verdict(verdicts, 7)["reason"].startswith("in no paper in Jan–Mar 2026, 4.0 % before: gone (−")


def test_after_a_burst_a_line_is_back_at_its_level_and_does_not_fall():
    lines = {1: [20, 20, 20, 20, 90, 90, 20, 20, 20, 20, 20], 2: [60, 60, 60, 60, 180, 180, 60, 60, 12, 12, 12]}
    lines[3] = [90, 90, 20, 20, 20, 20, 20, 20, 20, 20, 20]
    found = judge(counts_of(lines | stationary_lines()), PERIODS, TrendSettings())
    back = verdict(found, 1)
    assert (back["burst_start"], back["burst_end"]) == (date(2025, 9, 1), date(2025, 10, 1))
    assert back["growth_high"] < 0
    assert back["direction"] in ("steady", "unclear")
    reason = "in 2.0 % of papers in Jan–Mar 2026, 2.0 % before, apart from its peak in Sep–Oct 2025: back to its level"
    assert back["reason"] == reason
    # The second is lower than before its burst; what the third was before its burst nobody knows.
    assert verdict(found, 2)["direction"] == "falling"
    assert verdict(found, 3)["direction"] == "falling"


def test_what_is_raised_from_the_first_month_on_is_no_burst():
    lines = {1: [90, 90, 90, 20, 20, 20, 20, 20, 20, 20, 20], 2: [20, 90, 90, 90, 20, 20, 20, 20, 20, 20, 20]}
    found = judge(counts_of(lines | stationary_lines()), PERIODS, TrendSettings())
    assert verdict(found, 1)["burst_start"] is None and verdict(found, 1)["burst_strength"] is None
    assert (verdict(found, 2)["burst_start"], verdict(found, 2)["burst_end"]) == (date(2025, 6, 1), date(2025, 8, 1))


def test_prominence_is_the_certain_change_times_the_root_of_the_papers(verdicts):
    rising, falling, steady, few = (verdict(verdicts, line) for line in (1, 7, 4, 5))
    assert rising["prominence"] == pytest.approx(rising["growth_low"] * 180**0.5)
    assert falling["prominence"] == pytest.approx(-falling["growth_high"] * 120**0.5)
    assert steady["prominence"] == 0
    assert few["prominence"] is None


def test_too_few_papers_are_not_tested(verdicts):
    few = verdict(verdicts, 5)
    assert few["q_value"] is None
    assert few["growth"] is None


def test_the_frame_fits_the_table(verdicts):
    named = verdicts.frame.rename({"id": "term_id"}).with_columns(term=pl.lit("x"))
    assert conform(named, table("term_trends")).height == verdicts.frame.height
    assert set(VERDICT_SCHEMA) | {"term_id", "term"} == set(table("term_trends").column_names)


def test_order_of_rows_does_not_matter():
    counts = counts_of(PLANTED | stationary_lines())
    one = judge(counts, PERIODS, TrendSettings())
    other = judge(counts.sample(fraction=1, shuffle=True, seed=5), PERIODS.reverse(), TrendSettings())
    assert one.frame.equals(other.frame)


def test_a_gap_and_a_running_month_are_left_out():
    # The seventh month was hardly collected, the last has just begun: shares of both would mislead.
    periods = PERIODS.with_columns(
        papers=pl.Series([1000] * 6 + [20] + [1000] * 3 + [30]),
        is_gap=pl.Series([False] * 6 + [True] + [False] * 4),
        is_complete=pl.Series([True] * 10 + [False]),
    )
    lines = {1: [100] * 6 + [0] + [100] * 3 + [0]} | {
        line: [*values[:6], 0, *values[7:10], 0] for line, values in stationary_lines().items()
    }
    found = judge(counts_of(lines), periods, TrendSettings())
    assert found.recent_end == date(2026, 2, 28)
    assert verdict(found, 1)["direction"] == "steady"
    assert verdict(found, 1)["baseline_share"] == pytest.approx(0.1)


def test_undated_corpora_give_empty_results():
    found = judge(counts_of({}), PERIODS.clear(), TrendSettings())
    assert found.frame.height == 0
    assert found[1:] == (None, None, None)


def test_a_single_month_is_unclear_and_says_why():
    found = judge(counts_of({1: [30]}, MONTHS[:1]), PERIODS.head(1), TrendSettings())
    row = verdict(found, 1)
    assert (row["direction"], row["recent_papers"], row["recent_share"]) == ("unclear", 30, 0.03)
    assert row["reason"] == "only one complete month, May 2025: nothing to compare it with"
    assert row["about_papers"] == 30
    about = judge(
        counts_of({1: [30]}, MONTHS[:1]), PERIODS.head(1), TrendSettings(), about=counts_of({1: [4]}, MONTHS[:1])
    )
    assert verdict(about, 1)["about_papers"] == 4


def test_no_complete_month_is_unclear_and_says_why():
    found = judge(counts_of({1: [30]}, MONTHS[:1]), PERIODS.head(1).with_columns(is_complete=False), TrendSettings())
    row = verdict(found, 1)
    assert (row["direction"], row["reason"]) == ("unclear", "no month is complete, so there is nothing to compare")
    assert row["about_papers"] == 0


def test_two_months_are_enough_for_a_verdict():
    lines = {1: [20, 120]} | {line: values[:2] for line, values in stationary_lines().items()}
    found = judge(counts_of(lines, MONTHS[:2]), PERIODS.head(2), TrendSettings())
    assert verdict(found, 1)["direction"] == "rising"


def test_a_corpus_dated_to_the_year_is_judged_by_years():
    years = [date(year, 1, 1) for year in range(2020, 2026)]
    periods = pl.DataFrame({"period_start": years, "papers": 1000, "is_complete": True, "is_gap": False})
    lines = {line: values[:6] for line, values in stationary_lines().items()}
    lines |= {1: [20] * 4 + [80, 100], 2: [0] * 4 + [30, 50]}
    found = judge(counts_of(lines, years), periods, TrendSettings(), "year")
    assert found[1:] == (date(2020, 1, 1), date(2024, 1, 1), date(2025, 12, 31))
    assert verdict(found, 1)["reason"].startswith("in 9.0 % of papers in 2024–2025, 2.0 % before: 4.5 times as much (")
    assert verdict(found, 2)["reason"] == "first seen in 2024; in 4.0 % of papers in 2024–2025"
