"""Blocks of a page: HTML, headings, notes, and what stands where there is nothing to show."""

import streamlit as st

from dashboard.markup import Markup, html
from dashboard.ui.elements import heading, link, note
from dashboard.ui.links import page_link

FILL_INBOX = html(
    "{}, or put digests or exports into the inbox and run <code>papertrends run</code>.",
    link(page_link("add"), "Add papers here"),
)
"""What mends a build without papers."""


def show_html(*pieces: Markup) -> None:
    """Pieces of HTML in the dashboard's style, one below the other."""
    st.html(html('<div class="pt">{}</div>', pieces))


def show_note(body: str) -> None:
    """A paragraph in small grey type: a text, or HTML as `Markup`."""
    show_html(note(body))


def show_heading(title: str, line: str = "", *, anchor: str = "") -> None:
    """The head of a part of a page; see `elements.heading`."""
    show_html(heading(title, line, anchor=anchor))


def show_empty(title: str, why: str, remedy: str = "") -> None:
    """What is missing, why, and the one thing that mends it: each a text, or HTML as `Markup`."""
    mend = html("<p>{}</p>", remedy) if remedy else None
    show_html(html('<div class="pt-empty"><h3>{}</h3><p>{}</p>{}</div>', title, why, mend))
