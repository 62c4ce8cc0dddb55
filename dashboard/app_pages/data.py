"""The page Data: what came in, what was refused and why, how sure the dates are, what was merged, which checks held."""

from pathlib import Path

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import look, panels, tables
from dashboard.charts.coverage import HEIGHT, coverage_bars
from dashboard.facts import Facts, load_facts, show_banner
from dashboard.links import page_link, paper_link, sql_link, terms_link
from dashboard.queries import data
from dashboard.served import fetch
from dashboard.tables import Column, Row

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
VARIANT_RULES = {
    "case": "capitals",
    "plural": "plural",
    "hyphen": "hyphen or space",
    "spelling": "spelling",
    "acronym": "acronym",
    "curated": "your thesaurus",
}


def _answer(facts: Facts, intake: Row, checks: pl.DataFrame) -> None:
    """The whole page in one sentence."""
    refused = (
        "nothing was refused"
        if intake["rejected"] == 0
        else f'<a href="#refused">{fmt.count(intake["rejected"])} piece{"" if intake["rejected"] == 1 else "s"} refused</a>'
    )
    undated = facts.papers - facts.dated_papers
    dated = (
        "all dated" if undated == 0 else "none dated" if facts.dated_papers == 0 else f"{fmt.count(undated)} undated"
    )
    failed = checks.filter(~pl.col("passed")).height
    held = f"all {checks.height} checks held" if failed == 0 else f"{failed} of {checks.height} checks failed"
    panels.show_html(
        f'<h1 class="pt-answer">{fmt.count(intake["files"])} file{"" if intake["files"] == 1 else "s"}, '
        f"{fmt.count(intake['parsed'])} records, {fmt.papers(facts.papers)}, {dated}; {refused}; {held}.</h1>"
    )


def _bar(part: float) -> str:
    return f'<span class="pt-bar" style="width:{100 * part:.1f}%"></span>'


def _show_dates(facts: Facts) -> None:
    rows = fetch(data.dates_by_source()).to_dicts()
    widest = max(row["papers"] for row in rows)
    columns = [
        Column("date", lambda row: fmt.escape(DATE_SOURCES[row["date_source"]])),
        Column("exact to the", lambda row: "–" if row["date_precision"] == "none" else row["date_precision"]),
        Column("", lambda row: _bar(row["papers"] / widest)),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("share", lambda row: fmt.share(row["papers"] / facts.papers), number=True),
    ]
    body = tables.table_html(rows, columns, caption="Papers by source and precision of their date")
    disagreeing = fetch(data.date_disagreements()).row(0, named=True)
    note = ""
    if disagreeing["stated_twice"]:
        note = (
            f'<p class="pt-note">Of {fmt.count(disagreeing["stated_twice"])} papers with several stated dates, '
            f"{fmt.count(disagreeing['disagreeing'])} have records that disagree on the month; the earliest counts.</p>"
        )
    others = fetch(data.languages()).filter(pl.col("language") != "en").to_dicts()
    if others:
        named = fmt.listing([f"{fmt.escape(row['language'])} ({fmt.count(row['papers'])})" for row in others[:6]])
        note += f'<p class="pt-note">Not in English, so in no term, theme or share: {named}.</p>'
    panels.show_heading("How sure the dates are")
    panels.show_html(body + note)


