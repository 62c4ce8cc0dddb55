"""Terms or themes over time: lines with 95 % bands, named at their end, honest about what is incomplete or missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboard.charts.layout.text_lines import nudge_apart, wrap
from dashboard.charts.layout.y_axis import AXIS, YScale, fit_y_scale
from dashboard.charts.marks import end_labels, make_clickable
from dashboard.charts.theme import PAPER_WIDTH, SHARE, Palette, dress
from dashboard.charts.time_axis import cut_strokes, gap_shades, time_axis, with_iso_days
from dashboard.periods import period_labels

HEIGHT = 360
MOST_LINES = 8
PICKED = "picked"
"""Parameter that a click on a point sets."""
_MOST_NAME = 34
_PAPER_TITLE = 80


@dataclass(frozen=True, slots=True)
class Series:
    """A term or theme that is drawn as a line: its name, and the colour slot that it keeps."""

    name: str
    slot: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What lines are drawn of, and how.

    Args:
        grain: week, month, quarter or year.
        measure: what `value` is: `share` (0 to 1), `papers` or `mentions`.
        log: logarithmic scale; values of nought have no place there and are left out.
        bands: draw the intervals.
    """

    grain: str
    measure: str = "share"
    log: bool = False
    bands: bool = True


def share_lines(
    frame: pl.DataFrame,
    lines: Sequence[Series],
    palette: Palette,
    drawing: Drawing,
    *,
    clickable: bool = False,
    named: bool = True,
    height: int = HEIGHT,
    title: str | None = None,
    paper: bool = False,
) -> alt.LayerChart:
    """Lines over time with bands, each named at its right end; strokes to incomplete periods and gaps are dashed.

    Args:
        frame: one row a series and period, no period left out: name, period_start, papers, total, value, low, high
            (the band; None where there is none), is_complete, is_gap.
        lines: the series to draw, in order; more than `MOST_LINES` cannot be told apart.
        clickable: a click on a point selects its `name` and `period` (an ISO day) as parameter `picked`.
        named: put the names at the lines' ends.
        paper: on an opaque ground and of a fixed width, for a file.
    """
    layers = line_layers(frame, lines, palette, drawing, clickable=clickable, named=named, height=height)
    return dress(
        alt.LayerChart(layer=layers),
        palette,
        paper=paper,
        height=height,
        width=PAPER_WIDTH if paper else None,
        padding={"left": 2, "top": 6, "bottom": 2, "right": 14},
        title=wrap(title, _PAPER_TITLE) if title else None,
    )


def line_layers(
    frame: pl.DataFrame,
    lines: Sequence[Series],
    palette: Palette,
    drawing: Drawing,
    *,
    named: bool,
    height: int,
    clickable: bool = False,
    small: bool = False,
) -> list[alt.Chart]:
    """The layers of `share_lines`; the scale is that of the whole `frame`, also of lines that are not drawn.

    A `small` chart, one of many, has no targets for a pointer, and its axis no title.
    """
    names = [line.name for line in lines]
    grain, measure, log, bands = drawing.grain, drawing.measure, drawing.log, drawing.bands
    if log:
        above = pl.col("value") > 0
        frame = frame.with_columns(
            value=pl.when(above).then("value"), low=pl.when(pl.col("low") > 0).then("low").otherwise("value")
        )
    scale = fit_y_scale(frame if bands else frame.with_columns(high="value"), height - AXIS, log, titled=not small)
    data = frame.filter(pl.col("name").is_in(names))
    color_of = {line.name: palette.line(line.slot) for line in lines}
    color = alt.Color("name:N", scale=alt.Scale(domain=names, range=list(color_of.values())), legend=None)
    starts = data["period_start"].unique().sort().to_list()
    x, y = time_axis("period_start", grain, starts), scale.encode("value", measure)

    layers = gap_shades(data, grain, palette)
    if bands and data["low"].is_not_null().any():
        ends = with_iso_days(data.select("name", "period_start", "low", "high"))
        area = alt.MarkDef("area", opacity=palette.band * min(1.0, max(0.4, 1.3 / len(lines))), clip=True)
        band = alt.Chart(ends, mark=area).encode(x=x, y=scale.encode("low", measure), y2=alt.Y2("high:Q"), color=color)
        layers.append(band)
    dash = alt.StrokeDash("solid:N", scale=alt.Scale(domain=[True, False], range=[[1, 0], [2, 5]]), legend=None)
    strokes = alt.Chart(with_iso_days(cut_strokes(data)), mark=alt.MarkDef("line"))
    layers.append(strokes.encode(x=x, y=y, color=color, detail=alt.Detail("stroke:N"), strokeDash=dash))
    if not small:
        layers.extend(_points(data, x, y, color, palette, drawing, clickable))
    if named:
        layers.append(_end_names(data, lines, palette, scale, measure))
    return layers


