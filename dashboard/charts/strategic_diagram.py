"""The strategic diagram of themes (Callon, Courtial and Laville 1991): how tied to the others, and how closely knit,
each is."""

import altair as alt
import polars as pl

from dashboard.charts.bubbles import WIDTH, Circle, bubble_layers, height_for, radii_of, written_names
from dashboard.charts.layout.labels import Box, place_names, separate_circles
from dashboard.charts.layout.text_lines import CHARACTER_WIDTH, LINE_HEIGHT
from dashboard.charts.marks import pixel_axes
from dashboard.charts.theme import Palette, dress

FEWEST = 4
"""Themes below which there are no four quarters to fill."""

_EDGE = 34.0
_SMALLER = 0.72

QUARTERS = {
    (False, True): "Specialised: closely knit, apart from the rest",
    (True, True): "Driving: closely knit, tied to the rest",
    (False, False): "Emerging or waning: loosely knit, apart",
    (True, False): "Common ground: loosely knit, tied to the rest",
}
"""What a quarter says, by (more ties than half of the themes, more closely knit than half)."""


def quarter_of(themes: pl.DataFrame) -> pl.DataFrame:
    """`themes` with `tied` and `knit`: ranks from 0 (least) to 1 (most) of centrality and density; equals share
    theirs."""
    last = max(1, themes.height - 1)
    return themes.with_columns(
        tied=(pl.col("centrality").rank("average") - 1) / last, knit=(pl.col("density").rank("average") - 1) / last
    )


def strategic_diagram(
    themes: pl.DataFrame, palette: Palette, *, clickable: bool = False, paper: bool = False
) -> alt.LayerChart:
    """Themes by rank: to the right the more ties to other themes, upwards the more closely its own terms are tied.

    Args:
        themes: theme_id, color, label, papers, centrality, density, direction, growth, growth_low, growth_high (log2,
            may be None).
        clickable: a click on a bubble selects its `theme_id` as parameter `picked`.
        paper: on an opaque ground, for a file.
    """
    rows = quarter_of(themes).sort("papers", "theme_id", descending=[True, False])
    height = height_for(rows.height)
    radii = [radius * _SMALLER for radius in radii_of(rows["papers"])]
    wished = [
        (_EDGE + tied * (WIDTH - 2 * _EDGE), _EDGE + (1 - knit) * (height - 2 * _EDGE), radius)
        for tied, knit, radius in zip(rows["tied"], rows["knit"], radii, strict=True)
    ]
    apart = separate_circles(wished, WIDTH, height)
    circles = [_keep_side(place, wish, height) for place, wish in zip(apart, wished, strict=True)]
    tooltip = [
        alt.Tooltip("centrality:Q", title="ties to others", format=".3~g"),
        alt.Tooltip("density:Q", title="ties within", format=".3~g"),
    ]
    rows = rows.drop("tied", "knit")
    names = place_names(
        list(written_names(rows)), circles, WIDTH, height, [_corner(tied, knit, height) for tied, knit in QUARTERS]
    )
    layers = [
        *_cross(palette, height),
        *bubble_layers(rows, circles, palette, clickable=clickable, names=names, extra=tooltip),
        *_words(palette, height),
    ]
    title = "Themes by rank: to the right the more ties to other themes, upwards the more closely knit"
    return dress(
        alt.LayerChart(layer=layers), palette, paper=paper, width=WIDTH, height=height, title=title if paper else None
    )


def _keep_side(place: tuple[float, float], wish: Circle, height: float) -> Circle:
    """A bubble that was pushed aside stays in its quarter."""
    x, y, radius = place[0], place[1], wish[2]
    x = max(x, WIDTH / 2) if wish[0] > WIDTH / 2 else min(x, WIDTH / 2) if wish[0] < WIDTH / 2 else x
    y = max(y, height / 2) if wish[1] > height / 2 else min(y, height / 2) if wish[1] < height / 2 else y
    return x, y, radius


def _corner(tied: bool, knit: bool, height: float) -> Box:
    """The room of a quarter's words."""
    wide = len(QUARTERS[tied, knit]) * CHARACTER_WIDTH
    top = 0.0 if knit else height - LINE_HEIGHT - 2
    return Box(WIDTH - wide, top, WIDTH, top + LINE_HEIGHT + 2) if tied else Box(0.0, top, wide, top + LINE_HEIGHT + 2)


def _cross(palette: Palette, height: float) -> list[alt.Chart]:
    middle = pl.DataFrame({"left": [WIDTH / 2], "down": [height / 2]})
    rule = alt.MarkDef("rule", color=palette.rule)
    x, y = pixel_axes(WIDTH, height)
    return [alt.Chart(middle, mark=rule).encode(x=x), alt.Chart(middle, mark=rule).encode(y=y)]


def _words(palette: Palette, height: float) -> list[alt.Chart]:
    layers = []
    x, y = pixel_axes(WIDTH, height)
    for tied in (False, True):
        corners = pl.DataFrame(
            {
                "left": [WIDTH - 2.0 if tied else 2.0] * 2,
                "down": [8.0, height - 6.0],
                "text": [QUARTERS[tied, True], QUARTERS[tied, False]],
            }
        )
        mark = alt.MarkDef("text", align="right" if tied else "left", fontStyle="italic", color=palette.faint)
        layers.append(alt.Chart(corners, mark=mark).encode(x=x, y=y, text=alt.Text("text:N")))
    return layers
