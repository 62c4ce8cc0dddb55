"""Sorts, numbers and groups many rows by small integers, which is faster than by the rows themselves."""

import numpy as np
import polars as pl

from pipelines.arrays.hashing import find_slots


def sort_rows(*columns: np.ndarray) -> np.ndarray:
    """Indices that sort rows by the first of `columns`, then by the next; equal rows keep their order.

    Args:
        columns: integers from 0 up, all of one length.

    Returns:
        int64, one a row.
    """
    rows = len(columns[0])
    if not rows:
        return np.empty(0, np.int64)
    widths = [int(column.max()).bit_length() for column in (*columns, np.array([rows - 1]))]
    if sum(widths) > 63:
        return np.lexsort(columns[::-1])
    # NumPy sorts numbers several times faster than it sorts indices by numbers: so the row becomes part of the number.
    packed = np.zeros(rows, np.int64)
    for column, width in zip(columns, widths, strict=False):
        packed <<= width
        packed |= column
    packed <<= widths[-1]
    packed |= np.arange(rows)
    packed.sort()
    packed &= (1 << widths[-1]) - 1
    return packed


def mark_changes(values: np.ndarray) -> np.ndarray:
    """Whether each value differs from the one before it; the first counts as different."""
    changes = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def factorize(strings: pl.Series) -> tuple[np.ndarray, pl.Series]:
    """Numbers `strings` in the order of their first occurrence, as `pandas.factorize` does.

    Strings are compared by the 64-bit hashes of Polars. Two of ten million distinct strings share a hash once in
    400,000 corpora. The hashes are not kept, and the numbers do not depend on them.

    Returns:
        (number of each string, int32; the distinct strings, by number).
    """
    if strings.is_empty():
        return np.empty(0, np.int32), pl.Series(strings.name, [], dtype=pl.String)
    number, first = factorize_values(strings.hash().to_numpy())
    return number, strings.gather(first)


def factorize_values(values: np.ndarray, attempt: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Numbers `values` in the order of their first occurrence.

    Args:
        values: uint64.
        attempt: how often these values have shared their slot of the hash table with others before.

    Returns:
        (number of each value, int32; the row in which each number occurs first).
    """
    rows = len(values)
    bits = max(rows.bit_length() - 1, 4)
    slot = find_slots(values, bits, attempt)
    occupant = np.full(1 << bits, -1, np.int32)
    # Rows are written from the last to the first, so that the first row of each slot stays.
    occupant[slot[::-1]] = np.arange(rows - 1, -1, -1, dtype=np.int32)
    used = np.flatnonzero(occupant >= 0)
    first = occupant[used]
    stored = np.zeros(1 << bits, np.uint64)
    stored[used] = values[first]
    others = np.flatnonzero(stored[slot] != values)
    if len(others):
        other_number, other_first = factorize_values(values[others], attempt + 1)
        first = np.concatenate([first, others[other_first].astype(np.int32)])
    order = np.argsort(first)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    occupant[used] = place[: len(used)]
    number = occupant[slot]
    if len(others):
        number[others] = place[len(used) :][other_number]
    return number, first[order]


def repeat_ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The ranges `starts[i]`, `starts[i] + 1`, … of `sizes[i]` numbers each, one after the other; dtype of `starts`."""
    some = np.flatnonzero(sizes)
    if not len(some):
        return np.empty(0, starts.dtype)
    starts, sizes = starts[some], sizes[some].astype(starts.dtype)
    # Summing the steps between numbers is faster than repeating the starts, because most ranges are short.
    ends = np.cumsum(sizes, dtype=starts.dtype)
    steps = np.ones(ends[-1], starts.dtype)
    steps[0] = starts[0]
    steps[ends[:-1]] = starts[1:] - starts[:-1] - sizes[:-1] + 1
    return np.cumsum(steps, out=steps)
