"""What the whole dashboard wears: its style sheet, links that stay in the session, charts that the keyboard reaches,
and the colours of the mode it is in."""

from pathlib import Path

import streamlit as st

from dashboard.charts.theme import DARK, LIGHT, Palette

PRINT = LIGHT
"""Colours of a chart that leaves the page."""

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_KEYBOARD = Path(__file__).with_name("keyboard.js").read_text(encoding="utf-8")

# A plain link would load everything anew. Streamlit follows the browser's history, so a link is turned into a step of
# it;
# without scripts the link still works.
_STAY = """
<script>
if (!window.papertrendsLinks) {
  window.papertrendsLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='./']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", new URL(link.getAttribute("href"), location.href));
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}
</script>
"""


def install() -> None:
    """Puts the style sheet and the scripts into the page; once a run, before anything is shown."""
    with st.container(key="install"):
        st.html(f"<style>{_STYLE}</style>")
        st.html(_STAY, unsafe_allow_javascript=True)
        st.html(f"<script>{_KEYBOARD}</script>", unsafe_allow_javascript=True)


def palette() -> Palette:
    """The colours of the mode that the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT
