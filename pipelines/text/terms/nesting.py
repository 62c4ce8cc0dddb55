"""Occurrences that lie inside longer ones: `slide images` in `whole slide images`."""

import numpy as np

from pipelines.arrays.grouping import mark_changes


def find_holders(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """For each span the place of a longer one that holds it, -1 where none does.

    Args:
        start, end: spans, end exclusive, sorted by start, then end; integers from 0 up.
    """
    rows = len(start)
    if not rows:
        return np.empty(0, np.int64)
    first = np.maximum.accumulate(np.where(mark_changes(start), np.arange(rows), 0))
    last = np.append(np.flatnonzero(mark_changes(start))[1:], rows) - 1
    last = last[np.cumsum(mark_changes(start)) - 1]
    # The furthest end of all spans before, and whose it is.
    bits = rows.bit_length()
    furthest = np.maximum.accumulate(end.astype(np.int64) << bits | np.arange(rows))
    before = np.where(first > 0, furthest[first - 1], 0)
    holder = np.where((first > 0) & (before >> bits >= end), before & ((1 << bits) - 1), -1)
    return np.where(end[last] > end, last, holder)


def find_held(start: np.ndarray, end: np.ndarray, term: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the occurrences that lie inside a longer one of another term, ascending, and of those that hold them.

    Args:
        start, end: occurrences, as for `find_holders`.
        term: the term of each.
    """
    holder = find_holders(start, end)
    inside = np.flatnonzero(holder >= 0)
    inside = inside[term[inside] != term[holder[inside]]]
    return inside, holder[inside]
