"""The tables of the warehouse as a list in HTML: a line a table, that opens to its columns. No streamlit."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from dashboard.ui import format as fmt
from dashboard.ui.html_table import Row, link
from dashboard.ui.links import sql_link
from warehouse.schema import TABLES
from warehouse.schema.declare import GROUPS

_GROUP_OF = {table.name: table.group for table in TABLES}
_GROUP_NAMES = {"ingest": "What came in", "publish": "Builds and checks"}


def schema_html(columns: Sequence[Row], rows: Mapping[str, int]) -> str:
    """The tables by group, in the order in which a run fills them.

    Args:
        columns: as of `queries.sql.columns_of_tables`.
        rows: rows by table name.
    """
    tables = {name: list(members) for name, members in groupby(columns, key=lambda column: column["table_name"])}
    # A table that this version does not declare is one of a later one.
    groups = {group: [name for name in tables if _GROUP_OF.get(name) == group] for group in GROUPS}
    groups["others"] = [name for name in tables if name not in _GROUP_OF]
    return "".join(
        f'<section class="pt-schema"><h3>{_GROUP_NAMES.get(group, group.capitalize())}</h3>'
        + "".join(_table(name, tables[name], rows.get(name)) for name in names)
        + "</section>"
        for group, names in groups.items()
        if names
    )


def _table(name: str, columns: list[Row], rows: int | None) -> str:
    items = "".join(
        f"<li><code>{fmt.escape(column['column_name'])}</code> <small>{fmt.escape(column['data_type'].lower())}</small>"
        f"<br>{fmt.escape(column['comment'] or '')}</li>"
        for column in columns
    )
    about = fmt.escape(columns[0]["table_comment"] or "")
    return (
        f'<details><summary title="{about}"><span>{fmt.escape(name)}</span><span>{fmt.count(rows)}</span></summary>'
        f'<p class="pt-note">{about} {link(sql_link(f"FROM {name} LIMIT 20"), "Its first rows")}</p><ul class="pt-columns">{items}</ul></details>'
    )
