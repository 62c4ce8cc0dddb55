"""Buttons that give a file away, which is made when it is asked for."""

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

_KINDS = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".html": "text/html",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
}
"""Media types by the ending of a file's name."""


def show_download(label: str, name: str, make: Callable[[], bytes], *, key: str | None = None) -> None:
    """A button for the file `name`, whose ending tells what it is; the page does not run again for it.

    Args:
        key: of the button, where a page may show its label twice.
    """
    st.download_button(label, make, name, _KINDS[PurePath(name).suffix], key=key, on_click="ignore")
