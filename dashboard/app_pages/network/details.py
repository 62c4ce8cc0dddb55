"""What stands below the drawing of the page Network: the term or pair that is looked at, the pairs in words, the
colours."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from dashboard.app_pages.network.view import Network
from dashboard.markup import Markup, html
from dashboard.queries import network, terms
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_heading, show_html
from dashboard.ui.elements import dot, grid, link, note, paper_list, theme_html
from dashboard.ui.html_table import Column
from dashboard.ui.links import page_link, papers_link, terms_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

ROWS = 10


def here(**changed: object) -> str:
    """This very page with another term or pair looked at."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in ("open", "one", "two")}
    return page_link("network", **kept | changed)


def pair_html(row: Row) -> Markup:
    """A pair as a link to its papers."""
    text = f"{row['term_a']}\u00a0{fmt.DASH} {row['term_b']}"
    return link(here(one=row["term_a"], two=row["term_b"]), text)


def _pair_columns(name: Callable[[Row], str]) -> list[Column]:
    dated = [Column("first together", lambda row: fmt.month(row["first_seen"]), number=True)]
    return [
        Column("pair", name),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True, hint="papers that hold both"),
        Column("tie", lambda row: f"{row['npmi']:.2f}", number=True, hint="NPMI: 0 for chance, 1 if never apart"),
        *dated,
    ]


def show_pairs(drawn: Network) -> None:
    """The pairs of the network in words: those that newly come together, and the closest."""
    fresh = drawn.pairs.filter("is_new").sort("papers", "npmi", descending=True, maintain_order=True)
    blocks = [("Newly coming together", fresh), ("Closest", drawn.pairs)]
    parts = [
        html(
            "<section><h2>{}</h2>{}</section>",
            title,
            html_table.table_html(read_rows(rows.head(ROWS)), _pair_columns(pair_html), caption=title),
        )
        for title, rows in blocks
        if rows.height
    ]
    show_html(grid(parts))


def show_colours(drawn: Network) -> None:
    """The themes behind the colours, those of most terms first; what is grey."""
    palette = shell.palette()
    themes = (
        drawn.terms.filter(pl.col("theme_id").is_not_null())
        .group_by("theme_id", "label", "color")
        .agg(terms=pl.len())
        .sort("terms", "theme_id", descending=[True, False])
    )
    coloured = themes.filter(pl.col("color").is_not_null())
    items = [theme_html(row["theme_id"], row["label"], palette.line(row["color"])) for row in read_rows(coloured)]
    if others := themes.height - coloured.height:
        items.append(
            html('<span class="pt-nowrap">{}{}</span>', dot(palette.context), fmt.counted(others, "other theme"))
        )
    show_heading("Themes by colour", "Pointing at a term names its theme.")
    show_html(html('<div class="pt-facts">{}</div>', items))


def show_term(drawn: Network, term_id: int, name: str) -> None:
    """The term that is looked at: what is known of it, and what it comes together with here."""
    verdict = read_rows(fetch(terms.term_verdicts([term_id])))
    reason = fmt.keep_units(fmt.sentence(verdict[0]["reason"] or "")) if verdict else ""
    links = [
        link(terms_link([name]), "Over time"),
        *([link(papers_link(term=name), fmt.papers(verdict[0]["papers"]))] if verdict else []),
        link(page_link("network", around=name), "The network around it"),
    ]
    show_heading(name, Markup(" · ").join(links) + (html("<br>{}", reason) if reason else ""))

    def other(row: Row) -> Markup:
        partner = row["term_b"] if row["term_id_a"] == term_id else row["term_a"]
        return link(here(one=name, two=partner), partner)

    mine = drawn.pairs.filter((pl.col("term_id_a") == term_id) | (pl.col("term_id_b") == term_id))
    if mine.height:
        columns = _pair_columns(other)
        columns[0] = Column("comes together with", other)
        show_html(html_table.table_html(read_rows(mine.head(ROWS)), columns, caption=f"Partners of {name}"))


def show_pair(one: tuple[int, str], two: tuple[int, str]) -> None:
    """The papers that hold both terms."""
    rows = read_rows(fetch(network.papers_of_pair(one[0], two[0])))
    found = rows[0]["found"] if rows else 0
    show_heading(
        f"{fmt.papers(found)} with {one[1]} and {two[1]}",
        html("Those with both in the title first. {}", link(terms_link([one[1], two[1]]), "Both over time")),
    )
    marks = {2: "both in the title · ", 1: "one in the title · ", 0: ""}
    more = note(f"The first {len(rows)} of {fmt.count(found)}.") if found > len(rows) else Markup()
    show_html(
        paper_list(
            (row["paper_id"], row["title"], marks[row["in_title"]] + fmt.day(row["published_on"])) for row in rows
        ),
        more,
    )
