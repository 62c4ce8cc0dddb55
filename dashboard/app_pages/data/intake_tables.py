"""What came in, as tables of the page Data: files, refusals, dates, merged records, gaps. No streamlit, no SQL."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from dashboard.markup import Markup, html, list_html
from dashboard.rows import Row
from dashboard.ui.elements import bar, link
from dashboard.ui.html_table import Column, table_html
from dashboard.ui.links import paper_link, papers_link
from dashboard.wording import format as fmt

DATE_SOURCES = {
    "given": "stated by a record",
    "arxiv_id": "the month in the arXiv id",
    "matched": "matched to a dated record of another source",
    "listing": "the day of the digest that listed it",
    "none": "undated: counted, never plotted",
}


MERGE_RULES = {
    "id": "same identifier",
    "doi": "same DOI",
    "title": "same title, and an abstract, author or year that agrees",
    "near_duplicate": "nearly the same abstract",
}


def formats_table(rows: Iterable[Row]) -> Markup:
    """Files by format; rows of `queries.data.sources_by_format`."""
    columns = [
        Column("format", lambda row: row["format"]),
        Column("files", lambda row: fmt.count(row["files"]), number=True),
        Column("without a day", lambda row: fmt.count(row["undated_files"]), number=True),
        Column("pieces", lambda row: fmt.count(row["found"]), number=True, hint="what looked like a record"),
        Column("records", lambda row: fmt.count(row["parsed"]), number=True),
        Column("refused", lambda row: fmt.count(row["rejected"]), number=True),
    ]
    return table_html(rows, columns, caption="Files by format")


def files_table(rows: Iterable[Row]) -> Markup:
    """Files one by one; rows of `queries.data.newest_sources`."""
    columns = [
        Column("file", _file),
        Column("day", lambda row: fmt.day(row["captured_on"]), number=True),
        Column("records", lambda row: fmt.count(row["parsed"]), number=True),
        Column("refused", lambda row: fmt.count(row["rejected"]), number=True),
        Column("taken in, UTC", lambda row: fmt.moment(row["ingested_at"]), number=True),
    ]
    return _scroll(table_html(rows, columns, caption="Files, the last taken in first"))


def reasons_table(rows: Iterable[Row]) -> Markup:
    """Why pieces were refused; rows of `queries.data.rejects_by_reason`."""
    columns = [
        Column("reason", lambda row: row["reason"]),
        Column("pieces", lambda row: fmt.count(row["pieces"]), number=True),
        Column("files", lambda row: fmt.count(row["files"]), number=True),
    ]
    return table_html(rows, columns, caption="Reasons of refusals")


def refused_table(rows: Iterable[Row]) -> Markup:
    """Refused pieces one by one; rows of `queries.data.rejected_pieces`."""
    columns = [
        Column("file", _file),
        Column("line or row", lambda row: fmt.count(row["position"]) if row["position"] else "whole file", number=True),
        Column("reason", lambda row: row["reason"]),
        Column("begins with", lambda row: html("<small>{}</small>", row["excerpt"])),
    ]
    return _scroll(table_html(rows, columns, caption="Refused pieces"))


def dates_table(rows: Sequence[Row], papers: int) -> Markup:
    """How papers are dated; rows of `queries.data.dates_by_source`, `papers` in all."""
    widest = max((row["papers"] for row in rows), default=1)
    columns = [
        Column("date", lambda row: DATE_SOURCES[row["date_source"]]),
        Column("exact to the", lambda row: fmt.NONE if row["date_precision"] == "none" else row["date_precision"]),
        Column("", lambda row: bar(row["papers"] / widest)),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("share", lambda row: fmt.share(row["papers"] / papers), number=True),
    ]
    return table_html(rows, columns, caption="Papers by source and precision of their date")


def merges_table(rows: Iterable[Row]) -> Markup:
    """Records that were merged into papers, by rule; rows of `queries.data.merges_by_rule`."""
    columns = [
        Column("merged because of", lambda row: MERGE_RULES[row["merged_by"]]),
        Column("records", lambda row: fmt.count(row["records"]), number=True),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
    ]
    return table_html(rows, columns, caption="Merged records by rule")


def sighted_table(rows: Iterable[Row]) -> Markup:
    """Papers that several records name; rows of `queries.data.most_sighted`."""
    columns = [
        Column("paper", lambda row: link(paper_link(row["paper_id"]), row["title"])),
        Column("records", lambda row: fmt.count(row["sightings"]), number=True),
        Column("listed", lambda row: fmt.span(row["first_day"], row["last_day"]), number=True),
        Column("because of", lambda row: "; ".join(MERGE_RULES[rule] for rule in row["rules"])),
    ]
    return _scroll(table_html(rows, columns, caption="Papers that several records name"))


def categories_table(rows: Iterable[Row], caption: str) -> Markup:
    """Categories with what is to be said of their collection; rows of `queries.build.left_out` or `shifted`."""
    columns = [
        Column("category", lambda row: row["category"] or "none stated"),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("", lambda row: row["reason"]),
    ]
    return table_html(rows, columns, caption=f"{caption}, most papers first")


def gaps_html(gaps: Sequence[Row], grain: str) -> Markup:
    """Gaps in collection in words, each a link where its papers can be listed; rows with period_start and papers."""
    named = [
        html("{} ({})", _period(row, grain), fmt.papers(row["papers"]) if row["papers"] else "none") for row in gaps[:6]
    ]
    if len(gaps) <= 6:
        return list_html(named)
    return html("{} and {} more", Markup(", ").join(named), fmt.count(len(gaps) - 6))


def _period(row: Row, grain: str) -> str:
    words = fmt.period(row["period_start"], grain)
    linked = grain == "month" and row["papers"]
    return link(papers_link(month=row["period_start"]), words) if linked else words


def _file(row: Row) -> Markup:
    return html('<span title="{}">{}</span>', row["path"], PurePath(row["path"]).name)


def _scroll(body: Markup) -> Markup:
    # Focusable, so that it can be scrolled by keyboard.
    return html('<div class="pt-scroll" tabindex="0">{}</div>', body)
