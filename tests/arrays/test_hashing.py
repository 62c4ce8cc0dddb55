"""Hashes by arithmetic of our own: they must never change, because the build file keeps numbers made from them."""

import numpy as np

from pipelines.arrays.hashing import avalanche, find_slots, mix

BITS = 2**64 - 1


def test_mixing_multiplies_and_shifts():
    # By hand, in Python's whole numbers: (5 xor 3) times the multiplier, then xor with itself shifted.
    product = 6 * 0x9E3779B97F4A7C15 & BITS
    mixed = mix(np.array([5], np.uint64), np.array([3], np.uint64))
    assert mixed.dtype == np.uint64 and int(mixed[0]) == product ^ product >> 29


def test_the_order_of_values_counts():
    one, other, start = (np.array([value], np.uint64) for value in (1, 2, 0))
    assert mix(mix(start, one), other) != mix(mix(start, other), one)


def test_avalanche_is_one_to_one_and_keeps_its_values():
    found = avalanche(np.arange(10_000, dtype=np.uint64))
    assert len(np.unique(found)) == 10_000 and found[0] == 0
    # Half of the 64 bits change, on average, when one bit of what comes in does.
    one, other = avalanche(np.array([1], np.uint64)), avalanche(np.array([3], np.uint64))
    assert 20 <= int(one[0] ^ other[0]).bit_count() <= 44


def test_slots_fill_the_table_and_scatter_otherwise_at_another_attempt():
    values = np.arange(1000, dtype=np.uint64)
    slots = find_slots(values, 4)
    assert slots.dtype == np.int64 and set(slots.tolist()) == set(range(16))
    assert (find_slots(values, 4, attempt=1) != slots).any()
