"""After a burst: whether a line that is lower than its baseline is merely back where it was before its burst."""

from typing import NamedTuple

import numpy as np

from pipelines.trends.bursts import Bursts
from pipelines.trends.growth import Window, measure_growth
from pipelines.trends.verdicts import LEAST_CHANGE
from pipelines.trends.windows import Windows

FEWEST_BEFORE = 2
"""Periods before a burst that can tell the level from which it rose."""


class Aftermath(NamedTuple):
    """Of each line: its share before the burst, and the ends of the 95 % interval of its growth since; shape (lines,).

    NaN where it had no burst, where the burst goes on or ended before the baseline, where too little is before it, and where the line is now lower than
    before it by more than `LEAST_CHANGE`: that is a fall.
    """

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray


def look_before_bursts(
    counts: np.ndarray, totals: np.ndarray, windows: Windows, bursts: Bursts, rho: np.ndarray, degrees: np.ndarray
) -> Aftermath:
    """Compares the recent window with the periods before a burst in the baseline, at most as many as the baseline has.

    A baseline that holds a burst is higher than the line's own level, so that a share that only came back to it looks like
    a fall.

    Args:
        counts: papers by line and period, shape (lines, periods).
        totals: all papers of each period, shape (periods,), above 0.
        windows: over these periods.
        bursts: of these lines.
        rho: intra-class correlation, shape (lines,).
        degrees: degrees of freedom of it, shape (lines,).
    """
    start, baseline = int(np.argmax(windows.recent)), int(np.argmax(windows.baseline))
    share, low, high = (np.full(len(counts), np.nan) for _ in range(3))
    told = np.flatnonzero((bursts.first >= FEWEST_BEFORE) & (bursts.last >= baseline) & (bursts.last < start))
    if told.size == 0:
        return Aftermath(share, low, high)
    end = bursts.first[told]
    begin = np.maximum(end - (start - baseline), 0)
    papers = np.concatenate([np.zeros((told.size, 1)), np.cumsum(counts[told], axis=1)], axis=1)
    sums, squares = (np.concatenate([[0], np.cumsum(values)]) for values in (totals, totals**2))
    line = np.arange(told.size)
    before_total = sums[end] - sums[begin]

    def window(held: np.ndarray, total: np.ndarray | float, square: np.ndarray | float) -> Window:
        return Window(held, total, 1 + rho[told] * np.maximum(square / total - 1, 0))

    before = window(papers[line, end] - papers[line, begin], before_total, squares[end] - squares[begin])
    now = window(papers[:, -1] - papers[:, start], float(sums[-1] - sums[start]), float(squares[-1] - squares[start]))
    growth = measure_growth(now, before, degrees[told])
    back = growth.estimate >= -LEAST_CHANGE
    share[told] = np.where(back, before.papers / before_total, np.nan)
    low[told] = np.where(back, growth.low, np.nan)
    high[told] = np.where(back, growth.high, np.nan)
    return Aftermath(share, low, high)
