"""Chance that gives the same choices on every Python: built on `random.Random.random` alone, the one method that is
promised not to change."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Rng:
    """Seeded choices."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def chance(self, probability: float) -> bool:
        """True with `probability`."""
        return self._random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`."""
        return items[int(self._random() * len(items))]

    def shuffle(self, items: Sequence[T]) -> list[T]:
        """`items` in another order (Fisher-Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def round(self, value: float) -> int:
        """`value` rounded up or down at random so that it is right on average."""
        return int(value) + (self._random() < value - int(value))

    def spread(self, weights: Sequence[float], count: int) -> list[int]:
        """`count` things over places by `weights`: each place gets its part, rounded up or down (systematic
        sampling)."""
        step = sum(weights) / count if count else 1.0
        mark, reached, counts = self._random() * step, 0.0, []
        for weight in weights:
            reached += weight
            here = 0
            while mark < reached and sum(counts) + here < count:
                here, mark = here + 1, mark + step
            counts.append(here)
        # Rounding of the sums may leave the last thing unplaced.
        counts[-1] += count - sum(counts)
        return counts
