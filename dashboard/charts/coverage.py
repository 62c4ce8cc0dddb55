"""How many papers were collected when: bars by period, hollow where a period is incomplete, shaded where there is a gap."""

import altair as alt
import polars as pl

from dashboard.charts.periods import gap_shades, time_axis, with_iso_days
from dashboard.charts.theme import Palette, dress

HEIGHT = 200

_LENGTHS = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def coverage_bars(periods: pl.DataFrame, palette: Palette, *, grain: str) -> alt.TopLevelMixin:
    """Bars of dated papers by period.

    Args:
        periods: period_start, papers, is_complete, is_gap; one row a period.
        grain: week, month, quarter or year.
    """
    # A bar ends a little before the next begins, so that neighbours can be told apart.
    length = pl.col("period_start").dt.offset_by(_LENGTHS[grain]) - pl.col("period_start")
    drawn = with_iso_days(
        periods.with_columns(
            period_end=pl.col("period_start") + length * 0.86,
            state=pl.when("is_gap")
            .then(pl.lit("gap in collection"))
            .when("is_complete")
            .then(pl.lit("complete"))
            .otherwise(pl.lit("incomplete")),
        )
    )
    bars = (
        alt.Chart(drawn)
        .mark_bar(color=palette.accent, stroke=palette.accent, strokeWidth=1)
        .encode(
            x=time_axis("period_start", grain),
            x2="period_end:T",
            y=alt.Y("papers:Q", title="papers", axis=alt.Axis(tickCount=4)),
            fillOpacity=alt.condition("datum.is_complete", alt.value(0.75), alt.value(0.12)),
            tooltip=[
                alt.Tooltip("period_start:T", title=grain, format="%-d %b %Y" if grain == "week" else "%b %Y"),
                alt.Tooltip("papers:Q", title="dated papers", format=","),
                alt.Tooltip("state:N", title="state"),
            ],
        )
    )
    shades = gap_shades(periods.rename({"papers": "total"}), grain, palette)
    return dress(alt.layer(*shades, bars).properties(height=HEIGHT), palette)
