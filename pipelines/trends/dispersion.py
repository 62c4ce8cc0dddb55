"""How much more than by chance the share of a term varies from month to month: overdispersion, estimated over the corpus.

The papers of a month that hold a term are taken as beta-binomial: the share itself varies around its level with intra-class
correlation rho, so that Var(x) = n p (1 - p) (1 + (n - 1) rho). No verdict is given here.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

USUAL_PRIOR_DEGREES = 20.0
"""Degrees of freedom that the dispersion of the corpus counts for beside a term's own, where too few terms tell."""

_PRIOR_DEGREES_RANGE = (10.0, 200.0)

_TELLING_PAPERS = 5
"""Papers a month from which a line's own dispersion is close enough to normal theory to tell how dispersions differ."""

_CORPUS_CAP, _OWN_CAP = 4.0, 7.0
"""Squared step, over the expected one, above which a step counts no more: a burst is no noise. The corpus's dispersion is
guarded more closely, as it must not rise with the number of lines that change; a line's own may show that it is noisy.
"""

_LINES_PER_BIN = 50
_MOST_BINS = 12
"""Lines are grouped by frequency, as the dispersion of words depends on it."""


class Dispersion(NamedTuple):
    """Intra-class correlation of each line, 0 for plain chance, and the degrees of freedom it rests on; shape (lines,)."""

    rho: np.ndarray
    degrees: np.ndarray


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
    used = np.arange(1, months) != baseline_months if months > 2 else np.array([True])
    chance = (1 / totals[1:] + 1 / totals[:-1])[used]
    spread = np.maximum(shares * (1 - shares), 1e-12)
    squares = np.diff(counts / totals, axis=1)[:, used] ** 2 / (spread[:, None] * chance)
    expected = _corpus_levels(squares, shares)
    own = np.minimum(squares, _OWN_CAP * expected[:, None]).mean(axis=1) / _mean_capped_square(_OWN_CAP)
    # Neighbouring steps share a month: n of them have about 2 n² / (3 n - 1) degrees of freedom.
    degrees = 2 * chance.size**2 / (3 * chance.size - 1)
    prior = _prior_degrees((own / expected)[counts.mean(axis=1) >= _TELLING_PAPERS], degrees)
    level = np.maximum((prior * expected + degrees * own) / (prior + degrees), 1)
    usual_total = 2 * chance.size / chance.sum()
    rho = np.clip((level - 1) / max(usual_total - 1, 1), 0, 1)
    return Dispersion(rho, np.full(lines, prior + degrees))


def variance_inflation(rho: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Variance of the papers added up over months, over the binomial one; shape (lines,), 1 or more.

    Args:
        rho: intra-class correlation, shape (lines,).
        totals: papers of the months added up, shape (months,).
    """
    return 1 + rho * max(float((totals**2).sum() / totals.sum()) - 1, 0)
