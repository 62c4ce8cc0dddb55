"""Runs: what Dagster does now and did last, and a button that asks it for a run. Never waits for
Dagster."""

from collections.abc import Iterable
from datetime import UTC, datetime

import streamlit as st

from dashboard.markup import Markup, html
from dashboard.ui.blocks import show_heading, show_html
from dashboard.ui.elements import refusal
from dashboard.ui.html_table import Column, table_html
from dashboard.warehouse_access.dagster_client import JOB, Run, RunState, RunWatch, dagster_address
from dashboard.warehouse_access.fetch import shown_version
from dashboard.wording import format as fmt
from warehouse.connection import ServedVersion, served_version
from warehouse.paths import data_paths

_ASKED = "run_asked"


@st.cache_resource(show_spinner=False, max_entries=4)
def _watch(address: str, job: str = JOB) -> RunWatch:
    return RunWatch(address, job=job)


def show_runs() -> None:
    """The head, and below it a part that renews itself."""
    show_heading("Runs", anchor="runs")
    watch = _watch(dagster_address())
    state = watch.state()
    busy = watch.is_asking or bool(state and state.at_work)
    st.fragment(_show_state, run_every=2.0 if busy else 10.0)(watch, shown_version(), busy)


def _show_state(watch: RunWatch, shown: ServedVersion | None, was_busy: bool) -> None:
    state = watch.state()
    busy = watch.is_asking or bool(state and state.at_work)
    is_new = served_version(data_paths().served) != shown
    if is_new and st.session_state.pop(_ASKED, False):
        st.rerun()
    if busy and not was_busy:
        # Looks more often from now on.
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="run_line"):
        show_html(html('<p class="pt-run" role="status">{}</p>', run_words(state, watch, datetime.now(UTC))))
        if state and not state.problem:
            st.button("Run now", disabled=busy, key="run_now", on_click=_ask, args=(watch,))
        if is_new and st.button("Show the new build", type="primary", key="show_new"):
            st.rerun()
    at_work = state.at_work[-1] if state and state.at_work else None
    if at_work:
        st.progress(at_work.done / at_work.steps if at_work.steps else 0.0)
    said = watch.refusal or (state.failure if state and not busy else "")
    if said and not (state and said == state.problem):
        show_html(refusal(said[:1500]))
    if state and state.runs:
        with st.expander(f"Last runs ({len(state.runs)})"):
            show_html(runs_table(state.runs, watch.address, datetime.now(UTC)))


def ask_for_run() -> None:
    """Asks for a run, unless one is at work, after which another follows where files came meanwhile. Never waits."""
    watch = _watch(dagster_address())
    state = watch.state()
    if state and state.at_work:
        expect_build()
    else:
        _ask(watch)


def expect_build() -> None:
    """Whoever looks at the runs is shown the next build without asking for it."""
    st.session_state[_ASKED] = True


def watch_job(job: str) -> RunWatch:
    """Who watches the runs of a job, for all sessions."""
    return _watch(dagster_address(), job)


def _ask(watch: RunWatch) -> None:
    watch.start_run()
    expect_build()


def run_words(state: RunState | None, watch: RunWatch, now: datetime) -> str:
    """What there is to say of runs, a text or HTML; where it is not fresh, since when it is."""
    if state is None:
        return "Asking Dagster …"
    said = _said(state, watch, now)
    if state.as_of:
        slow = "Dagster is slow to answer and is being asked again."
        return html("{} <small>As of {:%H:%M:%S} UTC; {}</small>", said, state.as_of, slow)
    return said


def _said(state: RunState, watch: RunWatch, now: datetime) -> str:
    if state.problem:
        return html(
            "{} So runs can neither be shown nor started here. <code>papertrends up</code> starts it; "
            "<code>papertrends run</code> runs once without it.",
            fmt.sentence(state.problem),
        )
    if state.at_work:
        run, waiting = state.at_work[-1], len(state.at_work) - 1
        place = f": {run.step}, step {run.done + 1} of {run.steps}" if run.step else ""
        words = "A run is at work" if run.started else "A run is about to begin"
        queue = f" {waiting} more {'waits' if waiting == 1 else 'wait'}." if waiting else ""
        return f"{words}{place}.{queue}"
    if watch.is_asking:
        return "Asking Dagster for a run …"
    if watch.refusal:
        return "Dagster did not start the run:"
    if not state.runs:
        return "Dagster is up; there was no run yet."
    return _ended(state.runs[0], now)


def _ended(run: Run, now: datetime) -> str:
    verb = {"SUCCESS": "succeeded", "FAILURE": "failed", "CANCELED": "was stopped"}.get(run.status, run.status.lower())
    when = fmt.ago(run.ended, now) if run.ended else ""
    took = (
        f" after {fmt.count((run.ended - run.started).total_seconds())}{fmt.THIN}s" if run.ended and run.started else ""
    )
    rest = "; what was served before is as it was" if verb != "succeeded" else ""
    return f"Nothing is at work. The last run {verb} {when}{took}{rest}."


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
