"""Mixes whole numbers into 64-bit hashes. A result depends on the numbers alone, never on the version of a library."""

import numpy as np

MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Large odd numbers. The first is 2^64 divided by the golden ratio, the others are primes of xxHash."""


def mix(hashes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """`hashes` with one more value mixed into each, so that the order of values counts.

    Args:
        hashes, values: uint64, of one length or of length 1.
    """
    mixed = hashes ^ values
    mixed *= MULTIPLIERS[0]
    mixed ^= mixed >> np.uint64(29)
    return mixed


def avalanche(hashes: np.ndarray) -> np.ndarray:
    """Mixes `hashes` (uint64) in place until each bit depends on all bits, as xxHash does at its end; one-to-one."""
    for shift, multiplier in ((32, MULTIPLIERS[1]), (29, MULTIPLIERS[0])):
        hashes ^= hashes >> np.uint64(shift)
        hashes *= multiplier
    hashes ^= hashes >> np.uint64(32)
    return hashes


def find_slots(hashes: np.ndarray, bits: int, attempt: int = 0) -> np.ndarray:
    """The slot of each hash in a table of 2^bits slots, int64 (Fibonacci hashing: Knuth, TAOCP volume 3, section 6.4).

    Args:
        hashes: uint64.
        bits: 1 to 63.
        attempt: another number scatters the hashes in another way.
    """
    slots = hashes * np.uint64(int(MULTIPLIERS[0]) * (2 * attempt + 1) & 2**64 - 1)
    slots >>= np.uint64(64 - bits)
    return slots.view(np.int64)
