"""What a reader of the page Papers asks for: search, filters, page of the list; kept in the address."""

from datetime import date, datetime

import streamlit as st

from dashboard.markup import html
from dashboard.queries import papers as questions
from dashboard.queries import terms
from dashboard.queries.papers import Filters
from dashboard.query_language.paper_search import parse_search
from dashboard.rows import Row, read_rows
from dashboard.ui.controls import select_in_url
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

DATINGS = ["dated", "undated"]


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


def ask_filters() -> tuple[Filters, list[str], list[str]]:
    """What the reader asks for; what is to be said about it (HTML); patterns of what to mark in the texts."""
    typed = st.text_input(
        "Search",
        key="q",
        bind="query-params",
        placeholder='Words of title or abstract; "quotes" for a phrase',
        label_visibility="collapsed",
    )
    themes = {str(row["theme_id"]): row["label"] for row in read_rows(fetch(questions.theme_names()))}
    months = {f"{row['month']:%Y-%m}": row for row in read_rows(fetch(questions.months_with_papers()))}
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
    known = read_rows(fetch(terms.known_forms([term]))) if term else []
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


def keep_saying(filters: Filters, said: list[str]) -> list[str]:
    """What was said of an address stays until something else is asked for, though the address has been put right."""
    kept_for, kept = st.session_state.get("papers_said", (None, []))
    if said or kept_for != filters:
        st.session_state["papers_said"] = (filters, said)
        return said
    return kept


def ask_page(filters: Filters) -> int:
    """The page that the address names, from 1; the first as soon as something else is asked for."""
    given = st.query_params.get("page")
    filters_before, given_before = st.session_state.get("papers_page", (filters, given))
    if filters != filters_before and given == given_before:
        st.query_params.pop("page", None)
        given = None
    st.session_state["papers_page"] = (filters, given)
    return max(1, int(given)) if given and given.isdecimal() and len(given) < 8 else 1
