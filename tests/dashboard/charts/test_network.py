from datetime import date

import polars as pl
import pytest

from dashboard.charts.network import WIDTH, chart_height, node_boxes, node_radii, term_network
from dashboard.charts.theme import DARK, LIGHT

TERMS = pl.DataFrame(
    {
        "term": ["diffusion", "<b>$$|", "large language models"],
        "papers": [400, 100, 4],
        "direction": ["rising", None, "falling"],
        "theme_id": [1, None, 2],
        "label": ["Images", None, "Words"],
        "color": [3, None, 0],
        "x": [100.0, 300.0, 500.0],
        "y": [100.0, 200.0, 300.0],
    }
)
PAIRS = pl.DataFrame(
    {
        "term_a": ["diffusion", "diffusion"],
        "term_b": ["<b>$$|", "large language models"],
        "papers": [50, 3],
        "npmi": [0.6, 0.3],
        "first_seen": [date(2025, 3, 1), None],
        "is_new": [True, False],
    },
    schema_overrides={"first_seen": pl.Date},
)


def rows_with(sets: list[list[dict]], field: str) -> list[dict]:
    return next(rows for rows in sets if field in rows[0])


def test_area_says_papers_and_hardly_any_is_still_seen():
    assert node_radii(TERMS["papers"]) == [19.0, 9.5, 5.0]


def test_a_box_holds_the_circle_and_its_name():
    boxes = node_boxes(TERMS)
    # "diffusion ▲", 11 signs of 7 pixels; a line of 14 below a circle of 38 and a gap of 3.
    assert boxes[0] == (11 * 7.0, 38 + 3 + 14)
    assert boxes[2][1] == 10 + 3 + 2 * 14


def test_nodes_have_the_colour_of_their_theme_and_ties_their_kind(rows_of):
    chart = term_network(TERMS, PAIRS, LIGHT, height=600, centre="diffusion")
    nodes = rows_with(rows_of(chart), "fill")
    assert [node["fill"] for node in nodes] == [LIGHT.line(3), LIGHT.context, LIGHT.line(0)]
    assert nodes[1]["term"] == "<b>$$|"
    assert [node["verdict"] for node in nodes] == ["rising", "no trend", "fading"]
    # The box's middle is at 100, its top 27.5 higher, the circle's middle a radius below that.
    assert nodes[0]["down"] == 100 - 55 / 2 + 19
    ties = rows_with(rows_of(chart), "thick")
    assert [tie["thick"] for tie in ties] == pytest.approx([4.0, 2.4])
    assert [tie["ink"] for tie in ties] == [LIGHT.ink, LIGHT.context]
    assert [tie["since"] for tie in ties] == ["Mar 2025", "not dated"]


def test_what_is_looked_at_is_marked(rows_of):
    chart = term_network(TERMS, PAIRS, DARK, height=600, marked=("diffusion", "<b>$$|"), clickable=True)
    assert rows_with(rows_of(chart), "thick")[0]["ink"] == DARK.second
    assert [node["edge"] for node in rows_with(rows_of(chart), "fill")] == [DARK.ink, DARK.ink, DARK.page]
    assert {param["name"] for param in chart.to_dict()["params"]} == {"node", "pair"}


def test_a_network_without_ties_or_on_paper_can_be_drawn():
    chart = term_network(TERMS.head(1), PAIRS.clear(), LIGHT, height=400, paper=True, title="T").to_dict()
    assert (chart["width"], chart["height"], chart["title"]) == (WIDTH, 400, "T")
    assert "params" not in chart


def test_more_terms_have_more_room():
    assert chart_height(10) == 390
    assert chart_height(60) == 760


def test_no_nodes_have_no_radii():
    assert node_radii(pl.Series([], dtype=pl.Int64)) == []
