"""Sets of shingles: the hashed word triples of texts, and how many of them two texts share. NumPy over whole
columns."""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.hashing import MULTIPLIERS, avalanche

_A, _B, _C = MULTIPLIERS
SLICE = 512
"""Texts whose triples are hashed at once."""
_BITS = np.uint64(40)
_LOW = np.uint64((1 << 40) - 1)


class Shingles(NamedTuple):
    """Sets of hashed triples: those of text i are `hashes[starts[i]:starts[i + 1]]`, sorted and distinct.

    Args:
        hashes: uint64 below 2^40, all sets one after the other.
        starts: int64, number of texts + 1.
    """

    hashes: np.ndarray
    starts: np.ndarray


_LETTERS = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if chr(byte).isalnum() or byte >= 128 else 0 for byte in range(256)
)
"""Each byte as it counts within a word, in lower case; 0 for bytes that separate words."""
_FIRST_BYTES = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)
"""Masks of the first 0 to 8 bytes of a number whose first byte is the lowest."""


def _hash_words(texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(hash of every word in order, number of words of each text); upper and lower case of ASCII are the same.

    A word's hash is made of its bytes, eight at a time: one number for most words.
    """
    joined = texts.str.join("\n").cast(pl.Binary).item() + b"\n"
    letters = np.frombuffer((joined + bytes(8)).translate(_LETTERS), np.uint8)
    inside = letters != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    edges += 1
    if inside[0]:
        edges = np.r_[0, edges]
    # The text ends with separators, so edges come in pairs: first byte of a word, first byte after it.
    starts = edges[0::2]
    lengths = edges[1::2] - starts
    eights = np.ndarray((len(letters) - 7,), "<u8", letters, strides=(1,))
    hashes = eights[starts] & _FIRST_BYTES[np.minimum(lengths, 8)]
    done, long = 8, np.flatnonzero(lengths > 8)
    while len(long):
        more = eights[starts[long] + done] & _FIRST_BYTES[np.minimum(lengths[long] - done, 8)]
        hashes[long] = hashes[long] * _A + more
        done += 8
        long = long[lengths[long] > done]
    ends = np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64) + 1)
    return hashes, np.diff(np.searchsorted(starts, ends), prepend=0)


def hash_triples(texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(hash, text number) of every three words in a row; a text of one or two words has one, padded."""
    if not len(texts):
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    words, counts = _hash_words(texts)
    lacking = np.where(counts > 0, np.maximum(3 - counts, 0), 0)
    if lacking.any():
        words = np.insert(words, np.repeat(np.cumsum(counts), lacking), 0)
        counts = counts + lacking
    rows = np.repeat(np.arange(len(texts)), counts)
    if not len(words):
        return words, rows
    mixed = words[:-2] * _A
    mixed += words[1:-1] * _B
    mixed += words[2:] * _C
    mixed = avalanche(mixed)
    whole = rows[:-2] == rows[2:]
    return mixed[whole], rows[:-2][whole]


def make_shingles(texts: pl.Series) -> Shingles:
    """The set of word triples of each text, 40 bits a triple."""
    parts, starts = [], [np.zeros(1, np.int64)]
    done = 0
    for start in range(0, len(texts), SLICE):
        some = texts.slice(start, SLICE)
        hashes, rows = hash_triples(some)
        # Number of the text above, hash below: one sort puts both in order.
        coded = np.sort((rows.astype(np.uint64) << _BITS) | (hashes >> (np.uint64(64) - _BITS)))
        coded = coded[np.r_[True, coded[1:] != coded[:-1]]] if len(coded) else coded
        counts = np.bincount((coded >> _BITS).astype(np.int64), minlength=len(some))
        parts.append(coded & _LOW)
        starts.append(done + np.cumsum(counts))
        done += len(coded)
    return Shingles(np.concatenate(parts) if parts else np.zeros(0, np.uint64), np.concatenate(starts))


def _gather(shingles: Shingles, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(hashes, which of `rows`) of the sets of `rows`, one after the other."""
    begins, lengths = shingles.starts[rows], shingles.starts[rows + 1] - shingles.starts[rows]
    which = np.repeat(np.arange(len(rows)), lengths)
    places = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())
    return shingles.hashes[places], which


def count_shared(shingles: Shingles, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """How many triples the sets of texts `left[k]` and `right[k]` have in common: int64, one a pair."""
    shared = np.zeros(len(left), np.int64)
    for start in range(0, len(left), SLICE):
        chosen = slice(start, start + SLICE)
        hashes_a, pairs_a = _gather(shingles, left[chosen])
        hashes_b, pairs_b = _gather(shingles, right[chosen])
        hashes, pairs = np.concatenate((hashes_a, hashes_b)), np.concatenate((pairs_a, pairs_b))
        coded = np.sort((pairs.astype(np.uint64) << _BITS) | hashes)
        twice = coded[1:][coded[1:] == coded[:-1]]
        shared[chosen] = np.bincount((twice >> _BITS).astype(np.int64), minlength=len(shared[chosen]))
    return shared
