from datetime import date

import polars as pl
import pytest

from dashboard.charts.stream_graph import stack, theme_stream
from dashboard.charts.theme import DARK, LIGHT

MONTHS = [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]


def series(*shares: list[float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "theme_id": theme,
                "name": f"Theme {theme}",
                "color": theme,
                "size": 100 - theme,
                "period_start": month,
                "is_complete": month != MONTHS[2],
                "is_gap": False,
                "papers": None if share is None else round(100 * share),
                "total": 0 if share is None else 100,
                "share": share,
            }
            for theme, shares in enumerate(shares)
            for month, share in zip(MONTHS, shares, strict=True)
        ],
        schema_overrides={"share": pl.Float64, "papers": pl.Int64},
    )


def test_the_largest_is_in_the_middle_and_all_are_as_thick_as_their_share():
    placed = stack(series([0.4, 0.2, 0.2], [0.2, 0.2, 0.1], [0.1, 0.2, 0.1]))
    january = placed.filter(pl.col("period_start") == MONTHS[0])
    # From below: the third, the first, the second; 0.7 in all, so from -0.35 to 0.35.
    assert january["theme_id"].to_list() == [2, 0, 1]
    assert january["low"].to_list() == pytest.approx([-0.35, -0.25, 0.15])
    assert january["high"].to_list() == pytest.approx([-0.25, 0.15, 0.35])


def test_a_period_without_papers_has_no_place():
    placed = stack(series([0.4, None, 0.2]))
    assert placed["period_start"].to_list() == [MONTHS[0], MONTHS[2]]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_stream_names_its_themes_and_doubts_what_is_incomplete(rows_of, palette):
    chart = theme_stream(series([0.4, 0.2, 0.2], [0.2, 0.2, 0.1]), palette, grain="month", clickable=True)
    texts = {row.get("text") or row.get("words") for rows in rows_of(chart) for row in rows}
    assert {"Theme 0", "Theme 1", "incomplete", "10 % of papers"} <= texts
    assert chart.to_dict()["params"][0]["name"] == "picked"


def test_a_stream_of_one_theme_that_has_nothing_can_be_drawn():
    assert theme_stream(series([0.0, 0.0, 0.0]), LIGHT, grain="month", title="T", paper=True).to_dict()["title"] == "T"
