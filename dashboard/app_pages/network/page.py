"""The page Network: terms that come together in papers, as far as they can be read at once."""

from zlib import crc32

import altair as alt
import polars as pl
import streamlit as st

from dashboard.app_pages.network.controls import NEAR, Wanted, ask_wanted, find_centre
from dashboard.app_pages.network.details import pair_html, show_colours, show_pair, show_pairs, show_term
from dashboard.app_pages.network.view import Network, load_network
from dashboard.charts.network import term_network
from dashboard.markup import Markup, html, list_html
from dashboard.queries import network, terms
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import read_rows
from dashboard.ui import shell
from dashboard.ui.blocks import show_empty, show_html
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.chart_panel import show_chart
from dashboard.ui.controls import take_click
from dashboard.ui.elements import link
from dashboard.ui.links import page_link, papers_link, terms_link, theme_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

_CANDIDATES = 160


def _load(wanted: Wanted) -> Network:
    if wanted.around:
        first, second = NEAR[wanted.steps]
        return load_network(network.terms_around(wanted.around.term_id, wanted.fewest, first, second), wanted.fewest)
    if wanted.theme:
        return load_network(network.terms_of_theme(wanted.theme[0]), wanted.fewest)
    return load_network(network.field_terms(_CANDIDATES), wanted.fewest, apart=True)


def _answer(wanted: Wanted, drawn: Network) -> Markup:
    """The pairs that newly come together, or the closest; around a term, what it most comes together with. HTML."""
    if wanted.around:
        term_id = wanted.around.term_id
        mine = drawn.pairs.filter((pl.col("term_id_a") == term_id) | (pl.col("term_id_b") == term_id)).head(3)
        others = [row["term_b"] if row["term_id_a"] == term_id else row["term_a"] for row in read_rows(mine)]
        name = link(terms_link([wanted.around.name]), wanted.around.name)
        return html("{} most comes together with {}.", name, fmt.listing(others))
    fresh = drawn.pairs.filter("is_new").sort("papers", "npmi", descending=True, maintain_order=True)
    where = html(" in {}", link(theme_link(wanted.theme[0]), wanted.theme[1])) if wanted.theme else ""
    rows = read_rows((fresh if fresh.height else drawn.pairs).head(2))
    lead = "Newly coming together" if fresh.height else "Closest to each other"
    return html("{}{}: {}.", lead, where, list_html([pair_html(row) for row in rows]))


def _show_nothing(wanted: Wanted, build: BuildInfo) -> None:
    """Why there is no network, and what mends it."""
    anew = link(page_link("network"), "See the whole field")
    if fetch(network.count_pairs())["pairs"][0] == 0:
        show_empty(
            "No pairs yet",
            "No two terms come together in three papers or more, and more often than by chance; there are "
            f"{fmt.papers(build.papers)}.",
            html("Add more papers and run <code>papertrends run</code>."),
        )
    elif wanted.around:
        papers = fetch(terms.term_verdicts([wanted.around.term_id]))["papers"][0]
        name = wanted.around.name
        if papers > 0.2 * build.english_papers:
            why = f"{name} is in {fmt.papers(papers)}, more than a fifth of all: it comes together with everything."
        else:
            why = f"{name} comes together with no term in {wanted.fewest} papers or more, beyond chance."
        show_empty(
            "No ties to show",
            why,
            html("{}, or {}.", link(papers_link(term=wanted.around.name), "See its papers"), anew),
        )
    else:
        where = f"No two telling terms of {wanted.theme[1]}" if wanted.theme else "No two telling terms"
        show_empty(
            "No ties to show",
            f"{where} come together in {wanted.fewest} papers or more.",
            html("Ask for fewer papers, or {}.", anew),
        )


def _show_drawing(wanted: Wanted, drawn: Network, marked: tuple[str, ...]) -> None:
    subject = (
        f"around {wanted.around.name}" if wanted.around else f"of {wanted.theme[1]}" if wanted.theme else "of the field"
    )
    title = f"Terms {subject} that come together in {wanted.fewest} papers or more"

    def draw(paper: bool) -> alt.TopLevelMixin:
        return term_network(
            drawn.terms,
            drawn.drawn,
            shell.PRINT if paper else shell.palette(),
            height=drawn.height,
            centre=wanted.around.name if wanted.around else None,
            marked=() if paper else marked,
            clickable=not paper,
            title=title if paper else None,
            paper=paper,
        )

    key = f"network_{crc32(repr([query.text for query in drawn.queries]).encode()):08x}"
    with st.container(key="network_side"):
        chosen = show_chart(
            draw,
            key=key,
            alt_text=f"{title}; the tables below hold the pairs in words",
            height=drawn.height + 12,
            data=drawn.pairs.drop("term_id_a", "term_id_b"),
            queries=drawn.queries,
            selectable=True,
            width=1180,
            papers=papers_link(
                term=wanted.around.name if wanted.around else None, theme=wanted.theme[0] if wanted.theme else None
            ),
        )
    if point := take_click(chosen, "node", key):
        _look_at(open=str(point["term"]))
    if point := take_click(chosen, "pair", key):
        _look_at(one=str(point["term_a"]), two=str(point["term_b"]))


def _look_at(**what: str) -> None:
    for name in ("open", "one", "two"):
        st.query_params.pop(name, None)
    st.query_params.update(what)
    st.rerun()


def show() -> None:
    """The whole page."""
    build = load_build_info()
    show_banner(build)
    heading = st.container()
    wanted = ask_wanted(build)
    drawn = _load(wanted)
    said = [html('<p class="pt-note pt-said">{}</p>', sentence) for sentence in wanted.said]
    if drawn.terms.is_empty():
        with heading:
            show_html(html('<h1 class="pt-answer">Terms that come together</h1>'), *said)
        _show_nothing(wanted, build)
        return
    opened, one, two = (find_centre(st.query_params.get(name)) for name in ("open", "one", "two"))
    marked = (opened.name,) if opened else (one.name, two.name) if one and two else ()
    new = ", dashed where they newly come together" if drawn.drawn["is_new"].any() else ""
    grey = ", the largest themes in colour" if drawn.has_grey_themes else ""
    with heading:
        show_html(
            html(
                '<h1 class="pt-answer">{}</h1><p class="pt-note">{} terms, as large as their papers are many, in '
                "the colour of the theme that most of those belong to{}. Drawn are the {} strongest of {} of at "
                "least {} papers: the thicker, the closer (NPMI){}. A click on a term or a tie shows what is "
                "behind it.</p>",
                _answer(wanted, drawn),
                drawn.terms.height,
                grey,
                drawn.drawn.height,
                fmt.counted(drawn.pairs.height, "tie"),
                wanted.fewest,
                new,
            ),
            *said,
        )
    _show_drawing(wanted, drawn, marked)
    show_html(html('<span id="looked-at"></span>'))
    if opened:
        show_term(drawn, opened.term_id, opened.name)
    elif one and two:
        show_pair(one, two)
    show_pairs(drawn)
    show_colours(drawn)


show()
