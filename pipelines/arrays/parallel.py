"""Work on several items at once, in threads: for what spends its time in Polars, numpy and DuckDB, which let others run."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

THREADS = 2


def map_ahead(function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`function` of every item, in order, while the caller works on the results before.

    Beside the result that the caller has, at most THREADS items are worked on or wait for it, so that memory is bounded. What
    `function` raises is raised where its result would have come; items that were begun are finished first.
    """
    left = iter(items)
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Result]] = deque(pool.submit(function, item) for item in islice(left, THREADS))
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(left, 1))
            yield result


def do_all(work: Callable[[Item], None], items: Iterable[Item]) -> None:
    """Does `work` on every item, in no order; each must touch what no other does. What it raises is raised here."""
    for _ in map_ahead(work, items):
        pass
