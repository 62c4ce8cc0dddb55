"""Bubbles with names that do not cover each other, for the map of themes and the strategic diagram."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import altair as alt
import numpy as np
import polars as pl

from dashboard.charts.layout.boxes import push_apart
from dashboard.charts.layout.labels import PlacedLabel, name_below, place_names
from dashboard.charts.layout.text_lines import LINE_HEIGHT, with_sign
from dashboard.charts.marks import Align, PlacedText, halo_text, make_clickable, pixel_axes
from dashboard.charts.theme import Palette
from dashboard.wording.verdicts import verdict_words

WIDTH = 700
HEIGHT = 680
_HIGHEST = 960
_ENOUGH = 48
"""Themes for which there is room in `HEIGHT`."""
_LARGEST = 52.0
_SMALLEST = 7.0
_ROUNDS = 8
_PUSHES = 100
_TOUCH = 0.5
"""Square pixels that two names may have in common."""

Circle = tuple[float, float, float]
"""Middle and radius in pixels."""


def radii_of(papers: pl.Series) -> list[float]:
    """Radii in pixels: a bubble's area is proportional to its papers. Where there are many bubbles, all are smaller."""
    most = max([1, *papers])
    largest = _LARGEST * min(1.0, math.sqrt(10 / max(1, papers.len())))
    return [max(_SMALLEST, largest * math.sqrt(count / most)) for count in papers]


def height_for(themes: int) -> int:
    """Height in pixels of a picture of so many themes; more themes need more room for their names."""
    return round(min(_HIGHEST, HEIGHT * max(1.0, themes / _ENOUGH)))


@lru_cache(maxsize=64)
def arrange_bubbles(
    names: tuple[str, ...], circles: tuple[Circle, ...], height: float = HEIGHT
) -> tuple[tuple[Circle, ...], tuple[PlacedLabel | None, ...]]:
    """Moves bubbles, each with its name, until no name covers a bubble or another name.

    Where there is no room for all, a name may cross a bubble, and the names of the smallest bubbles are left out. The
    result is cached, since this takes longer than the chart.
    """
    placed: tuple[PlacedLabel | None, ...] = ()
    if not circles:
        return circles, placed
    for _ in range(_ROUNDS):
        circles, placed, still = _make_room(names, circles, height)
        if still:
            break
    boxes = [name.box for name in placed]
    if any(one.overlap(two) > _TOUCH for one, two in combinations(boxes, 2)):
        placed = tuple(place_names(list(names), list(circles), WIDTH, height))
    return circles, placed


def _make_room(
    names: tuple[str, ...], circles: tuple[Circle, ...], height: float
) -> tuple[tuple[Circle, ...], tuple[PlacedLabel, ...], bool]:
    """Places names where they have most room, then pushes bubbles and names apart; also says whether nothing moved."""
    found = place_names(list(names), list(circles), WIDTH, height)
    placed = tuple(name or name_below(text, circle) for name, text, circle in zip(found, names, circles, strict=True))
    middles = np.array([(x, y) for x, y, _ in circles])
    things = range(len(circles))
    boxes = [(2 * r, 2 * r) for _, _, r in circles] + [
        (name.box.right - name.box.left, name.box.bottom - name.box.top) for name in placed
    ]
    offsets = [(0.0, 0.0)] * len(circles) + [
        ((name.box.left + name.box.right) / 2 - x, (name.box.top + name.box.bottom) / 2 - y)
        for name, (x, y, _) in zip(placed, circles, strict=True)
    ]
    moved = push_apart(
        middles,
        np.array(boxes),
        WIDTH,
        height,
        owners=np.array([*things, *things]),
        offsets=np.array(offsets),
        gap=3.0,
        rounds=_PUSHES,
    )
    shifts = moved - middles
    circles = tuple((float(x), float(y), r) for (x, y), (_, _, r) in zip(moved, circles, strict=True))
    placed = tuple(name.shifted(float(x), float(y)) for name, (x, y) in zip(placed, shifts, strict=True))
    return circles, placed, bool(np.abs(shifts).max() < 0.5)


