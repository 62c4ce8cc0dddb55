"""How every chart looks: the Altair theme, registered once, and the colours of light and dark.

A chart takes a `Palette` and ends with `dress(chart, palette)`. The colours are Okabe and Ito's (2008), told apart by
colour-blind eyes, in a fixed order; a theme takes the slot that the warehouse gives it, and keeps it from build to
build. Yellow is darkened on paper and blue lightened on black, since the originals cannot be read there.
"""

from dataclasses import dataclass
from typing import TypeVar

import altair as alt
from altair.utils import schemapi

# Every part of a chart would be checked as it is made, which takes longer than the chart. `to_dict()` checks the whole
# of it. For the same reason charts name channels by their classes (`alt.Text("name:N")`, `alt.XValue(0)`): a bare
# string or `alt.value` is first compared with every class of the grammar. Marks are `alt.MarkDef`s, since type checkers
# know its arguments and not those of `mark_bar` and the like.
schemapi.disable_debug_mode()

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"
LABEL_SIZE = 12
TITLE_SIZE = 15
PAPER_MARGIN = 14
SHARE = ".2p"
"""How a tooltip writes a share: in per cent, with two significant digits."""
PAPER_WIDTH = 620
"""Width of the plot of a chart for a file, in pixels at which 12 px are 8 point in print."""
GROWS, SHRINKS = "blue", "orange"
"""What notes beside a chart call the ends of `Palette.diverging`."""


