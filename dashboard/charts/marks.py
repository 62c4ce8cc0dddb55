"""Marks that several charts share: what can be clicked, and text at a place given in pixels."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import altair as alt
import polars as pl

from dashboard.charts.theme import Palette

Align = Literal["left", "center", "right"]


class PlacedText(NamedTuple):
    """One line of text: `left` and `down` are the pixels of its middle, or of its left or right end, from the upper
    left corner."""

    text: str
    left: float
    down: float


def make_clickable(chart: alt.Chart, name: str, *fields: str) -> alt.Chart:
    """`chart`, of which a click on a mark selects its `fields` as parameter `name`; the keyboard finds its marks by
    their role."""
    chart.mark.cursor, chart.mark.ariaRole = "pointer", "button"
    return chart.add_params(alt.selection_point(name=name, fields=list(fields), empty=False, toggle=False))


def pixel_axes(width: float, height: float) -> tuple[alt.X, alt.Y]:
    """The encodings of `left` and `down`, pixels from the upper left corner of a chart of that size."""
    return (
        alt.X("left:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None),
        alt.Y("down:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None),
    )


def halo_text(
    texts: Iterable[PlacedText],
    x: alt.X,
    y: alt.Y,
    palette: Palette,
    *,
    align: Align = "center",
    weight: Literal["normal", "bold"] = "normal",
) -> list[alt.Chart]:
    """Layers of text at pixels; a halo in the page's colour keeps it readable where it crosses a mark. None where there
    is no text."""
    rows = pl.DataFrame(list(texts), schema={"text": pl.String, "left": pl.Float64, "down": pl.Float64}, orient="row")
    if rows.is_empty():
        return []
    halo = alt.MarkDef(
        "text", align=align, fontWeight=weight, stroke=palette.page, strokeWidth=3, strokeJoin="round", opacity=0.85
    )
    ink = alt.MarkDef("text", align=align, fontWeight=weight, color=palette.ink)
    return [alt.Chart(rows, mark=mark).encode(x=x, y=y, text=alt.Text("text:N")) for mark in (halo, ink)]


def end_labels(labels: Iterable[tuple[str, float, str]], y: alt.Y, mark: alt.MarkDef) -> alt.Chart:
    """Text at the right end of a plot.

    Args:
        labels: text, its `at` (a value of the scale of `y`), and its colour.
        y: the encoding of `at`.
        mark: the text's form.
    """
    rows = pl.DataFrame(list(labels), schema={"text": pl.String, "at": pl.Float64, "ink": pl.String}, orient="row")
    return alt.Chart(rows, mark=mark).encode(
        x=alt.XValue("width"), y=y, text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None)
    )
