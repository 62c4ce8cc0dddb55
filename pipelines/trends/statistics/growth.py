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


class Comparison(NamedTuple):
    """Papers of each series in two windows and the papers among which they were found, as they compare; shape
    (series,).

    `papers` are those of the series that were compared.
    """

    recent_papers: np.ndarray
    recent_total: np.ndarray
    baseline_papers: np.ndarray
    baseline_total: np.ndarray
    papers: np.ndarray


class Window(NamedTuple):
    """Papers of each series in a window, the papers among which they were found, and the variance inflation; shape
    (series,)."""

    papers: np.ndarray
    total: np.ndarray
    inflation: np.ndarray


def window_of(counts: np.ndarray, exposures: np.ndarray, months: np.ndarray | slice, dispersion: Dispersion) -> Window:
    """The window of these months, neighbours in time.

    Args:
        counts: papers by series and month, shape (series, months).
        exposures: papers among which they were found, of the same shape.
        months: which of them.
        dispersion: of these series.
    """
    own = exposures[:, months]
    return Window(counts[:, months].sum(axis=1), own.sum(axis=1), variance_inflation(dispersion, own))


def windows_of(
    compared: Comparison, exposures: np.ndarray, recent: np.ndarray, baseline: np.ndarray, dispersion: Dispersion
) -> tuple[Window, Window]:
    """The recent window and the baseline, each of neighbouring months, with the papers of `compared`.

    Args:
        compared: of these windows.
        exposures: by series and month, shape (series, months).
        recent, baseline: which months, shape (months,), bool.
        dispersion: of these series.
    """
    return (
        Window(compared.recent_papers, compared.recent_total, variance_inflation(dispersion, exposures[:, recent])),
        Window(
            compared.baseline_papers, compared.baseline_total, variance_inflation(dispersion, exposures[:, baseline])
        ),
    )


def share_before(recent_share: np.ndarray, recent: Window, earlier: Window) -> np.ndarray:
    """Share of the earlier window, had its mix of strata been that of the recent one; shape (series,).

    Args:
        recent_share: share of the recent window, as counted.
        recent, earlier: the windows, as they compare.
    """
    now, before = (window.papers / np.maximum(window.total, 1) for window in (recent, earlier))
    return np.where(now > 0, recent_share * np.divide(before, now, out=np.ones(len(now)), where=now > 0), before)


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
    every_total = recent_total + baseline_total
    no_change = np.divide(recent_total, every_total, out=np.full(len(recent_total), 0.5), where=every_total > 0)
    # At least Jeffreys' half on either side, else an empty window would have an interval without end.
    a = recent_papers + np.maximum(PRIOR_PAPERS * no_change, 0.5)
    b = baseline_papers + np.maximum(PRIOR_PAPERS * (1 - no_change), 0.5)

    def ratio(probability: np.ndarray | float) -> np.ndarray:
        part = np.clip(betaincinv(a, b, probability), 1e-300, 1 - 1e-16)
        return np.log2(part / (1 - part)) - np.log2(no_change / (1 - no_change))

    tail = ndtr(-stdtrit(degrees, (1 + LEVEL) / 2))
    # P(ratio <= 1) and its complement, each exact in its own tail.
    below = ndtri(np.clip(betainc(a, b, no_change), 1e-300, 1))
    above = ndtri(np.clip(betainc(b, a, 1 - no_change), 1e-300, 1))
    p_value = np.clip(2 * stdtr(degrees, np.minimum(below, above)), 0, 1)
    return Growth(ratio(0.5), ratio(tail), ratio(1 - tail), p_value)
