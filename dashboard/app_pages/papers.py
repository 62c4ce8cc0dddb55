"""The page Papers: search and filter the papers, take the list away, open one with all that is known of it."""

import re
from datetime import date, datetime

import streamlit as st

from dashboard import citations, exports, look, panels, tables
from dashboard import format as fmt
from dashboard.controls import select_in_url
from dashboard.facts import load_facts, show_banner
from dashboard.links import page_link, paper_link, papers_link, terms_link, theme_link
from dashboard.marking import mark_forms
from dashboard.queries import papers as questions
from dashboard.queries import terms
from dashboard.queries.papers import Filters
from dashboard.search import parse_search
from dashboard.served import fetch
from dashboard.tables import Row

PAGE = 20
MOST_EXPORTED = 2000

DATE_WORDS = {
    "given": "",
    "arxiv_id": "by its arXiv id",
    "matched": "by a matching record",
    "listing": "day listed",
    "none": "",
}


def _date_html(row: Row) -> str:
    """The date as exactly as it is known, and how."""
    on, precision = row["published_on"], row["date_precision"]
    if on is None:
        return '<span class="pt-faint">undated</span>'
    words = fmt.day(on) if precision == "day" else fmt.month(on) if precision == "month" else f"{on:%Y}"
    how = DATE_WORDS[row["date_source"]]
    return f'{words} <span class="pt-faint">· {how}</span>' if how else words


def _chips(keywords: list[str]) -> str:
    return "".join(tables.link(papers_link(term=keyword), keyword, kind="pt-chip") for keyword in keywords)


def _outward(url: str, text: str) -> str:
    """A link that leaves the dashboard; only to the web."""
    if not re.match(r"https?://", url or ""):
        return fmt.escape(text)
    return f'<a href="{fmt.escape(url)}" target="_blank" rel="noopener noreferrer">{fmt.escape(text)}</a>'


# -- one paper ---------------------------------------------------------------------------------------------------------


def _show_paper(paper_id: str) -> None:
    found = fetch(questions.one_paper(paper_id))
    panels.show_html(f'<p class="pt-note">{tables.link(page_link("papers"), "← All papers")}</p>')
    if found.is_empty():
        panels.show_empty(
            "No such paper",
            f"The warehouse holds no paper by the id <code>{fmt.escape(paper_id)}</code>.",
            f"It may have been merged into another. {tables.link(page_link('papers'), 'Search for it by its title.')}",
        )
        return
    paper = found.row(0, named=True)
    keywords = fetch(questions.paper_keywords(paper_id)).to_dicts()
    forms = {row["keyword"]: [row["keyword"], *(row["forms"] or [])] for row in keywords}
    left, right = st.columns([7, 4], gap="large")
    with left:
        authors = fmt.listing([fmt.escape(author) for author in paper["authors"]]) if paper["authors"] else ""
        where = " · ".join(
            part
            for part in (
                _date_html(paper),
                fmt.escape(paper["venue"] or ""),
                fmt.escape(", ".join(paper["categories"])),
                _outward(paper["url"], "page of the paper") if paper["url"] else "",
            )
            if part
        )
        panels.show_html(
            f'<h1 class="pt-title">{fmt.escape(paper["title"])}</h1>'
            f"{f'<p>{authors}</p>' if authors else ''}<p class='pt-note'>{where}</p>"
            f'<p class="pt-abstract">{mark_forms(paper["abstract"], forms)}</p>'
        )
        _show_sightings(paper)
    with right:
        _show_keywords(keywords)
        _show_themes(paper_id)
        _show_links(paper_id)
        _show_similar(paper_id)


