"""MinHash signatures of texts, and the pairs of texts that they make candidates for near-duplicates.

One permutation hashing (Li, Owen, Zhang 2012, https://arxiv.org/abs/1208.1259): each triple is hashed once. The top
bits of the hash choose a bin of the signature; each bin keeps the least hash. Candidate pairs come from
locality-sensitive hashing by bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3).
"""

import numpy as np
import polars as pl

from pipelines.arrays.parallel import map_ahead
from pipelines.papers.shingles import SLICE, hash_triples

BINS = 64
EMPTY = np.uint16(0xFFFF)
_BAND = 3
_LARGEST_BUCKET = 20
_LANES = np.array([[0], [16], [32]], np.uint64)


def compute_signatures(texts: pl.Series) -> np.ndarray:
    """MinHash signatures, uint16 of shape (texts, BINS); `EMPTY` for bins without a triple."""
    signatures = np.full((len(texts), BINS), EMPTY, np.uint16)
    shift = np.uint64(64 - BINS.bit_length() + 1)

    for start in range(0, len(texts), SLICE):
        hashes, rows = hash_triples(texts.slice(start, SLICE))
        bins = rows * BINS + (hashes >> shift).astype(np.int64)
        flat = signatures[start : start + SLICE].reshape(-1)
        np.minimum.at(flat, bins, (hashes & np.uint64(0xFFFE)).astype(np.uint16))
    return signatures


def _bucket_pairs(keys: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Pairs of rows with equal keys, shape (n, 2): all of small buckets; of large ones each with the next and the
    first."""
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


def find_candidate_pairs(signatures: np.ndarray, required: np.ndarray | None = None) -> np.ndarray:
    """Pairs (i < j) of texts that may be near-duplicates: int64 of shape (n, 2), distinct, sorted.

    Two families of bands of three bins: at a Jaccard similarity of 0.5 a pair is missed once in 200, at 0.3 every
    third time.

    Args:
        signatures: as `compute_signatures` makes them.
        required: Boolean, one a text: only pairs with one of these are returned; None for all pairs.
    """
    plain = np.arange(BINS)
    bands = [
        bins[start : start + _BAND]
        for bins in (plain, (plain * 23 + 7) % BINS)
        for start in range(0, BINS - _BAND + 1, _BAND)
    ]

    columns = np.ascontiguousarray(signatures.T)
    queries = np.arange(len(signatures)) if required is None else np.flatnonzero(required)

    def pair_band(bins: np.ndarray) -> np.ndarray:
        band = columns[bins]
        # Most texts match none of those required already in the first bin of the band.
        occurs = np.zeros(1 << 16, bool)
        occurs[band[0, queries]] = True
        occurs[EMPTY] = False
        rows = np.flatnonzero(occurs[band[0]])
        rows = rows[(band[1:, rows] != EMPTY).all(axis=0)]
        keys = (band[:, rows].astype(np.uint64) << _LANES).sum(axis=0, dtype=np.uint64)
        if required is None:
            return _bucket_pairs(keys, rows)
        wanted = np.isin(keys, keys[required[rows]])
        pairs = _bucket_pairs(keys[wanted], rows[wanted])
        return pairs[required[pairs].any(axis=1)]

    pairs = np.concatenate(list(map_ahead(pair_band, bands)))
    if not len(pairs):
        return pairs
    pairs.sort(axis=1)
    size = np.int64(len(signatures))
    coded = np.unique(pairs[:, 0] * size + pairs[:, 1])
    return np.column_stack((coded // size, coded % size))
