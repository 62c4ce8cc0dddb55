import polars as pl

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


def heads(names: tuple[str, str]) -> list[float]:
    """How far above the bars each of the two heads stands."""
    layers = diverging_bars(terms(("a", 2.0)), names, 2.0, LIGHT).to_dict()["layer"]
    bold = [layer for layer in layers if layer["mark"].get("fontWeight") == "bold"]
    return [layer["encoding"]["y"]["value"] for layer in bold]


def test_short_names_of_slices_stand_in_one_line_and_long_ones_in_two():
    assert heads(("2026", "Jan – Mar 2025")) == [-8, -8]
    assert heads(("2026", "all other papers")) == [-22, -8]


def test_a_long_name_is_cut_and_height_grows_by_rows(rows_of):
    chart = diverging_bars(terms(("x" * 50, 3.0)), ("a", "b"), 2.0, LIGHT)
    bars = next(rows for rows in rows_of(chart) if "right" in rows[0])
    assert bars[0]["right"] == "x" * 39 + "…"
    assert chart_height(24) - chart_height(12) == 12 * 23
