"""Variation of shares between two months, relative to chance: squared differences by series and over the corpus.

Chance is binomial: the papers of a month that hold a term, of all papers of the month.
"""

import numpy as np
from scipy.special import ndtr

CORPUS_CAP = 4.0
"""Squared step, over the expected one, above which a step counts no more: a burst is no noise."""

SERIES_PER_BIN = 50
_MOST_BINS = 12
"""Series are grouped by frequency, as the dispersion of words depends on it."""


def mean_capped_square(cap: float) -> float:
    """E[min(Z², cap)] for a standard normal Z."""
    root = np.sqrt(cap)
    tail = 2 * ndtr(-root)
    return float(1 - tail - 2 * root * np.exp(-cap / 2) / np.sqrt(2 * np.pi) + cap * tail)


def _level(squares: np.ndarray) -> float:
    """Mean of squared standardised steps with large ones capped, corrected for the cap; 1 or more."""
    level = 1.0
    for _ in range(5):
        level = max(1.0, float(np.minimum(squares, CORPUS_CAP * level).mean()) / mean_capped_square(CORPUS_CAP))
    return level


def corpus_levels(squares: np.ndarray, shares: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Mean square of series of like frequency, interpolated between their groups.

    Args:
        squares: squared steps over the expected ones, shape (series, steps).
        shares: of the same series, shape (series,), above 0.
        asked: shares at which the mean square is asked for.

    Returns:
        Shape of `asked`; 1 for plain chance, never less.
    """
    bins = int(np.clip(len(shares) // SERIES_PER_BIN, 1, _MOST_BINS))
    groups = np.array_split(np.argsort(shares, kind="stable"), bins)
    centres = [np.log(shares[group]).mean() for group in groups]
    return np.interp(np.log(asked), centres, [_level(squares[group]) for group in groups])


def pairs_of_months(months: int, lag: int, change: int | None) -> np.ndarray:
    """First months of the pairs that lie `lag` apart, without those across `change`, where there are others."""
    place = np.arange(months - lag)
    if change is None:
        return place
    apart = place[(place >= change) | (place + lag < change)]
    return apart if apart.size else place


def standardised_squares(
    series: np.ndarray, shares: np.ndarray, exposures: np.ndarray, lag: int, change: int | None
) -> np.ndarray:
    """Squared difference of a series' shares that lie `lag` months apart over its binomial expectation, shape (series,
    differences); without those across `change`, where there are others.

    Args:
        series: share by series and month, shape (series, months).
        shares: over all months, shape (series,).
        exposures: papers among which the shares were found, shape (series, months), above 0.
        lag: months, 1 or more and fewer than there are.
        change: months before the change that is to be tested.
    """
    first = pairs_of_months(exposures.shape[1], lag, change)
    chance = 1 / exposures[:, first + lag] + 1 / exposures[:, first]
    spread = np.maximum(shares * (1 - shares), 1e-12)
    return (series[:, first + lag] - series[:, first]) ** 2 / (spread[:, None] * chance)
