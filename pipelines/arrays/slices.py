"""Works through rows in slices, several at once, for work that takes each row by itself.

Threads suffice: Polars and NumPy let others work while they do.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import polars as pl

_here = threading.local()
"""Whether this thread works on a slice: what it calls is not sliced again."""

Rows = TypeVar("Rows", pl.DataFrame, pl.Series)

SMALLEST, LARGEST = 8_192, 131_072
"""Rows of a slice: with fewer, compiling regular expressions takes longer than using them; with more, memory grows."""


def map_slices(rows: Rows, change: Callable[[Rows], Rows]) -> Rows:
    """What `change` makes of each slice of `rows`, one after the other: as many slices as there are cores, or twice as many, ….

    Args:
        rows: any number.
        change: must give a row the same whatever other rows come with it, and be safe to run in several threads at once.

    Raises:
        Whatever `change` raises, by the first slice in which it does.
    """
    workers = os.cpu_count() or 1
    rounds = max(1, -(-len(rows) // (LARGEST * workers)))
    size = max(-(-len(rows) // (rounds * workers)), SMALLEST)
    if len(rows) <= size or getattr(_here, "is_slice", False):
        return change(rows)
    slices = [rows.slice(start, size) for start in range(0, len(rows), size)]
    with ThreadPoolExecutor(max_workers=workers, initializer=lambda: setattr(_here, "is_slice", True)) as pool:
        return pl.concat(list(pool.map(change, slices)))
