"""The map of themes: bubbles as large as the themes, coloured by growth; near themes share terms."""

import altair as alt
import polars as pl

from dashboard.charts.bubbles import WIDTH, arrange_bubbles, bubble_layers, height_for, radii_of, written_names
from dashboard.charts.layout.labels import separate_circles
from dashboard.charts.theme import Palette, dress

_EDGE = 46.0
_AIR = 4.0
"""Room around a bubble, so that names find some."""


def theme_map(
    themes: pl.DataFrame, palette: Palette, *, clickable: bool = False, paper: bool = False
) -> alt.LayerChart:
    """Themes at their places; near themes share papers' terms.

    Args:
        themes: theme_id, color, label, papers, x, y (-1 to 1), direction, growth (log2, may be None), growth_low,
            growth_high.
        clickable: a click on a bubble selects its `theme_id` as parameter `picked`.
        paper: on an opaque ground, for a file.
    """
    rows = themes.sort("papers", "theme_id", descending=[True, False])
    radii, height = radii_of(rows["papers"]), height_for(rows.height)
    circles = [
        (_EDGE + x * (WIDTH - 2 * _EDGE), _EDGE + (1 - y) * (height - 2 * _EDGE), radius + _AIR)
        for x, y, radius in zip(_spread(rows["x"]), _spread(rows["y"]), radii, strict=True)
    ]
    places = separate_circles(circles, WIDTH, height)
    circles, names = arrange_bubbles(
        written_names(rows), tuple((x, y, radius) for (x, y), radius in zip(places, radii, strict=True)), height
    )
    return dress(
        alt.LayerChart(layer=bubble_layers(rows, circles, palette, clickable=clickable, names=names)),
        palette,
        paper=paper,
        width=WIDTH,
        height=height,
        title="Themes: size by papers, colour by growth" if paper else None,
    )


def _spread(places: pl.Series) -> list[float]:
    """Places moved and stretched to run from 0 to 1; all in the middle where they are one."""
    low, high = min(places, default=0.0), max(places, default=0.0)
    return [(place - low) / (high - low) if high > low else 0.5 for place in places]
