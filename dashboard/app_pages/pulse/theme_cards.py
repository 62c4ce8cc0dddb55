"""The themes over time on Pulse: a small chart each, all on one scale, and what is behind them."""

import altair as alt
import polars as pl

from dashboard.charts.lines import Drawing, Series
from dashboard.charts.small_multiples import small_lines
from dashboard.charts.time_axis import first_drawn, from_first_drawn
from dashboard.markup import Markup, html
from dashboard.queries import pulse
from dashboard.queries.build_info import BuildInfo
from dashboard.query import Query
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_heading, show_html
from dashboard.ui.chart_panel import show_source
from dashboard.ui.elements import link, note
from dashboard.ui.links import page_link, papers_link, theme_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import sign_of

MOST_CARDS = 24


def show_theme_cards(build: BuildInfo, firm: list[bool]) -> None:
    """Small multiples, all on one scale, the largest theme first."""
    query = pulse.themes_over_time(build.grain)
    rows = read_rows(fetch(query))
    if not rows:
        return
    begins = first_drawn(firm)
    series = {row["theme_id"]: (row["series"] or [])[begins:] for row in rows}
    top = max((value for values in series.values() for value in values if value is not None), default=None)
    show_heading(
        "Themes over time",
        f"Share of papers by {build.grain}, by the heaviest theme of each paper. One scale for all, from "
        f"0 to {fmt.share(top)}; dashed where a period is incomplete or a gap.",
    )
    palette = shell.palette()
    cards = []
    for row in rows[:MOST_CARDS]:
        change = "too few papers" if row["growth"] is None else _change(row)
        spark = html_table.spark_html(
            series[row["theme_id"]],
            firm[begins:],
            width=230,
            height=56,
            top=top,
            filled=True,
            color=palette.line(row["color"]),
        )
        cards.append(
            html(
                '<div class="pt-card"><span class="pt-card-name">{}</span>{}<span class="pt-card-line">'
                "<span><b>{}</b> now</span><span>{}</span><span>{}</span></span></div>",
                link(theme_link(row["theme_id"]), row["label"]),
                spark,
                fmt.share(row["recent_share"]),
                change,
                link(papers_link(theme=row["theme_id"]), fmt.papers(row["papers"])),
            )
        )
    more = note(link(page_link("themes"), f"All {len(rows)} themes")) if len(rows) > MOST_CARDS else Markup()
    show_html(html('<div class="pt-cards">{}</div>', cards), more)
    _theme_sources(build, query, rows)


def _theme_sources(build: BuildInfo, query: Query, rows: list[Row]) -> None:
    """What is behind the cards of the themes."""
    periods = fetch(pulse.spark_periods(build.grain))
    series = pl.concat(
        [
            periods.select(
                "period_start",
                "firm",
                name=pl.lit(row["label"]),
                share=pl.Series(row["series"] or [None] * periods.height, dtype=pl.Float64),
            )
            for row in rows
        ]
    ).select("name", "period_start", "share", "firm")
    nothing = pl.lit(None, pl.Float64)
    drawn = series.with_columns(
        value="share", low=nothing, high=nothing, total=nothing, is_complete="firm", is_gap=pl.lit(False)
    )

    def draw(paper: bool) -> alt.TopLevelMixin:
        return small_lines(
            from_first_drawn(drawn)[0],
            [Series(row["label"], row["color"]) for row in rows[:MOST_CARDS]],
            shell.PRINT,
            Drawing(build.grain),
            title=f"Themes: share of papers by {build.grain}",
        )

    show_source("themes_over_time", data=series, queries=[query], draw=draw, papers=page_link("papers"))


def _change(row: Row) -> Markup:
    sign = sign_of(row["direction"])
    hint = f"95 % interval: {fmt.factor_interval(row['growth'], row['growth_low'], row['growth_high'])}"
    return html('<span title="{}">{}{}</span>', hint, sign and f"{sign} ", fmt.factor(row["growth"]))
