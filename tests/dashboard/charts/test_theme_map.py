from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.bubbles import HEIGHT, WIDTH, arrange_bubbles, height_for, radii_of
from dashboard.charts.layout.labels import Box
from dashboard.charts.theme import LIGHT
from dashboard.charts.theme_map import theme_map
from tests.dashboard.charts.specs import layer_of


def themes(many: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "theme_id": list(range(1, many + 1)),
            "color": list(range(many)),
            "label": [f"Theme {one} & something longer" for one in range(many)],
            "papers": [100 - one for one in range(many)],
            "x": [((one * 37) % 20) / 10 - 1 for one in range(many)],
            "y": [((one * 53) % 20) / 10 - 1 for one in range(many)],
            "direction": ["rising" if one % 2 else "unclear" for one in range(many)],
            "growth": [None if one == 2 else 0.5 for one in range(many)],
            "growth_low": [0.1] * many,
            "growth_high": [0.9] * many,
        }
    )


@pytest.mark.parametrize("many", [1, 2, 12, 60])
def test_the_map_sizes_by_papers_and_colours_by_growth(many):
    spec = theme_map(themes(many), LIGHT, clickable=True).to_dict()
    bubbles = layer_of(spec, "circle")
    assert bubbles["encoding"]["size"]["field"] == "area"
    assert bubbles["encoding"]["color"]["field"] == "change"
    areas = [row["area"] for row in spec["datasets"][bubbles["data"]["name"]]]
    assert areas == sorted(areas, reverse=True) and len(areas) == many
    assert [one["name"] for one in spec["params"]] == ["picked"]


circles_in = st.lists(st.tuples(st.floats(60, WIDTH - 60), st.floats(60, HEIGHT - 60), st.floats(5, 20)), max_size=12)


@settings(deadline=None, max_examples=40)
@given(circles_in)
def test_on_the_map_every_theme_has_a_name_that_covers_neither_a_bubble_nor_a_name(wished):
    circles, names = arrange_bubbles(tuple(f"Theme {place}" for place in range(len(wished))), tuple(wished))
    bodies = [Box(x - r, y - r, x + r, y + r) for x, y, r in circles] + [name.box for name in names]
    for one, two in combinations(range(len(bodies)), 2):
        if one % len(circles) != two % len(circles):
            assert bodies[one].overlap(bodies[two]) < 0.5


@settings(deadline=None, max_examples=5)
@given(st.lists(st.tuples(st.floats(60, 200), st.floats(60, 200), st.floats(5, 20)), min_size=60, max_size=60))
def test_where_there_is_no_room_for_all_names_none_covers_another(wished):
    circles, names = arrange_bubbles(
        tuple(f"A theme of some length {place}" for place in range(60)), tuple(wished), 300
    )
    written = [name.box for name in names if name]
    assert 10 < len(written) < 60 == len(circles)
    assert all(one.overlap(two) < 0.5 for one, two in combinations(written, 2))


def test_a_map_of_many_themes_is_higher():
    assert [height_for(many) for many in (1, 48, 60, 500)] == [HEIGHT, HEIGHT, 850, 960]
    assert theme_map(themes(60), LIGHT).to_dict()["height"] == 850


def test_a_bubble_is_grey_where_its_interval_holds_no_change():
    ends = [(0.1, 0.9), (-0.2, 0.9), (-2.0, -0.1), (None, None)]
    rows = themes(4).with_columns(
        growth=pl.Series([0.5, 0.5, -1.0, None]),
        growth_low=pl.Series([low for low, _ in ends]),
        growth_high=pl.Series([high for _, high in ends]),
    )
    spec = theme_map(rows, LIGHT).to_dict()
    bubbles = spec["datasets"][layer_of(spec, "circle")["data"]["name"]]
    assert [row["change"] for row in bubbles] == [0.5, 0.0, -1.0, 0.0]
    # 2 to the power of 0.1, 0.9, -0.2, -2 and -0.1, as changes in per cent.
    assert [row["interval"] for row in bubbles] == ["7 to 87 %", "-13 to 87 %", "-75 to -7 %", None]


def test_a_bubble_says_its_verdict_in_the_words_of_the_pages():
    spec = theme_map(themes(1).with_columns(direction=pl.lit("falling")), LIGHT, clickable=True).to_dict()
    [bubble] = spec["datasets"][layer_of(spec, "circle")["data"]["name"]]
    assert (bubble["verdict"], bubble["said"]) == ("fading", "Theme 0 & something longer: 100 papers, fading")


def test_without_any_growth_each_theme_has_its_own_colour():
    nothing = pl.lit(None, pl.Float64)
    rows = themes(3).with_columns(growth=nothing, growth_low=nothing, growth_high=nothing)
    spec = theme_map(rows, LIGHT).to_dict()
    bubbles = layer_of(spec, "circle")
    assert bubbles["encoding"]["color"]["field"] == "own"
    assert [row["own"] for row in spec["datasets"][bubbles["data"]["name"]]] == list(LIGHT.lines[:3])


def test_no_themes_have_no_radii():
    assert radii_of(pl.Series([], dtype=pl.Int64)) == []
