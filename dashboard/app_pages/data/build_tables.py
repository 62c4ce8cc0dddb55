"""Checks and builds as tables of the page Data. No streamlit, no SQL."""

from collections.abc import Iterable

from dashboard.markup import Markup, html
from dashboard.rows import Row
from dashboard.ui.elements import link
from dashboard.ui.html_table import Column, table_html
from dashboard.ui.links import sql_link
from dashboard.wording import format as fmt


def checks_table(rows: Iterable[Row], *, caption: str) -> Markup:
    """Checks; rows of `queries.data.checks`."""
    columns = [
        Column("check", lambda row: link(sql_link(row["query"]), row["check_name"].replace("_", " "))),
        Column("table", lambda row: html("<code>{}</code>", row["table_name"])),
        Column("where it breaks", lambda row: "nothing is published" if row["blocking"] else "a warning"),
        Column("breaking rows", lambda row: link(sql_link(row["query"]), fmt.count(row["failing_rows"])), number=True),
    ]
    return table_html(rows, columns, caption=caption)


def builds_table(rows: Iterable[Row]) -> Markup:
    """Published builds; rows of `queries.data.builds`."""
    columns = [
        Column("served, UTC", lambda row: fmt.moment(row["published_at"])),
        Column("took", lambda row: f"{fmt.count(row['seconds'])}{fmt.THIN}s", number=True),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("dated", lambda row: fmt.count(row["dated_papers"]), number=True),
        Column("analyser", lambda row: row["analyser_version"], number=True),
        Column("code", lambda row: html("<code>{}</code>", row["git_revision"][:10]), number=True),
    ]
    return table_html(rows, columns, caption="Published builds, newest first")
