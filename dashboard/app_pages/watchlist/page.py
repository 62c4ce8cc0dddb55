"""The page Watchlist: the terms and themes that a reader follows, what became of them, their new papers, and the
weekly digest."""

import streamlit as st

from dashboard.app_pages.watchlist.followed import items_table, show_new_papers
from dashboard.app_pages.watchlist.list_editing import (
    MOST,
    offers_html,
    show_adding,
    show_problem,
    show_removal,
    show_shared,
)
from dashboard.exports import watchlist_report
from dashboard.exports.watchlist_report import Digest
from dashboard.markup import html, list_html
from dashboard.ui import shell
from dashboard.ui.blocks import show_empty, show_html, show_note
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.downloads import show_download
from dashboard.ui.elements import link
from dashboard.ui.links import page_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.watchlist import Followed, read_watchlist
from warehouse.paths import data_paths
from warehouse.user_files import UserFileError


def _shared() -> list[Followed]:
    """What the address names, for a list that somebody sent; empty where it names nothing."""
    numbers = [number for number in st.query_params.get_all("theme") if number.isdecimal() and len(number) < 18]
    terms = [term.strip() for term in st.query_params.get_all("term") if term.strip()]
    followed = [Followed(term=term) for term in terms] + [Followed(theme=int(number)) for number in numbers]
    return list(dict.fromkeys(followed))[:MOST]


def _own() -> tuple[list[Followed], str]:
    """What the file lists, and what is wrong with it."""
    try:
        return read_watchlist(data_paths().watchlist), ""
    except UserFileError as error:
        return [], str(error)


def _show_downloads(found: Digest) -> None:
    name = f"papertrends-{found.last_day or found.built.date()}"
    show_download("Digest as Markdown", f"{name}.md", lambda: watchlist_report.to_markdown(found).encode())
    show_download("Digest as HTML", f"{name}.html", lambda: watchlist_report.to_html(found).encode())


def _show_list(found: Digest, *, own: bool) -> None:
    show_html(items_table(found, shell.palette()))
    if found.missing:
        named = list_html([html("<b>{}</b>", name) for name in found.missing])
        show_note(html("Not in this build: {}.", named))
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_downloads(found)
        if own:
            show_removal(found)
    show_new_papers(found)


def show() -> None:
    """The whole page."""
    build = load_build_info()
    show_banner(build)
    shared = _shared()
    own, problem = _own()
    followed = shared or own
    found = watchlist_report.gather(fetch, followed, build)
    answer = found.answer if followed else "Follow terms and themes, and read once a week what became of them."
    show_html(html('<h1 class="pt-answer">{}</h1>', answer))
    show_problem(problem)
    if shared:
        show_shared(shared, own)
    else:
        show_adding(own)
    if not followed:
        show_empty(
            "Nothing is followed yet",
            html(
                "Name a term above, by any of its forms, or choose a theme. The list is kept in <code>"
                "watchlist.yaml</code> in the data folder, so it is there tomorrow, and <code>papertrends "
                "digest</code> reads it."
            ),
            html(
                "{}What moves in the whole field stands on {}.", offers_html(build), link(page_link("pulse"), "Pulse")
            ),
        )
        return
    _show_list(found, own=not shared)
    if not shared:
        address = page_link(
            "watchlist",
            term=[one.term for one in own if one.term],
            theme=[one.theme for one in own if one.theme is not None],
        )
        show_note(
            html(
                "{}, to send or to keep. The list itself stands in <code>watchlist.yaml</code> in the data "
                "folder; <code>papertrends digest --output week.html</code> reads it too.",
                link(address, "This list as an address"),
            )
        )


show()
