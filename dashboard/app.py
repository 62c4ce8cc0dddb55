"""The dashboard's frame: page config, style, navigation, and what a user reads when a page cannot be shown.

Run it with `streamlit run dashboard/app.py`.

How a page is made
------------------
1. List it in `ui.navigation.SECTIONS`; its script is `app_pages/<slug>/page.py`, run from top to bottom on every change.
2. Ask the warehouse: one function a question in `queries/<slug>.py` returns a `Query` (`ask(sql, name=value)`); the page calls
   `fetch(query)` for a Polars frame. Cached per build, and one build per page run; never open DuckDB in a page.
3. Draw: charts come from `charts/` (frame in, `alt.Chart` out, with the page's `look.palette()`) and go through
   `panels.show_chart`, which adds the SQL, the data and the downloads below; tables of things come from `tables.show_table`.
4. Write numbers and dates with `format`, addresses with `links`. What a source wrote (titles, terms, file names) goes through
   `format.escape` into HTML or `format.escape_markdown` into Markdown, never raw.
5. Keep what a reader would share in the URL: give widgets `key=` the parameter's name and `bind="query-params"`.
6. A page may assume a readable warehouse: when there is none, or a query fails, this frame says so. An answer with no rows
   is the page's own business: `panels.show_empty` says what is missing, why, and what mends it.
Plain links `<a href="./…">` in `st.html` move within the session, without a reload (`look.install`).
"""

import logging
from pathlib import Path

import streamlit as st
from streamlit import net_util

from dashboard.ui import chart_panel, shell
from dashboard.ui.navigation import SECTIONS
from dashboard.warehouse_access.fetch import NotServed, ServedUnreadable, one_build

# A page of another site that tries the WebSocket would make Streamlit ask a web service for the address of this machine, to compare
# it with that page's. Taken for known, it is not asked for.
net_util._external_ip = net_util._internal_ip = "127.0.0.1"

_PAGES = Path(__file__).parent / "app_pages"


def _pages() -> list[st.Page]:
    home, *others = SECTIONS
    first = st.Page(_PAGES / home.slug / "page.py", title=home.title, url_path="home", default=True)

    def go_home() -> None:
        st.switch_page(first, query_params=st.query_params.to_dict())

    # The first page has the bare address; by its name, as the others are called, it is found too.
    by_name = st.Page(go_home, title=home.title, url_path=home.slug, visibility="hidden")
    return [
        first,
        by_name,
        *(st.Page(_PAGES / one.slug / "page.py", title=one.title, url_path=one.slug) for one in others),
    ]


def main() -> None:
    """One run of the page that the address names."""
    st.set_page_config(page_title="Papertrends", page_icon="📈", layout="wide", initial_sidebar_state="auto")
    page = st.navigation(_pages(), position="top")
    shell.install()
    try:
        with one_build():
            page.run()
    except NotServed:
        chart_panel.show_not_served()
    except ServedUnreadable as error:
        chart_panel.show_unreadable(str(error))
    except Exception as error:
        # A reader gets a sentence, the log gets the trace. Streamlit's own signals are no Exceptions and pass.
        logging.getLogger(__name__).exception("page %s failed", page.title)
        chart_panel.show_failure(page.title, error)


main()
