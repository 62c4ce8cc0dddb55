"""Which months are compared with which: the recent window and the baseline before it. No statistics here."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

MOST_RECENT_MONTHS = 12
"""Length of the recent window at most, where the span decides: what is rising now, not over a decade."""

BASELINE_PER_RECENT = 3
"""Baseline months per recent month at most, where the span decides."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Two windows over the months that can be judged.

    Args:
        recent: which of the months are recent, shape (months,), bool.
        baseline: which of the months are the baseline, shape (months,), bool; disjoint from `recent`.
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


def last_day(month: date) -> date:
    """Last day of the month that begins on `month`."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def choose_windows(months: list[date], recent_months: int = 0, baseline_months: int = 0) -> Windows | None:
    """The windows over usable months; None where there are fewer than two.

    Left to itself, the recent window is a quarter of the months, rounded up, at most 12; the baseline is all before, at
    most three times as long: 11 months give 3 and 8, 24 give 6 and 18, ten years give 12 and 36.

    Args:
        months: first days of the usable months, ascending.
        recent_months: usable months in the recent window; 0 lets the span decide. Cut so that one is left to compare with.
        baseline_months: usable months in the baseline; 0 lets the span decide.
    """
    count = len(months)
    if count < 2:
        return None
    recent = recent_months or min(-(-count // 4), MOST_RECENT_MONTHS)
    recent = min(recent, count - 1)
    baseline = min(baseline_months or BASELINE_PER_RECENT * recent, count - recent)
    place = np.arange(count)
    is_recent = place >= count - recent
    is_baseline = ~is_recent & (place >= count - recent - baseline)
    return Windows(
        recent=is_recent,
        baseline=is_baseline,
        baseline_start=months[count - recent - baseline],
        recent_start=months[count - recent],
        recent_end=last_day(months[-1]),
    )
