"""How many papers were collected when: bars by period, hollow where a period is incomplete, shaded where there is a
gap."""

import altair as alt
import polars as pl

from dashboard.charts.theme import PAPER_WIDTH, Palette, dress
from dashboard.charts.time_axis import time_axis, with_iso_days
from dashboard.periods import period_ends, period_labels

HEIGHT = 220


def coverage_bars(periods: pl.DataFrame, palette: Palette, *, grain: str, paper: bool = False) -> alt.LayerChart:
    """Bars of dated papers by period.

    Args:
        periods: period_start, papers, is_complete, is_gap; one row a period.
        grain: week, month, quarter or year.
        paper: on an opaque ground and of a fixed width, for a file.
    """
    following = period_ends(pl.col("period_start"), grain)
    drawn = with_iso_days(
        periods.select(
            "period_start",
            "papers",
            "is_complete",
            "is_gap",
            when=period_labels(pl.col("period_start"), grain),
            next_start=following,
            # A bar ends a little before the next begins, so that neighbours can be told apart.
            bar_end=pl.col("period_start") + (following - pl.col("period_start")) * 0.86,
            state=pl.when("is_gap")
            .then(pl.lit("gap in collection"))
            .when("is_complete")
            .then(pl.lit("complete"))
            .otherwise(pl.lit("incomplete")),
        )
    )
    x = time_axis("period_start", grain, periods["period_start"], align="left")
    gaps = drawn.filter("is_gap")
    # A layer without a row would make Vega complain of an axis without ends.
    shade = alt.MarkDef("rect", color=palette.veil, opacity=0.15)
    shades = [] if gaps.is_empty() else [alt.Chart(gaps, mark=shade).encode(x=x, x2=alt.X2("next_start:T"))]
    bar = alt.MarkDef("bar", color=palette.accent, stroke=palette.accent, strokeWidth=1)
    bars = alt.Chart(drawn, mark=bar).encode(
        x=x,
        x2=alt.X2("bar_end:T"),
        y=alt.Y("papers:Q", title="papers", axis=alt.Axis(tickCount=4)),
        # With two ends on the axis of time, Vega-Lite no longer stands a bar on the ground by itself.
        y2=alt.Y2Datum(0),
        fillOpacity=alt.FillOpacityValue(0.12, condition={"test": "datum.is_complete", "value": 0.75}),
        tooltip=[
            alt.Tooltip("when:N", title=grain),
            alt.Tooltip("papers:Q", title="dated papers", format=","),
            alt.Tooltip("state:N", title="state"),
        ],
    )
    return dress(
        alt.LayerChart(layer=[*shades, bars]),
        palette,
        paper=paper,
        height=HEIGHT,
        width=PAPER_WIDTH if paper else None,
        title=f"Dated papers in English by {grain}" if paper else None,
    )
