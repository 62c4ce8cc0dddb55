"""Overdispersion: how much more than by chance a term's share varies from month to month.

The papers of a month that hold a term are taken as beta-binomial: the share itself varies around its level with
intra-class correlation rho, so that Var(x) = n p (1 - p) (1 + (n - 1) rho). No verdict is given here.
"""

from typing import NamedTuple

import numpy as np

from pipelines.trends.statistics.persistence import estimate_correlation
from pipelines.trends.statistics.variation import (
    SERIES_PER_BIN,
    corpus_levels,
    mean_capped_square,
    standardised_squares,
)

USUAL_PRIOR_DEGREES = 20.0
"""Degrees of freedom that the dispersion of the corpus counts for beside a term's own, where too few terms tell."""

_PRIOR_DEGREES_RANGE = (5.0, 200.0)

_TELLING_PAPERS = 5
"""Papers a month from which a series' own dispersion is close enough to normal theory to tell how dispersions
differ."""

_OWN_CAP = 7.0
"""Squared step, over the expected one, above which a step counts no more for the series' own dispersion: a burst is no
noise. The corpus's is guarded more closely, as it must not rise with the number of series that change; a series' own
may show it is noisy.
"""

_QUIET_CAP = 9.0
"""Squared step, over the expected one, above which a series tells nothing of how long variation persists: it jumped."""


class Dispersion(NamedTuple):
    """Of each series the intra-class correlation, 0 for plain chance, and the degrees of freedom it rests on; shape
    (series,). Of the whole corpus the correlation of variation by lag in months, shape (months,), 1 at lag 0.
    """

    rho: np.ndarray
    degrees: np.ndarray
    correlation: np.ndarray

    def of(self, series: np.ndarray) -> "Dispersion":
        """The same of some of the series."""
        return Dispersion(self.rho[series], self.degrees[series], self.correlation)


def _prior_degrees(ratios: np.ndarray, degrees: float) -> float:
    """How alike the dispersions of series are: degrees of freedom of their common prior, from the variance of their
    ratios to the level of their group. F-distributed ratios have about the variance 2 / degrees + 2 / prior degrees.
    """
    if len(ratios) < SERIES_PER_BIN:
        return USUAL_PRIOR_DEGREES
    low, high = _PRIOR_DEGREES_RANGE
    excess = float(ratios.var()) - 2 / degrees
    return min(max(2 / excess, low), high) if excess > 0 else high


def plain_chance(series: int, months: int) -> Dispersion:
    """The dispersion of series of which nothing is known."""
    ones = np.ones(series)
    return Dispersion(0 * ones, USUAL_PRIOR_DEGREES * ones, (np.arange(months) == 0).astype(float))


def estimate_dispersion(
    counts: np.ndarray,
    exposures: np.ndarray,
    baseline_months: int | None = None,
    stationary_series: np.ndarray | None = None,
) -> Dispersion:
    """Dispersion of each series from the steps between neighbouring months, so that a slow trend is not taken for
    noise.

    The mean squared step (von Neumann et al. 1941) over its binomial expectation is taken over series of like
    frequency, and a series' own value is drawn towards it, weighted by degrees of freedom (Smyth 2004; McCarthy et al.
    2012).

    Args:
        counts: papers by series and month, shape (series, months); each series has at least one paper.
        exposures: papers among which they were found, of the same shape, above 0: all papers of the month, or those
            that `StratifiedCounts.exposures` makes of them.
        baseline_months: months before the change that is to be tested; the step over it is the question, not noise,
            and is left out where there are others.
        stationary_series: which series tell what is usual in the corpus, shape (series,), bool; all where none is
            given. Series that change are no noise, and a corpus in which many do would look noisy, and its noise
            lasting.
    """
    series, months = counts.shape
    if months < 2 or series == 0:
        return plain_chance(series, months)
    shares = counts.sum(axis=1) / exposures.sum(axis=1)
    squares = standardised_squares(counts / exposures, shares, exposures, 1, baseline_months)
    typical = (
        np.ones(series, dtype=bool) if stationary_series is None or not stationary_series.any() else stationary_series
    )
    expected = corpus_levels(squares[typical], shares[typical], shares)
    telling = typical & (counts.mean(axis=1) >= _TELLING_PAPERS)
    quiet = telling & (squares.max(axis=1) <= _QUIET_CAP * expected)
    correlation = estimate_correlation(counts[quiet] / exposures[quiet], exposures[quiet], baseline_months)
    own = np.minimum(squares, _OWN_CAP * expected[:, None]).mean(axis=1) / mean_capped_square(_OWN_CAP)
    # Neighbouring steps share a month: n of them have about 2 n² / (3 n - 1) degrees of freedom.
    steps = squares.shape[1]
    degrees = 2 * steps**2 / (3 * steps - 1)
    prior = _prior_degrees((own / expected)[telling], degrees)
    level = np.maximum((prior * expected + degrees * own) / (prior + degrees), 1)
    usual_total = months / (1 / exposures).sum(axis=1)
    # What persists shows less in the steps than it varies.
    rho = np.clip((level - 1) / (1 - correlation[1]) / np.maximum(usual_total - 1, 1), 0, 1)
    return Dispersion(rho, np.full(series, prior + degrees), correlation)


def variance_inflation(dispersion: Dispersion, exposures: np.ndarray) -> np.ndarray:
    """Variance of the papers added up over months, over the binomial one; shape (series,), 1 or more.

    Args:
        dispersion: of the series.
        exposures: papers among which those of the months added up were found, shape (series, months); the months are
            taken as neighbours in time.
    """
    months = exposures.shape[1]
    apart = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    # Further apart than is known, variation is not correlated.
    known = np.append(dispersion.correlation, 0.0)
    together = ((exposures @ known[np.minimum(apart, known.size - 1)]) * exposures).sum(axis=1) / exposures.sum(axis=1)
    return 1 + dispersion.rho * np.maximum(together - 1, 0)