def _show_coverage(facts: Facts) -> None:
    panels.show_heading(
        "Coverage",
        "Dated papers by period. Hollow: a period that collection covers only in part. Shaded: a gap in collection, not a fall.",
    )
    if not facts.has_time:
        panels.show_html(
            '<p class="pt-note">No paper is dated, so there is no coverage over time to show.</p>'
            if facts.dated_papers == 0
            else '<p class="pt-note">All dated papers fall into one period.</p>'
        )
        return
    grain = st.segmented_control(
        "By",
        ["week", "month", "quarter", "year"],
        default=facts.grain,
        key="grain",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    query = data.coverage(grain)
    periods = fetch(query)
    panels.show_chart(
        lambda paper: coverage_bars(periods, look.PRINT if paper else look.palette(), grain=grain),
        key="coverage",
        alt_text=f"Dated papers by {grain}",
        height=HEIGHT + 40,
        data=periods,
        queries=[query],
    )


def _show_sources() -> None:
    rows = fetch(data.sources_by_format()).to_dicts()
    panels.show_heading("What came in", "By format; the files taken in last below.")
    panels.show_html(
        tables.table_html(
            rows,
            [
                Column("format", lambda row: fmt.escape(row["format"])),
                Column("files", lambda row: fmt.count(row["files"]), number=True),
                Column("without a day", lambda row: fmt.count(row["undated_files"]), number=True),
                Column("pieces found", lambda row: fmt.count(row["found"]), number=True),
                Column("records", lambda row: fmt.count(row["parsed"]), number=True),
                Column("refused", lambda row: fmt.count(row["rejected"]), number=True),
            ],
            caption="Files by format",
        )
    )
    files = fetch(data.newest_sources(500)).to_dicts()
    with st.expander(f"Files ({fmt.count(len(files))}{', the last taken in' if len(files) == 500 else ''})"):
        panels.show_html(
            '<div class="pt-scroll">'
            + tables.table_html(
                files,
                [
                    Column(
                        "file",
                        lambda row: (
                            f'<span title="{fmt.escape(row["path"])}">{fmt.escape(Path(row["path"]).name)}</span>'
                        ),
                    ),
                    Column("day", lambda row: fmt.day(row["captured_on"]), number=True),
                    Column("records", lambda row: fmt.count(row["parsed"]), number=True),
                    Column("refused", lambda row: fmt.count(row["rejected"]), number=True),
                    Column(
                        "taken in", lambda row: f"{fmt.day(row['ingested_at'])} {row['ingested_at']:%H:%M}", number=True
                    ),
                ],
                caption="Files, the last taken in first",
            )
            + "</div>"
        )


def _show_refused(intake: Row) -> None:
    panels.show_html('<span id="refused"></span>')
    panels.show_heading("What was refused, and why")
    if intake["rejected"] == 0:
        panels.show_html('<p class="pt-note">Nothing: every piece of every file became a record.</p>')
        return
    reasons = fetch(data.rejects_by_reason()).to_dicts()
    panels.show_html(
        tables.table_html(
            reasons[:12],
            [
                Column("reason", lambda row: fmt.escape(row["reason"])),
                Column("pieces", lambda row: fmt.count(row["pieces"]), number=True),
                Column("files", lambda row: fmt.count(row["files"]), number=True),
            ],
            caption="Reasons of refusals",
        )
    )
    query = data.rejected_pieces(1000)
    pieces = fetch(query)
    with st.expander(f"Pieces ({fmt.count(intake['rejected'])})"):
        panels.show_html(
            '<div class="pt-scroll">'
            + tables.table_html(
                pieces.head(100).to_dicts(),
                [
                    Column(
                        "file",
                        lambda row: (
                            f'<span title="{fmt.escape(row["path"])}">{fmt.escape(Path(row["path"]).name)}</span>'
                        ),
                    ),
                    Column(
                        "line or row",
                        lambda row: fmt.count(row["position"]) if row["position"] else "whole file",
                        number=True,
                    ),
                    Column("reason", lambda row: fmt.escape(row["reason"])),
                    Column("begins with", lambda row: f"<small>{fmt.escape(row['excerpt'])}</small>"),
                ],
                caption="Refused pieces",
            )
            + "</div>"
        )
    panels.show_source("refused", data=pieces, queries=[query])


def _show_paper_merges() -> None:
    rules = {row["merged_by"]: row for row in fetch(data.merges_by_rule()).to_dicts()}
    founded = rules.pop(None, {"records": 0})["records"]
    merged = sum(row["records"] for row in rules.values())
    panels.show_heading(
        "Records that are one paper",
        f"{fmt.count(founded)} records founded a paper; {fmt.count(merged)} more named one that was known.",
    )
    if not merged:
        return
    panels.show_html(
        tables.table_html(
            rules.values(),
            [
                Column("merged because of", lambda row: fmt.escape(MERGE_RULES[row["merged_by"]])),
                Column("records", lambda row: fmt.count(row["records"]), number=True),
                Column("papers", lambda row: fmt.count(row["papers"]), number=True),
            ],
            caption="Merged records by rule",
        )
    )
    query = data.most_sighted(200)
    papers = fetch(query)
    with st.expander("Papers named most often"):
        panels.show_html(
            tables.table_html(
                papers.head(25).to_dicts(),
                [
                    Column("paper", lambda row: tables.link(paper_link(row["paper_id"]), row["title"])),
                    Column("records", lambda row: fmt.count(row["sightings"]), number=True),
                    Column("listed", lambda row: fmt.span(row["first_day"], row["last_day"]), number=True),
                    Column("because of", lambda row: fmt.escape(", ".join(MERGE_RULES[rule] for rule in row["rules"]))),
                ],
                caption="Papers that several records name",
            )
        )


def _show_term_merges() -> None:
    panels.show_heading(
        "Forms that are one term",
        "Merged forms by rule, with those that move most papers. To merge, keep apart, rename or block: edit "
        "<code>pipelines/curation/thesaurus.yaml</code> and run again.",
    )

    def examples(row: Row) -> str:
        return ", ".join(
            f"{fmt.escape(one['variant'])}&nbsp;→ {tables.link(terms_link([one['term']]), one['term'])}"
            for one in row["examples"]
        )

    panels.show_html(
        tables.table_html(
            fetch(data.variants_by_rule()).to_dicts(),
            [
                Column("rule", lambda row: VARIANT_RULES[row["rule"]]),
                Column("forms", lambda row: fmt.count(row["forms"]), number=True),
                Column("terms", lambda row: fmt.count(row["terms"]), number=True),
                Column("for example", examples),
            ],
            caption="Merged forms by rule",
        )
    )


def _show_checks(checks: pl.DataFrame) -> None:
    panels.show_heading(
        "Checks",
        "Each stood between this build and its publication. A check is a query that returns the rows that break it.",
    )
    failed = checks.filter(~pl.col("passed"))
    if not failed.is_empty():
        panels.show_html(tables.table_html(failed.to_dicts(), _check_columns(), caption="Checks that failed"))
    with st.expander(f"Checks that held ({checks.height - failed.height})"):
        panels.show_html(
            tables.table_html(checks.filter("passed").to_dicts(), _check_columns(), caption="Checks that held")
        )


def _check_columns() -> list[Column]:
    return [
        Column("check", lambda row: tables.link(sql_link(row["query"]), row["check_name"].replace("_", " "))),
        Column("table", lambda row: fmt.escape(row["table_name"])),
        Column("a failure", lambda row: "stops the publication" if row["blocking"] else "is reported"),
        Column("breaking rows", lambda row: fmt.count(row["failing_rows"]), number=True),
    ]


def _show_builds() -> None:
    panels.show_heading("Builds", "Each run that was published. Runs that failed stand in the Dagster UI.")
    panels.show_html(
        tables.table_html(
            fetch(data.builds(12)).to_dicts(),
            [
                Column("served", lambda row: f"{fmt.day(row['published_at'])} {row['published_at']:%H:%M} UTC"),
                Column("took", lambda row: f"{fmt.count(row['seconds'])}{fmt.THIN}s", number=True),
                Column("papers", lambda row: fmt.count(row["papers"]), number=True),
                Column("dated", lambda row: fmt.count(row["dated_papers"]), number=True),
                Column("analyser", lambda row: fmt.escape(row["analyser_version"]), number=True),
                Column("code", lambda row: f"<code>{fmt.escape(row['git_revision'][:10])}</code>", number=True),
            ],
            caption="Published builds, newest first",
        )
    )


def show() -> None:
    """The whole page."""
    facts = load_facts()
    show_banner(facts)
    intake = fetch(data.intake()).row(0, named=True)
    checks = fetch(data.checks())
    _answer(facts, intake, checks)
    left, right = st.columns(2, gap="large")
    with left:
        _show_coverage(facts)
        _show_sources()
        _show_refused(intake)
    with right:
        _show_dates(facts)
        _show_paper_merges()
        _show_term_merges()
    _show_checks(checks)
    _show_builds()
    panels.show_html(
        f'<p class="pt-note">Every table and column is described on the page {tables.link(page_link("sql"), "SQL")}.</p>'
    )


show()
