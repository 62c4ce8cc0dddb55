"""The page Papers: search and filter the papers, see what they are about, take the list away, or open one of them."""

from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from dashboard.app_pages.papers.panels import show_paper
from dashboard.app_pages.papers.paper_html import (
    entry_html,
    month_facets_html,
    name_facets_html,
    pages_html,
    theme_facets_html,
)
from dashboard.exports import citations, files
from dashboard.queries import papers as questions
from dashboard.queries import terms
from dashboard.queries.fragments.word_index import near_words
from dashboard.queries.papers import Filters
from dashboard.query_language.paper_search import parse_search
from dashboard.ui import chart_panel, shell
from dashboard.ui import format as fmt
from dashboard.ui.build_info import load_facts, show_banner
from dashboard.ui.controls import select_in_url
from dashboard.ui.elements import link
from dashboard.ui.html_table import Row
from dashboard.ui.links import page_link
from dashboard.ui.markup import Markup, html
from dashboard.warehouse_access.fetch import fetch

PAGE = 20
MOST_EXPORTED = 2000
DATINGS = ["dated", "undated"]
_SHORTEST_GUESSED = 3


def _month_of(text: str | None) -> date | None:
    """`2025-05` -> its first day; anything else is no month."""
    try:
        return datetime.strptime(text or "", "%Y-%m").date()
    except ValueError:
        return None


def _unknown_choices(themes: dict[str, str], months: dict[str, Row]) -> list[str]:
    """What the address asks for and the build does not have, in words (HTML); such a condition is left out."""
    said = []
    theme, month = st.query_params.get("theme"), st.query_params.get("month")
    if theme and theme not in themes:
        said.append(html("There is no theme <b>{}</b> in this build, so the list is not narrowed to it.", theme))
    if month and month not in months:
        words = fmt.long_month(_month_of(month)) if _month_of(month) else month
        said.append(html("No paper is dated <b>{}</b>, so the list is not narrowed to it.", words))
    return said


def _ask_filters() -> tuple[Filters, list[str], list[str]]:
    """What the reader asks for; what is to be said about it (HTML); patterns of what to mark in the texts."""
    typed = st.text_input(
        "Search",
        key="q",
        bind="query-params",
        placeholder='Words of title or abstract; "quotes" for a phrase',
        label_visibility="collapsed",
    )
    themes = {str(row["theme_id"]): row["label"] for row in fetch(questions.theme_names()).to_dicts()}
    months = {f"{row['month']:%Y-%m}": row for row in fetch(questions.months_with_papers()).to_dicts()}
    categories = fetch(questions.category_counts(60))["category"].to_list()
    said = _unknown_choices(themes, months)
    sources = fetch(questions.collections(60))["name"].to_list()
    month = category = source = None
    with st.container(horizontal=True, vertical_alignment="bottom", key="paper_controls"):
        term = (st.text_input("Term", key="term", bind="query-params", placeholder="any", width=230) or "").strip()
        theme = select_in_url("Theme", list(themes), "theme", show=themes.__getitem__, width=260)
        if months:
            month = select_in_url(
                "Month", list(months), "month", show=lambda key: fmt.month(months[key]["month"]), width=150
            )
        if categories:
            category = select_in_url("Category", categories, "category", show=str, width=150)
        if len(sources) > 1:
            source = select_in_url("Source", sources, "source", show=str, width=150)
        dating = select_in_url("Date", DATINGS, "dating", show=str, width=130)
        code = st.toggle("Code linked", key="code", bind="query-params")
    search = parse_search(typed or "")
    known = fetch(terms.known_forms([term])).to_dicts() if term else []
    if term and not known:
        search = parse_search(f'{typed or ""} "{term}"')
        said.append(html("<b>{}</b> is no indexed term; papers with these very words are shown.", term))
    filters = Filters(
        search=search,
        term_id=known[0]["term_id"] if known else None,
        theme_id=int(theme) if theme else None,
        month=_month_of(month),
        category=category,
        source=source,
        dated=None if dating is None else dating == "dated",
        code=code,
    )
    marked = parse_search(f'"{term}"').patterns if known else ()
    return filters, said, [*search.patterns, *marked]


def _keep_saying(filters: Filters, said: list[str]) -> list[str]:
    """What was said of an address stays until something else is asked for, though the address has been put right."""
    kept_for, kept = st.session_state.get("papers_said", (None, []))
    if said or kept_for != filters:
        st.session_state["papers_said"] = (filters, said)
        return said
    return kept


def _ask_page(filters: Filters) -> int:
    """The page that the address names, from 1; the first as soon as something else is asked for."""
    given = st.query_params.get("page")
    filters_before, given_before = st.session_state.get("papers_page", (filters, given))
    if filters != filters_before and given == given_before:
        st.query_params.pop("page", None)
        given = None
    st.session_state["papers_page"] = (filters, given)
    return max(1, int(given)) if given and given.isdecimal() and len(given) < 8 else 1


