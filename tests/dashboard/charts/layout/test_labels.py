from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.bubbles import HEIGHT, WIDTH
from dashboard.charts.layout import labels

circle = st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT), st.floats(5, 50))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("abcdef ", min_size=1, max_size=40), circle), max_size=25))
def test_no_name_covers_another_or_leaves_the_map(named):
    names = labels.place_names([name for name, _ in named], [one for _, one in named], WIDTH, HEIGHT)
    placed = [name.box for name in names if name]
    for place, box in enumerate(placed):
        assert box.left >= 0 and box.top >= 0 and box.right <= WIDTH and box.bottom <= HEIGHT
        assert all(box.overlap(other) == 0 for other in placed[:place])


def test_a_name_stands_right_of_its_bubble_and_left_where_the_map_ends():
    right, left = labels.place_names(["A", "B"], [(400, 300, 10), (WIDTH - 12, 100, 10)], WIDTH, HEIGHT)
    assert (right.x, right.y, right.align) == (414, 300, "left")
    assert (left.x, left.y, left.align) == (WIDTH - 26, 100, "right")
