"""Terms that come together: circles with their names below, tied by lines as thick as the tie is strong."""

import math

import altair as alt
import polars as pl

from dashboard.charts.layout.text_lines import CHARACTER_WIDTH, LINE_HEIGHT, with_sign, wrap
from dashboard.charts.marks import PlacedText, halo_text, make_clickable, pixel_axes
from dashboard.charts.theme import Palette, dress
from dashboard.wording.verdicts import verdict_words

WIDTH = 1180
_LARGEST = 19.0
_SMALLEST = 5.0
_WRAP = 15


def chart_height(nodes: int) -> int:
    """Height in pixels that so many nodes with their names need."""
    return min(760, 300 + 9 * nodes)


def node_radii(papers: pl.Series) -> list[float]:
    """Radii in pixels: the area says how many papers."""
    most = max([1, *papers])
    return [max(_SMALLEST, _LARGEST * math.sqrt(count / most)) for count in papers]


def node_boxes(terms: pl.DataFrame) -> list[tuple[float, float]]:
    """Width and height in pixels of each node with its name.

    Args:
        terms: term, papers, direction.
    """
    boxes = []
    for (name, direction), radius in zip(
        terms.select("term", "direction").iter_rows(), node_radii(terms["papers"]), strict=True
    ):
        lines = _written(name, direction)
        boxes.append(
            (max(2 * radius, max(map(len, lines)) * CHARACTER_WIDTH), 2 * radius + 3 + len(lines) * LINE_HEIGHT)
        )
    return boxes


def _written(name: str, direction: str | None) -> list[str]:
    """A name in the lines in which it is drawn; signs of rise and fall stand with it."""
    lines = wrap(name, _WRAP)
    return [*lines[:-1], with_sign(lines[-1], direction)]


