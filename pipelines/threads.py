"""Work on several items at once, in threads: for what spends its time in Polars, numpy and DuckDB, which let others run."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

THREADS = 2


def map_ahead(function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`function` of every item, in order, while the caller works on the results before.

    At most THREADS items are worked on or wait for the caller, so that memory is bounded. What `function` raises is raised
    where its result would have come; items that were begun are finished first.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            if len(waiting) == THREADS:
                yield waiting.popleft().result()
            waiting.append(pool.submit(function, item))
        while waiting:
            yield waiting.popleft().result()
