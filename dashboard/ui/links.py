"""Addresses within the dashboard: which page answers what, and the names of its query parameters. No streamlit.

Links are relative, so that they hold behind any prefix. The parameters, agreed by all pages:

Papers: `q` free text, `term` a term by name, `theme` a theme_id, `month` as YYYY-MM, `category`, `source`, `dating`,
`code`; `paper` a paper_id.
Terms: `terms` the query; `grain`, `measure`, `smoothing`, `log`, `bands`, `whole`.
Themes: `theme` a theme_id, `view` of all of them.
Compare: of the slices `a` and `b` each `a_from`, `a_to` (YYYY-MM, YYYY or a day), `a_theme`, `a_category`, `a_source`,
`a_term`; `b_rest` for all papers that are not in `a`; `open` a term whose papers are shown.
Network: `around` a term by name and `steps`, or `theme` a theme_id; `min` papers a pair; `open` a term, or `one` and
`two` of a pair.
Watchlist: `term` a term by name and `theme` a theme_id, once for each that a sent list holds; `add` a term and
`add_theme` a theme_id to offer.
Data: `merged` a term whose forms to show.
SQL: `sql` a query to start from.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from dashboard.query_language.write import write_names
from dashboard.ui.navigation import SECTIONS


def page_link(slug: str, **parameters: object) -> str:
    """The address of a page with these query parameters; those that are None are left out, lists repeat theirs.

    Raises:
        KeyError: there is no such page.
    """
    slugs = [section.slug for section in SECTIONS]
    if slug not in slugs:
        raise KeyError(f"no page {slug!r}; there are {', '.join(slugs)}")
    path = "./" if slug == slugs[0] else f"./{slug}"
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def papers_link(
    *, q: str | None = None, term: str | None = None, theme: int | None = None, month: date | None = None
) -> str:
    """The Papers page, filtered; the conditions add up."""
    return page_link("papers", q=q, term=term, theme=theme, month=month and f"{month:%Y-%m}")


def paper_link(paper_id: str) -> str:
    """The Papers page, open at one paper."""
    return page_link("papers", paper=paper_id)


def terms_link(terms: Iterable[str], *, grain: str | None = None, measure: str | None = None) -> str:
    """The Terms page with these terms over time, a line each."""
    return terms_query_link(write_names(terms), grain=grain, measure=measure)


def terms_query_link(query: str, **controls: object) -> str:
    """The Terms page with a query in its bar, in the language of `expressions`, and its controls set."""
    return page_link("terms", terms=query, **controls)


def theme_link(theme_id: int) -> str:
    """A theme's own page."""
    return page_link("themes", theme=theme_id)


def watch_link(*, term: str | None = None, theme: int | None = None) -> str:
    """The Watchlist page, which offers to follow a term or a theme."""
    return page_link("watchlist", add=term, add_theme=theme)


def sql_link(sql: str) -> str:
    """The SQL page with a query in its editor."""
    return page_link("sql", sql=sql)
