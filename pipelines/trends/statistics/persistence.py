"""Persistence: the autocorrelation of what varies beyond chance, by lag, over the corpus."""

import numpy as np

from pipelines.trends.statistics.variation import corpus_levels, standardised_squares, usual_total

_FEWEST_MONTHS, _FEWEST_SERIES, _LEAST_EXCESS = 6, 20, 0.05
"""Months, series, and variation beyond chance below which it cannot be told how long variation lasts: as if not at
all."""

_MOST_LAGS, _MOST_PERSISTENCE = 6, 0.8
"""Lags that tell how fast correlation fades, and the slowest fading that is told."""

_CYCLE = 12
"""Months of a year: the mean over as many lags is that of all, seasons or not."""

_FEWEST_SERIES_OF_CYCLE = 200
"""Series that tell the correlation of each lag by itself."""


def _fade(excess: np.ndarray, months: int) -> np.ndarray:
    """Correlation of an autoregression of first order, fitted to squared differences by lag.

    With the coefficient phi, the squared difference over h months is 1 + phi + … + phi^(h - 1) times that over one.
    """
    near = excess[:_MOST_LAGS]
    tried = np.linspace(0, _MOST_PERSISTENCE, 81)
    expected = np.cumsum(tried[:, None] ** np.arange(near.size), axis=1)
    phi = tried[np.argmin(((near / near[0] - expected) ** 2).sum(axis=1))]
    return phi ** np.arange(months)


def estimate_correlation(series: np.ndarray, totals: np.ndarray, change: int | None = None) -> np.ndarray:
    """Correlation of a series' variation in one month with that so many months later, the same for all series.

    The variogram (Cressie 1993), mean squared differences by lag, is fitted by an autoregression. Over three years and
    more it is read as it stands, up to half of the span: a yearly cycle averages out over a year, and no
    autoregression does.

    Args:
        series: share by series and month, shape (series, months), of series that have a level and stay there, with
            enough papers in each month for the normal distribution.
        totals: all papers of each month, shape (months,), above 0.
        change: months before the change that is to be tested; no difference across it is used.

    Returns:
        Shape (months,): 1 at lag 0.
    """
    months = totals.size
    none = (np.arange(months) == 0).astype(float)
    if months < _FEWEST_MONTHS or len(series) < _FEWEST_SERIES:
        return none
    shares = series @ totals / totals.sum()
    lags = range(1, months // 2 + 1) if months >= 3 * _CYCLE else range(1, min(months // 2, _MOST_LAGS) + 1)
    excess = np.array(
        [
            corpus_levels(standardised_squares(series, shares, totals, lag, change), shares, shares).mean() - 1
            for lag in lags
        ]
    )
    if excess[0] < _LEAST_EXCESS:
        return none
    excess /= [usual_total(totals, lag, change) for lag in lags]
    if months < 3 * _CYCLE or len(series) < _FEWEST_SERIES_OF_CYCLE:
        return _fade(excess, months)
    found = np.zeros(months)
    found[0] = 1
    found[1 : excess.size + 1] = 1 - excess / excess[-_CYCLE:].mean()
    return found