AnyChart = TypeVar("AnyChart", alt.Chart, alt.LayerChart, alt.ConcatChart)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode.

    Args:
        page: what charts stand on; charts themselves are transparent.
        ink: text, contrast at least 7:1 on `page`.
        faint: secondary text, contrast at least 4.5:1.
        rule: grid and axis lines.
        context: lines and dots that are there for comparison.
        veil: shade over a gap in collection.
        band: opacity of intervals around a line.
        accent: what is looked at.
        second: what it is compared with.
        lines: categorical colours for marks, Okabe-Ito in order, then a second, deeper round.
        inks: the same for text, contrast at least 4.5:1.
        ramp: a sequential scale of one hue, from little to much.
        diverging: five steps from a share that shrinks over grey to one that grows, in the colours that `GROWS` and
            `SHRINKS` name.
    """

    name: str
    page: str
    ink: str
    faint: str
    rule: str
    context: str
    veil: str
    band: float
    accent: str
    second: str
    lines: tuple[str, ...]
    inks: tuple[str, ...]
    ramp: tuple[str, ...]
    diverging: tuple[str, ...]

    def line(self, slot: int) -> str:
        """Colour of marks for a slot; slots beyond the last begin again."""
        return self.lines[slot % len(self.lines)]

    def text(self, slot: int) -> str:
        """Colour of text for a slot."""
        return self.inks[slot % len(self.inks)]


LIGHT = Palette(
    name="light",
    page="#FFFEFB",
    ink="#1D1D1B",
    faint="#5F5D56",
    rule="#E4E1D8",
    context="#A9A69C",
    veil="#8A877C",
    band=0.13,
    accent="#0072B2",
    second="#D55E00",
    lines=(
        *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#A89600", "#4D4D4D"),
        *("#00456B", "#8C3D00", "#00614A", "#8F4A70", "#946600", "#2F7FB0", "#6B5F00", "#8C8C8C"),
    ),
    inks=(
        *("#0068A3", "#B34E00", "#007857", "#A3487B", "#8F6200", "#1F74A8", "#756800", "#4D4D4D"),
        *("#00456B", "#8C3D00", "#00614A", "#8F4A70", "#7D5600", "#26709E", "#6B5F00", "#666666"),
    ),
    ramp=("#DCEAF4", "#A9CDE4", "#6FACD3", "#3588BD", "#005E94", "#003A5C"),
    diverging=("#D9822B", "#E8B98A", "#D9D9DB", "#93BDE0", "#2F86C1"),
)

DARK = Palette(
    name="dark",
    page="#15171B",
    ink="#E9E7E2",
    faint="#A3A7AE",
    rule="#2C3138",
    context="#6C727B",
    veil="#8D939C",
    band=0.2,
    accent="#56B4E9",
    second="#F0883E",
    lines=(
        *("#3D9BD9", "#F0793A", "#2DBE93", "#D98FBA", "#E69F00", "#8CCBF2", "#E3D74A", "#C8C8C8"),
        *("#7FB2D6", "#F5AE86", "#86D6BC", "#E8BDD6", "#F0C672", "#B9DDF5", "#EEE79A", "#929292"),
    ),
    inks=(
        *("#5FB0E6", "#F48C54", "#3FCBA1", "#DE9CC3", "#EBAA1C", "#8CCBF2", "#E3D74A", "#C8C8C8"),
        *("#7FB2D6", "#F5AE86", "#86D6BC", "#E8BDD6", "#F0C672", "#B9DDF5", "#EEE79A", "#A6A6A6"),
    ),
    ramp=("#1F3442", "#2A506A", "#357097", "#4A95C4", "#7CC0EA", "#C4E4F8"),
    diverging=("#C46A1B", "#7D5231", "#4A4D54", "#34658A", "#3D9BD9"),
)


@alt.theme.register("papertrends", enable=True)
def papertrends_theme() -> alt.theme.ThemeConfig:
    """What light and dark share: type, grid, strokes."""
    return alt.theme.ThemeConfig(
        {
            "config": {
                "background": "transparent",
                "font": FONT,
                "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
                "view": {"stroke": None},
                "axis": {
                    "labelFontSize": LABEL_SIZE,
                    "titleFontSize": LABEL_SIZE,
                    "titleFontWeight": "normal",
                    "labelPadding": 6,
                    "tickSize": 4,
                },
                "axisX": {"grid": False, "labelFlush": False},
                "axisY": {"domain": False, "ticks": False, "gridWidth": 1, "titlePadding": 10},
                "line": {"strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round"},
                "title": {"anchor": "start", "fontSize": TITLE_SIZE, "fontWeight": "bold", "offset": 12},
                "header": {"labelFontSize": LABEL_SIZE, "titleFontSize": LABEL_SIZE},
                "legend": {"labelFontSize": LABEL_SIZE, "titleFontSize": LABEL_SIZE, "titleFontWeight": "normal"},
                "text": {"fontSize": LABEL_SIZE},
            }
        }
    )


def dress(
    chart: AnyChart,
    palette: Palette,
    *,
    paper: bool = False,
    width: float | None = None,
    height: float | None = None,
    padding: dict[str, float] | None = None,
    title: str | list[str] | alt.TitleParams | None = None,
) -> AnyChart:
    """`chart` in the colours of `palette`; the last step of every chart.

    Args:
        paper: give it an opaque ground and a margin, for a file that leaves the page.
        width: in pixels; None leaves it to the page. So with the other properties.
    """
    properties = {"width": width, "height": height, "padding": PAPER_MARGIN if paper else padding, "title": title}
    # Set as they are: Altair's own `properties` checks each against the grammar, and `configure` copies all.
    for name, value in properties.items():
        if value is not None:
            setattr(chart, name, value)
    chart.config = alt.Config(
        background=palette.page if paper else "transparent",
        axis=alt.AxisConfig(
            labelColor=palette.faint,
            titleColor=palette.faint,
            gridColor=palette.rule,
            domainColor=palette.context,
            tickColor=palette.context,
        ),
        title=alt.TitleConfig(color=palette.ink, subtitleColor=palette.faint),
        header=alt.HeaderConfig(labelColor=palette.ink, titleColor=palette.faint),
        legend=alt.LegendConfig(labelColor=palette.ink, titleColor=palette.faint),
        text=alt.MarkConfig(color=palette.ink),
    )
    return chart
