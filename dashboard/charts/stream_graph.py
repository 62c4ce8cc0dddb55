"""The largest themes over time as a stream: each as thick as its share of papers, named at its end."""

import altair as alt
import polars as pl

from dashboard.charts.layout.text_lines import LINE_HEIGHT, nudge_apart, wrap
from dashboard.charts.marks import end_labels, make_clickable
from dashboard.charts.theme import SHARE, Palette, dress
from dashboard.charts.time_axis import time_axis, with_iso_days
from dashboard.periods import period_ends, period_labels

MOST = 8
"""Themes that can be told apart."""

WIDTH = 700
HEIGHT = 640
_AXIS = 34
_WRAP = 26
_LONGEST = 30


def stack(series: pl.DataFrame) -> pl.DataFrame:
    """`series` with `low` and `high`: where each theme lies in the stream, in shares around 0; the largest theme in the
    middle.

    Args:
        series: theme_id, size, period_start, share; one row a theme and period. Periods without papers have no share,
            and no place.

    Returns:
        The rows with a share, by period and from the bottom to the top.
    """
    ranks = series.select("theme_id", "size").unique().sort("size", "theme_id", descending=[True, False])
    # The largest in the middle, the next above it, the next below, and so on.
    ranks = ranks.with_row_index("rank").select(
        "theme_id",
        order=pl.when(pl.col("rank") % 2 == 1)
        .then(pl.col("rank").cast(pl.Int32))
        .otherwise(-pl.col("rank").cast(pl.Int32)),
    )
    return (
        series.filter(pl.col("share").is_not_null())
        .join(ranks, on="theme_id")
        .sort("period_start", "order")
        .with_columns(
            high=pl.col("share").cum_sum().over("period_start") - pl.col("share").sum().over("period_start") / 2
        )
        .with_columns(low=pl.col("high") - pl.col("share"))
        .drop("order")
    )


def theme_stream(
    series: pl.DataFrame,
    palette: Palette,
    *,
    grain: str,
    clickable: bool = False,
    title: str | None = None,
    paper: bool = False,
) -> alt.LayerChart:
    """The stream of at most `MOST` themes.

    Args:
        series: theme_id, name, color, size, period_start, is_complete, is_gap, papers, total, share; one row a theme
            and period.
        clickable: a click selects `theme_id` as parameter `picked`.
        paper: on an opaque ground, for a file.
    """
    placed = stack(series)
    starts = placed["period_start"].unique().sort().to_list()
    reach = max([1e-9, *placed["high"]]) * 1.06
    x = time_axis("period_start", grain, starts)
    y, y2 = _y("low", reach), alt.Y2("high:Q")
    themes = placed.select("theme_id", "color").unique().sort("theme_id")
    color = alt.Color(
        "theme_id:N",
        scale=alt.Scale(domain=themes["theme_id"].to_list(), range=[palette.line(slot) for slot in themes["color"]]),
        legend=None,
    )
    ends = with_iso_days(placed.select("theme_id", "period_start", "low", "high"))
    area = alt.MarkDef("area", interpolate="monotone", opacity=0.92, stroke=palette.page, strokeWidth=1.5)
    areas = alt.Chart(ends, mark=area).encode(x=x, y=y, y2=y2, color=color)
    layers = [
        areas,
        *_doubts(placed, grain, palette, x),
        _targets(placed, grain, y, y2, clickable),
        _end_names(placed, palette, reach),
        _legend(reach, palette),
    ]
    padding = {"left": 4, "top": 4, "bottom": 2, "right": 8}
    chart = alt.LayerChart(layer=layers)
    return dress(chart, palette, paper=paper, width=WIDTH, height=HEIGHT, padding=padding, title=title)


