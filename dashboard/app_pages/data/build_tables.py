"""Runs, checks and builds as tables of the page Data. No streamlit, no SQL."""

from collections.abc import Iterable
from datetime import datetime

from dashboard.markup import Markup, html
from dashboard.rows import Row
from dashboard.ui.elements import link
from dashboard.ui.html_table import Column, table_html
from dashboard.ui.links import sql_link
from dashboard.warehouse_access.dagster_client import Run
from dashboard.wording import format as fmt


def runs_table(runs: Iterable[Run], address: str, now: datetime) -> Markup:
    """Runs as Dagster tells them, each a link to its page there."""

    def page(run: Run) -> Markup:
        href = f"{address}/runs/{run.run_id}"
        return html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', href, run.run_id[:8])

    columns = [
        Column("run", page),
        Column("state", lambda run: run.status.lower().replace("_", " ")),
        Column("asked for", lambda run: fmt.ago(run.created, now) if run.created else fmt.NONE, number=True),
        Column("took", _took, number=True),
        Column("steps", lambda run: f"{run.done} of {run.steps}" if run.steps else fmt.NONE, number=True),
    ]
    return table_html(runs, columns, caption="The last runs, newest first")


def _took(run: Run) -> str:
    if run.started is None or run.ended is None:
        return fmt.NONE
    return f"{fmt.count((run.ended - run.started).total_seconds())}{fmt.THIN}s"


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