def _show_keywords(keywords: list[Row]) -> None:
    panels.show_heading("Keywords", "The most telling first; marked in the abstract.")
    if not keywords:
        panels.show_html('<p class="pt-note">None: keywords are made from English abstracts.</p>')
        return
    chips = []
    for row in keywords:
        if row["papers"] is None:
            chips.append(
                f'<span class="pt-chip pt-faint" title="in too few papers to be indexed">{fmt.escape(row["keyword"])}</span>'
            )
        else:
            chips.append(
                tables.link(
                    terms_link([row["keyword"]]), row["keyword"], kind="pt-chip", hint=f"in {fmt.papers(row['papers'])}"
                )
            )
    panels.show_html("".join(chips))


def _show_themes(paper_id: str) -> None:
    rows = fetch(questions.paper_themes(paper_id)).to_dicts()
    if not rows:
        return
    palette = look.palette()
    panels.show_heading("Themes")
    items = "".join(
        f'<li><span><span class="pt-dot" style="background:{palette.line(row["color"])}"></span>'
        f"{tables.link(theme_link(row['theme_id']), row['label'])}</span><small>{fmt.share(row['weight'])}</small></li>"
        for row in rows[:4]
    )
    panels.show_html(f'<ul class="pt-papers">{items}</ul>')


def _show_links(paper_id: str) -> None:
    rows = fetch(questions.paper_links(paper_id)).to_dicts()
    if not rows:
        return
    panels.show_heading("Links")
    items = "".join(
        f"<li><span>{_outward(row['url'], row['repository'] or row['url'].split('://')[-1])}</span><small>{row['kind']}</small></li>"
        for row in rows
    )
    panels.show_html(f'<ul class="pt-papers">{items}</ul>')


def _show_similar(paper_id: str) -> None:
    rows = fetch(questions.similar_papers(paper_id, 8)).to_dicts()
    if not rows:
        return
    panels.show_heading("Similar papers", "Those that share its rarest keywords.")
    items = "".join(
        f"<li><span>{tables.link(paper_link(row['paper_id']), row['title'])}<br>"
        f'<small class="pt-wrap">{fmt.escape(", ".join(row["shared"][:4]))}</small></span><small>{fmt.month(row["published_on"])}</small></li>'
        for row in rows
    )
    panels.show_html(f'<ul class="pt-papers">{items}</ul>')


def _show_sightings(paper: Row) -> None:
    rows = fetch(questions.paper_sightings(paper["paper_id"])).to_dicts()
    rules = {
        "id": "same identifier",
        "doi": "same DOI",
        "title": "same title",
        "near_duplicate": "nearly the same text",
    }
    columns = [
        tables.Column(
            "record", lambda row: f"{fmt.escape(row['path'].rsplit('/', 1)[-1])}, {fmt.count(row['position'])}"
        ),
        tables.Column("states", lambda row: _stated(row), number=True),
        tables.Column("listed", lambda row: fmt.day(row["listed_on"]), number=True),
        tables.Column("merged because of", lambda row: rules.get(row["merged_by"], "founded the paper")),
    ]
    panels.show_heading(
        "How it is known", f"Identity <code>{fmt.escape(paper['paper_id'])}</code>. File, and line or row in it."
    )
    panels.show_html(tables.table_html(rows, columns, caption="Records that name the paper"))


def _stated(row: Row) -> str:
    on, precision = row["stated_on"], row["stated_precision"]
    if on is None:
        return "no date"
    return fmt.day(on) if precision == "day" else fmt.month(on) if precision == "month" else f"{on:%Y}"


# -- the list ----------------------------------------------------------------------------------------------------------


def _month_of(text: str | None) -> date | None:
    """`2025-05` -> its first day; anything else is no month."""
    try:
        return datetime.strptime(text or "", "%Y-%m").date()
    except ValueError:
        return None


