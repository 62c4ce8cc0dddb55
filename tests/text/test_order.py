"""Sorting by several small integers at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.order import mark_changes, sort_rows

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