def term_network(
    terms: pl.DataFrame,
    pairs: pl.DataFrame,
    palette: Palette,
    *,
    height: int,
    centre: str | None = None,
    marked: tuple[str, ...] = (),
    clickable: bool = False,
    title: str | None = None,
    paper: bool = False,
) -> alt.LayerChart:
    """The network, at places that were found before.

    Args:
        terms: term, papers, label, color (of its theme; grey where None), direction, and x, y: the middle of its box in
            pixels.
        pairs: term_a, term_b, papers, npmi, first_seen, is_new.
        centre: the term that the network is drawn around; its name is bold.
        marked: one or two terms that are looked at.
        clickable: a click on a circle selects its `term` as parameter `node`; on a line, `term_a` and `term_b` as
            `pair`.
        paper: on an opaque ground, for a file.
    """
    boxes, radii = node_boxes(terms), node_radii(terms["papers"])
    drawn = terms.select(
        "term",
        "papers",
        pl.col("label").fill_null("no theme"),
        "direction",
        verdict=verdict_words(pl.col("direction")).fill_null("no trend"),
        left="x",
        down=pl.col("y") - pl.Series([box[1] / 2 for box in boxes]) + pl.Series(radii),
        radius=pl.Series(radii, dtype=pl.Float64),
        area=pl.Series([math.pi * radius**2 for radius in radii], dtype=pl.Float64),
        fill=pl.Series(
            [palette.context if slot is None else palette.line(slot) for slot in terms["color"]], dtype=pl.String
        ),
        edge=pl.when(pl.col("term").is_in(list(marked))).then(pl.lit(palette.ink)).otherwise(pl.lit(palette.page)),
    )
    x, y = pixel_axes(WIDTH, height)
    circles = alt.Chart(drawn, mark=alt.MarkDef("circle", opacity=1, strokeWidth=2)).encode(
        x=x,
        y=y,
        size=alt.Size("area:Q", scale=None),
        color=alt.Color("fill:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
        tooltip=[
            alt.Tooltip("term:N", title=" "),
            alt.Tooltip("papers:Q", format=",d"),
            alt.Tooltip("label:N", title="most in theme"),
            alt.Tooltip("verdict:N"),
        ],
    )
    if clickable:
        circles = make_clickable(circles, "node", "term")
    bold = pl.col("term").is_in([name for name in (centre, *marked) if name])
    names = [
        *halo_text(_names(drawn.filter(~bold)), x, y, palette),
        *halo_text(_names(drawn.filter(bold)), x, y, palette, weight="bold"),
    ]
    ties = _ties(drawn, pairs, x, y, palette, marked, clickable)
    chart = alt.LayerChart(layer=[*ties, circles, *names])
    return dress(chart, palette, paper=paper, width=WIDTH, height=height, title=title)


def _ties(
    drawn: pl.DataFrame,
    pairs: pl.DataFrame,
    x: alt.X,
    y: alt.Y,
    palette: Palette,
    marked: tuple[str, ...],
    clickable: bool,
) -> list[alt.Chart]:
    """Lines between terms, dark and dashed where two newly come together; over them wide invisible ones, which can be
    clicked."""
    if pairs.is_empty():
        return []
    place = drawn.select("term", "left", "down")
    ends = pairs.join(place, left_on="term_a", right_on="term", how="inner", maintain_order="left").join(
        place.rename({"left": "left_b", "down": "down_b"}),
        left_on="term_b",
        right_on="term",
        how="inner",
        maintain_order="left",
    )
    looked_at = (
        (pl.col("term_a").is_in(list(marked)) & pl.col("term_b").is_in(list(marked)))
        if len(marked) > 1
        else pl.lit(False)
    )
    ends = ends.select(
        "term_a",
        "term_b",
        "papers",
        "npmi",
        "is_new",
        "left",
        "down",
        "left_b",
        "down_b",
        both=pl.format("{} and {}", "term_a", "term_b"),
        thick=0.8 + 3.2 * pl.col("npmi").clip(0, 0.6) / 0.6 + pl.when(looked_at).then(2.0).otherwise(0.0),
        ink=pl.when(looked_at)
        .then(pl.lit(palette.second))
        .when("is_new")
        .then(pl.lit(palette.ink))
        .otherwise(pl.lit(palette.context)),
        since=pl.col("first_seen").dt.strftime("%b %Y").fill_null("not dated"),
        news=pl.when("is_new").then(pl.lit("newly coming together")).otherwise(pl.lit("as before")),
    )
    x2, y2 = alt.X2("left_b:Q"), alt.Y2("down_b:Q")
    seen = alt.Chart(ends, mark=alt.MarkDef("rule", strokeCap="butt")).encode(
        x=x,
        y=y,
        x2=x2,
        y2=y2,
        strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
        color=alt.Color("ink:N", scale=None),
        opacity=alt.OpacityValue(0.65, condition={"test": "datum.is_new", "value": 0.95}),
        strokeDash=alt.StrokeDashValue([1, 0], condition={"test": "datum.is_new", "value": [5, 3]}),
    )
    wide = alt.Chart(ends, mark=alt.MarkDef("rule", strokeWidth=13, opacity=0)).encode(
        x=x,
        y=y,
        x2=x2,
        y2=y2,
        tooltip=[
            alt.Tooltip("both:N", title=" "),
            alt.Tooltip("papers:Q", title="papers with both", format=",d"),
            alt.Tooltip("npmi:Q", title="tie (NPMI)", format=".2f"),
            alt.Tooltip("since:N", title="first together"),
            alt.Tooltip("news:N", title="of late"),
        ],
    )
    return [seen, make_clickable(wide, "pair", "term_a", "term_b") if clickable else wide]


def _names(drawn: pl.DataFrame) -> list[PlacedText]:
    """Names below their circles, a line each."""
    return [
        PlacedText(line, left, down + radius + 4 + LINE_HEIGHT * (place + 0.5))
        for term, direction, left, down, radius in drawn.select(
            "term", "direction", "left", "down", "radius"
        ).iter_rows()
        for place, line in enumerate(_written(term, direction))
    ]
