"""False-discovery control. The p-values come from elsewhere."""

import numpy as np


def adjust_p_values(p_values: np.ndarray) -> np.ndarray:
    """q-values of Benjamini and Hochberg (1995): rejecting q <= a keeps the expected share of false rejections at a.

    Holds for independent tests and for positively dependent ones (Benjamini and Yekutieli 2001).

    Args:
        p_values: shape (tests,), 0 to 1; NaN where nothing was tested, which does not count as a test.

    Returns:
        Shape (tests,), NaN where the p-value is.
    """
    adjusted = np.full(p_values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    raw = p_values[order] * tested.size / np.arange(1, tested.size + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    return adjusted


def adjust_within_strata(p_values: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """q-values by stratum (Sun, Craiu, Paterson and Bull 2006): each keeps its own rate, and so do all together.

    The thousands of rare terms, of which few can show anything, then do not drown the frequent ones.

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
    """q-values of three lists, what is new, what rises and what falls: each keeps its own rate, and so do all together.

    Corrected together, two-sided, a short list would hold as many false discoveries as a long one: the certain ones of one list
    pay for the doubtful ones of another. So each direction is a family of one-sided tests (Benjamini and Yekutieli 2005 on
    directional decisions), a line's q-value is that of the direction in which its estimate goes, and what is new, nearly all of
    it certain, does not help what rises.

    Args:
        p_values: two-sided, shape (tests,), as for `adjust_p_values`.
        is_up: whether the estimate is above no change, shape (tests,).
        is_new: which lines would be called new if they were called, shape (tests,).
        strata: as for `adjust_within_strata`.
    """
    upward = np.where(is_up, p_values / 2, 1 - p_values / 2)
    falling = adjust_within_strata(1 - upward, strata)
    rising = adjust_within_strata(np.where(is_new, np.nan, upward), strata)
    new = adjust_within_strata(upward, strata)
    return np.where(~is_up, falling, np.where(is_new, new, rising))
