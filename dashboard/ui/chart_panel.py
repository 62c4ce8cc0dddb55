"""A chart on a page, and what stands below it, folded: its data, SQL, files and address."""

from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import urlencode, urljoin

import altair as alt
import polars as pl
import streamlit as st

from dashboard.exports import files
from dashboard.markup import Markup, html
from dashboard.query import Query
from dashboard.ui.blocks import show_html, show_note
from dashboard.ui.downloads import show_download
from dashboard.ui.links import sql_link


def show_chart(
    draw: Callable[[bool], alt.TopLevelMixin],
    *,
    key: str,
    alt_text: str,
    height: int,
    data: pl.DataFrame,
    queries: Sequence[Query],
    selectable: bool = False,
    width: int | Literal["stretch"] = "stretch",
    papers: str | None = None,
    link: str | None = None,
) -> object:
    """A chart, and below it, folded, all that is behind it. Returns the selection where it is `selectable`, else None.

    Args:
        draw: gives the chart for the page (False) or for a file on paper (True).
        key: unique on the page; also the name of the files.
        alt_text: what the chart shows, for those who cannot see it.
        height: of the element in pixels, so that nothing jumps when the chart arrives.
        data: what the chart shows, for the table and the CSV.
        queries: what was asked to get it.
        papers: the address of the papers behind it.
        link: the address that shows this very chart; the page's own where None.
    """
    if isinstance(width, int):
        # Its style shows it only where the window is narrower than the picture.
        show_html(
            html(
                '<div class="pt-wider" aria-hidden="true"><p class="pt-note" style="--pt-wide:{}px">Wider than '
                "this window: slide it sideways ⟷</p></div>",
                width,
            )
        )
    with st.container(key=f"chart_{key}", height=height, border=False):
        # As a plain specification, since a chart would be checked against the whole grammar of Vega-Lite at every run.
        chosen = st.vega_lite_chart(  # ty: ignore[no-matching-overload] its overloads take one value of on_select each
            spec=draw(False).to_dict(validate=False),
            width=width,
            theme=None,
            key=key,
            alt=alt_text,
            on_select="rerun" if selectable else "ignore",
        )
    show_source(key, data=data, queries=queries, draw=draw, papers=papers, link=link)
    # A chart that cannot be clicked gives Streamlit's own handle of it, which is no selection.
    return chosen if selectable else None


def show_source(
    key: str,
    *,
    data: pl.DataFrame,
    queries: Sequence[Query],
    draw: Callable[[bool], alt.TopLevelMixin] | None = None,
    papers: str | None = None,
    link: str | None = None,
) -> None:
    """What is behind a chart or table, folded: its papers, its rows, its SQL, both and the picture to take away, and a
    link to it; the arguments are those of `show_chart`."""
    with st.expander("Data, SQL, picture and link", expanded=False):
        with st.container(horizontal=True, vertical_alignment="center"):
            show_download("CSV", f"{key}.csv", lambda: files.to_csv(data), key=f"{key}_csv")
            if draw is not None:
                show_download("PNG", f"{key}.png", lambda: files.to_png(draw(True)), key=f"{key}_png")
                show_download("SVG", f"{key}.svg", lambda: files.to_svg(draw(True)), key=f"{key}_svg")
            links = [html('<a href="{}">papers behind it</a>', papers)] if papers else []
            links += [
                html('<a href="{}">open in SQL{}</a>', sql_link(query.text), f" ({place})" if len(queries) > 1 else "")
                for place, query in enumerate(queries, 1)
            ]
            show_html(Markup(" · ").join(links))
        days = {
            name: st.column_config.DateColumn(format="D MMM YYYY")
            for name, dtype in data.schema.items()
            if dtype == pl.Date
        }
        st.dataframe(data.head(500), hide_index=True, height=220, column_config=days)
        for query in queries:
            st.code(query.text, language="sql", wrap_lines=True)
        if draw is not None:
            show_note("This picture, to share or to keep:")
            st.code(_full_address(link), language=None, wrap_lines=True)


def _full_address(link: str | None) -> str:
    """The address of `link`, or of this page as it stands, as it can be sent to somebody."""
    here = st.context.url or ""
    if link is not None:
        return urljoin(here, link)
    parameters = urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)
    return f"{here}?{parameters}" if parameters else here
