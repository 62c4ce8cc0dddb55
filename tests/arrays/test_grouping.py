"""Sorting and numbering by integers."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.arrays.grouping import factorize, factorize_values, mark_changes, repeat_ranges, sort_rows

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**20)), max_size=30)


@given(rows)
def test_rows_are_sorted_as_tuples_and_equal_ones_stay(pairs):
    first, second = (np.array([pair[place] for pair in pairs], np.int64) for place in range(2))
    expected = sorted(range(len(pairs)), key=lambda row: pairs[row])
    assert sort_rows(first, second).tolist() == expected


def test_columns_too_wide_for_one_number_are_sorted_too():
    wide = np.array([2**50, 1, 2**50, 0])
    assert sort_rows(wide, np.array([2**40, 5, 3, 9])).tolist() == [3, 1, 2, 0]


def test_changes():
    assert mark_changes(np.array([4, 4, 5, 4])).tolist() == [True, False, True, True]
    assert mark_changes(np.empty(0)).tolist() == []


def test_codes_lead_back_to_the_strings():
    strings = pl.Series(["b", "a", "b", "c", "a"])
    codes, distinct = factorize(strings)
    assert distinct.gather(codes).to_list() == strings.to_list()
    assert distinct.to_list() == ["b", "a", "c"]
    assert len(factorize(strings.clear())[0]) == 0


@given(st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=200))
def test_numbers_follow_the_first_occurrence(values):
    number, first = factorize_values(np.array(values, np.uint64))
    distinct = list(dict.fromkeys(values))
    assert number.tolist() == [distinct.index(value) for value in values]
    assert first.tolist() == [values.index(value) for value in distinct]


def test_many_values_that_share_slots_are_told_apart():
    values = np.arange(3_000, dtype=np.uint64).repeat(2)
    number, first = factorize_values(values)
    assert number.tolist() == values.tolist()
    assert first.tolist() == list(range(0, 6_000, 2))


def test_ranges_follow_each_other():
    assert repeat_ranges(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert repeat_ranges(np.empty(0, np.int32), np.empty(0, np.int32)).tolist() == []
