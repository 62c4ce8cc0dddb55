"""The page Data: what came in, what was refused and why, how sure the dates are, what was merged, which checks held."""

import polars as pl
import streamlit as st

from dashboard.app_pages.data.build_tables import builds_table, checks_table
from dashboard.app_pages.data.coverage_panel import show_coverage
from dashboard.app_pages.data.intake_tables import (
    dates_table,
    files_table,
    formats_table,
    merges_table,
    reasons_table,
    refused_table,
    sighted_table,
)
from dashboard.app_pages.data.merge_panels import show_merges
from dashboard.app_pages.data.source_panels import show_last_intake, show_lost_venues, show_source_life
from dashboard.markup import html
from dashboard.queries import data
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import Row, read_rows
from dashboard.ui.blocks import FILL_INBOX, show_empty, show_heading, show_html, show_note
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.chart_panel import show_source
from dashboard.ui.elements import link, note
from dashboard.ui.links import page_link
from dashboard.ui.run_panels import show_runs
from dashboard.warehouse_access.fetch import fetch, shown_version
from dashboard.wording import format as fmt

MOST_FILES = 500


def _checks_words(checks: pl.DataFrame) -> str:
    """Whether the checks held, a text or HTML; one that breaks without stopping the publication is a warning."""
    broken = checks.filter(~pl.col("passed"))
    if checks.is_empty():
        return "no check is on record"
    if broken.is_empty():
        return f"all {checks.height} checks held"
    warnings = broken.filter(~pl.col("blocking")).height
    failures = broken.height - warnings
    named = [fmt.counted(warnings, "warning")] if warnings else []
    named += [f"{fmt.count(failures)} failed"] if failures else []
    return html(
        '{} of {} checks held, <a href="#checks">{}</a>',
        checks.height - broken.height,
        checks.height,
        fmt.listing(named),
    )


def _show_answer(build: BuildInfo, intake: Row, checks: pl.DataFrame) -> None:
    """The whole page in one sentence."""
    named = [f"{fmt.counted(intake['rejected'], 'piece')} refused"] if intake["rejected"] else []
    named += [f"{fmt.counted(intake['unread_files'], 'file')} not read"] if intake["unread_files"] else []
    refused = html('<a href="#refused">{}</a>', fmt.listing(named)) if named else "nothing was refused"
    undated = build.papers - build.dated_papers
    dated = (
        "all dated" if undated == 0 else "none dated" if build.dated_papers == 0 else f"{fmt.count(undated)} undated"
    )
    show_html(
        html(
            '<h1 class="pt-answer">{}, {}, {}, {}; {}; {}.</h1>',
            fmt.counted(intake["files"], "file"),
            fmt.counted(intake["parsed"], "record"),
            fmt.papers(build.papers),
            dated,
            refused,
            _checks_words(checks),
        )
    )


def _show_sources() -> None:
    show_heading("What came in")
    show_html(formats_table(read_rows(fetch(data.sources_by_format()))))
    files = read_rows(fetch(data.newest_sources(MOST_FILES)))
    with st.expander(f"Files ({'the last ' if len(files) == MOST_FILES else ''}{fmt.count(len(files))})"):
        show_html(files_table(files))
    show_source_life()


def _show_refused() -> None:
    show_heading("What was refused, and why", anchor="refused")
    show_lost_venues()
    reasons = fetch(data.rejects_by_reason())
    if reasons.is_empty():
        show_note("Nothing: every piece of every file became a record.")
        return
    show_html(reasons_table(read_rows(reasons.head(12))))
    query = data.rejected_pieces(1000)
    pieces = fetch(query)
    shown = pieces.head(100)
    refused = int(reasons["pieces"].sum())
    many = "" if shown.height == refused else f"the first {shown.height} of "
    with st.expander(f"Pieces ({many}{fmt.count(refused)})"):
        show_html(refused_table(read_rows(shown)))
    show_source("refused", data=pieces, queries=[query])


def _show_dates(build: BuildInfo) -> None:
    show_heading("How sure the dates are")
    show_html(dates_table(read_rows(fetch(data.dates_by_source())), build.papers))
    disagreeing = read_rows(fetch(data.date_disagreements()))[0]
    notes = []
    if disagreeing["stated_twice"]:
        notes.append(
            f"Of {fmt.papers(disagreeing['stated_twice'])} with several stated dates, "
            f"{fmt.count(disagreeing['disagreeing'])} {'has' if disagreeing['disagreeing'] == 1 else 'have'} "
            "records that disagree on the month; the earliest counts."
        )
    others = read_rows(fetch(data.languages()).filter(pl.col("language") != "en"))
    if others:
        named = fmt.listing([f"{row['language']} ({fmt.count(row['papers'])})" for row in others[:6]])
        notes.append(f"Not in English, so in no term, theme or share: {named}.")
    if notes:
        show_html(*map(note, notes))


def _show_paper_merges() -> None:
    rules = {row["merged_by"]: row for row in read_rows(fetch(data.merges_by_rule()))}
    founded = rules.pop(None, {"records": 0})["records"]
    merged = sum(row["records"] for row in rules.values())
    if not founded:
        return
    show_heading(
        "Records that are one paper",
        f"{fmt.counted(founded, 'record')} founded a paper; {fmt.count(merged) if merged else 'none'} "
        "named one that was known already.",
    )
    if not merged:
        return
    show_html(merges_table(rules.values()))
    with st.expander("Papers named most often"):
        show_html(sighted_table(read_rows(fetch(data.most_sighted(25)))))


def _show_checks(checks: pl.DataFrame) -> None:
    show_heading(
        "Checks",
        "Each stood between this build and its publication. A check is a query that returns the rows that break it.",
        anchor="checks",
    )
    broken = checks.filter(~pl.col("passed"))
    if not broken.is_empty():
        show_html(checks_table(read_rows(broken), caption="Checks that did not hold"))
    held = checks.filter("passed")
    if held.is_empty():
        return
    with st.expander(f"Checks that held ({held.height})"):
        show_html(checks_table(read_rows(held), caption="Checks that held"))


def _show_builds() -> None:
    show_heading("Builds", "Each run that was published; those that failed stand under Runs.")
    show_html(builds_table(read_rows(fetch(data.builds(12)))))


def show() -> None:
    """The whole page; without a build, what the last run refused."""
    if shown_version() is None:
        show_last_intake()
        show_runs()
    build = load_build_info()
    show_banner(build)
    intake = read_rows(fetch(data.intake()))[0]
    checks = fetch(data.checks())
    _show_answer(build, intake, checks)
    if build.papers == 0:
        show_empty(
            "No papers yet",
            "The build that is served was made from no files."
            if intake["files"] == 0
            else "No record could be read from the files that came in.",
            FILL_INBOX,
        )
    show_runs()
    if build.papers:
        show_coverage(build)
    if intake["files"]:
        left, right = st.columns(2, gap="large")
        with left:
            _show_sources()
            _show_refused()
        with right:
            if build.papers:
                _show_dates(build)
                _show_paper_merges()
    show_merges(build.started_at)
    if not checks.is_empty():
        _show_checks(checks)
    _show_builds()
    show_note(html("Every table and column is described on the page {}.", link(page_link("sql"), "SQL")))


show()
