"""The page Compare: two slices of the corpus, and the terms that most tell them apart."""

from zlib import crc32

import altair as alt
import polars as pl
import streamlit as st

from dashboard.app_pages.compare.details import say_sizes, show_papers, show_table
from dashboard.app_pages.compare.distinctive import leave_out_explained, sure_bound
from dashboard.app_pages.compare.slice_controls import Chosen, ask_slice, set_defaults
from dashboard.charts.diverging import chart_height, diverging_bars
from dashboard.markup import Markup, html, list_html
from dashboard.queries import compare
from dashboard.query import Query
from dashboard.rows import read_rows
from dashboard.ui import shell
from dashboard.ui.blocks import FILL_INBOX, show_empty, show_heading, show_html
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.chart_panel import show_chart
from dashboard.ui.controls import take_click
from dashboard.ui.elements import dot, headline_link, link
from dashboard.ui.links import page_link, sql_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording import verdict_sentences

MOST = 12
"""Terms shown either way."""
NAMED = 3


def _show_chosen(side: str, chosen: Chosen, papers: int) -> None:
    """The head of a slice: its colour, name and size."""
    color = shell.palette().line(0 if side == "a" else 1)
    show_html(
        html(
            '<p class="pt-slice">{}<b>{}</b> <small class="pt-faint">{}</small></p>',
            dot(color),
            chosen.name,
            fmt.papers(papers),
        )
    )


def _answer(terms: pl.DataFrame, bound: float, names: tuple[str, str]) -> Markup:
    """`More about agents and routing in Mar – Jun 2026; more about deep learning in Apr 2025 – Feb 2026.`"""
    sure = terms.filter(pl.col("z").abs() >= bound)
    parts = []
    for rows, name in ((sure.filter(pl.col("z") > 0), names[0]), (sure.filter(pl.col("z") < 0).reverse(), names[1])):
        named = verdict_sentences.name_apart(rows["term"].to_list(), NAMED)
        if named:
            linked = list_html([headline_link(_open_link(term), term) for term in named])
            parts.append(html("{} about {} in {}", "more" if parts else "More", linked, _unbroken(name)))
    return html("{}.", Markup("; ").join(parts or ["No term tells these two slices apart beyond chance"]))


def _unbroken(name: str) -> str:
    """A short name stays on one line; blanks that do not break are not enough, since a line may end at a dash."""
    return html('<span class="pt-nowrap">{}</span>', name) if len(name) < 24 else name


def _open_link(term: str) -> str:
    """This very page with the papers of a term below."""
    here = {name: st.query_params.get_all(name) for name in st.query_params if name != "open"}
    return page_link("compare", **here, open=term)


def show() -> None:
    """The whole page."""
    build = load_build_info()
    show_banner(build)
    if build.english_papers == 0:
        show_empty("Nothing to compare yet", "The build that is served holds no paper in English.", FILL_INBOX)
        return
    set_defaults(build)
    heading, sides, body = st.container(), st.columns(2, gap="large"), st.container()
    heads, chosen = [], []
    for side, column in zip("ab", sides, strict=True):
        with column:
            heads.append(st.container())
            with st.expander("Choose the first slice" if side == "a" else "Choose the second slice", expanded=False):
                chosen.append(ask_slice(side, build))
    a, b = chosen
    sizes_query = compare.slice_sizes(a.slice, b.slice)
    sizes = read_rows(fetch(sizes_query))[0]
    for side, head, one, papers in zip("ab", heads, chosen, (sizes["papers_a"], sizes["papers_b"]), strict=True):
        with head:
            _show_chosen(side, one, papers)
    names = (a.name, b.name)
    notes = say_sizes(build, chosen, sizes)
    if not sizes["papers_a"] or not sizes["papers_b"] or sizes["papers_a"] == sizes["papers_b"] == sizes["papers_both"]:
        with heading:
            show_html(html('<h1 class="pt-answer">Choose two slices that differ.</h1>'))
        with body:
            show_empty(
                "Nothing to compare",
                " ".join(notes),
                html("Change a slice above, or {}.", link(page_link("compare"), "begin anew")),
            )
        return
    query = compare.distinctive_terms(a.slice, b.slice)
    found = fetch(query)
    terms = leave_out_explained(found, MOST)
    rate = build.false_discovery_rate
    bound = sure_bound(found["z"], found["tested"][0] if found.height else 1, rate)
    with heading:
        show_html(
            html('<h1 class="pt-answer">{}</h1>', _answer(terms, bound, names)),
            *(html('<p class="pt-note pt-said">{}</p>', sentence) for sentence in notes),
        )
    with body:
        if terms.is_empty():
            show_empty("No term to show", "No indexed term occurs in one slice more than in the other.")
            return
        # The Papers page knows no spans of time, sources or remainders.
        behind = sql_link(compare.papers_of_slices(a.slice, b.slice).text)
        _show_terms(found, terms, bound, rate, names, [query, sizes_query], behind)
        show_papers(a, b)
        show_table(terms, names, _open_link)


def _show_terms(
    found: pl.DataFrame,
    terms: pl.DataFrame,
    bound: float,
    rate: float,
    names: tuple[str, str],
    queries: list[Query],
    papers: str,
) -> None:
    title = f"Terms that most tell {names[0]} from {names[1]}"
    tested = found["tested"][0]
    show_heading(
        title,
        "Log-odds of the papers that mention a term, as standard scores z (Monroe et al. 2008). Of the "
        f"{fmt.count(tested)} terms looked at, no more than {fmt.share(rate)} of those beyond "
        f"z = {bound:.1f} are expected to be chance (the false discovery rate of this build); what falls short of it "
        "is grey. A click on a term shows its papers.",
    )
    key = f"compare_{crc32(queries[0].text.encode()):08x}"

    def draw(paper: bool) -> alt.TopLevelMixin:
        return diverging_bars(
            terms,
            names,
            bound,
            shell.PRINT if paper else shell.palette(),
            clickable=not paper,
            title=title if paper else None,
            paper=paper,
        )

    chosen = show_chart(
        draw,
        key=key,
        alt_text=f"{title}; the table below holds the same numbers",
        height=chart_height(terms.height) + 8,
        data=found.drop("explained_by"),
        queries=queries,
        selectable=True,
        papers=papers,
    )
    if point := take_click(chosen, "picked", key):
        st.query_params["open"] = str(point["term"])


show()
