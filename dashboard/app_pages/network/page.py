"""The page Network: terms that come together in papers, as far as they can be read at once."""

from dataclasses import dataclass
from zlib import crc32

import polars as pl
import streamlit as st

from dashboard.app_pages.network.panels import pair_html, show_colours, show_pair, show_pairs, show_term
from dashboard.app_pages.network.view import Network, load_network
from dashboard.charts.network import term_network
from dashboard.queries import network, terms, themes
from dashboard.ui import chart_panel, shell
from dashboard.ui import format as fmt
from dashboard.ui.build_info import Facts, load_facts, show_banner
from dashboard.ui.controls import select_in_url, take_click
from dashboard.ui.elements import did_you_mean, link
from dashboard.ui.links import page_link, papers_link, terms_link, theme_link
from dashboard.ui.markup import Markup, html, list_html
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.find_term import NamedTerm, find_term

OFFERED = 1500
"""Terms that are completed while typing; all others are found when typed out."""

_FEWEST = (3, 5, 10, 20, 30, 50, 100, 200, 500)
_CANDIDATES = 160
# Terms at one step, and for each of them at two.
_NEAR = {"1": (28, 0), "2": (14, 3)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw: around a term, else of a theme, else the field; `fewest` papers a pair; `said`: what cannot be had, as HTML."""

    around: NamedTerm | None
    steps: str
    theme: tuple[int, str] | None
    fewest: int
    said: list[str]


def _known(form: str | None) -> NamedTerm | None:
    return find_term(form) if form else None


def _usual_fewest(facts: Facts, around: int | None, theme: int | None) -> int:
    """As many papers a pair as a network of this many papers can ask for: a fiftieth of a term's, a 300th of a theme's, a 2500th
    of all; among those that can be chosen, and 3 at least."""
    asked = around / 50 if around else theme / 300 if theme else facts.english_papers / 2500
    return max(step for step in _FEWEST if step <= max(asked, _FEWEST[0]))


def _controls(facts: Facts) -> Wanted:
    said = []
    found = {str(row["theme_id"]): row for row in fetch(themes.theme_map()).to_dicts()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="network_controls"):
        offered = fetch(terms.suggested_terms(OFFERED))["term"].to_list()
        around = _known(select_in_url("Around a term", offered, "around", show=str, accept_new=True, width=300))
        steps = "1"
        if around:
            steps = st.segmented_control(
                "Steps", list(_NEAR), default="1", key="steps", bind="query-params", required=True
            )
        given = st.query_params.get("theme")
        theme = select_in_url("Theme", list(found), "theme", show=lambda key: found[key]["label"], width=300)
        size = fetch(terms.term_verdicts([around.term_id]))["papers"][0] if around and not around.is_phrase else None
        usual = _usual_fewest(facts, size, found[theme]["papers"] if theme else None)
        fewest = select_in_url(
            "Together in at least",
            list(map(str, _FEWEST)),
            "min",
            show=lambda key: f"{key} papers",
            width=190,
            placeholder=f"{usual} papers",
        )
    if given and given not in found:
        said.append(f"There is no theme {given}.")
    if around and around.is_phrase:
        said.append(html("{} is no indexed term, so it has no ties.{}", around.name, _offer(around.form)))
        around = None
    if around and theme:
        said.append("The network is drawn around the term; the theme does not count.")
    drawn_theme = (int(theme), found[theme]["label"]) if theme else None
    return Wanted(around, steps, drawn_theme, int(fewest) if fewest else usual, said)


def _offer(form: str) -> Markup:
    near = fetch(terms.near_terms(form))["term"].to_list()
    return did_you_mean([link(page_link("network", around=term), term) for term in near])


def _load(wanted: Wanted) -> Network:
    if wanted.around:
        first, second = _NEAR[wanted.steps]
        return load_network(network.terms_around(wanted.around.term_id, wanted.fewest, first, second), wanted.fewest)
    if wanted.theme:
        return load_network(network.terms_of_theme(wanted.theme[0]), wanted.fewest)
    return load_network(network.field_terms(_CANDIDATES), wanted.fewest, apart=True)


def _answer(wanted: Wanted, drawn: Network) -> Markup:
    """The pairs that newly come together, or the closest; around a term, what it most comes together with. HTML."""
    if wanted.around:
        term_id = wanted.around.term_id
        mine = drawn.pairs.filter((pl.col("term_id_a") == term_id) | (pl.col("term_id_b") == term_id)).head(3)
        others = [row["term_b"] if row["term_id_a"] == term_id else row["term_a"] for row in mine.iter_rows(named=True)]
        name = link(terms_link([wanted.around.name]), wanted.around.name)
        return html("{} most comes together with {}.", name, fmt.listing(others))
    fresh = drawn.pairs.filter("is_new").sort("papers", "npmi", descending=True, maintain_order=True)
    where = html(" in {}", link(theme_link(wanted.theme[0]), wanted.theme[1])) if wanted.theme else ""
    rows = (fresh if fresh.height else drawn.pairs).head(2).to_dicts()
    lead = "Newly coming together" if fresh.height else "Closest to each other"
    return html("{}{}: {}.", lead, where, list_html([pair_html(row) for row in rows]))


def _show_nothing(wanted: Wanted, facts: Facts) -> None:
    """Why there is no network, and what mends it."""
    anew = link(page_link("network"), "See the whole field")
    if fetch(network.count_pairs())["pairs"][0] == 0:
        chart_panel.show_empty(
            "No pairs yet",
            "No two terms come together in three papers or more, and more often than by chance; there are "
            f"{fmt.papers(facts.papers)}.",
            html("Add more papers and run <code>papertrends run</code>."),
        )
    elif wanted.around:
        papers = fetch(terms.term_verdicts([wanted.around.term_id]))["papers"][0]
        name = wanted.around.name
        if papers > 0.2 * facts.english_papers:
            why = f"{name} is in {fmt.papers(papers)}, more than a fifth of all: it comes together with everything."
        else:
            why = f"{name} comes together with no term in {wanted.fewest} papers or more, beyond chance."
        chart_panel.show_empty(
            "No ties to show",
            why,
            html("{}, or {}.", link(papers_link(term=wanted.around.name), "See its papers"), anew),
        )
    else:
        where = f"No two telling terms of {wanted.theme[1]}" if wanted.theme else "No two telling terms"
        chart_panel.show_empty(
            "No ties to show",
            f"{where} come together in {wanted.fewest} papers or more.",
            f"Ask for fewer papers, or {anew}.",
        )


def _show_drawing(wanted: Wanted, drawn: Network, marked: tuple[str, ...]) -> None:
    subject = (
        f"around {wanted.around.name}" if wanted.around else f"of {wanted.theme[1]}" if wanted.theme else "of the field"
    )
    title = f"Terms {subject} that come together in {wanted.fewest} papers or more"

    def draw(paper: bool) -> object:
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
        chosen = chart_panel.show_chart(
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
        _look_at(open=point["term"])
    if point := take_click(chosen, "pair", key):
        _look_at(one=point["term_a"], two=point["term_b"])


def _look_at(**what: str) -> None:
    for name in ("open", "one", "two"):
        st.query_params.pop(name, None)
    st.query_params.update(what)
    st.rerun()


def show() -> None:
    """The whole page."""
    facts = load_facts()
    show_banner(facts)
    heading = st.container()
    wanted = _controls(facts)
    drawn = _load(wanted)
    said = [html('<p class="pt-note pt-said">{}</p>', sentence) for sentence in wanted.said]
    if drawn.terms.is_empty():
        with heading:
            chart_panel.show_html(html('<h1 class="pt-answer">Terms that come together</h1>'), *said)
        _show_nothing(wanted, facts)
        return
    looked_at = [_known(st.query_params.get(name)) for name in ("open", "one", "two")]
    opened, one, two = [asked if asked and not asked.is_phrase else None for asked in looked_at]
    marked = (opened.name,) if opened else (one.name, two.name) if one and two else ()
    new = ", dashed where they newly come together" if drawn.drawn["is_new"].any() else ""
    grey = ", the largest themes in colour" if drawn.has_grey_themes else ""
    with heading:
        chart_panel.show_html(
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
    chart_panel.show_html(html('<span id="looked-at"></span>'))
    if opened:
        show_term(drawn, opened.term_id, opened.name)
    elif one and two:
        show_pair((one.term_id, one.name), (two.term_id, two.name))
    show_pairs(drawn)
    show_colours(drawn)


show()
