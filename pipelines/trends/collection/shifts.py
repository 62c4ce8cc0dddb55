"""Level shifts: where a part of the collection suddenly is twice as large as before, or half, and stays so."""

from typing import NamedTuple

import numpy as np

LEAST_FACTOR = 2.0
"""By so many times the share of all papers changes, at least."""

_BESIDE = 3
"""Periods on either side of a shift whose shares are compared: what grows slowly does not double within them."""

_FEWEST_BESIDE = 2
"""Periods that there must be on either side at least."""

_SURE = 5.0
"""Least distance of the papers after from those expected, 2 (√a − √b), in standard deviations of chance."""


class Shifts(NamedTuple):
    """Of each row the place of the first period after its largest shift (-1 where it has none), and the share after
    over the share before (NaN); shape (rows,)."""

    place: np.ndarray
    factor: np.ndarray


def find_shifts(counts: np.ndarray, totals: np.ndarray) -> Shifts:
    """The largest sure level shift of each row: the three periods before it against the three after.

    Args:
        counts: papers by row and period, shape (rows, periods).
        totals: all papers of the periods, shape (periods,), above 0.
    """
    rows, periods = counts.shape
    best, place, factor = np.zeros(rows), np.full(rows, -1), np.full(rows, np.nan)
    for split in range(_FEWEST_BESIDE, periods - _FEWEST_BESIDE + 1):
        before, after = slice(max(split - _BESIDE, 0), split), slice(split, split + _BESIDE)
        papers, earlier = counts[:, after].sum(axis=1), counts[:, before].sum(axis=1)
        expected = earlier * totals[after].sum() / totals[before].sum()
        distance = np.abs(2 * (np.sqrt(papers) - np.sqrt(expected)))
        ratio = np.divide(papers, expected, out=np.full(rows, np.nan), where=(expected > 0) & (papers > 0))
        is_large = np.abs(np.log2(ratio)) >= np.log2(LEAST_FACTOR)
        better = is_large & (distance > _SURE) & (distance > best)
        best = np.where(better, distance, best)
        place = np.where(better, split, place)
        factor = np.where(better, ratio, factor)
    return Shifts(place, factor)