def written_names(rows: pl.DataFrame) -> tuple[str, ...]:
    """The names as they are drawn, with the sign of a rise or fall behind them, so that colour is not needed."""
    return tuple(with_sign(label, direction) for label, direction in rows.select("label", "direction").iter_rows())


def bubble_layers(
    rows: pl.DataFrame,
    circles: Sequence[Circle],
    palette: Palette,
    *,
    clickable: bool,
    names: Sequence[PlacedLabel | None],
    extra: Sequence[alt.Tooltip] = (),
) -> list[alt.Chart]:
    """The bubbles, coloured by how much the share grows or shrinks, and their names; grey where the interval holds no
    change. Where no growth is known at all, each theme has its own colour.

    Args:
        rows: theme_id, color (its slot), label, papers, direction, growth, growth_low, growth_high (log2, may be None),
            and the fields of `extra`; as the circles in order.
        clickable: a click on a bubble selects its `theme_id` as parameter `picked`.
        names: the places of their names; None for one that has no room.
        extra: more lines of the tooltip.
    """
    x, y = pixel_axes(WIDTH, height_for(rows.height))
    growth, low, high = (
        pl.col(name).cast(pl.Float64).clip(-20, 20) for name in ("growth", "growth_low", "growth_high")
    )
    verdict = verdict_words(pl.col("direction"))
    bubbles = rows.drop("x", "y", "color", "top_terms", strict=False).with_columns(
        left=pl.Series([x for x, _, _ in circles], dtype=pl.Float64),
        down=pl.Series([y for _, y, _ in circles], dtype=pl.Float64),
        area=pl.Series([math.pi * radius**2 for _, _, radius in circles], dtype=pl.Float64),
        change=pl.when((low > 0) | (high < 0)).then(growth.clip(-1.5, 1.5)).otherwise(0.0),
        times=2.0**growth - 1,
        own=pl.Series([palette.line(slot) for slot in rows["color"]], dtype=pl.String),
        verdict=verdict,
        said=pl.format("{}: {} papers, {}", "label", "papers", verdict),
        interval=pl.format("{} to {} %", *(((2.0**end - 1) * 100).round(0).cast(pl.Int64) for end in (low, high))),
    )
    shades = alt.Scale(domain=[-1.5, -0.75, 0, 0.75, 1.5], range=list(palette.diverging), interpolate="rgb")
    judged = rows["growth"].is_not_null().any()
    color = alt.Color("change:Q", scale=shades, legend=None) if judged else alt.Color("own:N", scale=None)
    mark = alt.MarkDef("circle", stroke=palette.page, strokeWidth=1, opacity=1)
    body = alt.Chart(bubbles, mark=mark).encode(
        x=x,
        y=y,
        size=alt.Size("area:Q", scale=None),
        color=color,
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("papers:Q", format=",d"),
            alt.Tooltip("times:Q", title="growth", format="+,.0%"),
            alt.Tooltip("interval:N", title="95 %"),
            alt.Tooltip("verdict:N"),
            *extra,
        ],
    )
    if clickable:
        body = make_clickable(body.encode(description=alt.Description("said:N")), "picked", "theme_id")
    # Vega cannot vary the alignment within a mark.
    aligns: tuple[Align, ...] = ("left", "center", "right")
    return [body, *(layer for align in aligns for layer in halo_text(_texts(names, align), x, y, palette, align=align))]


def _texts(names: Sequence[PlacedLabel | None], align: Align) -> list[PlacedText]:
    """The lines of the names that are so aligned."""
    return [
        PlacedText(line, name.x, name.y + (place - (len(name.lines) - 1) / 2) * LINE_HEIGHT)
        for name in names
        if name is not None and name.align == align
        for place, line in enumerate(name.lines)
    ]
