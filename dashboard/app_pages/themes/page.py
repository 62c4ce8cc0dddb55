"""The page Themes: a map, a stream over time, a strategic diagram and a table of all, and with `?theme=ID` a page of
one."""

from collections.abc import Callable

import altair as alt
import polars as pl
import streamlit as st

from dashboard.app_pages.themes.one_theme import show_theme
from dashboard.app_pages.themes.theme_html import name_html, papers_html, said_left_out
from dashboard.charts.bubbles import WIDTH, height_for
from dashboard.charts.strategic_diagram import FEWEST, strategic_diagram
from dashboard.charts.stream_graph import MOST, theme_stream
from dashboard.charts.theme import GROWS, SHRINKS
from dashboard.charts.theme_map import theme_map
from dashboard.charts.time_axis import first_drawn, from_first_drawn
from dashboard.markup import html
from dashboard.queries import pulse, themes
from dashboard.queries.build_info import BuildInfo
from dashboard.query import Query
from dashboard.rows import read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_empty, show_html
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.chart_panel import show_chart
from dashboard.ui.controls import select_segment, take_click
from dashboard.ui.elements import link
from dashboard.ui.html_table import Column
from dashboard.ui.links import page_link, theme_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording.verdict_sentences import theme_answer

_VIEWS = ("map", "over time", "strategic diagram")


def _show_all(build: BuildInfo) -> None:
    query = themes.theme_map()
    rows = fetch(query)
    if rows.is_empty():
        show_empty(
            "No themes yet",
            f"Themes are groups of terms that papers share; {fmt.papers(build.papers)} were too few to find any.",
            html("Add more papers and run <code>papertrends run</code>."),
        )
        return
    one = rows.height == 1
    found = "One theme, found" if one else f"{fmt.count(rows.height)} themes, found"
    show_html(
        html(
            '<h1 class="pt-answer">{}</h1><p class="pt-note">{} in the papers themselves. Each paper counts '
            "for its heaviest theme.</p>",
            theme_answer(read_rows(rows), lambda row: link(theme_link(row["theme_id"]), row["label"])),
            found,
        )
    )
    row = st.container(key="theme_overview", horizontal=True, gap="medium")
    with row.container(key="theme_map_side", width=WIDTH + 12):
        view = select_segment("Show", _views(build, rows), "view", default="map", shown=False)
        {"map": _show_map, "over time": _show_stream, "strategic diagram": _show_diagram}[view](build, rows, query)
    with row.container(key="theme_table_side"):
        _show_table(build)


def _views(build: BuildInfo, rows: pl.DataFrame) -> list[str]:
    """The pictures that there is enough for."""
    enough = {"map": True, "over time": build.has_time, "strategic diagram": rows.height >= FEWEST}
    return [view for view in _VIEWS if enough[view]]


def _colours(build: BuildInfo) -> str:
    if not build.has_trends:
        return ", in its own colour"
    return f", {GROWS} where its share grows, {SHRINKS} where it shrinks, grey where either may be chance"


def _show_picture(
    key: str, note: str, draw: Callable[[bool], alt.TopLevelMixin], data: pl.DataFrame, query: Query, alt_text: str
) -> None:
    show_html(html('<p class="pt-note pt-said">{}</p>', note))
    chosen = show_chart(
        draw,
        key=key,
        alt_text=alt_text,
        height=height_for(data["theme_id"].n_unique()) + 12,
        data=data,
        queries=[query],
        selectable=True,
        width=WIDTH,
        papers=page_link("papers"),
    )
    if point := take_click(chosen, "picked", key):
        st.query_params["theme"] = str(point["theme_id"]).removesuffix(".0")
        st.rerun()


def _show_map(build: BuildInfo, rows: pl.DataFrame, query: Query) -> None:
    _show_picture(
        "theme_map",
        f"Near themes share terms. A bubble is as large as its papers are many{_colours(build)}.",
        lambda paper: theme_map(rows, shell.PRINT if paper else shell.palette(), clickable=not paper, paper=paper),
        rows.drop("top_terms"),
        query,
        "Map of themes: size by papers, colour by growth; the table beside it holds the same numbers",
    )


def _show_diagram(build: BuildInfo, rows: pl.DataFrame, query: Query) -> None:
    _show_picture(
        "theme_strategic",
        "Themes by rank: to the right the more their terms are tied to those of other themes (Callon "
        f"centrality), upwards the more to each other (density). A bubble is as large as its papers are "
        f"many{_colours(build)}.",
        lambda paper: strategic_diagram(
            rows, shell.PRINT if paper else shell.palette(), clickable=not paper, paper=paper
        ),
        rows.drop("top_terms", "x", "y"),
        query,
        "Strategic diagram of themes: ties to other themes against ties within, by rank",
    )


def _show_stream(build: BuildInfo, rows: pl.DataFrame, _: Query) -> None:
    query = themes.all_theme_series(build.grain)
    largest = rows["theme_id"].to_list()[:MOST]
    everything, left_out = from_first_drawn(fetch(query))
    data = everything.filter(pl.col("theme_id").is_in(largest))
    rest = rows.height - len(largest)
    others = f"; the other {fmt.count(rest)} are in the table" if rest else ""
    title = f"Share of papers by theme and {build.grain}, the {len(largest)} largest themes"
    _show_picture(
        "theme_stream",
        f"The {len(largest)} largest themes, each as thick as its share of papers by {build.grain}{others}. "
        f"{said_left_out(left_out, build.grain)}",
        lambda paper: theme_stream(
            data,
            shell.PRINT if paper else shell.palette(),
            grain=build.grain,
            clickable=not paper,
            title=title if paper else None,
            paper=paper,
        ),
        everything,
        query,
        title,
    )


def _show_table(build: BuildInfo) -> None:
    periods = fetch(pulse.spark_periods(build.grain))
    firm = periods["firm"].to_list()
    begins = first_drawn(firm)
    rows = read_rows(fetch(pulse.themes_over_time(build.grain)))
    columns = [Column("theme", name_html)]
    if build.has_time:
        columns.append(
            Column(
                f"by {build.grain}", lambda row: html_table.spark_html((row["series"] or [])[begins:], firm[begins:])
            )
        )
    if build.has_trends:
        columns.append(
            Column(
                "now", lambda row: fmt.share(row["recent_share"]), number=True, hint="share of papers, recent window"
            )
        )
        columns.append(Column("growth (95 %)", html_table.growth_html, number=True))
    else:
        columns.append(Column("share", lambda row: fmt.share(row["papers"] / build.english_papers), number=True))
    columns.append(Column("papers", papers_html, number=True))
    show_html(html_table.table_html(rows, columns, caption="All themes"))


def show() -> None:
    """The whole page."""
    build = load_build_info()
    show_banner(build)
    wanted = st.query_params.get("theme", "")
    if wanted.isdecimal():
        show_theme(build, int(wanted))
    else:
        _show_all(build)


show()
