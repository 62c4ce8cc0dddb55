"""Persistence: the autocorrelation of what varies beyond chance, by lag, over the corpus."""

import numpy as np

from pipelines.trends.statistics.variation import corpus_levels, pairs_of_months

_FEWEST_MONTHS, _FEWEST_SERIES, _LEAST_EXCESS = 6, 20, 0.05
"""Months, series, and variation beyond chance below which it cannot be told how long variation lasts: as if not at
all."""

_MOST_LAGS, _MOST_PERSISTENCE = 6, 0.8
"""Lags that tell how fast correlation fades, and the slowest fading that is told."""

_CYCLE = 12
"""Months of a year: the mean over as many lags is that of all, seasons or not."""

_FEWEST_SERIES_OF_CYCLE = 200
"""Series that tell the correlation of each lag by itself."""


def _without_line(months: int) -> np.ndarray:
    """The matrix that takes the straight line of least squares out of a series, shape (months, months).

    A share that moves slowly in one direction is a trend and no noise that lasts.
    """
    design = np.column_stack([np.ones(months), np.arange(months)])
    return np.eye(months) - design @ np.linalg.pinv(design)


def _variances_of_pairs(covariance: np.ndarray, first: np.ndarray, lag: int) -> np.ndarray:
    """Variance of the difference of two months that lie `lag` apart, for each of `first`."""
    own = np.diag(covariance)
    return own[first] + own[first + lag] - 2 * covariance[first, first + lag]


def _fade(excess: np.ndarray, pairs: list[np.ndarray], chance: list[np.ndarray], residual: np.ndarray) -> np.ndarray:
    """Correlation of an autoregression of first order, fitted to squared differences by lag.

    What is left of an autoregression when its line is taken out differs less over long lags than the autoregression
    itself: what is expected is worked out for that.
    """
    months = len(residual)
    apart = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    tried = np.linspace(0, _MOST_PERSISTENCE, 81)
    misfits = []
    for phi in tried:
        covariance = residual @ (phi**apart) @ residual.T
        expected = np.array(
            [
                (_variances_of_pairs(covariance, first, lag) / chance[lag - 1]).mean()
                for lag, first in enumerate(pairs[:_MOST_LAGS], 1)
            ]
        )
        misfits.append(((excess[:_MOST_LAGS] / excess[0] - expected / expected[0]) ** 2).sum())
    return tried[np.argmin(misfits)] ** np.arange(months)


def estimate_correlation(series: np.ndarray, exposures: np.ndarray, change: int | None = None) -> np.ndarray:
    """Correlation of a series' variation in one month with that so many months later, the same for all series.

    The variogram (Cressie 1993) around each series' straight line, mean squared differences by lag, is fitted by an
    autoregression. Over three years and more that of the series itself is read as it stands, up to half of the span: a
    yearly cycle averages out over a year, and no autoregression does.

    Args:
        series: share by series and month, shape (series, months), of series that have a level and stay there, with
            enough papers in each month for the normal distribution.
        exposures: papers among which the shares were found, of the same shape, above 0.
        change: months before the change that is to be tested; no difference across it is used.

    Returns:
        Shape (months,): 1 at lag 0.
    """
    months = exposures.shape[1]
    none = (np.arange(months) == 0).astype(float)
    if months < _FEWEST_MONTHS or len(series) < _FEWEST_SERIES:
        return none
    shares = (series * exposures).sum(axis=1) / exposures.sum(axis=1)
    spread = np.maximum(shares * (1 - shares), 1e-12)[:, None]
    is_read = months >= 3 * _CYCLE and len(series) >= _FEWEST_SERIES_OF_CYCLE
    residual = np.eye(months) if is_read else _without_line(months)
    around = series @ residual.T
    by_chance = residual @ np.diag((1 / exposures).mean(axis=0)) @ residual.T
    lags = range(1, months // 2 + 1) if months >= 3 * _CYCLE else range(1, min(months // 2, _MOST_LAGS) + 1)
    pairs = [pairs_of_months(months, lag, change) for lag in lags]
    chance = [_variances_of_pairs(by_chance, first, lag) for lag, first in zip(lags, pairs, strict=True)]
    excess = np.array(
        [
            corpus_levels((around[:, first + lag] - around[:, first]) ** 2 / (spread * usual), shares, shares).mean()
            - 1
            for lag, first, usual in zip(lags, pairs, chance, strict=True)
        ]
    )
    if excess[0] < _LEAST_EXCESS:
        return none
    if not is_read:
        return _fade(excess, pairs, chance, residual)
    excess /= [(1 / usual).mean() for usual in chance]
    found = np.zeros(months)
    found[0] = 1
    found[1 : excess.size + 1] = 1 - excess / excess[-_CYCLE:].mean()
    return found
