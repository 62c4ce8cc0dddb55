from datetime import date

import polars as pl
import pytest

from dashboard.charts.query_result import MOST_BARS, MOST_LINES, Shape, answer_chart, find_shape
from dashboard.charts.theme import LIGHT

DAYS = [date(2025, 1, 1), date(2025, 2, 1)]


@pytest.mark.parametrize(
    ("columns", "shape"),
    [
        ({"month": DAYS, "papers": [1, 2]}, Shape("lines", "month", "papers")),
        (
            {"month": DAYS * 2, "term": ["a", "a", "b", "b"], "papers": [1, 2, 3, 4], "share": [0.1] * 4},
            Shape("lines", "month", "share", "term"),
        ),
        ({"term": ["a", "b"], "term_id": [1, 2], "papers": [1, 2]}, Shape("bars", "term", "papers")),
        ({"term": ["a", "b"]}, None),
        ({"papers": [1, 2]}, None),
        ({"term": ["a"], "papers": [1]}, None),
    ],
)
def test_the_shape_follows_from_the_columns(columns, shape):
    assert find_shape(pl.DataFrame(columns)) == shape


def test_a_column_named_like_a_path_is_drawn():
    frame = pl.DataFrame({"a.b[0]": ["x", "y"], "count(*)": [1, 2]})
    spec = answer_chart(frame, find_shape(frame), LIGHT).to_dict()
    assert spec["encoding"]["x"]["field"] == "y"
    assert spec["encoding"]["x"]["title"] == "count(*)"


def test_only_as_many_as_can_be_read_are_drawn():
    lines = pl.DataFrame({"day": DAYS * 12, "name": [f"n{i // 2}" for i in range(24)], "papers": list(range(24))})
    spec = answer_chart(lines, find_shape(lines), LIGHT).to_dict()
    assert spec["encoding"]["color"]["scale"]["domain"] == [f"n{i}" for i in range(11, 11 - MOST_LINES, -1)]
    bars = pl.DataFrame({"name": [f"n{i}" for i in range(100)], "papers": list(range(100))})
    spec = answer_chart(bars, find_shape(bars), LIGHT).to_dict()
    [rows] = spec["datasets"].values()
    assert [row["x"] for row in rows] == [f"n{i}" for i in range(MOST_BARS)]
