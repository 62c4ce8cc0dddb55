"""Seconds that the dashboard's pages take on the served warehouse: first paint and one interaction, script side.

    PAPERTRENDS_DATA=… .venv/bin/python -m benchmarks.dashboard [PAGE…]

A page is run as Streamlit runs it, without a browser: `first` with empty caches, as after a new build; `again` as for
the next reader; `interaction` after a change of its main control. The browser adds about 0.3 s for a first visit. CPU
seconds tell what a busy machine hides.
"""

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from warehouse.connection import open_served
from warehouse.paths import data_paths

_APP = Path(__file__).parents[2] / "dashboard" / "app.py"


def _measure(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _open(slug: str, **parameters: object) -> AppTest:
    app = AppTest.from_file(os.fspath(_APP), default_timeout=120)
    for name, value in parameters.items():
        app.query_params[name] = value
    # Before the first run AppTest.switch_page takes a file's name for the address of its page.
    app._page_hash = calc_hash(slug)
    return app


def _type(app: AppTest, query: str) -> None:
    app.text_input(key="terms_typed").set_value(query)


def _visits() -> dict[str, tuple[Callable[[], AppTest], Callable[[AppTest], object] | None]]:
    """Page visits, and what a reader does next on each."""
    with open_served(data_paths().served) as connection:
        terms = [row[0] for row in connection.sql("SELECT term FROM terms ORDER BY papers DESC LIMIT 4").fetchall()]
        paper = connection.sql("SELECT min(paper_id) FROM keywords").fetchall()[0][0]
        theme = connection.sql("SELECT theme_id FROM themes ORDER BY papers DESC LIMIT 1").fetchall()[0][0]
        near = connection.sql("""
            SELECT term FROM terms JOIN theme_terms USING (term_id, term)
            WHERE terms.papers <= 0.1 * (SELECT count(*) FROM papers) ORDER BY terms.papers DESC, term LIMIT 1
        """).fetchall()[0][0]
    return {
        "pulse": (lambda: _open("pulse"), None),
        "terms": (
            lambda: _open("terms", terms=", ".join(terms[:3])),
            lambda app: app.segmented_control(key="measure").set_value("papers"),
        ),
        "terms, by quarter": (
            lambda: _open("terms", terms=", ".join(terms[:3])),
            lambda app: app.segmented_control(key="grain").set_value("quarter"),
        ),
        "terms, one more": (
            lambda: _open("terms", terms=", ".join(terms[:3])),
            lambda app: _type(app, ", ".join(terms)),
        ),
        "terms, a sum": (
            lambda: _open("terms", terms=terms[0]),
            lambda app: _type(app, f"{terms[0]} + {terms[1]} - {terms[2]}"),
        ),
        "terms, a share": (
            lambda: _open("terms", terms=terms[0]),
            lambda app: _type(app, f"{terms[1]} / {terms[0]}"),
        ),
        "terms, ten": (lambda: _open("terms", terms=terms[0]), lambda app: _type(app, "* learning")),
        "terms, a phrase": (
            lambda: _open("terms", terms='"in this paper"'),
            lambda app: _type(app, '"in this work"'),
        ),
        "themes": (lambda: _open("themes"), None),
        "one theme": (lambda: _open("themes", theme=str(theme)), None),
        "themes over time": (lambda: _open("themes", view="over time"), None),
        "compare": (
            lambda: _open("compare"),
            lambda app: app.toggle(key="b_rest").set_value(True),
        ),
        "compare a theme": (
            lambda: _open("compare", a_theme=str(theme), b_rest="true"),
            lambda app: app.query_params.__setitem__("open", terms[1]),
        ),
        "network": (lambda: _open("network"), lambda app: app.selectbox(key="min_choice").set_value("50")),
        "network of a term": (
            lambda: _open("network", around=near),
            lambda app: app.segmented_control(key="steps").set_value("2"),
        ),
        "network of a theme": (lambda: _open("network", theme=str(theme)), None),
        "papers": (lambda: _open("papers"), None),
        "papers of a term": (lambda: _open("papers", term=terms[0]), None),
        "papers, a search": (
            lambda: _open("papers", q=terms[1]),
            lambda app: app.text_input(key="q").set_value(terms[2]),
        ),
        "one paper": (lambda: _open("papers", paper=paper), None),
        "watchlist": (lambda: _open("watchlist", term=terms, theme=[str(theme)]), None),
        "data": (lambda: _open("data"), lambda app: app.text_input(key="merged").set_value(terms[0])),
        "sql": (lambda: _open("sql"), None),
    }


def main() -> None:
    """Prints the table."""
    logging.disable(logging.WARNING)
    with open_served(data_paths().served) as connection:
        papers, terms = connection.sql("SELECT (SELECT count(*) FROM papers), (SELECT count(*) FROM terms)").fetchall()[
            0
        ]
    print(f"{papers:,} papers, {terms:,} terms; seconds, wall (CPU)\n")
    print(f"{'page':18} {'first':>16} {'again':>16} {'interaction':>16}")
    _open("pulse").run()  # Imports are paid once a server.
    asked = tuple(sys.argv[1:]) or ("",)
    for name, (visit, act) in _visits().items():
        if not name.startswith(asked):
            continue
        st.cache_data.clear()
        cells = [_measure(visit().run), _measure(visit().run)]
        if act is not None:
            app = visit().run()
            act(app)
            cells.append(_measure(app.run))
        print(f"{name:18} " + " ".join(f"{wall:8.2f} ({cpu:4.2f})".rjust(16) for wall, cpu in cells), flush=True)


if __name__ == "__main__":
    main()
