from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.layout.text_lines import nudge_apart, wrap


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_end_names_keep_their_order_and_distance(wished):
    placed = nudge_apart(wished, 6, 320, 15)
    in_order = [place for _, place in sorted(zip(wished, placed, strict=True))]
    assert all(later - earlier >= 15 - 1e-6 for earlier, later in pairwise(in_order))
    assert min(placed) >= 6 - 1e-6 and max(placed) <= 320 + 1e-6


def test_names_with_room_stay_where_they_are():
    assert nudge_apart([10.0, 100.0, 200.0], 0, 300) == [10.0, 100.0, 200.0]
    assert nudge_apart([100.0, 100.0], 0, 300, 20) == [90.0, 110.0]


def test_long_names_break_in_their_middle():
    assert wrap("Retrieval-augmented generation") == ["Retrieval-augmented", "generation"]
    assert wrap("Short name") == ["Short name"]
    assert wrap("Reasoning models · DeepSeek-R1") == ["Reasoning models ·", "DeepSeek-R1"]
