"""Time on a chart: axes in UTC, strokes that are dashed where the data is not firm, shades over gaps in collection."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import altair as alt
import polars as pl

from dashboard.charts.theme import Palette
from dashboard.periods import LABELS, period_ends

_MOST_TICKS = 130


def time_axis(field: str, grain: str, starts: Iterable[date], *, align: Literal["left", "center"] = "center") -> alt.X:
    """The x of a period's first day, in UTC, ticked at `starts` and with no more labels than fit.

    `align` is how a label stands to the first day of its period: `left` where what it names lies to the right of that.
    Ticks of Vega's own would stand on Sundays, while weeks here start on Mondays. They are one expression, since Altair
    takes long over hundreds of dates.
    """
    days = list(starts)
    step = 1 + len(days) // _MOST_TICKS
    ticks = ", ".join(f"utc({day.year}, {day.month - 1}, {day.day})" for day in days[::step])
    return alt.X(
        f"{field}:T",
        title=None,
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            values=alt.ExprRef(f"[{ticks}]"),
            format=LABELS[grain],
            labelAlign=align,
            labelOverlap="greedy",
            labelSeparation=10,
            # Where the last one would not fit, it would be cut.
            labelBound=align == "left",
        ),
    )


def with_iso_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Dates as ISO days: a browser takes those for UTC wherever it stands."""
    return frame.with_columns(pl.col(pl.Date).dt.strftime("%Y-%m-%d"))


def cut_strokes(frame: pl.DataFrame) -> pl.DataFrame:
    """The lines of `frame` cut where they change between solid and dashed.

    A stroke from one period to the next is solid where both are complete and no gap.

    Args:
        frame: name, period_start, value, is_complete, is_gap; one row a series and period.

    Returns:
        name, stroke (a number, unique over all series), solid, period_start, value; the last point of a stroke is the
        first of the next.
    """
    marked = (
        frame.sort("name", "period_start")
        .with_columns(firm=pl.col("is_complete") & ~pl.col("is_gap"))
        .with_columns(
            solid=pl.col("firm") & pl.col("firm").shift(-1).over("name"),
            next_start=pl.col("period_start").shift(-1).over("name"),
            next_value=pl.col("value").shift(-1).over("name"),
        )
        .filter(pl.col("next_start").is_not_null())
        .with_columns(begins=(pl.col("solid") != pl.col("solid").shift(1)).over("name").fill_null(True))
        .with_columns(stroke=pl.col("begins").cum_sum())
    )
    columns = ["name", "stroke", "solid", "period_start", "value"]
    ends = marked.group_by("stroke", maintain_order=True).last()
    ends = ends.with_columns(period_start="next_start", value="next_value")
    return pl.concat([marked.select(columns), ends.select(columns)]).sort("stroke", "period_start")


def find_gaps(frame: pl.DataFrame, grain: str) -> pl.DataFrame:
    """Gaps in collection as spans, runs of them as one, from half a period before to half a period after.

    Args:
        frame: period_start, total, is_gap; one row a period, or equal rows for several series.

    Returns:
        start, middle, end (dates), words (what stands in the shade).
    """
    half = (period_ends(pl.col("last"), grain) - pl.col("last")) / 2
    return (
        frame.select("period_start", "total", "is_gap")
        .unique("period_start")
        .sort("period_start")
        .with_columns(run=(pl.col("is_gap") != pl.col("is_gap").shift(1)).fill_null(True).cum_sum())
        .filter("is_gap")
        .group_by("run")
        .agg(first=pl.col("period_start").min(), last=pl.col("period_start").max(), papers=pl.col("total").sum())
        .sort("first")
        .select(
            start=pl.col("first") - half,
            middle=pl.col("first") + (pl.col("last") - pl.col("first")) / 2,
            end=pl.col("last") + half,
            words=pl.when(pl.col("papers") == 0)
            .then(pl.lit("no papers collected"))
            .otherwise(pl.format("gap: {} papers", "papers")),
        )
    )


def first_drawn(firm: Sequence[bool]) -> int:
    """Position of the first period to draw: the first firm one, if at least four periods stand before it and at least
    two from it on; else 0. So a chart does not open with a long time that can hardly be read.

    Args:
        firm: whether a period is complete and no gap, oldest first.
    """
    first = list(firm).index(True) if True in firm else 0
    return first if first >= 4 and len(firm) - first >= 2 else 0


def from_first_drawn(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`frame` from its first period to draw on, and the periods left out before it, one row each, oldest first.

    Args:
        frame: period_start, is_complete, is_gap; one row a series and period, no period left out.
    """
    periods = frame.unique("period_start").sort("period_start")
    first = first_drawn((periods["is_complete"] & ~periods["is_gap"]).to_list())
    left_out = periods.head(first)
    return frame.join(left_out, on="period_start", how="anti", maintain_order="left"), left_out


def gap_shades(frame: pl.DataFrame, grain: str, palette: Palette) -> list[alt.Chart]:
    """Layers that shade the gaps of `frame` and say what they are; none where there are none."""
    gaps = with_iso_days(find_gaps(frame, grain))
    if gaps.is_empty():
        return []
    starts = frame["period_start"].unique().sort().to_list()
    shade = alt.MarkDef("rect", color=palette.veil, opacity=0.15)
    words = alt.MarkDef("text", align="center", baseline="top", fontSize=11, color=palette.faint, fontStyle="italic")
    return [
        alt.Chart(gaps, mark=shade).encode(x=time_axis("start", grain, starts), x2=alt.X2("end:T")),
        alt.Chart(gaps, mark=words).encode(
            x=time_axis("middle", grain, starts), y=alt.YValue(4), text=alt.Text("words:N")
        ),
    ]
