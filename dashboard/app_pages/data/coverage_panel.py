"""Dated papers period by period on the page Data, with what is left out and why."""

import polars as pl
import streamlit as st

from dashboard.app_pages.data.intake_tables import categories_table, gaps_html
from dashboard.charts.coverage import HEIGHT, coverage_bars
from dashboard.charts.time_axis import from_first_drawn
from dashboard.markup import Markup, html
from dashboard.periods import GRAINS
from dashboard.queries import data
from dashboard.queries.build import left_out, shifted
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import read_rows
from dashboard.ui import shell
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.chart_panel import show_chart, show_source
from dashboard.ui.controls import select_segment
from dashboard.ui.elements import note
from dashboard.ui.links import page_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt


def show_coverage(build: BuildInfo) -> None:
    """The whole part of the page."""
    if not build.has_time:
        show_heading("Coverage")
        show_html(
            note(
                html(
                    "No paper is dated, so there is no coverage over time to show. A file whose name is a day, "
                    "such as <code>2025-05-03.txt</code>, dates the papers in it."
                )
            )
            if build.dated_papers == 0
            else note(
                f"All {fmt.papers(build.dated_papers)} with a date fall into one period, "
                f"{fmt.span(build.first_day, build.last_day)}."
            )
        )
        return
    # The note names what the grain shows, and the grain is chosen below it: it is filled in last.
    head = st.container()
    grain = select_segment("By", GRAINS, "grain", default=build.grain, shown=False)
    query = data.coverage(grain)
    periods = fetch(query)
    # Also what came in just before collection was whole, but no gap.
    left_out = from_first_drawn(periods)[1]
    last_gap = left_out.filter("is_gap")["period_start"].max()
    left_out = left_out.filter(pl.col("period_start") <= last_gap) if last_gap else left_out.clear()
    drawn = periods.join(left_out, on="period_start", how="anti", maintain_order="left")
    gaps = read_rows(drawn.filter("is_gap").select("period_start", "papers"))
    notes = [f"Dated papers in English by {grain}."]
    if not drawn["is_complete"].all():
        notes.append(f"Hollow: a {grain} that collection covers only in part.")
    if gaps:
        notes.append(html("Shaded: gaps in collection, not falls: {}.", gaps_html(gaps, grain)))
    if not left_out.is_empty():
        notes.append(
            f"Not drawn: {fmt.papers(int(left_out['papers'].sum()))} of the "
            f"{'' if left_out.height == 1 else f'{fmt.count(left_out.height)} '}"
            f"{grain}{'' if left_out.height == 1 else 's'} before "
            f"{fmt.period(drawn['period_start'].sort()[0], grain)}, when hardly any were collected."
        )
    with head:
        show_heading("Coverage", Markup(" ").join(notes))
    show_chart(
        lambda paper: coverage_bars(drawn, shell.PRINT if paper else shell.palette(), grain=grain, paper=paper),
        key="coverage",
        alt_text=f"Bars: dated papers by {grain}, from {fmt.span(build.first_day, build.last_day)}",
        height=HEIGHT + 4,
        data=periods,
        queries=[query],
        papers=page_link("papers", dating="dated"),
    )
    _show_left_out()
    _show_shifted()


def _show_left_out() -> None:
    """Categories that verdicts leave out, where there are any."""
    query = left_out()
    rows = fetch(query)
    if rows.is_empty():
        return
    show_note(
        "Verdicts leave out papers of categories that were collected only part of the time: what is "
        "taken up or dropped by a collector would else look like a trend. These are "
        f"{fmt.papers(int(rows['papers'].sum()))} of {fmt.counted(rows.height, 'category', 'categories')}."
    )
    title = "Categories that verdicts leave out"
    with st.expander(title):
        show_html(categories_table(read_rows(rows), title))
        show_source("left_out", data=rows, queries=[query])


def _show_shifted() -> None:
    """Categories whose part of the collection jumped, where there are any."""
    query = shifted()
    rows = fetch(query)
    if rows.is_empty():
        return
    show_note(
        "Some categories suddenly make up far more or far less of the collection. Verdicts compare each category with "
        "itself, so this alone gives no verdict; lines that are drawn over all papers do move with it."
    )
    title = "Categories whose part of the collection jumped"
    with st.expander(title):
        show_html(categories_table(read_rows(rows), title))
        show_source("shifted", data=rows, queries=[query])