def _address() -> dict[str, str]:
    """The query parameters of this list, but its page."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != "page"}


def _show_answer(found: Row) -> None:
    undated = found["papers"] - found["dated_papers"]
    notes = [
        f"{fmt.count(undated)} undated" if undated else "",
        f"{fmt.count(found['with_code'])} with code" if found["with_code"] else "",
    ]
    aside = ", ".join(part for part in notes if part)
    chart_panel.show_html(
        html(
            '<h1 class="pt-title">{}{}</h1>',
            fmt.papers(found["papers"]),
            html(" <small>{}</small>", aside) if aside else None,
        )
    )


def _show_facets(filters: Filters, found: Row) -> None:
    """What the papers found are about, and from when they are; each line narrows the list."""
    if len(found["themes"]) > 1:
        chart_panel.show_heading("What they are about", "Papers by theme; choose one to narrow the list.")
        chart_panel.show_html(theme_facets_html(found["themes"], _address(), shell.palette()))
    bars = month_facets_html(found["months"], _address()) if filters.month is None else ""
    if bars:
        chart_panel.show_heading("When they appeared")
        chart_panel.show_html(bars)
    if len(found["categories"]) > 1 and filters.category is None:
        chart_panel.show_heading("Categories")
        chart_panel.show_html(name_facets_html(found["categories"], "category", _address()))
    if len(found["sources"]) > 1 and filters.source is None:
        chart_panel.show_heading("Sources", "Files named by their day count as one, by their format.")
        chart_panel.show_html(name_facets_html(found["sources"], "source", _address()))
    if found["with_code"] and not filters.code:
        chart_panel.show_heading("Code")
        coded = link(page_link("papers", **{**_address(), "code": "true"}), "with a link to code")
        chart_panel.show_html(
            html('<ul class="pt-facets"><li>{}<small>{}</small></li></ul>', coded, fmt.count(found["with_code"]))
        )


def _show_downloads(filters: Filters, total: int) -> None:
    everything = questions.found_papers(filters, MOST_EXPORTED)
    with st.container(horizontal=True, vertical_alignment="center"):
        limit = f"first {fmt.count(MOST_EXPORTED)} papers" if total > MOST_EXPORTED else "list"
        chart_panel.show_html(html('<p class="pt-note" role="status">Take the {} away:</p>', limit))
        st.download_button("CSV", lambda: files.to_csv(fetch(everything)), "papers.csv", "text/csv", on_click="ignore")
        st.download_button(
            "BibTeX",
            lambda: citations.to_bibtex(fetch(everything).to_dicts()),
            "papers.bib",
            "application/x-bibtex",
            on_click="ignore",
        )
        st.download_button(
            "RIS",
            lambda: citations.to_ris(fetch(everything).to_dicts()),
            "papers.ris",
            "application/x-research-info-systems",
            on_click="ignore",
        )


def _guess_search(filters: Filters) -> Markup:
    """What was perhaps meant by words that no paper holds, as a link (HTML); nothing where that finds no paper either."""
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
        chart_panel.show_empty(
            "No papers yet",
            "The build that is served holds no paper.",
            html("Put digests or exports into the inbox and run <code>papertrends run</code>."),
        )
        return
    meant = _guess_search(filters)
    chart_panel.show_empty(
        "No paper fits",
        "No paper holds all of these words and meets all of these conditions.",
        html("{}Leave out a word or a condition, or {}.", meant, link(page_link("papers"), "begin anew")),
    )


def _show_list() -> None:
    filters, said, patterns = _ask_filters()
    page = _ask_page(filters)
    said = _keep_saying(filters, said)
    found = fetch(questions.find_papers(filters, PAGE, (page - 1) * PAGE)).row(0, named=True)
    pages = -(-found["papers"] // PAGE)
    if found["papers"] and not found["page"]:
        said = [*said, f"There is no page {fmt.count(page)}; this is the last."]
        page = pages
        found = fetch(questions.find_papers(filters, PAGE, (page - 1) * PAGE)).row(0, named=True)
    if said:
        chart_panel.show_html(*(html('<p class="pt-note pt-said">{}</p>', sentence) for sentence in said))
    if found["papers"] == 0:
        _show_none(filters)
        return
    left, right = st.columns([8, 3], gap="large")
    with left:
        _show_answer(found)
        palette = shell.palette()
        rows = fetch(questions.listed_papers(found["page"])).to_dicts()
        turns = pages_html(page, pages, _address())
        chart_panel.show_html(
            html('<ul class="pt-list">{}</ul>', (entry_html(row, patterns, palette) for row in rows)), turns
        )
        _show_downloads(filters, found["papers"])
    with right:
        _show_facets(filters, found)


def show() -> None:
    """The whole page: one paper where the address names one, else the list."""
    show_banner(load_facts())
    paper_id = st.query_params.get("paper")
    if paper_id:
        show_paper(paper_id)
    else:
        _show_list()


show()
