"""Parts that pages share: banners, empty states, failures. Text and HTML; charts and tables have modules of their own."""

import streamlit as st

from dashboard.format import escape


def show_html(body: str) -> None:
    """A piece of HTML in the dashboard's style; what sources wrote must have been escaped."""
    st.html(f'<div class="pt">{body}</div>')


def show_empty(title: str, why: str, remedy: str = "") -> None:
    """What is missing, why, and the one thing that mends it; `why` and `remedy` are HTML."""
    mend = f"<p>{remedy}</p>" if remedy else ""
    show_html(f'<div class="pt-empty"><h3>{escape(title)}</h3><p>{why}</p>{mend}</div>')


def show_not_served() -> None:
    """There is no warehouse yet."""
    show_empty(
        "Nothing to show yet",
        "No run has published a warehouse, so there are no papers to look at.",
        "Put digests or exports into the inbox and run <code>papertrends run</code>; "
        "<code>papertrends up</code> shows a made-up sample where the inbox is empty. This page then fills on its next visit.",
    )


def show_unreadable(what: str) -> None:
    """The served file cannot be read."""
    show_empty(
        "The warehouse cannot be read",
        f"It is damaged, or another version of Papertrends made it: {escape(what)}",
        "<code>papertrends run</code> makes it anew from the files that were taken in.",
    )


def show_failure(page: str, error: Exception) -> None:
    """Something that nobody foresaw."""
    show_empty(
        f"{page} could not be shown",
        f"This is a fault of the dashboard, not of your data: {escape(type(error).__name__)}. Its log has the details.",
        "Reload the page; where it stays, please report it with the address of this page.",
    )
