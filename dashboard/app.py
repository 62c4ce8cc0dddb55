"""The dashboard's frame: page config, style, navigation, and what a user reads when a page cannot be shown.

Run it with `streamlit run dashboard/app.py`.

How a page is made
------------------
1. List it in `ui.navigation.SECTIONS`. Its script is `app_pages/<slug>/page.py`, which runs from top to bottom on
   every change; what only this page uses stands beside it.
2. Ask the warehouse: a function in `queries/<slug>.py` for each question returns a `Query`; the page calls
   `warehouse_access.fetch.fetch(query)` for a Polars frame. Answers are cached for a build. No page opens DuckDB.
3. Draw: a chart comes from `charts/` (a frame in, an `alt.Chart` out, in the colours of `ui.shell.palette()`) and is
   shown by `ui.chart_panel.show_chart`, which adds the data, the SQL and the downloads below it. Tables come from
   `ui.html_table.table_html`, links, notes and lists from `ui.elements`.
4. Write HTML as `markup.html("<b>{}</b>", text)` and show it by `ui.blocks.show_html`. Texts are escaped as they are
   put in. For Streamlit's Markdown there is `wording.format.escape_markdown`. Numbers and dates are written by
   `wording.format`, addresses by `ui.links`, words for verdicts by `wording.verdicts`.
5. Keep what a reader would share in the address: give a widget `key=` the parameter's name and `bind="query-params"`.
6. A page may assume a readable warehouse: where there is none, or a query fails, this module says so. For an answer
   without rows the page calls `ui.blocks.show_empty`: what is missing, why, and what mends it.

A plain link `<a href="./…">` moves within the session, without a reload (`ui.shell.install`).
"""

import logging
from pathlib import Path

import streamlit as st
from streamlit import net_util

from dashboard.ui import shell
from dashboard.ui.failures import show_failure, show_not_served, show_unreadable
from dashboard.ui.navigation import SECTIONS
from dashboard.warehouse_access.fetch import NotServed, ServedUnreadable, one_build, shown_version

# A page of another site that tries the WebSocket would make Streamlit ask a web service for the address of this
# machine, to compare it with that page's. Taken for known, it is not asked for.
net_util._external_ip = net_util._internal_ip = "127.0.0.1"

EMPTY_HOME = "add"
"""The page that the bare address opens where nothing is served."""
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
    pages = _pages()
    page = st.navigation(pages, position="top")
    shell.install()
    try:
        with one_build():
            if page is pages[0] and shown_version() is None:
                st.switch_page(next(one for one in pages if one.url_path == EMPTY_HOME))
            page.run()
    except NotServed:
        show_not_served()
    except ServedUnreadable as error:
        show_unreadable(str(error))
    except Exception as error:
        # A reader gets a sentence, the log gets the trace. Streamlit's own signals are no Exceptions and pass.
        logging.getLogger(__name__).exception("page %s failed", page.title)
        show_failure(page.title, error)


main()
