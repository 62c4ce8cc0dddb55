"""Numbers distinct values, and keeps the numbers from batch to batch; `grouping.factorize_values` numbers one batch."""

import numpy as np

from pipelines.arrays.hashing import find_slots

_FEW = 20
"""Where so many times fewer values are sought than known, all known ones are gone through; otherwise an index pays."""


class Interner:
    """Distinct values, numbered from 0 in the order in which they were added.

    The values are 64-bit hashes. Two things of equal hash would share a number; `grouping.factorize` says how rare it
    is.
    """

    def __init__(self) -> None:
        self._values = np.empty(16, np.uint64)
        self._count = 0
        self._indexed = 0
        self._slots = np.full(32, -1, np.int32)

    def __len__(self) -> int:
        return self._count

    def add(self, values: np.ndarray) -> None:
        """Numbers `values` (uint64), which must be distinct and new."""
        count = self._count + len(values)
        if count > len(self._values):
            grown = np.empty(max(count, 2 * len(self._values)), np.uint64)
            grown[: self._count] = self._values[: self._count]
            self._values = grown
        self._values[self._count : count] = values
        self._count = count

    def find(self, values: np.ndarray) -> np.ndarray:
        """The number of each of `values` (uint64, distinct), int32; -1 where it has none."""
        if _FEW * len(values) < self._count - self._indexed:
            return self._find_few(values)
        self._index()
        numbers = np.full(len(values), -1, np.int32)
        left, slot = np.arange(len(values)), self._first_slots(values)
        while len(left):
            candidate = self._slots[slot]
            taken = np.flatnonzero(candidate >= 0)
            left, slot, candidate = left[taken], slot[taken], candidate[taken]
            same = self._values[candidate] == values[left]
            numbers[left[same]] = candidate[same]
            left, slot = left[~same], self._next_slots(slot[~same])
        return numbers

    def _find_few(self, values: np.ndarray) -> np.ndarray:
        """`find` without an index of what is known: the few `values` are indexed instead."""
        numbers = np.full(len(values), -1, np.int32)
        if len(values):
            few = Interner()
            few.add(values)
            found = few.find(self._values[: self._count])
            known = np.flatnonzero(found >= 0)
            numbers[found[known]] = known
        return numbers

    def _index(self) -> None:
        """Gives every value a slot: its own, or the next free one."""
        if 2 * self._count > len(self._slots):
            self._slots = np.full(1 << (2 * self._count).bit_length(), -1, np.int32)
            self._indexed = 0
        number = np.arange(self._indexed, self._count, dtype=np.int32)
        slot = self._first_slots(self._values[self._indexed : self._count])
        while len(number):
            free = self._slots[slot] < 0
            self._slots[slot[free]] = number[free]
            # Of several values that want a slot, one gets it.
            lost = self._slots[slot] != number
            number, slot = number[lost], self._next_slots(slot[lost])
        self._indexed = self._count

    def _first_slots(self, values: np.ndarray) -> np.ndarray:
        return find_slots(values, len(self._slots).bit_length() - 1)

    def _next_slots(self, slots: np.ndarray) -> np.ndarray:
        return slots + 1 & len(self._slots) - 1
