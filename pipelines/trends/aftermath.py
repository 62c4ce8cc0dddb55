"""After a peak: whether a line that is lower than its baseline is merely back where it was before."""

from typing import NamedTuple

import numpy as np

from pipelines.trends.bursts import Bursts
from pipelines.trends.dispersion import Dispersion, variance_inflation
from pipelines.trends.growth import Window, measure_growth
from pipelines.trends.verdicts import LEAST_CHANGE
from pipelines.trends.windows import Windows

FEWEST_BEFORE = 2
"""Periods before a peak that can tell the level from which it rose."""


class Aftermath(NamedTuple):
    """Of each line: its share before the peak, and the ends of the 95 % interval of its growth since; shape (lines,).

    NaN where it had no peak in the baseline, where that goes on, where too little is before it, and where the line is now lower
    than before it for sure and by more than `LEAST_CHANGE`: that is a fall.
    """

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray


def look_before_peaks(
    counts: np.ndarray, totals: np.ndarray, windows: Windows, peaks: Bursts, dispersion: Dispersion
) -> Aftermath:
    """Compares the recent window with the periods before a peak in the baseline, at most as many as the baseline has.

    A baseline that holds a peak is higher than the line's own level, so that a share that only came back to it looks like a
    fall. Here a peak need not be so strong that it is reported as a burst: it only takes back a verdict.

    Args:
        counts: papers by line and period, shape (lines, periods).
        totals: all papers of each period, shape (periods,), above 0.
        windows: over these periods.
        peaks: the strongest burst of each line, however weak.
        dispersion: of these lines.
    """
    start, baseline = int(np.argmax(windows.recent)), int(np.argmax(windows.baseline))
    share, low, high = (np.full(len(counts), np.nan) for _ in range(3))
    told = (peaks.first >= FEWEST_BEFORE) & (peaks.last >= baseline) & (peaks.last < start)
    recent = slice(start, totals.size)
    for first in np.unique(peaks.first[told]):
        lines = np.flatnonzero(told & (peaks.first == first))
        before, now = (
            Window(
                counts[lines, span].sum(axis=1),
                float(totals[span].sum()),
                variance_inflation(dispersion.rho[lines], totals[span], dispersion.persistence),
            )
            for span in (slice(max(first - (start - baseline), 0), first), recent)
        )
        growth = measure_growth(now, before, dispersion.degrees[lines])
        is_back = (growth.estimate >= -LEAST_CHANGE) | (growth.high >= 0)
        share[lines] = np.where(is_back, before.papers / before.total, np.nan)
        low[lines] = np.where(is_back, growth.low, np.nan)
        high[lines] = np.where(is_back, growth.high, np.nan)
    return Aftermath(share, low, high)
