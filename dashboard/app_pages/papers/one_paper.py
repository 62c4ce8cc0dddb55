"""One paper on the page Papers: its abstract with the terms marked, keywords, themes, links, similar papers, its
records."""

import streamlit as st

from dashboard.app_pages.papers.highlights import mark_forms
from dashboard.app_pages.papers.paper_html import date_html, date_text, outward
from dashboard.markup import Markup, html
from dashboard.queries import paper as questions
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_empty, show_heading, show_html, show_note
from dashboard.ui.elements import link, theme_html
from dashboard.ui.links import page_link, paper_link, terms_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

MERGE_RULES = {
    "id": "same identifier",
    "doi": "same DOI",
    "title": "same title",
    "near_duplicate": "nearly the same text",
    None: "founded the paper",
}


def show_paper(paper_id: str) -> None:
    """The whole page of a paper; says so where there is none by this id."""
    found = fetch(questions.one_paper(paper_id))
    show_note(link(page_link("papers"), "← All papers"))
    if found.is_empty():
        show_empty(
            "No such paper",
            html("The warehouse holds no paper by the id <code>{}</code>.", paper_id),
            html("It may have been merged into another. {}", link(page_link("papers"), "Search for it by its title.")),
        )
        return
    paper = read_rows(found)[0]
    keywords = read_rows(fetch(questions.paper_keywords(paper_id)))
    left, right = st.columns([7, 4], gap="large")
    with left:
        _show_text(paper, keywords)
        _show_sightings(paper_id)
    with right:
        _show_keywords(keywords, paper["language"])
        _show_themes(paper_id)
        _show_links(paper_id)
        _show_similar(paper_id)


def _show_text(paper: Row, keywords: list[Row]) -> None:
    forms = {row["keyword"]: [row["keyword"], *(row["forms"] or [])] for row in keywords}
    authors = fmt.listing(paper["authors"])
    details = [
        date_html(paper),
        paper["venue"] or "",
        ", ".join(paper["categories"]),
        outward(paper["url"], "page of the paper") if paper["url"] else "",
    ]
    show_html(
        html(
            '<h1 class="pt-answer">{}</h1>{}<div class="pt-facts">{}</div><p class="pt-abstract">{}</p>',
            paper["title"],
            html("<p>{}</p>", authors) if authors else "",
            (html("<span>{}</span>", fact) for fact in details if fact),
            mark_forms(paper["abstract"], forms),
        )
    )


def _show_keywords(keywords: list[Row], language: str) -> None:
    show_heading("Keywords", "The most telling first; marked in the abstract." if keywords else "")
    if not keywords:
        why = (
            "None: no term of the text stands out."
            if language == "en"
            else html("None: keywords are made from English abstracts; this one is in <code>{}</code>.", language)
        )
        show_note(why)
        return
    show_html(*map(keyword_html, keywords))


def keyword_html(row: Row) -> Markup:
    """A keyword as a chip, which leads to its line over time where it is an indexed term."""
    if row["papers"] is None:
        word = row["keyword"]
        return html('<span class="pt-chip pt-faint" title="in too few papers to be indexed">{}</span>', word)
    hint = f"in {fmt.papers(row['papers'])}"
    return link(terms_link([row["keyword"]]), row["keyword"], kind="pt-chip", hint=hint)


def _show_themes(paper_id: str) -> None:
    rows = read_rows(fetch(questions.paper_themes(paper_id)))
    if not rows:
        return
    palette = shell.palette()
    show_heading("Themes")
    items = [
        html(
            '<li>{}<small title="part of the paper that the theme accounts for">{}</small></li>',
            theme_html(row["theme_id"], row["label"], palette.line(row["color"])),
            fmt.share(row["weight"]),
        )
        for row in rows[:4]
    ]
    show_html(html('<ul class="pt-papers">{}</ul>', items))


def _show_links(paper_id: str) -> None:
    rows = read_rows(fetch(questions.paper_links(paper_id)))
    if not rows:
        return
    show_heading("Links")
    items = [
        html(
            "<li><span>{}</span><small>{}</small></li>",
            outward(row["url"], row["repository"] or (row["url"] or "").split("://")[-1]),
            row["kind"],
        )
        for row in rows
    ]
    show_html(html('<ul class="pt-papers">{}</ul>', items))


def _show_similar(paper_id: str) -> None:
    rows = read_rows(fetch(questions.similar_papers(paper_id, 8)))
    if not rows:
        return
    show_heading("Similar papers", "Those that share its rarest keywords.")
    items = [
        html(
            '<li><span>{}<br><small class="pt-wrap">{}</small></span><small>{}</small></li>',
            link(paper_link(row["paper_id"]), row["title"]),
            ", ".join(row["shared"][:4]),
            fmt.month(row["published_on"]),
        )
        for row in rows
    ]
    show_html(html('<ul class="pt-papers">{}</ul>', items))


def _show_sightings(paper_id: str) -> None:
    rows = read_rows(fetch(questions.paper_sightings(paper_id)))
    show_heading("How it is known", html("The records that name it; its identity is <code>{}</code>.", paper_id))
    columns = [
        html_table.Column("file", lambda row: row["path"].rsplit("/", 1)[-1]),
        html_table.Column("line or row", lambda row: fmt.count(row["position"]), number=True),
        html_table.Column("states", stated, number=True),
        html_table.Column("listed", lambda row: fmt.day(row["listed_on"]), number=True),
        html_table.Column("merged because of", lambda row: MERGE_RULES[row["merged_by"]]),
    ]
    show_html(html_table.table_html(rows, columns, caption="Records that name the paper"))


def stated(row: Row) -> str:
    """The date that a record states."""
    return "no date" if row["stated_on"] is None else date_text(row["stated_on"], row["stated_precision"])
