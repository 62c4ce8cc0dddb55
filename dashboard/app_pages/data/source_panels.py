"""Sources on the page Data: which are gone, replaced or taken out, and how one is taken out or brought back. What would
go is shown first."""

import streamlit as st

from dashboard.markup import html
from dashboard.queries import data
from dashboard.rows import Row, read_rows
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.elements import refusal
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from warehouse.paths import data_paths
from warehouse.sources.forgotten import ForgottenSources, forget_source, read_forgotten, restore_source
from warehouse.sources.intake_note import read_intake_note, say_refused, say_sources
from warehouse.sources.refusals import say_lost_venue
from warehouse.user_files import UserFileError

_PROBLEM = "source_problem"
_MOST_LINES = 20


def show_last_intake() -> None:
    """What the last run refused, where no build can say it."""
    note = read_intake_note(data_paths().intake)
    if note is None:
        return
    lines = list(say_refused(note))
    show_heading("The last run", f"{fmt.counted(note.files, 'file')}, {fmt.counted(note.parsed, 'record')} read.")
    if lines:
        show_html(html("<ul>{}</ul>", [html("<li>{}</li>", line) for line in lines[:_MOST_LINES]]))
    for what, remedy in say_sources(note):
        show_note(f"{what}; {remedy}.")


def show_lost_venues() -> None:
    """Venues of which far more is refused than before: they may only seem to fall."""
    for row in fetch(data.lost_venues()).iter_rows():
        show_note(say_lost_venue(*row))


def show_source_life() -> None:
    """The whole part of the page."""
    rows = read_rows(fetch(data.source_life()))
    problem = st.session_state.pop(_PROBLEM, "")
    try:
        out = read_forgotten(data_paths().forgotten)
    except UserFileError as error:
        out, problem = ForgottenSources(), problem or str(error)
    if problem:
        show_html(refusal(problem))
    _show_notes(rows)
    taken_out = [row for row in rows if _is_out(row, out)]
    back = [row for row in rows if row["left_out"] == "forgotten" and not _is_out(row, out)]
    for place, row in enumerate([*taken_out, *back]):
        _show_taken_out(place, row, is_out=place < len(taken_out))
    choices = [row for row in rows if row["left_out"] is None and not _is_out(row, out)]
    if choices:
        with st.expander("Take a source out of all counts"):
            _show_choice(choices)


def _is_out(row: Row, out: ForgottenSources) -> bool:
    return row["left_out"] != "superseded" and out.holds([row["name"]], row["source_id"])


def _show_notes(rows: list[Row]) -> None:
    gone = [row["name"] for row in rows if row["gone_since"] and row["left_out"] is None]
    if gone:
        show_note(
            f"Gone from the inbox, and counted all the same: {fmt.listing(gone[:8])}"
            f"{f' and {fmt.count(len(gone) - 8)} more' if len(gone) > 8 else ''}. Take out below what should not count."
        )
    if replaced := sum(row["left_out"] == "superseded" for row in rows):
        show_note(f"{fmt.counted(replaced, 'former version')} of files no longer counts, since a newer one came.")


def _show_taken_out(place: int, row: Row, *, is_out: bool) -> None:
    in_force = row["left_out"] == "forgotten"
    state = ("in force" if in_force else "pending") if is_out else "counts again from the next run on"
    with st.container(horizontal=True, vertical_alignment="center", width=760, key=f"taken_out_{place}"):
        show_html(html('<p class="pt-decision"><b>{}</b> is taken out <small>{}</small></p>', row["name"], state))
        act, label = (_restore, "Restore") if is_out else (_forget, "Take out")
        st.button(label, key=f"life_{place}", on_click=act, args=(row["name"], row["source_id"]))


def _show_choice(rows: list[Row]) -> None:
    names = {row["source_id"]: f"{row['name']} ({fmt.counted(row['parsed'], 'record')})" for row in rows}
    by_id = {row["source_id"]: row["name"] for row in rows}
    chosen = st.multiselect("Sources", list(names), format_func=names.__getitem__, key="forget_sources")
    if not chosen:
        show_note("Their files stay where they are and their records in the build, so it can be undone.")
        return
    loss = read_rows(fetch(data.source_loss(chosen)))[0]
    span = f", published {fmt.span(loss['first_day'], loss['last_day'])}" if loss["first_day"] else ""
    show_note(
        f"{fmt.papers(loss['papers'])} would go that no other source names{span}; "
        f"{fmt.counted(loss['records'], 'record')} would count no longer. It holds from the next run on."
    )
    st.button("Take out", key="forget_chosen", on_click=_forget_all, args=([by_id[one] for one in chosen],))


def _forget_all(names: list[str]) -> None:
    for name in names:
        _forget(name)
    st.session_state["forget_sources"] = []


def _forget(name: str, _source_id: str = "") -> None:
    try:
        forget_source(data_paths().forgotten, name)
    except (UserFileError, OSError) as error:
        st.session_state[_PROBLEM] = str(error)


def _restore(name: str, source_id: str) -> None:
    try:
        restore_source(data_paths().forgotten, name, source_id)
    except (UserFileError, OSError) as error:
        st.session_state[_PROBLEM] = str(error)
