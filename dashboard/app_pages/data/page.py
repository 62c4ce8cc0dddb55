"""The page Data: what came in, what was refused and why, how sure the dates are, what was merged, which checks held."""

import polars as pl
import streamlit as st

from dashboard.app_pages.data import tables
from dashboard.app_pages.data.merge_panels import show_merges
from dashboard.app_pages.data.run_panels import show_runs
from dashboard.charts.coverage import HEIGHT, coverage_bars
from dashboard.charts.time_axis import from_first_drawn
from dashboard.periods import GRAINS
from dashboard.queries import data
from dashboard.queries.build import left_out
from dashboard.ui import chart_panel, shell
from dashboard.ui import format as fmt
from dashboard.ui.build_info import Facts, load_facts, show_banner
from dashboard.ui.elements import link, note
from dashboard.ui.html_table import Row
from dashboard.ui.links import page_link
from dashboard.ui.markup import Markup, html
from dashboard.warehouse_access.fetch import fetch

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


def _show_answer(facts: Facts, intake: Row, checks: pl.DataFrame) -> None:
    """The whole page in one sentence."""
    refused: str | Markup = "nothing was refused"
    if intake["rejected"]:
        refused = html('<a href="#refused">{} refused</a>', fmt.counted(intake["rejected"], "piece"))
    elif intake["unread_files"]:
        refused = html('<a href="#refused">{} not read</a>', fmt.counted(intake["unread_files"], "file"))
    undated = facts.papers - facts.dated_papers
    dated = (
        "all dated" if undated == 0 else "none dated" if facts.dated_papers == 0 else f"{fmt.count(undated)} undated"
    )
    chart_panel.show_html(
        html(
            '<h1 class="pt-answer">{}, {}, {}, {}; {}; {}.</h1>',
            fmt.counted(intake["files"], "file"),
            fmt.counted(intake["parsed"], "record"),
            fmt.papers(facts.papers),
            dated,
            refused,
            _checks_words(checks),
        )
    )


