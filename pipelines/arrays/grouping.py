"""Sorting and numbering of many rows by small integers, faster than by the rows themselves."""

import numpy as np
import polars as pl

_GOLDEN = 0x9E3779B97F4A7C15
_ALL_BITS = 2**64 - 1


def sort_rows(*columns: np.ndarray) -> np.ndarray:
    """Indices that sort rows by `columns`, the first before the others; equal rows stay in their order.

    Args:
        columns: integers from 0 up, all of one length.
    """
    rows = len(columns[0])
    if not rows:
        return np.empty(0, np.int64)
    widths = [int(column.max()).bit_length() for column in (*columns, np.array([rows - 1]))]
    if sum(widths) > 63:
        return np.lexsort(columns[::-1])
    # Whole numbers are sorted several times faster than indices are by them: the row is part of the number.
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
    """Whether a value differs from the one before it; the first does."""
    changes = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def encode(strings: pl.Series) -> tuple[np.ndarray, pl.Series]:
    """Number `strings`: (number of each, int32; the distinct ones by number). Numbers follow the first occurrence.

    Strings are told apart by 64-bit hashes: among ten million different ones, two share theirs once in 400,000 corpora.
    """
    if strings.is_empty():
        return np.empty(0, np.int32), pl.Series(strings.name, [], dtype=pl.String)
    number, first = number_values(strings.hash().to_numpy())
    return number, strings.gather(first)


def number_values(values: np.ndarray, turn: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Numbers for equal values, which follow the first occurrence.

    Args:
        values: uint64.
        turn: how often the values met others in the slots of the table before.

    Returns:
        Number of each value, int32, and where each number occurs first.
    """
    rows = len(values)
    bits = max(rows.bit_length() - 1, 4)
    slot = values * np.uint64(_GOLDEN * (2 * turn + 1) & _ALL_BITS)
    slot >>= np.uint64(64 - bits)
    slot = slot.view(np.int64)
    holder = np.full(1 << bits, -1, np.int32)
    # The last written stays: the first row of each slot.
    holder[slot[::-1]] = np.arange(rows - 1, -1, -1, dtype=np.int32)
    used = np.flatnonzero(holder >= 0)
    first = holder[used]
    held = np.zeros(1 << bits, np.uint64)
    held[used] = values[first]
    others = np.flatnonzero(held[slot] != values)
    if len(others):
        other_number, other_first = number_values(values[others], turn + 1)
        first = np.concatenate([first, others[other_first].astype(np.int32)])
    order = np.argsort(first)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    holder[used] = place[: len(used)]
    number = holder[slot]
    if len(others):
        number[others] = place[len(used) :][other_number]
    return number, first[order]


def repeat_ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The numbers from each start on, as many as its size says, one range after the other; of the dtype of `starts`."""
    some = np.flatnonzero(sizes)
    if not len(some):
        return np.empty(0, starts.dtype)
    starts, sizes = starts[some], sizes[some].astype(starts.dtype)
    # As steps from number to number: most ranges are so short that to repeat their starts takes longer.
    ends = np.cumsum(sizes, dtype=starts.dtype)
    steps = np.ones(ends[-1], starts.dtype)
    steps[0] = starts[0]
    steps[ends[:-1]] = starts[1:] - starts[:-1] - sizes[:-1] + 1
    return np.cumsum(steps, out=steps)
