"""Parts of the page Themes that all themes and one theme share: name, papers, and what a chart leaves out."""

import polars as pl

from dashboard.markup import Markup
from dashboard.rows import Row
from dashboard.ui import shell
from dashboard.ui.elements import dot, link
from dashboard.ui.links import papers_link, theme_link
from dashboard.wording import format as fmt


def name_html(row: Row) -> Markup:
    """A theme by its dot and name, as a link to its page."""
    return dot(shell.palette().line(row["color"])) + link(
        theme_link(row["theme_id"]), row["label"].replace(" ·", "\u00a0·")
    )


def papers_html(row: Row) -> Markup:
    """How many papers it has, as a link to them."""
    return link(papers_link(theme=row["theme_id"]), fmt.count(row["papers"]))


def said_left_out(left_out: pl.DataFrame, grain: str) -> str:
    """`Not drawn: 212 papers of Apr 2025, which is incomplete or a gap.`; nothing where nothing is left out."""
    papers = int(left_out["total"].sum())
    if not papers:
        return ""
    first = fmt.period(left_out["period_start"].sort()[0], grain)
    if left_out.height == 1:
        return f"Not drawn: {fmt.papers(papers)} of {first}, which is incomplete or a gap."
    return (
        f"Not drawn: {fmt.papers(papers)} of the {fmt.count(left_out.height)} {grain}s from {first} on, "
        "which are incomplete or gaps."
    )
