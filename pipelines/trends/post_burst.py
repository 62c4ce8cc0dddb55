"""Growth of a series apart from a burst in its baseline."""

from typing import NamedTuple

import numpy as np

from pipelines.trends.collection.strata import StratifiedCounts
from pipelines.trends.statistics.bursts import LEAST_STRENGTH, Bursts
from pipelines.trends.statistics.dispersion import Dispersion
from pipelines.trends.statistics.growth import measure_growth, share_before, windows_of
from pipelines.trends.windows import Windows

FEWEST_BEFORE = 2
"""Fewest periods before a peak from which the level before it is known."""


LEAST_PEAK = LEAST_STRENGTH / 2
"""Strength from which a burst is a peak that may have raised the baseline; it need not be so strong that it is
reported."""


class PostBurst(NamedTuple):
    """Of each series: its share apart from the peak in the baseline, the growth since, the ends of its 95 % interval,
    and the least p-value that the series may be given; shape (series,). NaN where there was no peak, where the peak
    goes on, and where fewer than `FEWEST_BEFORE` periods lie before it.
    """

    share: np.ndarray
    growth: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p_value: np.ndarray


def measure_post_burst(
    counts: StratifiedCounts,
    exposures: np.ndarray,
    windows: Windows,
    peaks: Bursts,
    dispersion: Dispersion,
    recent_share: np.ndarray,
) -> PostBurst:
    """Compares the recent window with the periods around a peak in the baseline, before it at most as many as the
    baseline has.

    A baseline that holds a peak is higher than the series' own level, so that a share that only came back to it looks
    like a fall. It falls only if it is lower both with and without the peak, so the p-value is the greater of the two.
    Where the peak takes up more than half of the baseline, the rest is too short for a p-value: there it is enough
    that the 95 % interval holds no rise.

    Args:
        counts: papers by series, stratum and period.
        exposures: of the same series and periods, shape (series, periods).
        windows: over these periods.
        peaks: the strongest burst of each series.
        dispersion: of these series.
        recent_share: share of the recent window, as counted.
    """
    start, baseline = int(np.argmax(windows.recent)), int(np.argmax(windows.baseline))
    found = PostBurst(*(np.full(len(exposures), np.nan) for _ in PostBurst._fields))
    is_peak = (peaks.first >= FEWEST_BEFORE) & (np.nan_to_num(peaks.strength) >= LEAST_PEAK)
    is_judged = is_peak & (peaks.last >= baseline) & (peaks.last < start)
    place = np.arange(exposures.shape[1])
    for first, last in np.unique(np.column_stack([peaks.first, peaks.last])[is_judged], axis=0):
        series = np.flatnonzero(is_judged & (peaks.first == first) & (peaks.last == last))
        beside = (place >= first - (start - baseline)) & (place < start) & ((place < first) | (place > last))
        own = dispersion.of(series)
        compared = counts.of(series).compare(windows.recent, beside)
        recent, level = windows_of(compared, exposures[series], windows.recent, beside, own)
        growth = measure_growth(recent, level, own.degrees)
        p_value = np.where(growth.estimate < 0, growth.p_value, 1.0)
        is_long = 2 * (last - first + 1) > start - baseline
        found.share[series] = share_before(recent_share[series], recent, level)
        found.growth[series], found.low[series], found.high[series] = growth[:3]
        found.p_value[series] = np.where(growth.high < 0, 0.0, p_value) if is_long else p_value
    return found
