"""Works on several items at once, in threads, and decides how many threads there are.

Threads suffice, because most of the time is spent in Polars, NumPy and DuckDB, which let other threads run meanwhile.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

THREADS_VARIABLE = "PAPERTRENDS_THREADS"
"""Environment variable with the number of threads; it goes before `set_threads`."""

_chosen: int | None = None


def set_threads(threads: int | None) -> None:
    """Sets how many threads work side by side in this process; None for as many as there are cores.

    Raises:
        ValueError: `threads` is less than 1.
    """
    global _chosen
    if threads is not None and threads < 1:
        raise ValueError(f"threads must be 1 or more, not {threads}")
    _chosen = threads


def count_threads() -> int:
    """How many threads work side by side: results never depend on it.

    Raises:
        ValueError: PAPERTRENDS_THREADS is set to something else than a whole number from 1 up.
    """
    if text := os.environ.get(THREADS_VARIABLE, "").strip():
        if not text.isdecimal() or int(text) < 1:
            raise ValueError(f"{THREADS_VARIABLE} must be a whole number from 1 up, not {text!r}")
        return int(text)
    if _chosen is not None:
        return _chosen
    # A container or a batch system may give this process fewer cores than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_ahead(function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result]:
    """`function` of every item, in order, while the caller works on the results before.

    Besides the result that the caller has, at most `count_threads` items are worked on or wait, so that memory is
    bounded. What `function` raises is raised where its result would have come; items already begun are finished first.
    """
    left, threads = iter(items), count_threads()
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Result]] = deque(pool.submit(function, item) for item in islice(left, threads))
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(left, 1))
            yield result


def do_all(work: Callable[[Item], object], items: Iterable[Item]) -> None:
    """Does `work` on every item, in no order; each must touch what no other does. What it raises is raised here."""
    for _ in map_ahead(work, items):
        pass
