"""q-values: p-values corrected for the number of tests (Benjamini and Hochberg 1995), within strata and by list."""

import numpy as np
from scipy.stats import false_discovery_control


def adjust_p_values(p_values: np.ndarray) -> np.ndarray:
    """q-values of Benjamini and Hochberg (1995): rejecting q <= a keeps the expected share of false rejections at a.

    Holds for independent tests and for positively dependent ones (Benjamini and Yekutieli 2001).

    Args:
        p_values: shape (tests,), 0 to 1; NaN where nothing was tested, which does not count as a test.

    Returns:
        Shape (tests,), NaN where the p-value is.
    """
    adjusted = np.full(p_values.shape, np.nan)
    tested = ~np.isnan(p_values)
    adjusted[tested] = false_discovery_control(p_values[tested])
    return adjusted


def adjust_within_strata(p_values: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """q-values by stratum (Sun, Craiu, Paterson and Bull 2006): the rate holds in each stratum and over all of them.

    So the thousands of rare terms, few of which can be significant, do not make the test harder for the frequent ones.

    Args:
        p_values: shape (tests,), as for `adjust_p_values`.
        strata: stratum of each, shape (tests,), chosen by what is independent of the p-value where nothing changed.
    """
    adjusted = np.full(p_values.shape, np.nan)
    for stratum in np.unique(strata):
        inside = strata == stratum
        adjusted[inside] = adjust_p_values(p_values[inside])
    return adjusted


def adjust_by_list(p_values: np.ndarray, is_up: np.ndarray, is_new: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """q-values of three lists, what is new, what rises and what falls: the rate holds in each list and over all of
    them.

    Were all tested together and two-sided, the many sure findings of one list would let doubtful ones into another. So
    each direction is a family of one-sided tests (Benjamini and Yekutieli 2005 on directional decisions), and a series
    gets the q-value of the direction of its estimate. New series, nearly all of them sure, are kept out of the family
    of rising ones.

    Args:
        p_values: two-sided, shape (tests,), as for `adjust_p_values`.
        is_up: whether the estimate is above no change, shape (tests,).
        is_new: which series would be called new if they were called, shape (tests,).
        strata: as for `adjust_within_strata`.
    """
    upward = np.where(is_up, p_values / 2, 1 - p_values / 2)
    falling = adjust_within_strata(1 - upward, strata)
    rising = adjust_within_strata(np.where(is_new, np.nan, upward), strata)
    new = adjust_within_strata(upward, strata)
    return np.where(~is_up, falling, np.where(is_new, new, rising))
