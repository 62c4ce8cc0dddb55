"""The tables of the warehouse as a list in HTML: a line a table, that opens to its columns. No streamlit."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from dashboard.markup import Markup, html
from dashboard.rows import Row
from dashboard.ui.elements import link
from dashboard.ui.links import sql_link
from dashboard.wording import format as fmt
from warehouse.schema import TABLES
from warehouse.schema.declare import GROUPS

_GROUP_OF = {table.name: table.group for table in TABLES}
_GROUP_NAMES = {"ingest": "What came in", "publish": "Builds and checks"}


def schema_html(columns: Sequence[Row], rows: Mapping[str, int]) -> Markup:
    """The tables by group, in the order in which a run fills them.

    Args:
        columns: as of `queries.sql.columns_of_tables`.
        rows: rows by table name.
    """
    tables = {name: list(members) for name, members in groupby(columns, key=lambda column: column["table_name"])}
    # A table that this version does not declare is one of a later one.
    groups = {group: [name for name in tables if _GROUP_OF.get(name) == group] for group in GROUPS}
    groups["others"] = [name for name in tables if name not in _GROUP_OF]
    return Markup().join(
        html(
            '<section class="pt-schema"><h3>{}</h3>{}</section>',
            _GROUP_NAMES.get(group, group.capitalize()),
            (_table(name, tables[name], rows.get(name)) for name in names),
        )
        for group, names in groups.items()
        if names
    )


def _table(name: str, columns: list[Row], rows: int | None) -> Markup:
    items = [
        html(
            "<li><code>{}</code> <small>{}</small><br>{}</li>",
            column["column_name"],
            column["data_type"].lower(),
            column["comment"] or "",
        )
        for column in columns
    ]
    about = columns[0]["table_comment"] or ""
    return html(
        '<details><summary title="{}"><span>{}</span><span>{}</span></summary><p class="pt-note">{} '
        '{}</p><ul class="pt-columns">{}</ul></details>',
        about,
        name,
        fmt.count(rows),
        about,
        link(sql_link(f"FROM {name} LIMIT 20"), "Its first rows"),
        items,
    )
