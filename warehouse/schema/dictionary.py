"""The data dictionary `warehouse/TABLES.md`, generated: `python -m warehouse.schema.dictionary` writes it anew."""

from pathlib import Path

from warehouse.schema import INTERNAL, LAYOUT, TABLES, Table
from warehouse.schema.declare import GROUPS, Column

TABLES_MD = Path(__file__).parents[1] / "TABLES.md"

_HEAD = """# The tables of the warehouse

Generated from `warehouse/schema/` by `python -m warehouse.schema.dictionary`; do not edit.

The served file is `warehouse/data/papers.duckdb`; `papertrends sql "…"`, or any DuckDB client, reads it. Times are UTC,
weeks start on Monday, shares are 0 to 1. The same texts stand in the file as comments:
`SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal`.

Tables under *Internal* live in the schema `internal`. The others are made from them. They may change between versions.
"""


def _notes(column: Column) -> str:
    notes = [column.description]
    if column.unit:
        notes.append(f"Unit: {column.unit}.")
    if column.choices:
        notes.append("One of " + ", ".join(f"`{choice}`" for choice in column.choices) + ".")
    if column.refers_to:
        notes.append(f"→ `{column.refers_to}`")
    text = " ".join(note if note[-1] in ".`" else note + "." for note in notes)
    return text.replace("|", "\\|")


def _section(table: Table) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {column.type} | {'yes' if column.nullable else ''} | {_notes(column)} |"
        for column in table.columns
    )
    key = ", ".join(f"`{name}`" for name in table.key)
    return (
        f"### {table.qualified_name}\n\nOne row is {table.row}. Key: {key}.\n\n"
        f"| column | type | NULL | what it says |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def tables_markdown() -> str:
    """The whole of TABLES.md."""
    parts = [_HEAD]
    for group in GROUPS:
        parts.append(f"## {group.capitalize()}\n")
        parts.extend(_section(table) for table in TABLES if table.group == group and table.schema != INTERNAL)
    parts.append("## Internal\n")
    parts.extend(_section(table) for table in (*TABLES, LAYOUT) if table.schema == INTERNAL)
    return "\n".join(parts)


if __name__ == "__main__":
    TABLES_MD.write_text(tables_markdown(), encoding="utf-8")
