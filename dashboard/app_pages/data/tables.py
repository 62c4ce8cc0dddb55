"""The tables of the page Data as HTML: files, dates, refusals, merges, checks, builds. No streamlit, no SQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath

from dashboard.ui import format as fmt
from dashboard.ui.elements import bar, link
from dashboard.ui.html_table import Column, Row, table_html
from dashboard.ui.links import page_link, paper_link, papers_link, sql_link, terms_link
from dashboard.ui.markup import Markup, html, list_html
from dashboard.ui.variant_rules import VARIANT_RULES
from dashboard.warehouse_access.dagster_client import Run

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
        Column("taken in, UTC", lambda row: _moment(row["ingested_at"]), number=True),
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


def forms_table(rows: Iterable[Row]) -> Markup:
    """Forms that were merged into terms, by rule; rows of `queries.data.variants_by_rule`."""

    def examples(row: Row) -> Markup:
        return Markup(", ").join(
            html("{}&nbsp;→ {}", one["variant"], link(terms_link([one["term"]]), one["term"]))
            for one in row["examples"]
        )

    columns = [
        Column("rule", lambda row: VARIANT_RULES[row["rule"]]),
        Column("forms", lambda row: fmt.count(row["forms"]), number=True),
        Column("terms", lambda row: fmt.count(row["terms"]), number=True),
        Column("those that move most papers", examples),
    ]
    return table_html(rows, columns, caption="Merged forms by rule")


def merged_terms_table(rows: Iterable[Row]) -> Markup:
    """The largest merges, each term a link to all its forms; rows of `queries.merges.merged_terms`."""

    def forms(row: Row) -> Markup:
        shown = [
            html(
                '<span title="{}">{} <small class="pt-faint">{}</small></span>',
                VARIANT_RULES[form["rule"]],
                form["variant"],
                fmt.count(form["papers"]),
            )
            for form in row["forms"][:4]
        ]
        more = len(row["forms"]) - len(shown)
        return Markup(", ").join(shown) + (html(' <small class="pt-faint">and {} more</small>', more) if more else "")

    columns = [
        Column("term", lambda row: link(page_link("data", merged=row["term"]), row["term"])),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("also counted as", forms, hint="forms that were merged into the term, with the papers that hold each"),
    ]
    return table_html(rows, columns, caption="Terms whose merges move most papers")


def runs_table(runs: Iterable[Run], address: str, now: datetime) -> Markup:
    """Runs as Dagster tells them, each a link to its page there."""

    def page(run: Run) -> Markup:
        href = f"{address}/runs/{run.run_id}"
        return html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', href, run.run_id[:8])

    columns = [
        Column("run", page),
        Column("state", lambda run: run.status.lower().replace("_", " ")),
        Column("asked for", lambda run: fmt.ago(run.created, now) if run.created else fmt.NONE, number=True),
        Column("took", _took, number=True),
        Column("steps", lambda run: f"{run.done} of {run.steps}" if run.steps else fmt.NONE, number=True),
    ]
    return table_html(runs, columns, caption="The last runs, newest first")


def _took(run: Run) -> str:
    if run.started is None or run.ended is None:
        return fmt.NONE
    return f"{fmt.count((run.ended - run.started).total_seconds())}{fmt.THIN}s"


def checks_table(rows: Iterable[Row], *, caption: str) -> Markup:
    """Checks; rows of `queries.data.checks`."""
    columns = [
        Column("check", lambda row: link(sql_link(row["query"]), row["check_name"].replace("_", " "))),
        Column("table", lambda row: html("<code>{}</code>", row["table_name"])),
        Column("where it breaks", lambda row: "nothing is published" if row["blocking"] else "a warning"),
        Column("breaking rows", lambda row: link(sql_link(row["query"]), fmt.count(row["failing_rows"])), number=True),
    ]
    return table_html(rows, columns, caption=caption)


def builds_table(rows: Iterable[Row]) -> Markup:
    """Published builds; rows of `queries.data.builds`."""
    columns = [
        Column("served, UTC", lambda row: _moment(row["published_at"])),
        Column("took", lambda row: f"{fmt.count(row['seconds'])}{fmt.THIN}s", number=True),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("dated", lambda row: fmt.count(row["dated_papers"]), number=True),
        Column("analyser", lambda row: row["analyser_version"], number=True),
        Column("code", lambda row: html("<code>{}</code>", row["git_revision"][:10]), number=True),
    ]
    return table_html(rows, columns, caption="Published builds, newest first")


def left_out_table(rows: Iterable[Row]) -> Markup:
    """Categories that verdicts leave out; rows of `queries.build.left_out`."""
    columns = [
        Column("category", lambda row: row["category"] or "none stated"),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("", lambda row: row["reason"]),
    ]
    return table_html(rows, columns, caption="Categories that verdicts leave out, most papers first")


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


def _moment(when: datetime) -> str:
    return f"{fmt.day(when)} {when:%H:%M}"


def _scroll(body: Markup) -> Markup:
    # Focusable, so that it can be scrolled by keyboard.
    return html('<div class="pt-scroll" tabindex="0">{}</div>', body)
