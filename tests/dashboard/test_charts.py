from datetime import date, timedelta
from itertools import combinations, pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import labels, sparkline
from dashboard.charts.bubbles import settle
from dashboard.charts.lines import Line, share_lines
from dashboard.charts.map import HEIGHT, WIDTH, theme_map
from dashboard.charts.measures import measured
from dashboard.charts.multiples import small_lines
from dashboard.charts.periods import cut_strokes, find_gaps, first_drawn, from_first_drawn, time_axis
from dashboard.charts.theme import DARK, LIGHT

MONTHS = [date(2025, month, 1) for month in (1, 2, 3, 4)]


def counts(name: str, papers: list[int], totals: list[int]) -> pl.DataFrame:
    """Four months; March is a gap, April is incomplete."""
    return pl.DataFrame(
        {
            "name": [name] * 4,
            "period_start": MONTHS,
            "is_complete": [True, True, True, False],
            "is_gap": [False, False, True, False],
            "pooled": [1, 1, 1, 1],
            "papers": papers,
            "mentions": [2 * one for one in papers],
            "total": totals,
            "share": [one / all_ if all_ else None for one, all_ in zip(papers, totals, strict=True)],
            "share_low": [0.0] * 4,
            "share_high": [0.5] * 4,
        }
    )


@pytest.fixture
def two_lines() -> pl.DataFrame:
    return measured(
        pl.concat([counts("a", [1, 4, 2, 5], [10, 20, 4, 10]), counts("b", [5, 2, 0, 0], [10, 20, 4, 10])]), "share"
    )


LINES = [Line("a", 0), Line("b", 1)]


def marks(spec: dict) -> list[dict]:
    """All layers of a chart, flat."""
    return [one for layer in spec["layer"] for one in (marks(layer) if "layer" in layer else [layer])]


def layer_of(spec: dict, mark: str) -> dict:
    return next(one for one in marks(spec) if one["mark"]["type"] == mark)


def rows_of(spec: dict, mark: str) -> list[dict]:
    return spec["datasets"][layer_of(spec, mark)["data"]["name"]]


def test_lines_have_bands_dashes_gaps_and_names(two_lines):
    spec = share_lines(two_lines, LINES, LIGHT, grain="month").to_dict()
    band, line = layer_of(spec, "area"), layer_of(spec, "line")
    assert band["encoding"]["y"]["field"] == "low" and band["encoding"]["y2"]["field"] == "high"
    assert line["encoding"]["strokeDash"]["field"] == "solid"
    assert line["encoding"]["x"]["scale"]["type"] == "utc"
    assert line["encoding"]["color"]["scale"] == {"domain": ["a", "b"], "range": list(LIGHT.lines[:2])}
    texts = [
        row["text"]
        for one in marks(spec)
        if one["mark"]["type"] == "text"
        for row in spec["datasets"][one["data"]["name"]]
        if "text" in row
    ]
    assert texts == ["a", "b"]
    [gap] = rows_of(spec, "rect")
    assert (gap["start"], gap["end"], gap["words"]) == ("2025-02-13", "2025-03-16", "gap: 4 papers")


def test_the_axis_says_what_is_measured(two_lines):
    for measure, title in (("share", "share of papers"), ("papers", "papers"), ("mentions", "mentions")):
        frame = measured(two_lines.drop("value", "low", "high"), measure)
        spec = share_lines(frame, LINES, DARK, grain="month", measure=measure).to_dict()
        assert layer_of(spec, "line")["encoding"]["y"]["title"] == title
    assert not any(one["mark"]["type"] == "area" for one in marks(spec)), "mentions have no band"


def test_points_can_be_clicked_where_asked_for(two_lines):
    def parameters(spec):
        return [one["name"] for one in spec.get("params", [])]

    assert parameters(share_lines(two_lines, LINES, LIGHT, grain="month", clickable=True).to_dict()) == ["picked"]
    assert parameters(share_lines(two_lines, LINES, LIGHT, grain="month").to_dict()) == []


def test_a_log_scale_leaves_nought_out(two_lines):
    spec = share_lines(two_lines, LINES, LIGHT, grain="month", log=True).to_dict()
    assert layer_of(spec, "line")["encoding"]["y"]["scale"]["type"] == "log"
    assert layer_of(spec, "line")["encoding"]["y"]["scale"]["domain"][0] > 0
    assert all(row["value"] is None or row["value"] > 0 for row in rows_of(spec, "line"))


def test_nothing_counted_still_makes_a_chart():
    frame = measured(counts("a", [0, 0, 0, 0], [0, 0, 0, 0]), "share")
    for log in (False, True):
        spec = share_lines(frame, [Line("a", 0)], LIGHT, grain="month", log=log).to_dict()
        assert layer_of(spec, "line")["encoding"]["y"]["scale"]["domain"][1] > 0


def test_measures():
    frame = counts("a", [1, 4, 2, 5], [10, 20, 4, 0])
    assert measured(frame, "share")["value"].to_list() == [0.1, 0.2, 0.5, None]
    assert measured(frame, "papers")["value"].to_list() == [1, 4, 2, None]
    assert measured(frame, "papers")["high"].to_list() == [5, 10, 2, None]
    assert measured(frame, "mentions")["low"].to_list() == [None] * 4
    pooled = frame.with_columns(pooled=pl.lit(2))
    assert measured(pooled, "papers")["value"].to_list() == [0.5, 2, 1, None]


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


def themes(many: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "theme_id": list(range(1, many + 1)),
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


circle = st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT), st.floats(5, 50))


