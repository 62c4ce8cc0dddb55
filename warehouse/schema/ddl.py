"""DDL from the declarations: CREATE TABLE with keys, NOT NULL, CHECK, and a comment on every table and column."""

from warehouse.schema.declare import MAIN, Column, Table


def quote_text(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """A SQL name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def _bounds(column: Column) -> list[str]:
    low, high = column.bounds or (None, None)
    return [f"{column.name} {sign} {value}" for sign, value in ((">=", low), ("<=", high)) if value is not None]


def _column_definition(column: Column) -> str:
    conditions = _bounds(column)
    if column.choices:
        conditions.append(f"{column.name} IN ({', '.join(map(quote_text, column.choices))})")
    parts = [column.name, column.type]
    if column.compression:
        parts.append(f"USING COMPRESSION {column.compression}")
    if not column.nullable:
        parts.append("NOT NULL")
    if conditions:
        parts.append(f"CHECK ({' AND '.join(conditions)})")
    return " ".join(parts)


def describe_column(column: Column) -> str:
    """The comment of a column: its description, and its unit where it has one."""
    return f"{column.description} [{column.unit}]" if column.unit else column.description


def create_statements(table: Table) -> list[str]:
    """Statements that make `table` anew and empty, replacing one that is there, with its comments.

    DuckDB's DDL is transactional: within a transaction that is rolled back the old table stays.
    """
    lines = [_column_definition(column) for column in table.columns]
    if table.indexed:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    body = ",\n  ".join(lines)
    name = table.qualified_name
    statements = [] if table.schema == MAIN else [f"CREATE SCHEMA IF NOT EXISTS {table.schema}"]
    statements.append(f"CREATE OR REPLACE TABLE {name} (\n  {body}\n)")
    statements.append(f"COMMENT ON TABLE {name} IS {quote_text('One row is ' + table.row + '.')}")
    statements.extend(
        f"COMMENT ON COLUMN {name}.{column.name} IS {quote_text(describe_column(column))}" for column in table.columns
    )
    return statements
