from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.charts.time_axis import cut_strokes, find_gaps, first_drawn, from_first_drawn, time_axis
from tests.dashboard.charts.specs import MONTHS


def test_strokes_to_periods_that_are_not_firm_are_dashed(two_lines):
    strokes = cut_strokes(two_lines.filter(pl.col("name") == "a"))
    assert strokes.select("solid", "period_start").rows() == [
        (True, MONTHS[0]),
        (True, MONTHS[1]),
        (False, MONTHS[1]),
        (False, MONTHS[2]),
        (False, MONTHS[3]),
    ]
    assert strokes["value"].to_list() == [0.1, 0.2, 0.2, 0.5, 0.5]


def test_strokes_do_not_join_series(two_lines):
    strokes = cut_strokes(two_lines)
    assert strokes.group_by("stroke").agg(pl.col("name").n_unique())["name"].to_list() == [1] * 4


def test_neighbouring_gaps_are_one():
    frame = pl.DataFrame(
        {
            "period_start": [date(2025, 5, 5), date(2025, 5, 12), date(2025, 5, 19)],
            "total": [0, 0, 9],
            "is_gap": [True, True, False],
        }
    )
    [gap] = find_gaps(frame, "week").to_dicts()
    assert gap["words"] == "no papers collected"
    assert (gap["start"], gap["end"]) == (date(2025, 5, 1), date(2025, 5, 15))


@pytest.mark.parametrize(("unclear", "begins"), [(0, 0), (3, 0), (4, 4), (16, 16), (17, 0), (18, 0)])
def test_a_long_unclear_beginning_is_not_drawn(unclear, begins):
    firm = [False] * unclear + [True] * (18 - unclear)
    assert first_drawn(firm) == begins
    weeks = pl.DataFrame(
        {
            "period_start": [date(2025, 1, 6) + timedelta(weeks=number) for number in range(18)] * 2,
            "name": ["a"] * 18 + ["b"] * 18,
            "is_complete": firm * 2,
            "is_gap": [False] * 36,
        }
    )
    drawn, left_out = from_first_drawn(weeks)
    assert (drawn.height, left_out.height) == (2 * (18 - begins), begins)
    assert drawn["name"].to_list() == ["a"] * (18 - begins) + ["b"] * (18 - begins)


def test_an_axis_of_many_weeks_has_no_more_ticks_than_can_be_read():
    weeks = [date(2000, 1, 3) + timedelta(weeks=number) for number in range(1000)]
    assert 60 < len(time_axis("day", "week", weeks).to_dict()["axis"]["values"]["expr"].split("), ")) <= 130
