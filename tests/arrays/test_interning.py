"""Numbers that values keep from batch to batch."""

import numpy as np

from pipelines.arrays.interning import Numbering


def values(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.uint64)


def test_values_keep_the_numbers_in_whose_order_they_were_added():
    numbering = Numbering()
    assert numbering.find(values(7, 5)).tolist() == [-1, -1]
    numbering.add(values(7, 5))
    assert numbering.find(values(5, 9, 7)).tolist() == [1, -1, 0]
    numbering.add(values(9))
    assert numbering.find(values(9, 5)).tolist() == [2, 1]
    assert len(numbering) == 3


def test_nothing_is_found_in_nothing():
    numbering = Numbering()
    assert numbering.find(values()).tolist() == []
    numbering.add(values(*range(100)))
    assert numbering.find(values()).tolist() == []


def test_few_are_found_among_many_as_many_are():
    numbering = Numbering()
    numbering.add(np.arange(10_000, dtype=np.uint64) * np.uint64(3))
    # Two of 10,000 are found without an index of these, 10,001 with one.
    assert numbering.find(values(29_997, 2)).tolist() == [9_999, -1]
    assert numbering.find(np.arange(30_000, dtype=np.uint64)).tolist() == [
        value // 3 if value % 3 == 0 else -1 for value in range(30_000)
    ]
    assert numbering.find(values(29_997, 2)).tolist() == [9_999, -1]


def test_values_that_want_one_slot_are_told_apart():
    # Multiples of 2^60 have few first slots among them.
    wanted = np.arange(16, dtype=np.uint64) << np.uint64(60)
    numbering = Numbering()
    numbering.add(wanted[:12])
    assert numbering.find(wanted).tolist() == [*range(12), -1, -1, -1, -1]
