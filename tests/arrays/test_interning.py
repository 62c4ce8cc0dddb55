"""Numbers that values keep from batch to batch."""

import numpy as np

from pipelines.arrays.interning import Interner


def values(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.uint64)


def test_values_keep_the_numbers_in_whose_order_they_were_added():
    interner = Interner()
    assert interner.find(values(7, 5)).tolist() == [-1, -1]
    interner.add(values(7, 5))
    assert interner.find(values(5, 9, 7)).tolist() == [1, -1, 0]
    interner.add(values(9))
    assert interner.find(values(9, 5)).tolist() == [2, 1]
    assert len(interner) == 3


def test_nothing_is_found_in_nothing():
    interner = Interner()
    assert interner.find(values()).tolist() == []
    interner.add(values(*range(100)))
    assert interner.find(values()).tolist() == []


def test_few_are_found_among_many_as_many_are():
    interner = Interner()
    interner.add(np.arange(10_000, dtype=np.uint64) * np.uint64(3))
    # Two of 10,000 are found without an index of these, 10,001 with one.
    assert interner.find(values(29_997, 2)).tolist() == [9_999, -1]
    assert interner.find(np.arange(30_000, dtype=np.uint64)).tolist() == [
        value // 3 if value % 3 == 0 else -1 for value in range(30_000)
    ]
    assert interner.find(values(29_997, 2)).tolist() == [9_999, -1]


def test_values_that_want_one_slot_are_told_apart():
    # Multiples of 2^60 have few first slots among them.
    wanted = np.arange(16, dtype=np.uint64) << np.uint64(60)
    interner = Interner()
    interner.add(wanted[:12])
    assert interner.find(wanted).tolist() == [*range(12), -1, -1, -1, -1]