def _show_coverage(facts: Facts) -> None:
    if not facts.has_time:
        chart_panel.show_heading("Coverage")
        chart_panel.show_html(
            note(
                html(
                    "No paper is dated, so there is no coverage over time to show. A file whose name is a day, "
                    "such as <code>2025-05-03.txt</code>, dates the papers in it."
                )
            )
            if facts.dated_papers == 0
            else note(
                f"All {fmt.papers(facts.dated_papers)} with a date fall into one period, "
                f"{fmt.span(facts.first_day, facts.last_day)}."
            )
        )
        return
    # The note names what the grain shows, and the grain is chosen below it: it is filled in last.
    head = st.container()
    grain = st.segmented_control(
        "By",
        GRAINS,
        default=facts.grain,
        key="grain",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    query = data.coverage(grain)
    periods = fetch(query)
    # Also what came in just before collection was whole, but no gap.
    left_out = from_first_drawn(periods)[1]
    left_out = left_out.head(
        left_out.with_row_index().filter("is_gap")["index"].max() + 1 if left_out["is_gap"].any() else 0
    )
    drawn = periods.join(left_out, on="period_start", how="anti", maintain_order="left")
    gaps = drawn.filter("is_gap").select("period_start", "papers").to_dicts()
    notes = [f"Dated papers in English by {grain}."]
    if not drawn["is_complete"].all():
        notes.append(f"Hollow: a {grain} that collection covers only in part.")
    if gaps:
        notes.append(html("Shaded: gaps in collection, not falls: {}.", tables.gaps_html(gaps, grain)))
    if not left_out.is_empty():
        notes.append(
            f"Not drawn: {fmt.papers(left_out['papers'].sum())} of the "
            f"{'' if left_out.height == 1 else f'{fmt.count(left_out.height)} '}"
            f"{grain}{'' if left_out.height == 1 else 's'} before "
            f"{fmt.period(drawn['period_start'].min(), grain)}, when hardly any were collected."
        )
    with head:
        chart_panel.show_heading("Coverage", Markup(" ").join(notes))
    chart_panel.show_chart(
        lambda paper: coverage_bars(drawn, shell.PRINT if paper else shell.palette(), grain=grain, paper=paper),
        key="coverage",
        alt_text=f"Bars: dated papers by {grain}, from {fmt.span(facts.first_day, facts.last_day)}",
        height=HEIGHT + 4,
        data=periods,
        queries=[query],
        papers=page_link("papers", dating="dated"),
    )
    _show_left_out()


def _show_left_out() -> None:
    """Categories that verdicts leave out, where there are any."""
    query = left_out()
    rows = fetch(query)
    if rows.is_empty():
        return
    chart_panel.show_note(
        "Verdicts leave out papers of categories that were collected only part of the time: what is "
        "taken up or dropped by a collector would else look like a trend. These are "
        f"{fmt.papers(rows['papers'].sum())} of {fmt.counted(rows.height, 'category', 'categories')}."
    )
    with st.expander("Categories that verdicts leave out"):
        chart_panel.show_html(tables.left_out_table(rows.to_dicts()))
        chart_panel.show_source("left_out", data=rows, queries=[query])


def _show_sources() -> None:
    chart_panel.show_heading("What came in")
    chart_panel.show_html(tables.formats_table(fetch(data.sources_by_format()).to_dicts()))
    files = fetch(data.newest_sources(MOST_FILES)).to_dicts()
    with st.expander(f"Files ({'the last ' if len(files) == MOST_FILES else ''}{fmt.count(len(files))})"):
        chart_panel.show_html(tables.files_table(files))


def _show_refused() -> None:
    chart_panel.show_heading("What was refused, and why", anchor="refused")
    reasons = fetch(data.rejects_by_reason())
    if reasons.is_empty():
        chart_panel.show_note("Nothing: every piece of every file became a record.")
        return
    chart_panel.show_html(tables.reasons_table(reasons.head(12).to_dicts()))
    query = data.rejected_pieces(1000)
    pieces = fetch(query)
    shown = pieces.head(100)
    refused = reasons["pieces"].sum()
    many = "" if shown.height == refused else f"the first {shown.height} of "
    with st.expander(f"Pieces ({many}{fmt.count(refused)})"):
        chart_panel.show_html(tables.refused_table(shown.to_dicts()))
    chart_panel.show_source("refused", data=pieces, queries=[query])


def _show_dates(facts: Facts) -> None:
    chart_panel.show_heading("How sure the dates are")
    chart_panel.show_html(tables.dates_table(fetch(data.dates_by_source()).to_dicts(), facts.papers))
    disagreeing = fetch(data.date_disagreements()).row(0, named=True)
    notes = []
    if disagreeing["stated_twice"]:
        notes.append(
            f"Of {fmt.papers(disagreeing['stated_twice'])} with several stated dates, "
            f"{fmt.count(disagreeing['disagreeing'])} {'has' if disagreeing['disagreeing'] == 1 else 'have'} "
            "records that disagree on the month; the earliest counts."
        )
    others = fetch(data.languages()).filter(pl.col("language") != "en").to_dicts()
    if others:
        named = fmt.listing([f"{row['language']} ({fmt.count(row['papers'])})" for row in others[:6]])
        notes.append(f"Not in English, so in no term, theme or share: {named}.")
    if notes:
        chart_panel.show_html(*map(note, notes))


def _show_paper_merges() -> None:
    rules = {row["merged_by"]: row for row in fetch(data.merges_by_rule()).to_dicts()}
    founded = rules.pop(None, {"records": 0})["records"]
    merged = sum(row["records"] for row in rules.values())
    if not founded:
        return
    chart_panel.show_heading(
        "Records that are one paper",
        f"{fmt.counted(founded, 'record')} founded a paper; {fmt.count(merged) if merged else 'none'} "
        "named one that was known already.",
    )
    if not merged:
        return
    chart_panel.show_html(tables.merges_table(rules.values()))
    with st.expander("Papers named most often"):
        chart_panel.show_html(tables.sighted_table(fetch(data.most_sighted(25)).to_dicts()))


def _show_checks(checks: pl.DataFrame) -> None:
    chart_panel.show_heading(
        "Checks",
        "Each stood between this build and its publication. A check is a query that returns the rows that break it.",
        anchor="checks",
    )
    broken = checks.filter(~pl.col("passed"))
    if not broken.is_empty():
        chart_panel.show_html(tables.checks_table(broken.to_dicts(), caption="Checks that did not hold"))
    held = checks.filter("passed")
    if held.is_empty():
        return
    with st.expander(f"Checks that held ({held.height})"):
        chart_panel.show_html(tables.checks_table(held.to_dicts(), caption="Checks that held"))


def _show_builds() -> None:
    chart_panel.show_heading("Builds", "Each run that was published; those that failed stand under Runs.")
    chart_panel.show_html(tables.builds_table(fetch(data.builds(12)).to_dicts()))


def show() -> None:
    """The whole page."""
    facts = load_facts()
    show_banner(facts)
    intake = fetch(data.intake()).row(0, named=True)
    checks = fetch(data.checks())
    _show_answer(facts, intake, checks)
    if facts.papers == 0:
        chart_panel.show_empty(
            "No papers yet",
            "The build that is served was made from no files."
            if intake["files"] == 0
            else "No record could be read from the files that came in.",
            html("Put digests or exports into the inbox and run <code>papertrends run</code>."),
        )
    show_runs()
    if facts.papers:
        _show_coverage(facts)
    if intake["files"]:
        left, right = st.columns(2, gap="large")
        with left:
            _show_sources()
            _show_refused()
        with right:
            if facts.papers:
                _show_dates(facts)
                _show_paper_merges()
    show_merges(facts.started_at)
    if not checks.is_empty():
        _show_checks(checks)
    _show_builds()
    chart_panel.show_note(html("Every table and column is described on the page {}.", link(page_link("sql"), "SQL")))


show()
