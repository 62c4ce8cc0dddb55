"""What stands around the chart of the page Compare: what a reader must know of the slices, the table, and a term's
papers."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from dashboard.app_pages.compare.slice_controls import Chosen
from dashboard.markup import Markup, html
from dashboard.queries import compare
from dashboard.queries.build_info import BuildInfo
from dashboard.queries.fragments.slices import Slice
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.elements import grid, link, mentioning_papers, note
from dashboard.ui.html_table import Column
from dashboard.ui.links import papers_link, terms_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.find_term import find_term
from dashboard.wording import format as fmt

TINY = 30
"""Papers below which a slice is too small for its shares to be trusted."""


def say_sizes(build: BuildInfo, chosen: list[Chosen], sizes: Row) -> list[str]:
    """What a reader must know before believing the comparison: what is missing, empty, tiny, overlapping, left out."""
    said = [sentence for one in chosen for sentence in one.missing]
    counts = (sizes["papers_a"], sizes["papers_b"])
    for one, papers in zip(chosen, counts, strict=True):
        if papers == 0:
            said.append(f"No paper is in the slice “{one.name}”.")
        elif papers < TINY:
            said.append(f"Only {fmt.papers(papers)} in “{one.name}”: differences are not to be trusted.")
    both = sizes["papers_both"]
    if both and counts[0] == counts[1] == both:
        said.append("Both slices are the same papers, so nothing tells them apart.")
    elif both:
        said.append(f"The slices overlap: {fmt.papers(both)} are in both and count in each.")
    undated = build.english_papers - build.year_papers
    if undated and any(one.slice.first or one.slice.last for one in chosen):
        said.append(f"{fmt.papers(undated).capitalize()} without a date can be in no period.")
    return said


def show_table(shown: pl.DataFrame, names: tuple[str, str], open_link: Callable[[str], str]) -> None:
    """The terms of the chart with their counts; a term leads to its papers below."""

    def papers(share: float, papers: int) -> Markup:
        return html('{}<br><small class="pt-faint">{}</small>', fmt.share(share), fmt.count(papers))

    def term(row: Row) -> Markup:
        also = row["stands_for"]
        with_it = html('<br><small class="pt-faint">also {}</small>', ", ".join(also)) if also else ""
        return link(open_link(row["term"]), row["term"]) + with_it

    columns = [
        Column("term", term),
        Column("z", lambda row: f"{row['z']:+.1f}".replace("-", fmt.MINUS), number=True),
        Column(
            "first slice",
            lambda row: papers(row["share_a"], row["papers_a"]),
            number=True,
            hint=f"{names[0]}: share of papers, and papers",
        ),
        Column(
            "second slice",
            lambda row: papers(row["share_b"], row["papers_b"]),
            number=True,
            hint=f"{names[1]}: share of papers, and papers",
        ),
    ]
    parts = []
    for name, rows in ((names[0], shown.filter(pl.col("z") > 0)), (names[1], shown.filter(pl.col("z") < 0).reverse())):
        title = f"More in {name}"
        body = html_table.table_html(read_rows(rows), columns, caption=title) if rows.height else note("No term.")
        parts.append(html("<section><h2>{}</h2>{}</section>", title, body))
    show_html(grid(parts))


def show_papers(a: Chosen, b: Chosen) -> None:
    """The papers of the term that was opened, in each slice."""
    show_html(html('<span id="opened"></span>'))
    form = st.query_params.get("open")
    if not form:
        return
    asked = find_term(form)
    if asked.term_id is None:
        show_note(f"{asked.name} is no indexed term, so it has no papers to show here.")
        return
    show_heading(
        f"Papers that mention {asked.name}",
        html(
            "Those with it in the title first. {} · {}",
            link(terms_link([asked.name]), "Over time"),
            link(papers_link(term=asked.name), "all its papers"),
        ),
    )
    for side, one, column in zip("ab", (a, b), st.columns(2, gap="large"), strict=True):
        rows = read_rows(fetch(compare.papers_in_slice(a.slice, b.slice, side, asked.term_id)))
        with column:
            _show_list(one, asked.name, rows)


def _show_list(one: Chosen, term: str, rows: list[Row]) -> None:
    found = rows[0]["found"] if rows else 0
    papers = mentioning_papers(rows)
    more = Markup()
    if found > len(rows):
        # The Papers page knows themes, but no spans of time, categories or sources.
        exact = not one.slice.rest and one.slice == Slice(theme=one.slice.theme)
        more = (
            html("<p>{}</p>", link(papers_link(term=term, theme=one.slice.theme), f"all {fmt.count(found)}"))
            if exact
            else note(f"The first {len(rows)} of {fmt.count(found)}.")
        )
    show_html(html('<h3 class="pt-head">{} in {}</h3>', fmt.papers(found), one.name), papers, more)
