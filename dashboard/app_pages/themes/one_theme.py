"""One theme on the page Themes: its share over time, its papers, terms, neighbours and history."""

import altair as alt
import streamlit as st

from dashboard.app_pages.themes.theme_html import name_html, papers_html, said_left_out
from dashboard.charts.layout.measures import measured
from dashboard.charts.lines import Drawing, Series, share_lines
from dashboard.charts.time_axis import from_first_drawn
from dashboard.markup import html
from dashboard.queries import themes
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_empty, show_heading, show_html, show_note
from dashboard.ui.chart_panel import show_chart
from dashboard.ui.controls import open_papers, take_click
from dashboard.ui.elements import dot, heading, link, paper_list
from dashboard.ui.html_table import Column
from dashboard.ui.links import page_link, papers_link, terms_link, theme_link, watch_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS, sign_of

_TREND_HEIGHT = 280
_EVENTS = {
    "same": "the same theme",
    "born": "found for the first time",
    "split": "split off from",
    "merged": "took in",
    "died": "no longer found",
}


def show_theme(build: BuildInfo, theme_id: int) -> None:
    """The whole page of a theme; says so where there is none by this number."""
    found = read_rows(fetch(themes.theme_facts(theme_id)))
    if not found:
        show_empty(
            f"There is no theme {theme_id}",
            "It may have merged into another, or died, in a build since the link was made.",
            link(page_link("themes"), "See all themes"),
        )
        return
    theme = found[0]
    pinned = html(' <span class="pt-chip">kept by you</span>') if theme["pinned"] else ""
    change = (
        html(
            ": <b>{}</b> ({}, 95 %)",
            fmt.factor(theme["growth"]),
            fmt.factor_interval(theme["growth"], theme["growth_low"], theme["growth_high"]),
        )
        if theme["growth"] is not None
        else ""
    )
    trend = html(" {}{}.", _verdict(theme["direction"]), change) if build.has_trends else None
    show_html(
        html(
            '<p class="pt-note">{}</p><h1 class="pt-answer">{}{}{}</h1><p>{}, {} of all.{}</p>',
            link(page_link("themes"), "← All themes"),
            dot(shell.palette().line(theme["color"])),
            theme["label"],
            pinned,
            link(papers_link(theme=theme_id), fmt.papers(theme["papers"])),
            fmt.share(theme["share"]),
            trend,
        )
    )
    show_note(
        html(
            "{} · {} · {}",
            link(page_link("network", theme=theme_id), "How its terms come together"),
            link(page_link("compare", a_theme=theme_id, b_rest="true"), "What tells it from all other papers"),
            link(watch_link(theme=theme_id), "Follow it"),
        )
    )
    if build.has_time:
        _show_trend(build, theme)
    left, right = st.columns([7, 5], gap="large")
    with left:
        _show_papers(theme_id)
    with right:
        _show_terms(theme_id)
        _show_neighbours(theme_id)
        _show_history(theme_id)


def _verdict(direction: str | None) -> str:
    if direction is None or direction == "unclear":
        return "Whether its share changes cannot be said"
    return f"{'It' if direction == 'new' else 'Its share'} is {WORDINGS[direction].adjective}"


def _show_trend(build: BuildInfo, theme: Row) -> None:
    query = themes.theme_series(theme["theme_id"], build.grain)
    counts, left_out = from_first_drawn(fetch(query))
    data = measured(counts, "share")
    title = f"Share of papers whose heaviest theme is {theme['label']}, by {build.grain}"

    # The Papers page knows months, but no other periods.
    by_month = build.grain == "month"
    key = f"theme_{theme['theme_id']}"

    def draw(paper: bool) -> alt.TopLevelMixin:
        return share_lines(
            data,
            [Series(theme["label"], theme["color"])],
            shell.PRINT if paper else shell.palette(),
            Drawing(build.grain),
            clickable=by_month and not paper,
            named=False,
            height=_TREND_HEIGHT,
            title=title if paper else None,
            paper=paper,
        )

    opens = " A click on a month shows its papers." if by_month else ""
    line = (
        "Band: 95 % (Wilson). Dashed where a period is incomplete or a gap. "
        f"{said_left_out(left_out, build.grain)}{opens}"
    )
    show_heading(title, line)
    chosen = show_chart(
        draw,
        key=key,
        alt_text=title,
        height=_TREND_HEIGHT + 8,
        data=counts,
        queries=[query],
        selectable=by_month,
        papers=papers_link(theme=theme["theme_id"]),
    )
    if point := take_click(chosen, "picked", key):
        month = str(point["period"])[:7]
        open_papers(theme=str(theme["theme_id"]), month=month)


def _show_papers(theme_id: int) -> None:
    rows = read_rows(fetch(themes.theme_papers(theme_id, 9)))
    for title, wanted in (("Papers that stand for it", True), ("Newest papers", False)):
        papers = [
            (row["paper_id"], row["title"], fmt.day(row["published_on"])) for row in rows if row["stands_for"] is wanted
        ]
        if papers:
            show_html(heading(title), paper_list(papers))
    show_html(html("<p>{}</p>", link(papers_link(theme=theme_id), "All its papers")))


def _show_terms(theme_id: int) -> None:
    rows = read_rows(fetch(themes.theme_terms(theme_id)))
    columns = [
        Column(
            "term", lambda row: link(terms_link([row["term"]]), row["term"]) + f" {sign_of(row['direction'])}".rstrip()
        ),
        Column("in the theme", lambda row: fmt.count(row["in_theme"]), number=True),
        Column("in all papers", lambda row: link(papers_link(term=row["term"]), fmt.count(row["papers"])), number=True),
    ]
    if rows:
        together = terms_link([row["term"] for row in rows[:6]])
        show_heading("Its terms", link(together, "the first six over time"))
        show_html(html_table.table_html(rows, columns, caption="Terms of the theme"))


def _show_neighbours(theme_id: int) -> None:
    rows = read_rows(fetch(themes.near_themes(theme_id)))
    columns = [
        Column("theme", name_html),
        Column(
            "likeness", lambda row: f"{row['similarity']:.2f}", number=True, hint="cosine between their mean papers"
        ),
        Column("papers", papers_html, number=True),
    ]
    if rows:
        show_heading("Near themes")
        show_html(html_table.table_html(rows, columns, caption="Near themes"))


def _show_history(theme_id: int) -> None:
    rows = read_rows(fetch(themes.theme_history(theme_id)))
    items = []
    for row in rows:
        previous = (
            link(theme_link(row["previous_theme_id"]), row["previous"])
            if row["previous"] and row["previous_theme_id"] is not None
            else f"theme {row['previous_theme_id']}"
        )
        event = _EVENTS[row["event"]]
        words = html("{} {}", event, previous) if row["event"] in ("split", "merged") else event
        often = f" in {row['builds']} builds" if row["builds"] > 1 else ""
        kept = f", which kept {fmt.share(row['overlap'])} of its papers or more" if row["event"] == "same" else ""
        items.append(html("<li>{}: {}{}{}.</li>", fmt.day(row["published_at"]), words, often, kept))
    if items:
        show_heading("Its history")
        show_html(html('<ul class="pt-plain">{}</ul>', items))
