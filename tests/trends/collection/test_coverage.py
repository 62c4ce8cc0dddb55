"""Which categories were collected throughout."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.trends.collection.coverage import explain_left_out, find_coverage, find_missing
from pipelines.trends.windows import choose_windows

MONTHS = pl.date_range(date(2025, 1, 1), date(2025, 12, 1), "1mo", eager=True)
"""A year: the last three months are recent, the nine before are the baseline."""


def cover(**lines: list[int]) -> dict[str, tuple]:
    """What `find_coverage` says of lines of papers by month, in a corpus that has 1,000 papers each month."""
    counts = pl.concat(
        pl.DataFrame({"category": [name] * 12, "period_start": MONTHS, "papers": papers})
        for name, papers in lines.items()
    ).filter(pl.col("papers") > 0)
    periods = pl.DataFrame({"period_start": MONTHS, "papers": [1000] * 12})
    frame = find_coverage(counts, periods, choose_windows(MONTHS.to_list()), "month")
    return {row[0]: row[1:4] for row in frame.iter_rows()}


def test_a_category_that_was_taken_up_or_dropped_is_not_compared():
    said = cover(
        kept=[100] * 12, begun=[0] * 8 + [60] * 4, dropped=[50] * 5 + [0] * 7, paused=[40] * 3 + [0, 1, 0] + [40] * 6
    )
    assert said["kept"] == (1200, True, "collected throughout")
    assert said["begun"] == (240, False, "hardly any before Sep 2025")
    assert said["dropped"] == (250, False, "hardly any from Jun 2025 on")
    assert said["paused"] == (361, False, "hardly any in Apr–Jun 2025")


def test_a_category_that_begins_and_stops_says_both():
    assert cover(brief=[0] * 3 + [80] * 3 + [0] * 6)["brief"][2] == "hardly any before Apr 2025 and from Jul 2025 on"


def test_growth_from_month_to_month_is_no_beginning_however_much_it_comes_to():
    grown = [round(4 * 1.4**month) for month in range(12)]
    assert grown[-1] > 40 * grown[0]
    assert cover(grown=grown)["grown"][1]


def test_a_month_that_is_missing_from_a_long_window_changes_little():
    assert cover(paused=[40] * 4 + [0] + [40] * 7)["paused"][1]
    assert not cover(gone=[40] * 11 + [0])["gone"][1], "a month is a third of the recent window"


def test_of_few_papers_nobody_can_tell():
    assert cover(rare=[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0])["rare"][1]


def test_papers_that_state_no_category_are_one_too():
    assert cover(**{"": [100] * 12})[""] == (1200, True, "collected throughout")


def test_all_is_compared_where_there_are_no_windows():
    counts = pl.DataFrame({"category": ["cs.CL"], "period_start": [MONTHS[0]], "papers": [10]})
    frame = find_coverage(counts, pl.DataFrame({"period_start": MONTHS[:1], "papers": [10]}), None, "month")
    assert frame["is_throughout"].to_list() == [True]


def test_a_gradual_end_counts_from_where_there_is_hardly_any():
    # Shares 0.2, 0.1, 0.03, then nothing: the usual share is their mean, 0.11, and 0.03 is still more than a fifth of
    # it.
    counts = np.array([[200, 100, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0]])
    assert np.flatnonzero(find_missing(counts, np.full(12, 1000.0))[0]).tolist() == list(range(3, 12))


@pytest.mark.parametrize(("compared", "lost"), [(4, True), (5, False), (None, True)])
def test_a_verdict_that_lost_most_of_its_papers_says_so(compared, lost):
    verdicts = pl.DataFrame({"id": [1, 2], "direction": ["unclear", "rising"], "reason": ["only 4 papers", "up"]})
    papers = pl.DataFrame({"id": [1, 2], "every": [10, 10], "compared": [compared, 1]})
    said = explain_left_out(verdicts, papers, 8)["reason"].to_list()
    of_its = f"{10 - (compared or 0)} of its 10 papers"
    few = f"not compared: {of_its} are of categories that were collected only part of the time"
    assert said == [few if lost else "only 4 papers", "up"]


def test_a_sudden_change_of_size_is_named():
    assert cover(jumped=[45] * 6 + [145] * 6, rest=[955] * 6 + [855] * 6)["jumped"] == (
        1140,
        True,
        "collected throughout; from Jul 2025 on 3.2 times its share of papers before",
    )
