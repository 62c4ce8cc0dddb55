"""How much more than by chance the share of a term varies from month to month: overdispersion, estimated over the corpus.

The papers of a month that hold a term are taken as beta-binomial: the share itself varies around its level with intra-class
correlation rho, so that Var(x) = n p (1 - p) (1 + (n - 1) rho). No verdict is given here.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

USUAL_PRIOR_DEGREES = 20.0
"""Degrees of freedom that the dispersion of the corpus counts for beside a term's own, where too few terms tell."""

_PRIOR_DEGREES_RANGE = (5.0, 200.0)

_TELLING_PAPERS = 5
"""Papers a month from which a line's own dispersion is close enough to normal theory to tell how dispersions differ."""

_CORPUS_CAP, _OWN_CAP = 4.0, 7.0
"""Squared step, over the expected one, above which a step counts no more: a burst is no noise. The corpus's dispersion is
guarded more closely, as it must not rise with the number of lines that change; a line's own may show that it is noisy.
"""

_FEWEST_MONTHS, _LEAST_EXCESS, _MOST_PERSISTENCE = 6, 0.05, 0.8
"""Months, and variation beyond chance, below which it cannot be told how long variation persists; and the most that is told."""

_QUIET_CAP = 9.0
"""Squared step, over the expected one, above which a line tells nothing of how long variation persists: it jumped."""

_LINES_PER_BIN = 50
_MOST_BINS = 12
"""Lines are grouped by frequency, as the dispersion of words depends on it."""


class Dispersion(NamedTuple):
    """Intra-class correlation of each line, 0 for plain chance, and the degrees of freedom it rests on; shape (lines,). And
    for the whole corpus the correlation of what varies in one month with what varies in the next, 0 to below 1.
    """

    rho: np.ndarray
    degrees: np.ndarray
    persistence: float = 0.0


def _mean_capped_square(cap: float) -> float:
    """E[min(Z², cap)] for a standard normal Z."""
    root = np.sqrt(cap)
    tail = 2 * ndtr(-root)
    return float(1 - tail - 2 * root * np.exp(-cap / 2) / np.sqrt(2 * np.pi) + cap * tail)


def _level(squares: np.ndarray) -> float:
    """Mean of squared standardised steps with large ones capped, corrected for the cap; 1 or more."""
    level = 1.0
    for _ in range(5):
        level = max(1.0, float(np.minimum(squares, _CORPUS_CAP * level).mean()) / _mean_capped_square(_CORPUS_CAP))
    return level


