"""Small charts on one scale, for a file that shows more lines than can be told apart. The page shows them as cards."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.charts.lines import Drawing, Series, line_layers
from dashboard.charts.theme import LABEL_SIZE, Palette, dress

COLUMNS = 3
_WIDTH = 250
_HEIGHT = 110


def small_lines(
    frame: pl.DataFrame, lines: Sequence[Series], palette: Palette, drawing: Drawing, *, title: str = ""
) -> alt.ConcatChart:
    """A small chart a line, all on the scale of the highest, three in a row, on an opaque ground.

    Args:
        frame: one row a series and period: name, period_start, value, low, high, is_complete, is_gap, total.
        title: of the whole.
    """
    drawn = [
        alt.LayerChart(
            layer=line_layers(frame, [line], palette, drawing, named=False, small=True, height=_HEIGHT),
            width=_WIDTH,
            height=_HEIGHT,
            title=alt.Title(line.name, fontSize=LABEL_SIZE, offset=4),
        )
        for line in lines
    ]
    return dress(alt.ConcatChart(concat=drawn, columns=COLUMNS), palette, paper=True, title=title)