def _y(field: str, reach: float) -> alt.Y:
    """The y of `field`, a share above or below the middle of the stream."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[-reach, reach], nice=False, zero=False), axis=None)


def _spans(placed: pl.DataFrame, grain: str) -> pl.DataFrame:
    """Each row with the time from half a period before to half a period after its start."""
    half = (period_ends(pl.col("period_start"), grain) - pl.col("period_start")) / 2
    first, last = placed["period_start"].min(), placed["period_start"].max()
    return placed.with_columns(
        start=pl.max_horizontal(pl.col("period_start") - half, pl.lit(first)),
        end=pl.min_horizontal(pl.col("period_start") + half, pl.lit(last)),
    )


def _doubts(placed: pl.DataFrame, grain: str, palette: Palette, x: alt.X) -> list[alt.Chart]:
    """A veil over periods that are incomplete or a gap, with a word."""
    doubtful = (
        _spans(placed, grain)
        .filter(~pl.col("is_complete") | pl.col("is_gap"))
        .unique("period_start")
        .sort("period_start")
    )
    if doubtful.is_empty():
        return []
    rows = with_iso_days(
        doubtful.select(
            "start", "end", "period_start", words=pl.when("is_gap").then(pl.lit("gap")).otherwise(pl.lit("incomplete"))
        )
    )
    veil = alt.MarkDef("rect", color=palette.page, opacity=0.45)
    word = alt.MarkDef("text", baseline="top", fontSize=11, fontStyle="italic", color=palette.faint)
    return [
        alt.Chart(rows, mark=veil).encode(x=alt.X("start:T"), x2=alt.X2("end:T")),
        alt.Chart(rows, mark=word).encode(x=x, y=alt.YValue(2), text=alt.Text("words:N")),
    ]


def _targets(placed: pl.DataFrame, grain: str, y: alt.Y, y2: alt.Y2, clickable: bool) -> alt.Chart:
    """What a pointer meets: a theme in a period."""
    rows = _spans(placed, grain).select(
        "theme_id",
        "name",
        "start",
        "end",
        "low",
        "high",
        "share",
        "papers",
        "total",
        when=period_labels(pl.col("period_start"), grain),
    )
    targets = alt.Chart(with_iso_days(rows), mark=alt.MarkDef("rect", opacity=0)).encode(
        x=alt.X("start:T", scale=alt.Scale(type="utc")),
        x2=alt.X2("end:T"),
        y=y,
        y2=y2,
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("when:N", title="period"),
            alt.Tooltip("share:Q", format=SHARE),
            alt.Tooltip("papers:Q", format=",d"),
            alt.Tooltip("total:Q", title="of", format=",d"),
        ],
    )
    return make_clickable(targets, "picked", "theme_id") if clickable else targets


def _end_names(placed: pl.DataFrame, palette: Palette, reach: float) -> alt.Chart:
    """Names right of the stream, as near to the ends of their themes as they fit."""
    last = placed.filter(pl.col("period_start") == pl.col("period_start").max())
    pixels = HEIGHT - _AXIS
    wished = [(1 - (low + high) / 2 / reach) / 2 * pixels for low, high in last.select("low", "high").iter_rows()]
    written = [[_shorten(line) for line in wrap(name, _WRAP)] for name in last["name"]]
    tallest = max(map(len, written), default=1)
    down = nudge_apart(wished, 8.0 * tallest, pixels - 8.0 * tallest, tallest * LINE_HEIGHT + 1)
    labels = [
        (line, reach * (1 - 2 * (pixel + (place - (len(lines) - 1) / 2) * LINE_HEIGHT) / pixels), palette.text(slot))
        for lines, pixel, slot in zip(written, down, last["color"], strict=True)
        for place, line in enumerate(lines)
    ]
    return end_labels(labels, _y("at", reach), alt.MarkDef("text", align="left", dx=8, fontWeight="bold"))


def _shorten(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _legend(reach: float, palette: Palette) -> alt.LayerChart:
    """A bar left of the stream that says how thick a share is."""
    step = next(step for step in (0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0) if step <= reach / 2)
    rows = pl.DataFrame(
        {"low": [-step / 2], "middle": [0.0], "high": [step / 2], "words": [f"{100 * step:g} % of papers"]}
    )
    bar = alt.MarkDef("rule", color=palette.faint, strokeWidth=3)
    word = alt.MarkDef("text", angle=270, baseline="bottom", dy=-4, color=palette.faint)
    return alt.LayerChart(
        layer=[
            alt.Chart(rows, mark=bar).encode(x=alt.XValue(-9), y=_y("low", reach), y2=alt.Y2("high:Q")),
            alt.Chart(rows, mark=word).encode(x=alt.XValue(-12), y=_y("middle", reach), text=alt.Text("words:N")),
        ]
    )
