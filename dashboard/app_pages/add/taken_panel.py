"""What was taken in on the page Add: the run that reads it, and where to look then."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from dashboard.markup import html, list_html
from dashboard.queries import add
from dashboard.rows import read_rows
from dashboard.ui.blocks import show_html
from dashboard.ui.elements import link
from dashboard.ui.links import page_link
from dashboard.ui.run_panels import expect_build, show_runs
from dashboard.warehouse_access.fetch import fetch, shown_version
from dashboard.warehouse_access.uploads import Landed
from dashboard.wording import format as fmt
from warehouse.connection import ServedVersion

_TAKEN = "add_taken"


class _Taken(NamedTuple):
    files: tuple[Landed, ...]
    served_then: ServedVersion | None


def note_taken(files: Sequence[Landed]) -> None:
    """Keeps for the session what was put into the inbox."""
    st.session_state[_TAKEN] = _Taken(tuple(files), shown_version())


def show_taken() -> None:
    """What became of it; nothing where nothing was taken in."""
    taken: _Taken | None = st.session_state.get(_TAKEN)
    if taken is None:
        return
    if shown_version() not in (None, taken.served_then) and _show_arrived(taken):
        return
    fresh = [one.name for one in taken.files if one.is_new]
    stood = [one.name for one in taken.files if not one.is_new]
    said = []
    if fresh:
        said.append(f"{fmt.listing(fresh[:5])}{_more(fresh)} {'is' if len(fresh) == 1 else 'are'} in the inbox.")
    if stood:
        said.append(f"{fmt.listing(stood[:5])}{_more(stood)} stood there already.")
    show_html(html('<p class="pt-said" role="status">{}</p>', " ".join(said)))
    expect_build()
    show_runs()


def _more(names: Sequence[str]) -> str:
    return f" and {fmt.count(len(names) - 5)} more" if len(names) > 5 else ""


def _show_arrived(taken: _Taken) -> bool:
    """Where to look, once the build holds the files; says whether it does."""
    digests, names = [one.sha256 for one in taken.files], [one.name for one in taken.files]
    row = read_rows(fetch(add.taken_in(digests, names)))[0]
    if not row["files"]:
        return False
    span = f", published {fmt.span(row['first_day'], row['last_day'])}" if row["first_day"] else ""
    show_html(
        html(
            '<div role="status"><h2 class="pt-title">Taken in: {}{}.</h2><p class="pt-said">See {}.</p></div>',
            fmt.counted(row["records"], "record"),
            span,
            list_html(
                [
                    link(page_link("pulse"), "what changes"),
                    link(page_link("terms"), "terms over time"),
                    link(page_link("papers"), "the papers"),
                    link(page_link("data"), "what was refused"),
                ],
                "or",
            ),
        )
    )
    return True
