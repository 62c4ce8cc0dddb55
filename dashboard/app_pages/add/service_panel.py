"""Days of a service on the page Add: what is sent to whom, the button that has Dagster fetch them, how far it is."""

import re
from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard.markup import html
from dashboard.ui.blocks import show_html, show_note
from dashboard.ui.elements import refusal
from dashboard.ui.run_panels import expect_build, run_words, show_runs, watch_job
from dashboard.warehouse_access.dagster_client import RunsUnavailable, RunWatch, dagster_address
from dashboard.warehouse_access.fetch_services import JOB, MOST_DAYS, Service, fetch_config, list_services
from dashboard.wording import format as fmt

_ASKED = "add_fetch_asked"


@st.cache_data(show_spinner="Asking Dagster which services there are …", ttl=600, max_entries=4)
def _services(address: str) -> list[Service]:
    return list_services(address)


def show_services() -> None:
    """The whole way *Service*."""
    try:
        services = _services(dagster_address())
    except RunsUnavailable as error:
        _show_commands(str(error))
        return
    by_name = {one.name: one for one in services}
    name = st.selectbox(
        "Service", list(by_name), format_func=lambda one: by_name[one].label, key="add_service", width=420
    )
    service = by_name[name]
    today = datetime.now(UTC).date()
    st.date_input(
        "Days (UTC)",
        value=(today - timedelta(days=7), today - timedelta(days=1)),
        max_value=today,
        key="add_days",
        format="YYYY-MM-DD",
        help=f"The day on which a paper {service.days}." if service.days else None,
        width=420,
    )
    if service.query:
        st.text_input("Query", key=f"add_query_{name}", max_chars=2000, placeholder=f"such as {service.query}")
    if service.category:
        st.text_input(
            "Categories", key=f"add_category_{name}", max_chars=300, placeholder=f"such as {service.category}"
        )
    problem = _say_problem(service, *_read_wishes(service))
    watch = watch_job(JOB)
    state = watch.state()
    busy = watch.is_asking or bool(state and state.at_work)
    show_note(
        html(
            "<b>This sends requests to {}</b>: your network address, the days, and the query or categories. Nothing "
            "else leaves this machine. What comes lands in the inbox, and a run then takes it in.",
            service.hosts,
        )
    )
    if problem:
        show_note(problem)
    st.button(
        f"Fetch from {fmt.escape_markdown(service.label)}",
        type="primary",
        key="fetch",
        disabled=bool(problem) or busy,
        on_click=_fetch,
        args=(watch, service),
    )
    if st.session_state.get(_ASKED):
        st.fragment(_show_fetch, run_every=2.0 if busy else 10.0)(watch)
        expect_build()
        show_runs()


def _say_problem(service: Service, span: object, query: str, categories: list[str]) -> str:
    """Why it cannot be fetched yet; empty where it can."""
    if not isinstance(span, tuple) or len(span) != 2:
        return "Choose the first and the last day."
    if (span[1] - span[0]).days >= MOST_DAYS:
        return f"At most {MOST_DAYS} days at a time; `papertrends fetch` takes any span."
    return f"{service.needs} Narrow it." if service.needs and not (query.strip() or categories) else ""


def _read_wishes(service: Service) -> tuple[object, str, list[str]]:
    """Days, query and categories as they stand in the widgets now, whatever run of the page made the button."""
    query = st.session_state.get(f"add_query_{service.name}") or ""
    category = st.session_state.get(f"add_category_{service.name}") or ""
    return st.session_state.get("add_days"), query, [one for one in re.split(r"[,;\s]+", category) if one]


def _fetch(watch: RunWatch, service: Service) -> None:
    span, query, categories = _read_wishes(service)
    if _say_problem(service, span, query, categories) or not isinstance(span, tuple):
        return
    watch.start_run(fetch_config(service.name, *span, query, categories))
    st.session_state[_ASKED] = True


def _show_fetch(watch: RunWatch) -> None:
    """What became of the fetch; renews itself."""
    state = watch.state()
    show_html(html('<p class="pt-run" role="status"><b>Fetch.</b> {}</p>', run_words(state, watch, datetime.now(UTC))))
    busy = watch.is_asking or bool(state and state.at_work)
    said = watch.refusal or (state.failure if state and not busy else "")
    if said:
        show_html(refusal(said[:1500]))


def _show_commands(problem: str) -> None:
    """What to type where Dagster cannot be asked."""
    show_html(
        html(
            '<div class="pt-empty"><h3>Services are fetched through Dagster</h3><p>{} <code>papertrends up</code> '
            "starts it. Or type, for example:</p><p><code>papertrends fetch arxiv --from 2026-11-01 --category cs.CL"
            "</code></p><p><code>papertrends run</code></p></div>",
            fmt.sentence(problem),
        )
    )
    show_note(
        "Fetching sends requests to the service that you name, with your network address, the days and the query; "
        "`papertrends fetch --help` lists the services. Nothing else leaves this machine."
    )
