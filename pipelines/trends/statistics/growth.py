"""Growth of a share from one window to another: shrunken log2 ratio, its interval, and the p-value of no change."""

from typing import NamedTuple

import numpy as np
from scipy.special import betainc, betaincinv, ndtr, ndtri, stdtr, stdtrit

from pipelines.trends.statistics.dispersion import Dispersion, variance_inflation

PRIOR_PAPERS = 1.0
"""Papers added, split over the windows as if nothing had changed: what draws small counts towards no change."""

LEVEL = 0.95
"""Probability that the interval holds the true ratio."""


class Growth(NamedTuple):
    """log2 of the ratio of shares, the ends of its 95 % interval, and the two-sided p-value of no change; shape
    (series,)."""

    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p_value: np.ndarray


class Window(NamedTuple):
    """Papers of each series in a window, shape (series,); all papers of it; and the variance inflation, shape
    (series,)."""

    papers: np.ndarray
    total: float
    inflation: np.ndarray


def window_of(counts: np.ndarray, totals: np.ndarray, months: np.ndarray | slice, dispersion: Dispersion) -> Window:
    """The window of these months, neighbours in time.

    Args:
        counts: papers by series and month, shape (series, months).
        totals: all papers of each month, shape (months,).
        months: which of them.
        dispersion: of these series.
    """
    inflation = variance_inflation(dispersion, totals[months])
    return Window(counts[:, months].sum(axis=1), float(totals[months].sum()), inflation)


def _effective(window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Papers and total that a Poisson count would need to be as exact as this overdispersed binomial one."""
    share = (window.papers + 0.5) / (window.total + 1)
    weight = 1 / (window.inflation * (1 - share))
    return window.papers * weight, window.total * weight


def measure_growth(recent: Window, baseline: Window, degrees: np.ndarray) -> Growth:
    """Change of each series' share from the baseline to the recent window.

    Given both counts' sum, the recent one is binomial with a probability that depends on the ratio of shares only. Its
    Beta posterior gives estimate (median), interval and p-value. Overdispersion lowers the weight of the counts, and
    the uncertainty of that is carried by Student's t in place of the normal distribution (as in quasi-likelihood).

    Args:
        recent, baseline: the windows; totals above 0.
        degrees: degrees of freedom of the inflation, shape (series,).
    """
    recent_papers, recent_total = _effective(recent)
    baseline_papers, baseline_total = _effective(baseline)
    no_change = recent_total / (recent_total + baseline_total)
    # At least Jeffreys' half on either side, else an empty window would have an interval without end.
    a = recent_papers + np.maximum(PRIOR_PAPERS * no_change, 0.5)
    b = baseline_papers + np.maximum(PRIOR_PAPERS * (1 - no_change), 0.5)

    def ratio(probability: np.ndarray | float) -> np.ndarray:
        part = np.clip(betaincinv(a, b, probability), 1e-300, 1 - 1e-16)
        return np.log2(part / (1 - part)) - np.log2(recent_total / baseline_total)

    tail = ndtr(-stdtrit(degrees, (1 + LEVEL) / 2))
    # P(ratio <= 1) and its complement, each exact in its own tail.
    below = ndtri(np.clip(betainc(a, b, no_change), 1e-300, 1))
    above = ndtri(np.clip(betainc(b, a, 1 - no_change), 1e-300, 1))
    p_value = np.clip(2 * stdtr(degrees, np.minimum(below, above)), 0, 1)
    return Growth(ratio(0.5), ratio(tail), ratio(1 - tail), p_value)
