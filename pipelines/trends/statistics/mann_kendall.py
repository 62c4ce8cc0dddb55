"""Mann-Kendall's test for a monotonic trend, for many series at once."""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from pipelines.arrays.parallel import do_all

_FEWEST_POINTS = 4
"""With three points no order is unlikelier than one in six: there is nothing to test."""

_CHUNK = 1024
"""Series at a time, so that the working arrays stay in the processor's cache."""


class MonotonicTrend(NamedTuple):
    """Kendall's tau-b with time, -1 to 1, and its two-sided p-value; shape (series,), NaN where not defined."""

    tau: np.ndarray
    p_value: np.ndarray


def _compare_points(series: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of points that go up less those that go down, shape (series,). And for each point, how many other points
    of its series equal it, shape (series, points): the sizes of the ties without sorting.
    """
    score, equals = np.zeros(len(series)), np.zeros(series.shape)
    for lag in range(1, series.shape[1]):
        later, earlier = series[:, lag:], series[:, :-lag]
        score += np.count_nonzero(later > earlier, axis=1) - np.count_nonzero(later < earlier, axis=1)
        same = later == earlier
        equals[:, lag:] += same
        equals[:, :-lag] += same
    return score, equals


def find_monotonic_trend(series: np.ndarray) -> MonotonicTrend:
    """Whether each series goes up or down over time (Mann 1945; Kendall 1975), with the correction for ties.

    The p-value is that of the normal approximation with correction for continuity.

    Args:
        series: shape (series, points), points in order of time; NaN is not allowed.
    """
    count, points = series.shape
    if points < _FEWEST_POINTS:
        return MonotonicTrend(np.full(count, np.nan), np.full(count, np.nan))
    score, equals = np.zeros(count), np.zeros((count, points))

    def compare(chunk: slice) -> None:
        score[chunk], equals[chunk] = _compare_points(series[chunk])

    do_all(compare, (slice(start, start + _CHUNK) for start in range(0, count, _CHUNK)))
    # Summed over the points of a tie of size t, e (2 (e + 1) + 5) with e = t - 1 is the textbook's t (t - 1) (2 t + 5).
    ties = (equals * (2 * equals + 7)).sum(axis=1)
    variance = (points * (points - 1) * (2 * points + 5) - ties) / 18
    pairs = points * (points - 1) / 2
    untied = pairs - equals.sum(axis=1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        tau = np.where(untied > 0, score / np.sqrt(pairs * untied), np.nan)
        z = np.sign(score) * np.maximum(np.abs(score) - 1, 0) / np.sqrt(variance)
    p_value = np.where(untied > 0, 2 * ndtr(-np.abs(z)), np.nan)
    return MonotonicTrend(tau, p_value)
