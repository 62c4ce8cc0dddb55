import json
from xml.etree import ElementTree

import polars as pl
import vl_convert

from dashboard.charts.diverging import chart_height, diverging_bars
from dashboard.charts.theme import DARK, LIGHT

WILD = "<script>$$|=1+1 🙂"


def terms(*rows: tuple[str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"term_id": at, "term": term, "z": z, "papers_a": 8, "papers_b": 2, "share_a": 0.4, "share_b": 0.1}
            for at, (term, z) in enumerate(rows)
        ]
    )


def test_names_stand_across_the_axis_and_what_may_be_chance_is_grey(rows_of):
    chart = diverging_bars(terms((WILD, 6.0), ("weak", 1.0), ("other", -5.0)), ("2026", "2025"), 4.0, LIGHT)
    bars = next(rows for rows in rows_of(chart) if "left" in rows[0])
    assert [(row["right"], row["left"]) for row in bars] == [(WILD, ""), ("weak", ""), ("", "other")]
    assert [row["color"] for row in bars] == [LIGHT.accent, LIGHT.context, LIGHT.second]
    assert [row["surely"] for row in bars] == ["no chance", "could be chance", "no chance"]


def test_a_chart_is_clickable_on_the_page_only():
    on_page = diverging_bars(terms(("a", 2.0)), ("x", "y"), 2.0, DARK, clickable=True).to_dict()
    on_paper = diverging_bars(terms(("a", 2.0)), ("x", "y"), 2.0, LIGHT, paper=True, title="T").to_dict()
    assert on_page["params"][0]["name"] == "picked"
    assert "params" not in on_paper
    assert on_paper["title"]["text"] == "T"
    assert on_paper["config"]["background"] == LIGHT.page


def heads(names: tuple[str, str], width: int) -> list[float]:
    """How far down each of the two heads is drawn, in a chart of so many pixels."""
    chart = diverging_bars(terms(("a", 2.0)), names, 2.0, LIGHT, paper=True)
    chart.width = width
    spec = json.loads(json.dumps(chart.to_dict()).replace("(containerSize()[0] || 760)", str(width)))
    drawn = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))
    moves = [(one.text, one.get("transform")) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    return [float(move[move.index(",") + 1 : -1]) for text, move in moves if text and "more in" in text]


def test_what_the_sides_stand_for_is_in_one_line_where_the_window_is_wide_enough():
    for names, width in ((("2026", "Jan – Mar 2025"), 380), (("Mar – Jun 2026", "Apr 2025 – Feb 2026"), 900)):
        first, second = heads(names, width)
        assert first == second
    first, second = heads(("Mar – Jun 2026", "Apr 2025 – Feb 2026"), 380)
    assert first == second - 14


def test_a_long_name_is_cut_and_height_grows_by_rows(rows_of):
    chart = diverging_bars(terms(("x" * 50, 3.0)), ("a", "b"), 2.0, LIGHT)
    bars = next(rows for rows in rows_of(chart) if "right" in rows[0])
    assert bars[0]["right"] == "x" * 39 + "…"
    assert chart_height(24) - chart_height(12) == 12 * 23
