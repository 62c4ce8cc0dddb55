"""A chart of the rows of any query: lines for a date and a number, bars for a name and a number."""

from dataclasses import dataclass

import altair as alt
import polars as pl
import polars.selectors as cs

from dashboard.charts.theme import PAPER_WIDTH, Palette, dress

HEIGHT = 380
MOST_LINES = 8
MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Shape:
    """What a frame can be drawn as: `kind` is ``lines`` or ``bars``; `split` parts lines, where there is a name
    column."""

    kind: str
    x: str
    y: str
    split: str | None = None


def find_shape(frame: pl.DataFrame) -> Shape | None:
    """The shape that fits the columns of `frame`; None where it cannot be drawn."""
    dates = frame.select(cs.temporal()).columns
    numbers = [name for name in frame.select(cs.numeric()).columns if not name.endswith("_id")]
    names = frame.select(cs.string()).columns
    if not numbers or frame.height < 2:
        return None
    if dates:
        split = names[0] if names and frame.select(dates[0]).is_duplicated().any() else None
        return Shape("lines", dates[0], _share_first(numbers), split)
    return Shape("bars", names[0], _share_first(numbers)) if names else None


def _share_first(numbers: list[str]) -> str:
    """A share tells more than the counts it is made of, so it is drawn where there is one."""
    return next((name for name in numbers if name in ("share", "percent")), numbers[0])


def answer_chart(frame: pl.DataFrame, shape: Shape, palette: Palette, *, paper: bool = False) -> alt.Chart:
    """The chart of a frame in that shape; at most 8 lines (those with the largest sums) or 30 bars (in the frame's
    order).

    Args:
        paper: on an opaque ground and of a fixed width, for a file.
    """
    width = PAPER_WIDTH if paper else None
    # Field names are quoted, so that dots and brackets in a column's name are no paths to Vega.
    frame = frame.rename({shape.x: "x", shape.y: "y", **({shape.split: "split"} if shape.split else {})}, strict=False)
    y = alt.Y("y:Q", title=shape.y)
    if shape.kind == "bars":
        drawn = frame.head(MOST_BARS).select("x", "y")
        chart = alt.Chart(drawn, mark=alt.MarkDef("bar", color=palette.accent), height={"step": 22}).encode(
            x=alt.X("y:Q", title=shape.y, axis=alt.Axis(grid=True)),
            y=alt.Y("x:N", title=None, sort=None, axis=alt.Axis(labelLimit=320, domain=False, ticks=False)),
            tooltip=[alt.Tooltip("x:N", title=shape.x), alt.Tooltip("y:Q", title=shape.y)],
        )
        return dress(chart, palette, paper=paper, width=width)
    tooltip = [alt.Tooltip("x:T", title=shape.x), alt.Tooltip("y:Q", title=shape.y)]
    if shape.split is None:
        drawn = frame.select("x", "y")
        color = alt.ColorValue(palette.accent)
    else:
        largest = frame.group_by("split").agg(pl.col("y").sum()).top_k(MOST_LINES, by="y")["split"].to_list()
        drawn = frame.filter(pl.col("split").is_in(largest)).select("x", "y", "split")
        color = alt.Color(
            "split:N",
            title=None,
            scale=alt.Scale(domain=largest, range=[palette.line(slot) for slot in range(len(largest))]),
            legend=alt.Legend(orient="top", columns=4),
        )
        tooltip.insert(0, alt.Tooltip("split:N", title=shape.split))
    line = alt.MarkDef("line", point=alt.OverlayMarkDef(size=26))
    chart = alt.Chart(drawn, mark=line, height=HEIGHT).encode(
        x=alt.X("x:T", title=None), y=y, tooltip=tooltip, color=color
    )
    return dress(chart, palette, paper=paper, width=width)
