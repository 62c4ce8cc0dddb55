"""The y scale of lines: how high it reaches, and where on it a value lies."""

import math
from dataclasses import dataclass

import altair as alt
import polars as pl

AXIS = 34
"""Height of the time axis and the paddings, which a chart's own height contains, in pixels."""
_TITLES = {"share": "share of papers", "papers": "papers", "mentions": "mentions"}


@dataclass(frozen=True, slots=True)
class YScale:
    """A y scale: from `floor` to `top` over `pixels`, linear or logarithmic, `titled` with what it measures."""

    floor: float
    top: float
    pixels: int
    log: bool
    titled: bool = True

    def to_pixel(self, value: float) -> float:
        """How far below the upper edge a value lies."""
        part = math.log(value / self.floor) / math.log(self.top / self.floor) if self.log else value / self.top
        return self.pixels * (1 - part)

    def to_value(self, pixel: float) -> float:
        """The value that lies so far below the upper edge."""
        part = 1 - pixel / self.pixels
        return self.floor * (self.top / self.floor) ** part if self.log else self.top * part

    def encode(self, field: str, measure: str) -> alt.Y:
        """The y of `field`, with the axis in words."""
        percent = measure == "share"
        digits = max(0, -math.floor(math.log10(max(self.top, 1e-9) * 100 / 4))) if percent else 0
        return alt.Y(
            f"{field}:Q",
            title=_TITLES[measure] if self.titled else None,
            scale=alt.Scale(
                domain=[self.floor, self.top], nice=False, zero=False, type="log" if self.log else "linear"
            ),
            axis=alt.Axis(
                tickCount=5,
                labelExpr=f"replace(format(datum.value, '.{digits + self.log}~%'), '%', '\u2009%')"
                if percent
                else alt.Undefined,
                format=alt.Undefined if percent else ",~f",
                tickMinStep=alt.Undefined if percent else 1,
            ),
        )


def fit_y_scale(data: pl.DataFrame, pixels: int, log: bool, *, titled: bool = True) -> YScale:
    """The scale that holds value, low and high of `data`, is_complete, is_gap."""
    # Bands of periods with hardly any papers would flatten every line: they are cut a little above those of firm
    # periods.
    known = data.filter(pl.col("value").is_not_null())
    firm = known.filter("is_complete", ~pl.col("is_gap"))
    highest = max(known["value"], default=0.0)
    band, widest = (max(rows["high"].drop_nulls(), default=0.0) for rows in (firm, known))
    top = max(highest * 1.08, min(widest * 1.02, max(band, highest) * 1.2)) or 1.0
    if not log:
        return YScale(0.0, top, pixels, log, titled)
    lowest = min(known["value"], default=0.0) or top / 100
    return YScale(lowest * 0.6, max(top, lowest * 2), pixels, log, titled)
