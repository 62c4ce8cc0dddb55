"""Occurrences inside longer ones."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.terms.nesting import find_containers, find_nested


def test_each_span_has_a_longer_one_that_holds_it():
    #        0123456789
    # 0      aaa
    # 1      aaaaa        holds 0, 2 and 3
    # 2       bb
    # 3        cc
    # 4          dddd     overlaps 1 and is held by none
    # 5             e     inside 4
    start, end = np.array([0, 0, 1, 2, 4, 7]), np.array([3, 5, 3, 4, 8, 8])
    assert find_containers(start, end).tolist() == [1, -1, 1, 1, -1, 4]
    assert find_containers(start[:0], end[:0]).tolist() == []


def test_a_term_inside_itself_is_not_held():
    start, end = np.array([0, 0, 1, 4, 4]), np.array([2, 3, 3, 5, 6])
    inside, container = find_nested(start, end, np.array([5, 7, 7, 5, 7]))
    assert (inside.tolist(), container.tolist()) == ([0, 3], [1, 4])


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5)), max_size=30)


@given(SPANS)
def test_a_span_is_held_where_some_longer_one_covers_it(spans):
    spans = sorted((start, start + length) for start, length in spans)
    start, end = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    for place, container in enumerate(find_containers(start, end).tolist()):
        covering = [
            other
            for other, (first, last) in enumerate(spans)
            if first <= start[place] and last >= end[place] and last - first > end[place] - start[place]
        ]
        assert container in covering if covering else container == -1