def _corpus_levels(squares: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Level of each line's group by frequency, interpolated between the groups; shape (lines,)."""
    bins = int(np.clip(len(shares) // _LINES_PER_BIN, 1, _MOST_BINS))
    groups = np.array_split(np.argsort(shares, kind="stable"), bins)
    centres = [np.log(shares[group]).mean() for group in groups]
    return np.interp(np.log(shares), centres, [_level(squares[group]) for group in groups])


def _standardised_squares(
    lines: np.ndarray, shares: np.ndarray, totals: np.ndarray, lag: int, change: int | None
) -> np.ndarray:
    """Squared difference of a line's shares that lie `lag` months apart over its binomial expectation, shape (lines,
    differences); without those across `change`, where there are others.
    """
    place = np.arange(totals.size - lag)
    used = (place >= change) | (place + lag < change) if change is not None else place >= 0
    used = used if used.any() else place >= 0
    chance = (1 / totals[lag:] + 1 / totals[:-lag])[used]
    spread = np.maximum(shares * (1 - shares), 1e-12)
    return (lines[:, lag:] - lines[:, :-lag])[:, used] ** 2 / (spread[:, None] * chance)


def _estimate_persistence(lines: np.ndarray, shares: np.ndarray, totals: np.ndarray, change: int | None) -> float:
    """How long shares stay away from their level, estimated over the corpus, apart from straight trends.

    Where what varies beyond chance follows an autoregression of first order with the coefficient phi, its squared difference
    over two months is 1 + phi times that over one.
    """
    if totals.size < _FEWEST_MONTHS or len(lines) < _LINES_PER_BIN:
        return 0.0
    time = np.arange(totals.size) - (totals.size - 1) / 2
    straight = lines - (lines @ time / (time @ time))[:, None] * time
    one, two = (
        _corpus_levels(_standardised_squares(straight, shares, totals, lag, change), shares).mean() - 1
        for lag in (1, 2)
    )
    return float(np.clip(two / one - 1, 0, _MOST_PERSISTENCE)) if one >= _LEAST_EXCESS else 0.0


def _prior_degrees(ratios: np.ndarray, degrees: float) -> float:
    """How alike the dispersions of lines are: degrees of freedom of their common prior, from the variance of their ratios
    to the level of their group. F-distributed ratios have about the variance 2 / degrees + 2 / prior degrees.
    """
    if len(ratios) < _LINES_PER_BIN:
        return USUAL_PRIOR_DEGREES
    low, high = _PRIOR_DEGREES_RANGE
    excess = float(ratios.var()) - 2 / degrees
    return min(max(2 / excess, low), high) if excess > 0 else high


def estimate_dispersion(counts: np.ndarray, totals: np.ndarray, baseline_months: int | None = None) -> Dispersion:
    """Dispersion of each line from the steps between neighbouring months, so that a slow trend is not taken for noise.

    The mean squared step (von Neumann et al. 1941) over its binomial expectation is taken over lines of like frequency,
    and a line's own value is drawn towards it, weighted by degrees of freedom (Smyth 2004; McCarthy et al. 2012).

    Args:
        counts: papers by line and month, shape (lines, months); each line has at least one paper.
        totals: all papers of each month, shape (months,), above 0.
        baseline_months: months before the change that is to be tested; the step over it is the question, not noise, and is
            left out where there are others.
    """
    lines, months = counts.shape
    if months < 2 or lines == 0:
        return Dispersion(np.zeros(lines), np.full(lines, USUAL_PRIOR_DEGREES))
    shares = counts.sum(axis=1) / totals.sum()
    squares = _standardised_squares(counts / totals, shares, totals, 1, baseline_months)
    telling = counts.mean(axis=1) >= _TELLING_PAPERS
    expected = _corpus_levels(squares, shares)
    quiet = telling & (squares.max(axis=1) <= _QUIET_CAP * expected)
    persistence = _estimate_persistence(counts[quiet] / totals, shares[quiet], totals, baseline_months)
    own = np.minimum(squares, _OWN_CAP * expected[:, None]).mean(axis=1) / _mean_capped_square(_OWN_CAP)
    # Neighbouring steps share a month: n of them have about 2 n² / (3 n - 1) degrees of freedom.
    steps = squares.shape[1]
    degrees = 2 * steps**2 / (3 * steps - 1)
    prior = _prior_degrees((own / expected)[telling], degrees)
    level = np.maximum((prior * expected + degrees * own) / (prior + degrees), 1)
    usual_total = totals.size / (1 / totals).sum()
    # What persists shows less in the steps than it varies.
    rho = np.clip((level - 1) / (1 - persistence) / max(usual_total - 1, 1), 0, 1)
    return Dispersion(rho, np.full(lines, prior + degrees), persistence)


def variance_inflation(rho: np.ndarray, totals: np.ndarray, persistence: float = 0.0) -> np.ndarray:
    """Variance of the papers added up over months, over the binomial one; shape (lines,), 1 or more.

    Args:
        rho: intra-class correlation, shape (lines,).
        totals: papers of the months added up, shape (months,), neighbours in time.
        persistence: correlation of the variation of neighbouring months.
    """
    apart = np.abs(np.subtract.outer(np.arange(totals.size), np.arange(totals.size)))
    together = totals @ persistence**apart @ totals / totals.sum()
    return 1 + rho * max(float(together) - 1, 0)
