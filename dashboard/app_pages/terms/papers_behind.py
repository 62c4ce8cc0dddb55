"""The papers behind the lines of Terms: their address, and those of a point that was clicked."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.lines import MOST_LINES
from dashboard.markup import html
from dashboard.queries import expressions
from dashboard.query_language.resolve import Asked
from dashboard.query_language.tree import Leaf
from dashboard.rows import read_rows
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.controls import picked_point
from dashboard.ui.elements import link, mentioning_papers
from dashboard.ui.links import papers_link, sql_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

SHOWN = 20
"""Papers of a point that are listed."""


def papers_behind(asked: Sequence[Asked]) -> str:
    """The address of the papers behind all lines: the Papers page where it can list them, else their query."""
    if len(asked) == 1 and isinstance(asked[0].line, Leaf) and not asked[0].line.in_title:
        leaf = asked[0].line
        return papers_link(
            term=leaf.name if leaf.kind == "term" else None,
            theme=leaf.ident if leaf.kind == "theme" else None,
            q=f'"{leaf.name}"' if leaf.kind == "text" else None,
        )
    return sql_link(expressions.papers_of_lines([(one.name, one.line) for one in asked]).text)


def show_picked(chosen: object, asked: Sequence[Asked], grain: str) -> None:
    """The papers of the point that was clicked."""
    picked = picked_point(chosen, "picked")
    show_html(html('<span id="picked"></span>'))
    one = {one.name: one for one in asked}.get(str(picked["name"])) if picked else None
    if picked is None or one is None:
        if len(asked) <= MOST_LINES:
            show_note("Click a point of a line to see its papers here.")
        return
    start = date.fromisoformat(str(picked["period"])[:10])
    rows = read_rows(fetch(expressions.line_papers(one.line, grain, start, SHOWN)))
    found = rows[0]["found"] if rows else 0
    everything = _all_of(one, grain, start)
    order = "Those with it in the title first. " if one.has_mentions else ""
    show_heading(
        f"{fmt.papers(found)} with {one.name}, {fmt.period(start, grain)}",
        html("{}{}", order, link(everything, "all of them")),
    )
    show_html(mentioning_papers(rows))


def _all_of(one: Asked, grain: str, start: date) -> str:
    """All papers of a point: the Papers page, where it can list them, else their query."""
    line = one.line
    if grain == "month" and isinstance(line, Leaf) and not line.in_title:
        return f"{papers_behind([one])}&month={start:%Y-%m}"
    return sql_link(expressions.line_papers(line, grain, start, 10_000).text)
