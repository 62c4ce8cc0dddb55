"""The page Papers: search and filter the papers, see what they are about, take the list away, or open one of them."""

from dataclasses import replace
from typing import TypedDict, cast

import streamlit as st

from dashboard.app_pages.papers.filters import ask_filters, ask_page, keep_saying
from dashboard.app_pages.papers.one_paper import show_paper
from dashboard.app_pages.papers.paper_html import (
    entry_html,
    month_facets_html,
    name_facets_html,
    pages_html,
    theme_facets_html,
)
from dashboard.exports import citations, files
from dashboard.markup import Markup, html
from dashboard.queries import papers as questions
from dashboard.queries.fragments.word_index import near_words
from dashboard.queries.papers import Filters
from dashboard.query_language.paper_search import parse_search
from dashboard.rows import Facet, read_rows
from dashboard.ui import shell
from dashboard.ui.blocks import FILL_INBOX, show_empty, show_heading, show_html
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.downloads import show_download
from dashboard.ui.elements import link
from dashboard.ui.links import page_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

PAGE = 20
MOST_EXPORTED = 2000
_SHORTEST_GUESSED = 3


def _address() -> dict[str, str]:
    """The query parameters of this list, but its page."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != "page"}


class Found(TypedDict):
    """What `queries.papers.find_papers` finds."""

    papers: int
    dated_papers: int
    with_code: int
    page: list[str]
    themes: list[Facet]
    months: list[Facet]
    categories: list[Facet]
    sources: list[Facet]


def _find(filters: Filters, page: int) -> Found:
    return cast(Found, fetch(questions.find_papers(filters, PAGE, (page - 1) * PAGE)).row(0, named=True))


def _show_answer(found: Found) -> None:
    undated = found["papers"] - found["dated_papers"]
    notes = [
        f"{fmt.count(undated)} undated" if undated else "",
        f"{fmt.count(found['with_code'])} with code" if found["with_code"] else "",
    ]
    aside = ", ".join(part for part in notes if part)
    show_html(
        html(
            '<h1 class="pt-title">{}{}</h1>',
            fmt.papers(found["papers"]),
            html(" <small>{}</small>", aside) if aside else None,
        )
    )


def _show_facets(filters: Filters, found: Found) -> None:
    """What the papers found are about, and from when they are; each line narrows the list."""
    if len(found["themes"]) > 1:
        show_heading("What they are about", "Papers by theme; choose one to narrow the list.")
        show_html(theme_facets_html(found["themes"], _address(), shell.palette()))
    bars = month_facets_html(found["months"], _address()) if filters.month is None else ""
    if bars:
        show_heading("When they appeared")
        show_html(bars)
    if len(found["categories"]) > 1 and filters.category is None:
        show_heading("Categories")
        show_html(name_facets_html(found["categories"], "category", _address()))
    if len(found["sources"]) > 1 and filters.source is None:
        show_heading("Sources", "Files named by their day count as one, by their format.")
        show_html(name_facets_html(found["sources"], "source", _address()))
    if found["with_code"] and not filters.code:
        show_heading("Code")
        coded = link(page_link("papers", **{**_address(), "code": "true"}), "with a link to code")
        show_html(html('<ul class="pt-facets"><li>{}<small>{}</small></li></ul>', coded, fmt.count(found["with_code"])))


def _show_downloads(filters: Filters, total: int) -> None:
    everything = questions.found_papers(filters, MOST_EXPORTED)
    with st.container(horizontal=True, vertical_alignment="center"):
        limit = f"first {fmt.count(MOST_EXPORTED)} papers" if total > MOST_EXPORTED else "list"
        show_html(html('<p class="pt-note" role="status">Take the {} away:</p>', limit))
        show_download("CSV", "papers.csv", lambda: files.to_csv(fetch(everything)))
        show_download("BibTeX", "papers.bib", lambda: citations.to_bibtex(read_rows(fetch(everything))))
        show_download("RIS", "papers.ris", lambda: citations.to_ris(read_rows(fetch(everything))))


def _guess_search(filters: Filters) -> Markup:
    """What was perhaps meant by words that no paper holds, as a link (HTML); nothing where that finds no paper
    either."""
    typed = [run for run in filters.search.runs if len(run) >= _SHORTEST_GUESSED]
    near = fetch(near_words(typed)) if typed else None
    if near is None or near.is_empty():
        return Markup()
    meant = filters.search.retype(dict(near.select("typed", "word").iter_rows()))
    found = fetch(questions.find_papers(replace(filters, search=parse_search(meant)), PAGE))["papers"][0]
    if not found:
        return Markup()
    # A term that is none has become words of the search.
    address = {name: value for name, value in _address().items() if name != "term" or filters.term_id is not None}
    search = link(page_link("papers", **{**address, "q": meant}), meant)
    return html("Did you mean {}? It finds {}. ", search, fmt.papers(found))


def _show_none(filters: Filters) -> None:
    if filters == Filters():
        show_empty("No papers yet", "The build that is served holds no paper.", FILL_INBOX)
        return
    meant = _guess_search(filters)
    show_empty(
        "No paper fits",
        "No paper holds all of these words and meets all of these conditions.",
        html("{}Leave out a word or a condition, or {}.", meant, link(page_link("papers"), "begin anew")),
    )


def _show_list() -> None:
    filters, said, patterns = ask_filters()
    page = ask_page(filters)
    said = keep_saying(filters, said)
    found = _find(filters, page)
    pages = -(-found["papers"] // PAGE)
    if found["papers"] and not found["page"]:
        said = [*said, f"There is no page {fmt.count(page)}; this is the last."]
        page = pages
        found = _find(filters, page)
    if said:
        show_html(*(html('<p class="pt-note pt-said">{}</p>', sentence) for sentence in said))
    if found["papers"] == 0:
        _show_none(filters)
        return
    left, right = st.columns([8, 3], gap="large")
    with left:
        _show_answer(found)
        palette = shell.palette()
        rows = read_rows(fetch(questions.listed_papers(found["page"])))
        turns = pages_html(page, pages, _address())
        show_html(html('<ul class="pt-list">{}</ul>', (entry_html(row, patterns, palette) for row in rows)), turns)
        _show_downloads(filters, found["papers"])
    with right:
        _show_facets(filters, found)


def show() -> None:
    """The whole page: one paper where the address names one, else the list."""
    show_banner(load_build_info())
    paper_id = st.query_params.get("paper")
    if paper_id:
        show_paper(paper_id)
    else:
        _show_list()


show()
