"""Occurrences that lie inside longer ones: `slide images` in `whole slide images`."""

import numpy as np

from pipelines.arrays.grouping import mark_changes


def find_containers(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """For each span the position of a longer span that contains it; -1 where none does.

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
    container = np.where((first > 0) & (before >> bits >= end), before & ((1 << bits) - 1), -1)
    return np.where(end[last] > end, last, container)


def find_nested(start: np.ndarray, end: np.ndarray, term: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the occurrences inside a longer one of another term, ascending, and of the occurrences that contain
    them.

    Args:
        start, end: occurrences, as for `find_containers`.
        term: the term of each.
    """
    container = find_containers(start, end)
    inside = np.flatnonzero(container >= 0)
    inside = inside[term[inside] != term[container[inside]]]
    return inside, container[inside]
