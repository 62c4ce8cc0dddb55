"""After a peak: whether a line that is lower than its baseline is lower only because that held the peak."""

from typing import NamedTuple

import numpy as np

from pipelines.trends.statistics.bursts import LEAST_STRENGTH, Bursts
from pipelines.trends.statistics.dispersion import Dispersion
from pipelines.trends.statistics.growth import measure_growth, window_of
from pipelines.trends.windows import Windows

FEWEST_BEFORE = 2
"""Periods before a peak that can tell the level from which it rose."""


LEAST_PEAK = LEAST_STRENGTH / 2
"""Strength from which a burst is a peak that may have raised the baseline; it need not be so strong that it is reported."""


class Aftermath(NamedTuple):
    """Of each line: its share apart from the peak in the baseline, the growth since, the ends of its 95 % interval, and the
    p-value below which the line's own must not be; shape (lines,). NaN where there was no peak, where it goes on, and where too
    little is before it.
    """

    share: np.ndarray
    growth: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p_value: np.ndarray


def look_beside_peaks(
    counts: np.ndarray, totals: np.ndarray, windows: Windows, peaks: Bursts, dispersion: Dispersion
) -> Aftermath:
    """Compares the recent window with the periods before and after a peak in the baseline, at most as many before as that has.

    A baseline that holds a peak is higher than the line's own level, so that a share that only came back to it looks like a
    fall. It falls only if it is lower with and without the peak, so the p-value is the greater of the two. Where the peak takes
    up more than half of the baseline, what is left of that is too short for so much: there it is enough that the 95 % interval
    holds no rise.

    Args:
        counts: papers by line and period, shape (lines, periods).
        totals: all papers of each period, shape (periods,), above 0.
        windows: over these periods.
        peaks: the strongest burst of each line.
        dispersion: of these lines.
    """
    start, baseline = int(np.argmax(windows.recent)), int(np.argmax(windows.baseline))
    found = Aftermath(*(np.full(len(counts), np.nan) for _ in Aftermath._fields))
    is_peak = (peaks.first >= FEWEST_BEFORE) & (np.nan_to_num(peaks.strength) >= LEAST_PEAK)
    told = is_peak & (peaks.last >= baseline) & (peaks.last < start)
    place = np.arange(totals.size)
    for first, last in np.unique(np.column_stack([peaks.first, peaks.last])[told], axis=0):
        lines = np.flatnonzero(told & (peaks.first == first) & (peaks.last == last))
        beside = (place >= first - (start - baseline)) & (place < start) & ((place < first) | (place > last))
        own, papers = dispersion.of(lines), counts[lines]
        level = window_of(papers, totals, beside, own)
        growth = measure_growth(window_of(papers, totals, windows.recent, own), level, own.degrees)
        p_value = np.where(growth.estimate < 0, growth.p_value, 1.0)
        is_long = 2 * (last - first + 1) > start - baseline
        found.share[lines] = level.papers / level.total
        found.growth[lines], found.low[lines], found.high[lines] = growth[:3]
        found.p_value[lines] = np.where(growth.high < 0, 0.0, p_value) if is_long else p_value
    return found
