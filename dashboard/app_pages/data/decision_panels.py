"""Decisions on terms, on the page Data: each in words, whether a build knows of it, and its undoing. Also how one is
made."""

from datetime import datetime

import streamlit as st

from dashboard.markup import Markup, html
from dashboard.ui.blocks import show_heading, show_html
from dashboard.ui.elements import refusal
from dashboard.wording import format as fmt
from warehouse.decisions import Decision, decide, read_decisions, redo, undo
from warehouse.paths import data_paths
from warehouse.user_files import UserFileError

_PROBLEM = "decision_problem"


def make_decision(decision: Decision) -> None:
    """Writes a decision down; what goes wrong is said on the page. For `on_click`."""
    _try(decide, data_paths().decisions, decision)


def _undo(decision: Decision, started_at: datetime | None) -> None:
    _try(undo, data_paths().decisions, decision, started_at)


def _redo(decision: Decision) -> None:
    _try(redo, data_paths().decisions, decision)


def _try(change, *arguments) -> None:
    try:
        change(*arguments)
    except (UserFileError, OSError) as error:
        st.session_state[_PROBLEM] = str(error)


def in_words(decision: Decision) -> Markup:
    """A decision as HTML."""
    form, other = (html("<b>{}</b>", words) for words in (decision.form, decision.other))
    return {
        "merge": html("{} counts as {}", form, other),
        "keep": html("{} and {} are kept apart", form, other),
        "rename": html("{} is shown as {}", form, other),
        "block": html("{} is no term", form),
    }[decision.kind]


def show_decisions(started_at: datetime) -> list[Decision]:
    """Lists the decisions, the newest first, and returns those in force; nothing is shown where there are none.

    Args:
        started_at: when the served build began, UTC.
    """
    problem = st.session_state.pop(_PROBLEM, "")
    try:
        decisions = read_decisions(data_paths().decisions)
    except UserFileError as error:
        decisions, problem = [], problem or str(error)
    if problem:
        show_html(refusal(problem))
    # What was undone and is in no build any more is history.
    shown = [one for one in decisions if one.undone is None or one.is_pending(started_at)]
    if not shown:
        return []
    pending = sum(one.is_pending(started_at) for one in shown)
    waiting = f"{fmt.count(pending)} pending: {'it holds' if pending == 1 else 'they hold'} from the next run on. "
    show_heading(
        "Your decisions",
        html(
            "{}They stand in <code>decisions.yaml</code> in the data folder, one a line; a later one wins.",
            waiting if pending else None,
        ),
    )
    for place, decision in enumerate(reversed(shown)):
        with st.container(horizontal=True, vertical_alignment="center", width=760, key=f"decision_{place}"):
            show_html(
                html(
                    '<p class="pt-decision">{} <small>{}</small></p>', in_words(decision), _state(decision, started_at)
                )
            )
            if decision.undone is None:
                st.button("Undo", key=f"undo_{place}", on_click=_undo, args=(decision, started_at))
            else:
                st.button("Redo", key=f"redo_{place}", on_click=_redo, args=(decision,))
    return [one for one in shown if one.undone is None]


def _state(decision: Decision, started_at: datetime) -> str:
    if decision.undone is not None:
        return "undone, holds until the next run"
    if decision.is_pending(started_at):
        return "pending"
    return f"in force, made {fmt.day(decision.made)}" if decision.made else "in force"