@given(st.lists(st.tuples(st.text("abcdef ", min_size=1, max_size=40), circle), max_size=25))
def test_no_name_covers_another_or_leaves_the_map(named):
    names = labels.place_names([name for name, _ in named], [one for _, one in named], WIDTH, HEIGHT)
    placed = [name.box for name in names if name]
    for place, box in enumerate(placed):
        assert box.left >= 0 and box.top >= 0 and box.right <= WIDTH and box.bottom <= HEIGHT
        assert all(box.overlap(other) == 0 for other in placed[:place])


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_end_names_keep_their_order_and_distance(wished):
    placed = labels.nudge_apart(wished, 6, 320, 15)
    in_order = [place for _, place in sorted(zip(wished, placed, strict=True))]
    assert all(later - earlier >= 15 - 1e-6 for earlier, later in pairwise(in_order))
    assert min(placed) >= 6 - 1e-6 and max(placed) <= 320 + 1e-6


def test_names_with_room_stay_where_they_are():
    assert labels.nudge_apart([10.0, 100.0, 200.0], 0, 300) == [10.0, 100.0, 200.0]
    assert labels.nudge_apart([100.0, 100.0], 0, 300, 20) == [90.0, 110.0]


def test_long_names_break_in_their_middle():
    assert labels.wrap("Retrieval-augmented generation") == ["Retrieval-augmented", "generation"]
    assert labels.wrap("Short name") == ["Short name"]
    assert labels.wrap("Reasoning models · DeepSeek-R1") == ["Reasoning models ·", "DeepSeek-R1"]


def test_a_name_stands_right_of_its_bubble_and_left_where_the_map_ends():
    right, left = labels.place_names(["A", "B"], [(400, 300, 10), (WIDTH - 12, 100, 10)], WIDTH, HEIGHT)
    assert (right.x, right.y, right.align) == (414, 300, "left")
    assert (left.x, left.y, left.align) == (WIDTH - 26, 100, "right")


circles_in = st.lists(st.tuples(st.floats(60, WIDTH - 60), st.floats(60, HEIGHT - 60), st.floats(5, 20)), max_size=12)


@settings(deadline=None, max_examples=40)
@given(circles_in)
def test_on_the_map_every_theme_has_a_name_that_covers_neither_a_bubble_nor_a_name(wished):
    circles, names = settle(tuple(f"Theme {place}" for place in range(len(wished))), tuple(wished))
    bodies = [labels.Box(x - r, y - r, x + r, y + r) for x, y, r in circles] + [name.box for name in names]
    for one, two in combinations(range(len(bodies)), 2):
        if one % len(circles) != two % len(circles):
            assert bodies[one].overlap(bodies[two]) < 0.5


def test_a_sparkline_breaks_at_what_is_unknown_and_dashes_what_is_not_firm():
    svg = sparkline.sparkline([0.1, 0.2, None, 0.2, 0.1], [True, True, True, True, False])
    assert svg.count("<polyline") == 2
    assert svg.count("stroke-dasharray") == 1
    assert svg.count("<circle") == 1


def test_a_sparkline_runs_from_nought_to_its_top():
    svg = sparkline.sparkline([0.0, 1.0], [True, True], width=106, height=26)
    assert "points='3.0,23.0 103.0,3.0'" in svg


@pytest.mark.parametrize("values", [[], [None], [0.3], [0.0, 0.0]])
def test_a_sparkline_of_little_is_still_a_picture(values):
    assert sparkline.sparkline(values, [True] * len(values)).startswith("<svg")


def test_masks_are_safe_in_an_attribute():
    mask = sparkline.as_mask(sparkline.sparkline([0.1, 0.2], [True, True]))
    assert '"' not in mask and "<" not in mask and ">" not in mask


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""

    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_can_be_read(palette):
    assert contrast(palette.ink, palette.page) >= 7
    for color in (palette.faint, *palette.inks):
        assert contrast(color, palette.page) >= 4.5, color


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_slots_have_colours_of_their_own(palette):
    assert len(set(palette.lines)) == len(palette.lines) == len(palette.inks)
    assert palette.line(len(palette.lines)) == palette.line(0)


def test_small_charts_have_one_scale_and_their_names(two_lines):
    spec = small_lines(two_lines, LINES, LIGHT, grain="month", title="Both").to_dict()
    assert [chart["title"]["text"] for chart in spec["concat"]] == ["a", "b"]
    heights = [layer_of(chart, "line")["encoding"]["y"]["scale"]["domain"] for chart in spec["concat"]]
    assert heights[0] == heights[1]
    assert spec["config"]["background"] == LIGHT.page


def test_bands_can_be_left_out(two_lines):
    spec = share_lines(two_lines, LINES, LIGHT, grain="month", bands=False).to_dict()
    assert not any(one["mark"]["type"] == "area" for one in marks(spec))
    with_bands = share_lines(two_lines, LINES, LIGHT, grain="month").to_dict()
    tops = [layer_of(one, "line")["encoding"]["y"]["scale"]["domain"][1] for one in (spec, with_bands)]
    assert tops[0] <= tops[1]


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


def test_a_sparkline_shades_its_interval():
    svg = sparkline.sparkline([0.5, 0.5], [True, True], width=106, height=26, top=1.0, band=[(0.4, 1.5), (0.0, 0.6)])
    assert "points='3.0,3.0 103.0,11.0 103.0,23.0 3.0,15.0'" in svg, "cut at the top"
