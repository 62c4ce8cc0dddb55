"""Texts as sets of hashed word triples, MinHash signatures of them, and how much two sets share. NumPy over whole
columns.

One permutation hashing (Li, Owen, Zhang 2012, https://arxiv.org/abs/1208.1259): each triple is hashed once, the hash's
top bits say which of the signature's places it competes for. Candidates by banding (Leskovec, Rajaraman, Ullman,
chapter 3).
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.hashing import MULTIPLIERS, avalanche
from pipelines.arrays.parallel import map_ahead

PLACES = 64
EMPTY = np.uint16(0xFFFF)
_BAND = 3
_LARGEST_BUCKET = 20
_A, _B, _C = MULTIPLIERS
_SLICE = 512
_LANES = np.array([[0], [16], [32]], np.uint64)
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
"""Byte to what it counts as in a word, 0 where it parts words: ASCII letters without case, digits, non-ASCII."""
_FIRST_BYTES = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)
"""Masks of the first 0 to 8 bytes of a number whose first byte is the lowest."""


def _hash_words(texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(hash of every word in order, number of words of each text); words differ by ASCII case in nothing.

    A word's hash is made of its bytes, eight at a time: one number for most words.
    """
    joined = texts.str.join("\n").cast(pl.Binary).item() + b"\n"
    letters = np.frombuffer((joined + bytes(8)).translate(_LETTERS), np.uint8)
    inside = letters != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    edges += 1
    if inside[0]:
        edges = np.r_[0, edges]
    # The last bytes part words, so that edges come in pairs: first byte of a word, first byte after it.
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


def _hash_triples(texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(hash, text number) of every three words in a row; a text of one or two words has one of what it has."""
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


def shingle(texts: pl.Series) -> Shingles:
    """The set of word triples of each text, 40 bits a triple."""
    parts, starts = [], [np.zeros(1, np.int64)]
    done = 0
    for start in range(0, len(texts), _SLICE):
        some = texts.slice(start, _SLICE)
        hashes, rows = _hash_triples(some)
        # Number of the text above, hash below: one sort puts both in order.
        coded = np.sort((rows.astype(np.uint64) << _BITS) | (hashes >> (np.uint64(64) - _BITS)))
        coded = coded[np.r_[True, coded[1:] != coded[:-1]]] if len(coded) else coded
        counts = np.bincount((coded >> _BITS).astype(np.int64), minlength=len(some))
        parts.append(coded & _LOW)
        starts.append(done + np.cumsum(counts))
        done += len(coded)
    return Shingles(np.concatenate(parts) if parts else np.zeros(0, np.uint64), np.concatenate(starts))


def sign(texts: pl.Series) -> np.ndarray:
    """MinHash signatures, uint16 of shape (texts, PLACES); `EMPTY` where no triple competed for a place."""
    signatures = np.full((len(texts), PLACES), EMPTY, np.uint16)
    shift = np.uint64(64 - PLACES.bit_length() + 1)

    for start in range(0, len(texts), _SLICE):
        hashes, rows = _hash_triples(texts.slice(start, _SLICE))
        places = rows * PLACES + (hashes >> shift).astype(np.int64)
        flat = signatures[start : start + _SLICE].reshape(-1)
        np.minimum.at(flat, places, (hashes & np.uint64(0xFFFE)).astype(np.uint16))
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


def candidate_pairs(signatures: np.ndarray, required: np.ndarray | None = None) -> np.ndarray:
    """Pairs (i < j) of texts that may be near-duplicates: int64 of shape (n, 2), distinct, sorted.

    Two families of bands of three places: at a Jaccard similarity of 0.5 a pair is missed once in 200, at 0.3 every
    third time.

    Args:
        signatures: as `sign` makes them.
        required: Boolean, one a text: pairs without one of these are not wanted; all are where it is not given.
    """
    plain = np.arange(PLACES)
    bands = [
        places[start : start + _BAND]
        for places in (plain, (plain * 23 + 7) % PLACES)
        for start in range(0, PLACES - _BAND + 1, _BAND)
    ]

    columns = np.ascontiguousarray(signatures.T)
    seeking = np.arange(len(signatures)) if required is None else np.flatnonzero(required)

    def pair_band(places: np.ndarray) -> np.ndarray:
        band = columns[places]
        # Most texts have nothing that is sought, which their first place alone tells.
        sought = np.zeros(1 << 16, bool)
        sought[band[0, seeking]] = True
        sought[EMPTY] = False
        rows = np.flatnonzero(sought[band[0]])
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
        coded = np.sort((pairs.astype(np.uint64) << _BITS) | hashes)
        twice = coded[1:][coded[1:] == coded[:-1]]
        shared[chosen] = np.bincount((twice >> _BITS).astype(np.int64), minlength=len(shared[chosen]))
    return shared
