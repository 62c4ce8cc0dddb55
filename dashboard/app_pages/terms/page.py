"""The page Terms: how often papers mention this or that, period by period."""

import altair as alt
import polars as pl
import streamlit as st

from dashboard.app_pages.terms import cards, query_bar
from dashboard.app_pages.terms.controls import Choice, ask_choice
from dashboard.app_pages.terms.meanings import show_meanings, show_readings
from dashboard.app_pages.terms.notes import say_notes
from dashboard.app_pages.terms.papers_behind import papers_behind, show_picked
from dashboard.app_pages.terms.sentences import chart_title, why_no_line
from dashboard.app_pages.terms.series import load_series
from dashboard.app_pages.terms.unknown_names import show_nowhere, show_unknown
from dashboard.charts.layout.measures import measured
from dashboard.charts.lines import HEIGHT, MOST_LINES, Drawing, Series, share_lines
from dashboard.charts.small_multiples import small_lines
from dashboard.markup import html
from dashboard.periods import GRAINS
from dashboard.queries import papers, pulse, terms
from dashboard.queries.build_info import BuildInfo
from dashboard.query_language import resolve
from dashboard.query_language.resolve import Asked, Understood
from dashboard.query_language.tree import Expression as Asking
from dashboard.query_language.tree import Name
from dashboard.query_language.write import write_query
from dashboard.rows import read_rows
from dashboard.ui import shell
from dashboard.ui.blocks import show_empty, show_html
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.chart_panel import show_chart, show_source
from dashboard.ui.links import terms_query_link
from dashboard.warehouse_access.fetch import fetch

# Terms that are completed while typing; all others are found when typed out.
OFFERED = 10_000


def _understand(build: BuildInfo, lines: list[Asking], offered: list[str]) -> Understood:
    """What the lines mean; without any, the most prominent rising terms."""
    if not lines:
        rising = fetch(pulse.verdicts("rising", build.grain, 8))["term"].to_list()[:3] if build.has_trends else []
        lines = [Name(term) for term in rising or offered[:3]]
    names, patterns = resolve.names_in(lines), resolve.patterns_in(lines)
    return resolve.understand(
        lines,
        fetch(terms.known_forms(names)),
        read_rows(fetch(papers.theme_names())),
        {pattern: read_rows(fetch(terms.completions(pattern))) for pattern in patterns},
    )


def _say_undated(build: BuildInfo) -> None:
    show_empty(
        "No time to show",
        why_no_line(build.papers, build.dated_papers),
        html(
            "Name digests by their day (<code>2025-05-03.txt</code>) or add records with dates, then run "
            "<code>papertrends run</code>. What the terms are and in how many papers they occur stands below."
        ),
    )


def _show_lines(
    data: pl.DataFrame, drawn: list[Asked], asked: list[Asked], choice: Choice, counts: pl.DataFrame, queries: list
) -> object:
    """The chart of the lines `drawn` among those `asked` for, or cards where there are too many; returns what was
    clicked."""
    title = chart_title(drawn, choice.measure, choice.grain, choice.reach)
    many = len(drawn) > MOST_LINES
    drawing = Drawing(choice.grain, choice.measure, choice.log, choice.bands)

    def draw(paper: bool) -> alt.TopLevelMixin:
        palette = shell.PRINT if paper else shell.palette()
        if many:
            return small_lines(data, [Series(one.name, 0) for one in drawn], palette, drawing, title=title)
        lines = [Series(one.name, slot) for slot, one in enumerate(drawn)]
        return share_lines(
            data, lines, palette, drawing, clickable=not paper, title=title if paper else None, paper=paper
        )

    address = terms_query_link(write_query([one.line for one in asked]), **choice.parameters)
    papers = papers_behind(asked)
    key = f"terms_by_{choice.grain}"
    if many:
        cards.show_cards(data, drawn, choice)
        show_source(key, data=counts, queries=queries, draw=draw, papers=papers, link=address)
        return None
    return show_chart(
        draw,
        key=key,
        alt_text=title,
        height=HEIGHT + 8,
        data=counts,
        queries=queries,
        selectable=True,
        papers=papers,
        link=address,
    )


def _ask(build: BuildInfo) -> tuple[list[Asking], Understood] | None:
    """The bar with its help; what is asked for, and what it means. None where it cannot be read or nothing is left to
    draw."""
    suggested, themes = fetch(terms.suggested_terms(OFFERED)), fetch(papers.theme_names())
    offered = suggested["term"].head(40).to_list()
    with st.container(horizontal=True, vertical_alignment="center", key="query_bar"):
        typed = query_bar.ask_text("Any term or phrase; commas part several, + - / * combine them")
        query_bar.show_help(offered, next(iter(themes["label"]), None))
    query_bar.offer_completions(suggested.rows(), themes.select("label", "papers").rows())
    lines = query_bar.read_text(typed)
    if lines is None:
        return None
    found = _understand(build, lines, offered)
    if found.asked:
        return lines, found
    show_unknown(found, lines, read_rows(themes))
    if not offered:
        show_empty(
            "No terms yet",
            "No term occurs in enough papers to be indexed.",
            html("Add more papers and run <code>papertrends run</code>."),
        )
    return None


def _split_found(asked: list[Asked], counts: pl.DataFrame) -> tuple[list[Asked], list[Asked]]:
    """The lines that some paper is found for, and those that lie at nought from end to end."""
    empty = set(counts.filter(pl.col("found") == 0)["name"])
    return [one for one in asked if one.name not in empty], [one for one in asked if one.name in empty]


def _grains() -> list[str]:
    """The grains at which there are two periods or more, the finest first."""
    present = {row["grain"]: row["periods"] for row in read_rows(fetch(terms.periods_with_papers()))}
    return [grain for grain in GRAINS if present.get(grain, 0) > 1]


def show() -> None:
    """The whole page."""
    build = load_build_info()
    show_banner(build)
    question = _ask(build)
    if question is None:
        return
    lines, found = question
    known_themes = read_rows(fetch(papers.theme_names()))
    grains = _grains()
    if not grains:
        show_unknown(found, lines, known_themes)
        _say_undated(build)
        show_meanings(build, found.asked)
        return
    heading, chart = st.container(), st.container()
    choice = ask_choice(build, grains)
    asked = [one for one in found.asked if one.has_mentions or choice.measure != "mentions"]
    if not asked:
        show_empty(
            "Themes have no mentions", "A theme is not mentioned; papers belong to it.", "Show its share or its papers."
        )
        return
    counts, queries = load_series(asked, choice.grain, choice.reach)
    drawn, nowhere = _split_found(asked, counts)
    asked = [*drawn, *nowhere]
    with heading:
        show_unknown(found, lines, known_themes, nowhere)
    if not drawn:
        with chart:
            show_nowhere(nowhere)
        return
    shown = counts if choice.begin is None else counts.filter(pl.col("period_start") >= choice.begin)
    with heading:
        title = chart_title(drawn, choice.measure, choice.grain, choice.reach)
        show_html(
            html('<h1 class="pt-title">{}</h1>', title),
            say_notes(build, found, counts, shown, choice, nowhere, typed=bool(lines)),
        )
    with chart:
        chosen = _show_lines(measured(shown, choice.measure), drawn, asked, choice, counts, queries)
    show_readings(asked, counts)
    show_meanings(build, asked)
    show_picked(chosen, asked, choice.grain)


show()
