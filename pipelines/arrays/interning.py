"""Numbers that values keep from batch to batch, where `order.number_values` numbers those of one."""

import numpy as np

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FEW = 20
"""So many times fewer values than are held are found by going through all that is held; else an index of it pays."""


class Numbering:
    """Distinct values, numbered from 0 in the order in which they were added.

    Values are 64-bit hashes of whatever is numbered. Where two are the same, so is their number: see `order.encode`.
    """

    def __init__(self) -> None:
        self._values = np.empty(16, np.uint64)
        self._count = 0
        self._indexed = 0
        self._slots = np.full(32, -1, np.int32)

    def __len__(self) -> int:
        return self._count

    def add(self, values: np.ndarray) -> None:
        """Numbers `values` (uint64), which are distinct and new."""
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
            few = Numbering()
            few.add(values)
            found = few.find(self._values[: self._count]) if len(values) else np.empty(0, np.int32)
            numbers = np.full(len(values), -1, np.int32)
            held = np.flatnonzero(found >= 0)
            numbers[found[held]] = held
            return numbers
        self._index()
        numbers = np.full(len(values), -1, np.int32)
        left, slot = np.arange(len(values)), self._first_slots(values)
        while len(left):
            holder = self._slots[slot]
            taken = np.flatnonzero(holder >= 0)
            left, slot, holder = left[taken], slot[taken], holder[taken]
            same = self._values[holder] == values[left]
            numbers[left[same]] = holder[same]
            left, slot = left[~same], self._next_slots(slot[~same])
        return numbers

    def _index(self) -> None:
        """Gives every value a slot: its own, or the next that is free."""
        if 2 * self._count > len(self._slots):
            self._slots = np.full(1 << (2 * self._count).bit_length(), -1, np.int32)
            self._indexed = 0
        number = np.arange(self._indexed, self._count, dtype=np.int32)
        slot = self._first_slots(self._values[self._indexed : self._count])
        while len(number):
            free = self._slots[slot] < 0
            self._slots[slot[free]] = number[free]
            # Of several that want a slot, one gets it.
            lost = self._slots[slot] != number
            number, slot = number[lost], self._next_slots(slot[lost])
        self._indexed = self._count

    def _first_slots(self, values: np.ndarray) -> np.ndarray:
        bits = len(self._slots).bit_length() - 1
        return (values * _GOLDEN >> np.uint64(64 - bits)).view(np.int64)

    def _next_slots(self, slots: np.ndarray) -> np.ndarray:
        return slots + 1 & len(self._slots) - 1
