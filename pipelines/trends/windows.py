"""Which periods are compared with which: the recent window and the baseline before it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from pipelines.trends.periods import MONTHS_OF, Grain, last_day

MOST_RECENT: dict[Grain, int] = {"month": 12, "year": 2}
"""Periods of the recent window at most, where the span decides: what is rising now, not over a decade. Of years two,
since a single one says little."""

BASELINE_PER_RECENT = 3
"""Baseline periods per recent period at most, where the span decides."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Two windows over the periods that can be judged.

    Args:
        recent: which of the periods are recent, shape (periods,), bool.
        baseline: which of the periods are the baseline, shape (periods,), bool; disjoint from `recent`.
        baseline_start: first day of the baseline.
        recent_start: first day of the recent window.
        recent_end: last day of the recent window.
    """

    recent: np.ndarray
    baseline: np.ndarray
    baseline_start: date
    recent_start: date
    recent_end: date


def usable_periods(periods: pl.DataFrame) -> pl.DataFrame:
    """The periods on which a verdict may rest: complete, no gap, with papers; by period_start."""
    return periods.filter(pl.col("is_complete") & ~pl.col("is_gap") & (pl.col("papers") > 0)).sort("period_start")


def choose_grain(periods: pl.DataFrame) -> Grain:
    """The finest grain that still counts half of the dated papers: a corpus known to the year only has no months.

    Args:
        periods: grain, papers; all grains.
    """
    papers = dict(periods.group_by("grain").agg(pl.sum("papers")).iter_rows())
    return "month" if 2 * papers.get("month", 0) >= papers.get("year", 0) else "year"


def choose_windows(
    starts: list[date], recent_months: int = 0, baseline_months: int = 0, grain: Grain = "month"
) -> Windows | None:
    """The windows over usable periods; None where there are fewer than two.

    Left to itself, the recent window is a quarter of the periods, rounded up, at most a year of months or two years;
    the baseline is all before, at most three times as long: 11 months give 3 and 8, 24 give 6 and 18, ten years of
    months give 12 and 36, ten years known to the year only 2 and 6.

    Args:
        starts: first days of the usable periods, ascending.
        recent_months: usable months in the recent window; 0 lets the span decide. Cut so that one period is left to
            compare with, and rounded up to whole periods.
        baseline_months: usable months in the baseline; 0 lets the span decide.
        grain: length of the periods.
    """
    count = len(starts)
    if count < 2:
        return None
    length = MONTHS_OF[grain]
    recent = -(-recent_months // length) or min(-(-count // 4), MOST_RECENT[grain])
    recent = min(recent, count - 1)
    baseline = min(-(-baseline_months // length) or BASELINE_PER_RECENT * recent, count - recent)
    place = np.arange(count)
    is_recent = place >= count - recent
    is_baseline = ~is_recent & (place >= count - recent - baseline)
    return Windows(
        recent=is_recent,
        baseline=is_baseline,
        baseline_start=starts[count - recent - baseline],
        recent_start=starts[count - recent],
        recent_end=last_day(starts[-1], grain),
    )
