"""Texts as sets of hashed word triples, MinHash signatures of them, and how much two sets share. NumPy over whole columns.

One permutation hashing (Li, Owen, Zhang 2012, https://arxiv.org/abs/1208.1259): each triple is hashed once, the hash's top bits
say which of the signature's places it competes for. Candidates by banding (Leskovec, Rajaraman, Ullman, chapter 3).
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.papers.fingerprints import fold_words

PLACES = 64
EMPTY = np.uint32(0xFFFFFFFF)
_BAND = 3
_LARGEST_BUCKET = 20
_A, _B, _C = (np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_SLICE = 16_384


class Shingles(NamedTuple):
    """Sets of hashed triples: those of text i are `hashes[starts[i]:starts[i + 1]]`, sorted and distinct.

    Args:
        hashes: uint64, all sets one after the other.
        starts: int64, number of texts + 1.
    """

    hashes: np.ndarray
    starts: np.ndarray


def _hash_triples(texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(hash, text number) of every three words in a row; a text of one or two words has one of what it has."""
    words = texts.to_frame("text").select(fold_words(pl.col("text")).str.split(" ")).to_series()
    lengths = words.list.len().to_numpy().astype(np.int64)
    tokens = words.explode(empty_as_null=False).hash(seed=1).to_numpy()
    rows = np.repeat(np.arange(len(lengths)), lengths)
    ends = np.cumsum(lengths)
    left = np.repeat(ends, lengths) - np.arange(len(tokens))
    second = np.where(left > 1, np.roll(tokens, -1), np.uint64(0))
    third = np.where(left > 2, np.roll(tokens, -2), np.uint64(0))
    mixed = tokens * _A + second * _B + third * _C
    mixed ^= mixed >> np.uint64(29)
    mixed *= _C
    mixed ^= mixed >> np.uint64(32)
    whole = (left > 2) | (np.repeat(lengths, lengths) == left)
    return mixed[whole], rows[whole]


def shingle(texts: pl.Series) -> Shingles:
    """The set of word triples of each text."""
    if not len(texts):
        return Shingles(np.zeros(0, np.uint64), np.zeros(1, np.int64))
    hashes, rows = _hash_triples(texts)
    order = np.lexsort((hashes, rows))
    hashes, rows = hashes[order], rows[order]
    first = np.ones(len(hashes), bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    hashes, rows = hashes[first], rows[first]
    return Shingles(hashes, np.searchsorted(rows, np.arange(len(texts) + 1)))


def sign(texts: pl.Series) -> np.ndarray:
    """MinHash signatures, uint32 of shape (texts, PLACES); `EMPTY` where no triple competed for a place."""
    signatures = np.full((len(texts), PLACES), EMPTY, np.uint32)
    shift = np.uint64(64 - PLACES.bit_length() + 1)
    for start in range(0, len(texts), _SLICE):
        hashes, rows = _hash_triples(texts.slice(start, _SLICE))
        places = rows * PLACES + (hashes >> shift).astype(np.int64)
        flat = signatures[start : start + _SLICE].reshape(-1)
        np.minimum.at(flat, places, (hashes & np.uint64(0xFFFFFFFE)).astype(np.uint32))
    return signatures


def _bucket_pairs(keys: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Pairs of rows with equal keys, shape (n, 2): all of small buckets; of large ones each with the next and the first."""
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    begins = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[begins, len(keys)])
    begins, sizes = begins[sizes > 1], sizes[sizes > 1]
    if not len(begins):
        return np.zeros((0, 2), np.int64)
    parts = []
    for step in range(1, _LARGEST_BUCKET):
        chosen = sizes > step
        if step > 1:
            chosen &= sizes <= _LARGEST_BUCKET
        if not chosen.any():
            continue
        counts = sizes[chosen] - step
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        left = np.repeat(begins[chosen], counts) + offsets
        parts.append(np.column_stack((rows[left], rows[left + step])))
    large = sizes > _LARGEST_BUCKET
    counts = sizes[large] - 1
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    firsts = np.repeat(begins[large], counts)
    parts.append(np.column_stack((rows[firsts], rows[firsts + offsets])))
    return np.concatenate(parts)


def candidate_pairs(signatures: np.ndarray) -> np.ndarray:
    """Pairs (i < j) of texts that may be near-duplicates: int64 of shape (n, 2), distinct, sorted.

    Two families of bands of three places: at a Jaccard similarity of 0.5 a pair is missed once in 200, at 0.3 every third time.
    """
    found = []
    plain = np.arange(PLACES)
    for places in (plain, (plain * 23 + 7) % PLACES):
        for start in range(0, PLACES - _BAND + 1, _BAND):
            band = signatures[:, places[start : start + _BAND]]
            rows = np.flatnonzero((band != EMPTY).all(axis=1))
            chosen = band[rows].astype(np.uint64)
            keys = (chosen[:, 0] * _A) ^ (chosen[:, 1] * _B + _C) ^ (chosen[:, 2] * _C + _A)
            found.append(_bucket_pairs(keys, rows))
    pairs = np.concatenate(found)
    if not len(pairs):
        return pairs
    pairs.sort(axis=1)
    size = np.int64(len(signatures))
    coded = np.unique(pairs[:, 0] * size + pairs[:, 1])
    return np.column_stack((coded // size, coded % size))


def _gather(shingles: Shingles, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(hashes, which of `rows`) of the sets of `rows`, one after the other."""
    begins, lengths = shingles.starts[rows], shingles.starts[rows + 1] - shingles.starts[rows]
    which = np.repeat(np.arange(len(rows)), lengths)
    places = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())
    return shingles.hashes[places], which


def count_shared(shingles: Shingles, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """How many triples the sets of texts `left[k]` and `right[k]` have in common: int64, one a pair."""
    shared = np.zeros(len(left), np.int64)
    for start in range(0, len(left), _SLICE):
        chosen = slice(start, start + _SLICE)
        hashes_a, pairs_a = _gather(shingles, left[chosen])
        hashes_b, pairs_b = _gather(shingles, right[chosen])
        hashes, pairs = np.concatenate((hashes_a, hashes_b)), np.concatenate((pairs_a, pairs_b))
        order = np.lexsort((hashes, pairs))
        hashes, pairs = hashes[order], pairs[order]
        twice = (hashes[1:] == hashes[:-1]) & (pairs[1:] == pairs[:-1])
        shared[chosen] = np.bincount(pairs[1:][twice], minlength=len(shared[chosen]))
    return shared