def _points(
    data: pl.DataFrame, x: alt.X, y: alt.Y, color: alt.Color, palette: Palette, drawing: Drawing, clickable: bool
) -> list[alt.Chart]:
    """Hover targets with tooltips; visible dots only where a click leads somewhere."""
    when = period_labels(pl.col("period_start"), drawing.grain)
    shown = data.filter(pl.col("value").is_not_null()).select(
        "name",
        "period_start",
        "value",
        "papers",
        "total",
        "low",
        "high",
        period=pl.col("period_start").dt.strftime("%Y-%m-%d"),
        when=when,
        said=pl.format("{}, {}: {} of {} papers", "name", when, "papers", "total"),
        of_all=pl.when(pl.col("total") > 0).then(pl.col("papers") / pl.col("total")),
        state=pl.when("is_gap")
        .then(pl.lit("gap in collection"))
        .when("is_complete")
        .then(pl.lit("complete"))
        .otherwise(pl.lit("incomplete")),
    )
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("when:N", title="period"),
        alt.Tooltip("of_all:Q", title="share", format=SHARE),
        *(
            alt.Tooltip(f"{end}:Q", title=title, format=SHARE)
            for end, title in (("low", "95 %, from"), ("high", "to"))
            if drawing.measure == "share"
        ),
        *([alt.Tooltip("value:Q", title="mentions", format=",.0f")] if drawing.measure == "mentions" else []),
        alt.Tooltip("papers:Q", title="papers", format=",.0f"),
        alt.Tooltip("total:Q", title="of", format=",.0f"),
        alt.Tooltip("state:N", title="period is"),
    ]
    points = with_iso_days(shown)
    target = alt.MarkDef("point", filled=True, size=280 if clickable else 240, opacity=0)
    targets = alt.Chart(points, mark=target).encode(x=x, y=y, color=color, tooltip=tooltip)
    if not clickable:
        return [targets]
    size = alt.SizeValue(40, condition={"param": PICKED, "empty": False, "value": 190})
    dot = alt.MarkDef("point", filled=True, opacity=1, stroke=palette.page, strokeWidth=1.2)
    return [
        alt.Chart(points, mark=dot).encode(x=x, y=y, color=color, size=size),
        make_clickable(targets.encode(description=alt.Description("said:N")), PICKED, "name", "period"),
    ]


def _shorten(name: str) -> str:
    return name if len(name) <= _MOST_NAME else name[: _MOST_NAME - 1].rstrip() + "…"


def _end_names(data: pl.DataFrame, lines: Sequence[Series], palette: Palette, scale: YScale, measure: str) -> alt.Chart:
    """Names right of the plot, as near to the ends of their lines as they fit."""
    last = data.filter(pl.col("value").is_not_null()).sort("period_start").group_by("name").last()
    ends = dict(last.select("name", "value").iter_rows())
    drawn = [line for line in lines if line.name in ends]
    wished = [scale.to_pixel(ends[line.name]) for line in drawn]
    placed = nudge_apart(wished, 6.0, scale.pixels - 6.0)
    labels = [
        (_shorten(line.name), scale.to_value(pixel), palette.text(line.slot))
        for line, pixel in zip(drawn, placed, strict=True)
    ]
    # In a narrow window names must leave room for the lines. The container's width is asked, since that of the plot
    # depends on the names; where there is none, as for a file, 860 is wide enough for every name.
    limit = alt.ExprRef("max(110, 0.28 * (containerSize()[0] || 860))")
    text = alt.MarkDef("text", align="left", baseline="middle", dx=10, fontWeight="bold", limit=limit)
    return end_labels(labels, scale.encode("at", measure), text)
