"""Which parts of the corpus carry the change of the terms asked for: strata, themes, longer terms, authors."""

from collections.abc import Sequence

from dashboard.markup import Markup, html
from dashboard.queries import terms
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table
from dashboard.ui.blocks import show_html
from dashboard.ui.elements import link
from dashboard.ui.html_table import Column
from dashboard.ui.links import terms_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt

MOST_TERMS = 2
"""Terms of which it is shown; of more the page would be long and nothing could be compared."""

_HEADS = {
    "category": "in the category",
    "venue": "in the venue",
    "source": "from the source",
    "theme": "in the theme",
    "term": "in the longer term",
    "author": "by the author",
}


def show_growth_parts(ids: Sequence[int]) -> None:
    """For each of the terms that rises, is new or falls a table of each kind of part; nothing for others."""
    if len(ids) > MOST_TERMS:
        return
    rows = read_rows(fetch(terms.growth_parts(ids)))
    for term in dict.fromkeys(row["term"] for row in rows):
        own = [row for row in rows if row["term"] == term]
        tables = [
            _table(term, kind, [row for row in own if row["stratum_kind"] == kind])
            for kind in _HEADS
            if any(row["stratum_kind"] == kind for row in own)
        ]
        show_html(
            html(
                '<h2 class="pt-section">What carries the change of {}</h2>'
                '<p class="pt-note">Papers that mention it, in the recent window and before. “Adds” is what a part '
                "does to its share of all papers, in percentage points; “within” is its growth inside the part.</p>"
                '<div class="pt-parts">{}</div>',
                term,
                tables,
            )
        )


def _table(term: str, kind: str, rows: list[Row]) -> Markup:
    columns = [
        Column(_HEADS[kind], _part),
        Column("now", lambda row: fmt.count(row["recent_papers"]), number=True, hint="papers, recent window"),
        Column("before", lambda row: fmt.count(row["baseline_papers"]), number=True, hint="papers, baseline window"),
        Column("within", lambda row: fmt.factor(row["growth"]), number=True, hint="its growth inside the part"),
        Column("adds", lambda row: fmt.points(row["added"]), number=True, hint="to its share of all papers"),
    ]
    return html_table.table_html(rows, columns, caption=f"Change of {term} {_HEADS[kind]}")


def _part(row: Row) -> Markup | str:
    name = row["stratum"]
    return link(terms_link([name]), name) if row["stratum_kind"] == "term" else name
