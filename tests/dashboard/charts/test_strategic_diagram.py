import polars as pl

from dashboard.charts.bubbles import HEIGHT, WIDTH
from dashboard.charts.strategic_diagram import quarter_of, strategic_diagram
from dashboard.charts.theme import LIGHT


def themes(centrality: list[float], density: list[float]) -> pl.DataFrame:
    many = len(centrality)
    return pl.DataFrame(
        {
            "theme_id": list(range(1, many + 1)),
            "color": list(range(many)),
            "label": [f"Theme {at}" for at in range(1, many + 1)],
            "papers": [100 - at for at in range(many)],
            "centrality": centrality,
            "density": density,
            "direction": ["rising"] + ["unclear"] * (many - 1),
            "growth": [1.0] + [None] * (many - 1),
            "growth_low": [0.5] + [None] * (many - 1),
            "growth_high": [1.5] + [None] * (many - 1),
        },
        schema_overrides=dict.fromkeys(("growth", "growth_low", "growth_high"), pl.Float64),
    )


def test_places_are_ranks():
    ranked = quarter_of(themes([5.0, 900.0, 10.0], [3.0, 1.0, 2.0]))
    assert ranked["tied"].to_list() == [0.0, 1.0, 0.5]
    assert ranked["knit"].to_list() == [1.0, 0.0, 0.5]


def test_equals_share_a_rank():
    assert quarter_of(themes([1.0, 1.0], [0.0, 0.0]))["tied"].to_list() == [0.5, 0.5]


def test_each_theme_stands_in_its_quarter(rows_of):
    chart = strategic_diagram(themes([1, 2, 3, 4], [4, 1, 2, 3]), LIGHT, clickable=True)
    bubbles = {row["theme_id"]: row for row in next(rows for rows in rows_of(chart) if "area" in rows[0])}
    left = {key: row["left"] < WIDTH / 2 for key, row in bubbles.items()}
    above = {key: row["down"] < HEIGHT / 2 for key, row in bubbles.items()}
    assert left == {1: True, 2: True, 3: False, 4: False}
    assert above == {1: True, 2: False, 3: False, 4: True}
    texts = {row["text"] for rows in rows_of(chart) for row in rows if "text" in row}
    assert "Driving: closely knit, tied to the rest" in texts
    assert "Theme 1 ▲" in texts


def test_it_can_be_printed():
    chart = strategic_diagram(themes([1, 2], [2, 1]), LIGHT, paper=True).to_dict()
    assert chart["config"]["background"] == LIGHT.page
    assert "params" not in chart
