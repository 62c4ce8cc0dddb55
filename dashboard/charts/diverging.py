"""Bars that point either way: the terms that tell one slice from another."""

from typing import Literal

import altair as alt
import polars as pl

from dashboard.charts.marks import make_clickable
from dashboard.charts.theme import SHARE, Palette, dress

ROW = 23
_HEAD = 40
_AXIS = 42
_MOST_NAME = 40
_HEAD_CHARACTER = 8.0
"""Pixels of a bold character of a head, on the safe side."""
_PAPER_WIDTH = 760
# The container is asked, since the plot's own width may depend on the names.
_CHART_WIDTH = f"(containerSize()[0] || {_PAPER_WIDTH})"
# A name has half of the chart.
_NAME_ROOM = f"min(290, {_CHART_WIDTH} / 2 - 14)"


def chart_height(rows: int) -> int:
    """Height in pixels of a chart of so many bars, with its head and axis."""
    return rows * ROW + _HEAD + _AXIS


def diverging_bars(
    terms: pl.DataFrame,
    names: tuple[str, str],
    bound: float,
    palette: Palette,
    *,
    clickable: bool = False,
    title: str | None = None,
    paper: bool = False,
) -> alt.LayerChart:
    """One bar a term: to the right those of the first slice, to the left those of the second, each named across the
    axis.

    Args:
        terms: term_id, term, z, papers_a, papers_b, share_a, share_b, from the highest z to the lowest.
        names: of the slices, in words.
        bound: |z| from which a difference is no chance; bars that fall short of it are grey.
        clickable: a click on a bar selects its `term` as parameter `picked`.
        paper: on an opaque ground and of a fixed width, for a file.
    """
    first, second = names
    reach = max([bound, *terms["z"].abs()]) * 1.06
    sure = pl.col("z").abs() >= bound
    long = pl.col("term").str.len_chars() > _MOST_NAME
    label = pl.when(long).then(pl.col("term").str.slice(0, _MOST_NAME - 1) + "…").otherwise("term")
    bars = terms.select(
        "term",
        "z",
        "papers_a",
        "papers_b",
        "share_a",
        "share_b",
        row=pl.int_range(pl.len()).cast(pl.String).str.zfill(3),
        color=pl.when(~sure)
        .then(pl.lit(palette.context))
        .when(pl.col("z") > 0)
        .then(pl.lit(palette.accent))
        .otherwise(pl.lit(palette.second)),
        left=pl.when(pl.col("z") < 0).then(label).otherwise(pl.lit("")),
        right=pl.when(pl.col("z") > 0).then(label).otherwise(pl.lit("")),
        surely=pl.when(sure).then(pl.lit("no chance")).otherwise(pl.lit("could be chance")),
    )
    y = alt.Y("row:N", axis=None, sort=None, scale=alt.Scale(padding=0))
    x = alt.X(
        "z:Q",
        title="how surely the term tells the slices apart (z)",
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(
            grid=True,
            gridColor=palette.rule,
            tickCount=6,
            labelExpr="replace(format(abs(datum.value), ',~f'), '-', '')",
        ),
    )
    tooltip = [
        alt.Tooltip("term:N", title=" "),
        alt.Tooltip("papers_a:Q", title=f"papers: {first}", format=",d"),
        alt.Tooltip("share_a:Q", title="share of them", format=SHARE),
        alt.Tooltip("papers_b:Q", title=f"papers: {second}", format=",d"),
        alt.Tooltip("share_b:Q", title="share of these", format=SHARE),
        alt.Tooltip("z:Q", format="+.1f"),
        alt.Tooltip("surely:N", title="difference"),
    ]
    drawn = alt.Chart(bars, mark=alt.MarkDef("bar", height=alt.RelativeBandSize(0.7))).encode(
        x=x, y=y, color=alt.Color("color:N", scale=None), tooltip=tooltip
    )
    zero = alt.Chart(pl.DataFrame({"z": [0.0]}), mark=alt.MarkDef("rule", color=palette.context)).encode(x=alt.X("z:Q"))
    layers = [
        drawn,
        zero,
        _names(bars, y, "right", palette),
        _names(bars, y, "left", palette),
        _head(f"more in {first} ▶", "right", palette.text(0), alt.XValue("width"), _lift(names)),
        _head(f"◀ more in {second}", "left", palette.text(1), alt.XValue(0), -8),
    ]
    if clickable:
        # The whole row can be clicked, not only a short bar.
        row = alt.Chart(bars, mark=alt.MarkDef("rect", opacity=0)).encode(
            x=alt.XValue(0), x2=alt.X2Value("width"), y=y, tooltip=tooltip
        )
        layers.append(make_clickable(row, "picked", "term"))
    return dress(
        alt.LayerChart(layer=layers),
        palette,
        paper=paper,
        height=chart_height(terms.height),
        width=_PAPER_WIDTH if paper else None,
        padding={"left": 2, "right": 2, "top": _HEAD, "bottom": 2},
        title=alt.TitleParams(title, offset=34) if title else None,
    )


def _names(bars: pl.DataFrame, y: alt.Y, align: Literal["left", "right"], palette: Palette) -> alt.Chart:
    """The names of one side's terms; they stand across the axis from their bars, in the room of the other side."""
    dx, field = (-6, "right:N") if align == "right" else (6, "left:N")
    text = alt.MarkDef("text", align=align, dx=dx, baseline="middle", color=palette.ink, limit=alt.ExprRef(_NAME_ROOM))
    return alt.Chart(bars, mark=text).encode(x=alt.XDatum(0), y=y, text=alt.Text(field))


def _lift(names: tuple[str, str]) -> alt.ExprRef:
    """How far above the bars the first head stands: one line higher where the window is too narrow for both in one
    line."""
    room = sum(len(f"more in {name} ▶") for name in names) * _HEAD_CHARACTER
    return alt.ExprRef(f"{_CHART_WIDTH} < {room:.0f} ? -22 : -8")


def _head(
    text: str, align: Literal["left", "right"], color: str, x: alt.XValue, lift: float | alt.ExprRef
) -> alt.Chart:
    """What one side stands for, above the bars."""
    mark = alt.MarkDef("text", align=align, color=color, fontWeight="bold", baseline="bottom", limit=330)
    return alt.Chart(pl.DataFrame({"text": [text]}), mark=mark).encode(x=x, y=alt.YValue(lift), text=alt.Text("text:N"))