def _filters() -> tuple[Filters, str | None]:
    """What the reader asks for; the second is a term that nobody knows, to be said."""
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
    with st.container(horizontal=True, vertical_alignment="bottom"):
        term = st.text_input("Term", key="term", bind="query-params", placeholder="any", width=230)
        theme = select_in_url("Theme", list(themes), "theme", show=themes.__getitem__, width=260)
        month = (
            select_in_url("Month", list(months), "month", show=lambda key: fmt.month(months[key]["month"]), width=150)
            if months
            else None
        )
        category = (
            st.selectbox(
                "Category", categories, index=None, key="category", bind="query-params", placeholder="any", width=150
            )
            if categories
            else None
        )
        dating = st.selectbox(
            "Date", ["dated", "undated"], index=None, key="dating", bind="query-params", placeholder="any", width=130
        )
        code = st.toggle("Code linked", key="code", bind="query-params")
    known = fetch(terms.known_forms([term.strip()])).to_dicts() if term and term.strip() else []
    unknown = term.strip() if term and term.strip() and not known else None
    search = parse_search(typed or "")
    if unknown:
        search = parse_search(f'{typed or ""} "{unknown}"')
    return (
        Filters(
            search=search,
            term_id=known[0]["term_id"] if known else None,
            theme_id=int(theme) if theme else None,
            month=_month_of(month),
            category=category,
            dated=None if dating is None else dating == "dated",
            code=code,
        ),
        unknown,
    )


def _item(row: Row) -> str:
    code = f" · {_outward(row['code'], 'code')}" if row["code"] else ""
    theme = f" · {tables.link(theme_link(row['theme_id']), row['theme'])}" if row["theme"] else ""
    seen = f" · {row['sightings']} records" if row["sightings"] > 1 else ""
    return (
        f'<li class="pt-paper"><div class="pt-paper-title">{tables.link(paper_link(row["paper_id"]), row["title"])}</div>'
        f'<div class="pt-note">{_date_html(row)}{theme}{code}{seen}</div>'
        f'<div class="pt-paper-text">{fmt.escape(row["abstract"])}</div>{_chips(row["keywords"] or [])}</li>'
    )


def _show_list() -> None:
    filters, unknown = _filters()
    counted = fetch(questions.count_papers(filters)).row(0, named=True)
    total = counted["papers"]
    if unknown:
        panels.show_html(
            f'<p class="pt-note"><b>{fmt.escape(unknown)}</b> is no indexed term; papers with these very words are shown.</p>'
        )
    if total == 0:
        panels.show_empty(
            "No paper fits",
            "No paper holds all of these words and meets all of these conditions.",
            f"Leave out a word or a condition, or {tables.link(page_link('papers'), 'begin anew')}.",
        )
        return
    undated = total - counted["dated_papers"]
    notes = [
        f"{fmt.count(undated)} of them undated" if undated else "",
        f"{fmt.count(counted['with_code'])} with code" if counted["with_code"] else "",
    ]
    note = "; ".join(part for part in notes if part)
    pages = -(-total // PAGE)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        panels.show_html(f'<h1 class="pt-title">{fmt.papers(total)}</h1><span class="pt-note">{note}</span>')
        page = 1
        if pages > 1:
            page = st.number_input(
                f"Page, of {fmt.count(pages)}", 1, pages, 1, key="page", bind="query-params", width=160
            )
    rows = fetch(questions.list_papers(filters, PAGE, (page - 1) * PAGE)).to_dicts()
    panels.show_html(f'<ul class="pt-list">{"".join(map(_item, rows))}</ul>')
    everything = questions.list_papers(filters, MOST_EXPORTED)
    limit = f" (the first {fmt.count(MOST_EXPORTED)})" if total > MOST_EXPORTED else ""
    panels.show_html(f'<p class="pt-note">Take the list away{limit}:</p>')
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: exports.to_csv(fetch(everything)), "papers.csv", "text/csv", on_click="ignore"
        )
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


def show() -> None:
    """The whole page: one paper where the address names one, else the list."""
    show_banner(load_facts())
    paper_id = st.query_params.get("paper")
    if paper_id:
        _show_paper(paper_id)
    else:
        _show_list()


show()
