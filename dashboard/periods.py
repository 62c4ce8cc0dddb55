"""Periods of time: their grains, lengths and labels, as charts, queries and pages write them."""

from datetime import date

import polars as pl

GRAINS = ("week", "month", "quarter", "year")
LENGTHS = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
"""Length of a period of each grain, for `dt.offset_by` of Polars."""
LABELS = {"week": "%-d %b %Y", "month": "%b %Y", "quarter": "Q%q %Y", "year": "%Y"}
"""Label of a period by its first day, for `strftime` of Polars and for the axes of Vega (d3-time-format)."""


def period_labels(starts: pl.Expr, grain: str) -> pl.Expr:
    """The labels of periods by their first days: `2025`, `Q2 2025`, `Mar 2025`, `week of 5 May 2025`."""
    return starts.dt.strftime(f"week of {LABELS[grain]}" if grain == "week" else LABELS[grain])


def label_period(start: date, grain: str) -> str:
    """The label of one period; see `period_labels`."""
    return pl.select(period_labels(pl.lit(start), grain)).item()


def period_ends(starts: pl.Expr, grain: str) -> pl.Expr:
    """The first days of the periods after those that begin at `starts`."""
    return starts.dt.offset_by(LENGTHS[grain])
