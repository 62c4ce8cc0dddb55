"""Fingerprints: 64-bit numbers that are equal where what they are made from is equal.

The build file keeps them to tell what need not be worked out again. They are made by arithmetic of our own, because the
hash functions of Polars and DuckDB may change with any of their versions.
"""

from functools import reduce

import numpy as np
import polars as pl

from pipelines.arrays.hashing import MULTIPLIERS, avalanche, mix
from pipelines.arrays.parallel import map_ahead

_SLICE = 30_000
"""Strings at once: few enough that their bytes fit the cache."""
_WORD = 8
_FIRST = 3 * _WORD
"""Bytes that are read of every string, with zeros beyond its end; most strings are not longer."""
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)
"""Masks of the first 0 to 8 bytes of a number whose first byte is the lowest."""


def fingerprint_rows(*columns: np.ndarray) -> np.ndarray:
    """The fingerprint of each row.

    Args:
        columns: uint64, of one length or of length 1, which counts for all rows.

    Returns:
        uint64, one a row.
    """
    return reduce(mix, columns, np.zeros(1, np.uint64))


def fingerprint_strings(strings: pl.Series) -> np.ndarray:
    """The fingerprint of each string, uint64; made from its bytes in UTF-8, eight at a time, and their number.

    Args:
        strings: String, no nulls.
    """
    slices = (strings.slice(start, _SLICE) for start in range(0, len(strings), _SLICE))
    return np.concatenate([np.empty(0, np.uint64), *map_ahead(_fingerprint_slice, slices)])


def _fingerprint_slice(strings: pl.Series) -> np.ndarray:
    lengths = strings.str.len_bytes().to_numpy().astype(np.int64)
    joined = strings.str.join("").cast(pl.Binary).item()
    data = np.frombuffer(joined + bytes(_FIRST + _WORD), np.uint8)
    words = np.ndarray((len(data) - _WORD + 1,), "<u8", data, strides=(1,))
    starts = np.cumsum(lengths) - lengths
    hashes = mix(MULTIPLIERS[1:2], lengths.astype(np.uint64))
    for done in range(0, _FIRST, _WORD):
        hashes = mix(hashes, words[starts + done] & _MASKS[np.clip(lengths - done, 0, _WORD)])
    done, left = _FIRST, np.flatnonzero(lengths > _FIRST)
    while len(left):
        some = words[starts[left] + done] & _MASKS[np.minimum(lengths[left] - done, _WORD)]
        hashes[left] = mix(hashes[left], some)
        done += _WORD
        left = left[lengths[left] > done]
    return avalanche(hashes)


def fingerprint_string(string: str) -> np.ndarray:
    """`fingerprint_strings` of one string, of length 1."""
    return fingerprint_strings(pl.Series([string]))
