"""Fingerprints: equal for what is equal, different for what differs, and the same for ever."""

import numpy as np
import polars as pl

from pipelines.arrays import fingerprints
from pipelines.arrays.fingerprints import fingerprint_rows, fingerprint_string, fingerprint_strings

STRINGS = [
    "",
    "a",
    "b",
    "ab",
    "ba",
    "a\0",
    "eight by",
    "eight by!",
    "sixteen bytes ok",
    "β-carotene",
    "x" * 100,
    "x" * 101,
]
GOLDEN_STRINGS = [5781965670721191400, 2900715968516057756, 10460731680232857471, 8007943232383208081]
GOLDEN_ROWS = [154539706350781531, 14078049464375759609, 2204014029225591830, 3191860433399882772]


def test_strings_differ_in_their_fingerprints_and_equal_ones_do_not():
    found = fingerprint_strings(pl.Series(STRINGS * 2))
    assert found.dtype == np.uint64
    assert (found[: len(STRINGS)] == found[len(STRINGS) :]).all()
    assert len(np.unique(found)) == len(STRINGS)


def test_a_string_has_its_fingerprint_in_whatever_company(monkeypatch):
    whole = fingerprint_strings(pl.Series(STRINGS))
    monkeypatch.setattr(fingerprints, "_SLICE", 5)
    assert fingerprint_strings(pl.Series(STRINGS)).tolist() == whole.tolist()
    assert np.concatenate([fingerprint_string(one) for one in STRINGS]).tolist() == whole.tolist()


def test_no_string_has_no_fingerprint():
    assert fingerprint_strings(pl.Series([], dtype=pl.String)).tolist() == []


def test_fingerprints_never_change():
    # The build file keeps them: were they others, everything would be worked out again, in silence.
    found = fingerprint_strings(pl.Series(["", "graph", "graph neural networks", "β"]))
    assert found.tolist() == GOLDEN_STRINGS
    assert fingerprint_rows(found, np.array([7], np.uint64)).tolist() == GOLDEN_ROWS


def test_many_similar_strings_have_different_fingerprints():
    assert len(np.unique(fingerprint_strings(pl.Series([f"phrase {number}" for number in range(100_000)])))) == 100_000


def test_rows_count_all_columns_in_their_order():
    one, other = np.array([1, 2, 1], np.uint64), np.array([2, 1, 2], np.uint64)
    found = fingerprint_rows(one, other)
    assert found[0] == found[2] != found[1]
    assert (fingerprint_rows(one, other, np.array([0], np.uint64)) != found).all()
