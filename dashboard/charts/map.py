"""The map of themes: bubbles as large as the themes, coloured by growth, with names that cover no other name."""

import math

import altair as alt
import polars as pl

from dashboard.charts.labels import LINE, place_names, separate
from dashboard.charts.theme import Palette, dress

WIDTH = 700
HEIGHT = 500
_LARGEST = 52.0
_SMALLEST = 7.0
_EDGE = 46.0


def theme_map(
    themes: pl.DataFrame, palette: Palette, *, clickable: bool = False, paper: bool = False
) -> alt.LayerChart:
    """Themes at their places; near themes share papers' terms.

    Args:
        themes: theme_id, label, papers, x, y (-1 to 1), direction, growth (log2, may be None), growth_low, growth_high.
        clickable: a click on a bubble selects its `theme_id` as parameter `picked`.
        paper: on an opaque ground, for a file.
    """
    rows = themes.sort("papers", "theme_id", descending=[True, False])
    most = max(1, rows["papers"].max() or 1)
    # Area, not width, says how many; with many themes all shrink, so that the map stays a map.
    largest = _LARGEST * min(1.0, math.sqrt(10 / max(1, rows.height)))
    radii = [max(_SMALLEST, largest * math.sqrt(papers / most)) for papers in rows["papers"]]
    circles = [
        (_EDGE + x * (WIDTH - 2 * _EDGE), _EDGE + (1 - y) * (HEIGHT - 2 * _EDGE), radius)
        for x, y, radius in zip(_spread(rows["x"]), _spread(rows["y"]), radii, strict=True)
    ]
    places = separate(circles, WIDTH, HEIGHT)
    circles = [(x, y, radius) for (x, y), radius in zip(places, radii, strict=True)]
    bubbles = rows.select(
        "theme_id", "label", "papers", "direction", "growth", "growth_low", "growth_high"
    ).with_columns(
        left=pl.Series([x for x, _, _ in circles], dtype=pl.Float64),
        down=pl.Series([y for _, y, _ in circles], dtype=pl.Float64),
        area=pl.Series([math.pi * radius**2 for radius in radii], dtype=pl.Float64),
        change=pl.col("growth").fill_null(0.0).clip(-1.5, 1.5),
        times=2.0 ** pl.col("growth") - 1,
    )
    scales = {
        "x": alt.X("left:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None),
        "y": alt.Y("down:Q", scale=alt.Scale(domain=[HEIGHT, 0], nice=False), axis=None),
    }
    body = alt.Chart(bubbles).mark_circle(
        stroke=palette.page, strokeWidth=1, opacity=1, cursor="pointer" if clickable else "default"
    )
    body = body.encode(
        **scales,
        size=alt.Size("area:Q", scale=None),
        color=alt.Color(
            "change:Q",
            scale=alt.Scale(domain=[-1.5, -0.75, 0, 0.75, 1.5], range=list(palette.diverging), interpolate="rgb"),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("papers:Q", format=",d"),
            alt.Tooltip("times:Q", title="growth", format="+.0%"),
            alt.Tooltip("direction:N", title="verdict"),
        ],
    )
    if clickable:
        picked = alt.selection_point(name="picked", fields=["theme_id"], empty=False, toggle=False)
        body = body.add_params(picked)
    layers = [body, *_names(rows, circles, scales, palette)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    if paper:
        chart = chart.properties(title="Themes: size by papers, colour by growth")
    return dress(chart, palette, paper=paper)


def _spread(places: pl.Series) -> list[float]:
    """Places moved and stretched to run from 0 to 1; all in the middle where they are one."""
    low, high = places.min() or 0.0, places.max() or 0.0
    return [(place - low) / (high - low) if high > low else 0.5 for place in places]


def _names(
    rows: pl.DataFrame, circles: list[tuple[float, float, float]], scales: dict[str, object], palette: Palette
) -> list[alt.Chart]:
    """One text mark a line of a name; signs of rise and fall stand with the name, so that colour is not needed."""
    signs = {"rising": " ▲", "falling": " ▼"}
    names = [f"{label}{signs.get(direction, '')}" for label, direction in rows.select("label", "direction").iter_rows()]
    texts = []
    for name in place_names(names, circles, WIDTH, HEIGHT):
        if name is None:
            continue
        top = name.y - (len(name.lines) - 1) * LINE / 2
        texts.extend(
            {"text": line, "left": name.x, "down": top + place * LINE, "align": name.align}
            for place, line in enumerate(name.lines)
        )
    layers = []
    # Vega cannot vary the alignment within a mark.
    for align in ("left", "center", "right"):
        if rows_there := [text for text in texts if text["align"] == align]:
            base = alt.Chart(pl.DataFrame(rows_there)).encode(**scales, text="text:N")
            # A halo in the page's colour keeps a name readable where it crosses a bubble.
            halo = base.mark_text(align=align, stroke=palette.page, strokeWidth=3, strokeJoin="round", opacity=0.85)
            layers += [halo, base.mark_text(align=align, color=palette.ink)]
    return layers
