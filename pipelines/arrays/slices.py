"""Works through the rows of a frame or column in slices, several at once, where each row is worked on by itself."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import polars as pl

from pipelines.arrays.parallel import count_threads

_thread = threading.local()
"""Its `is_slice` says that this thread works on a slice; then what it calls does not slice again."""

Rows = TypeVar("Rows", pl.DataFrame, pl.Series)

SMALLEST, LARGEST = 8_192, 131_072
"""Rows of a slice. With fewer, compiling regular expressions takes longer than using them; with more, memory grows."""


def map_slices(rows: Rows, change: Callable[[Rows], Rows]) -> Rows:
    """The slices of `rows` after `change`, one after the other; their number is a multiple of the number of threads.

    Args:
        rows: any number.
        change: must give a row the same result whatever other rows come with it, and be safe to run in several threads.

    Raises:
        Whatever `change` raises, by the first slice in which it does.
    """
    threads = count_threads()
    rounds = max(1, -(-len(rows) // (LARGEST * threads)))
    size = max(-(-len(rows) // (rounds * threads)), SMALLEST)
    if len(rows) <= size or getattr(_thread, "is_slice", False):
        return change(rows)

    slices = [rows.slice(start, size) for start in range(0, len(rows), size)]
    with ThreadPoolExecutor(threads, initializer=lambda: setattr(_thread, "is_slice", True)) as pool:
        return pl.concat(list(pool.map(change, slices)))
