"""What an asset says of its table: description, columns, rows, and its first rows as a picture of what is in it.

Specs come from the declarations in `warehouse.schema`; plots are in `plots`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

import dagster as dg
import duckdb

from pipelines.orchestration.resources import Warehouse
from pipelines.quality.asset_checks import check_results, check_specs, evaluate_rules, rules_of
from warehouse.schema import INTERNAL, Table, table
from warehouse.schema.ddl import describe_column
from warehouse.writer import count_rows

OWNERS = ["team:papertrends"]
PREVIEW_ROWS = 8
PREVIEW_COLUMNS = 8
_CELL_LENGTH = 70

MetadataItem: TypeAlias = dg.MetadataValue | dg.TableSchema | str | int | float
"""What a step may say of a table."""


def column_schema(declared: Table) -> dg.TableSchema:
    """The table's columns with types, constraints and descriptions, for the asset catalogue."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                column.type,
                description=describe_column(column),
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=declared.key == (column.name,)),
            )
            for column in declared.columns
        ],
        constraints=dg.TableConstraints(other=[f"key: {', '.join(declared.key)}"]),
    )


def describe_asset(name: str, *, deps: Iterable[str], kinds: AbstractSet[str]) -> dg.AssetSpec:
    """The spec of the asset that is the table `name`."""
    declared = table(name)
    notes = [f"One row is {declared.row}."]
    if declared.schema == INTERNAL:
        notes.append("Internal: what other tables are made from; not part of the contract.")
    return dg.AssetSpec(
        name,
        deps=list(deps),
        description=" ".join(notes),
        group_name=declared.group,
        owners=OWNERS,
        kinds={"duckdb", *kinds},
        metadata={
            "dagster/column_schema": column_schema(declared),
            "dagster/table_name": f"papers.{declared.schema}.{declared.name}",
        },
    )


def tables_asset(
    name: str, *tables: str, deps: Iterable[str] = (), kinds: AbstractSet[str] = frozenset()
) -> Callable[[Callable[..., object]], dg.AssetsDefinition]:
    """A decorator like `dg.multi_asset`: the function below it is the step `name`, which fills and checks `tables`."""
    deps = list(deps)
    return dg.multi_asset(
        name=name,
        specs=[describe_asset(one, deps=deps, kinds=kinds) for one in tables],
        check_specs=check_specs(tables),
    )


def report_tables(
    warehouse: Warehouse,
    connection: duckdb.DuckDBPyConnection,
    names: Iterable[str],
    extra: Mapping[str, Mapping[str, MetadataItem]] | None = None,
) -> list[dg.MaterializeResult]:
    """Checks the tables `names`, which a step has just filled, and says of each what is in it.

    Args:
        warehouse: remembers which checks held.
        connection: to the build file.
        names: tables that the step filled.
        extra: table name to further metadata.

    Returns:
        One result per table, to be yielded by the step. Dagster ends the run where a blocking check failed.
    """
    results = []
    for name in names:
        outcomes = evaluate_rules(connection, rules_of([name]))
        warehouse.checked.update({one.rule.name: one.passed for one in outcomes})
        metadata: dict[str, MetadataItem] = {
            "dagster/row_count": count_rows(connection, name),
            "preview": dg.MetadataValue.md(preview_table(connection, name)),
            **((extra or {}).get(name) or {}),
        }
        results.append(
            dg.MaterializeResult(asset_key=name, metadata=metadata, check_results=check_results(name, outcomes))
        )
    return results


def preview_table(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The first rows of a table by its key, as a Markdown table; at most `PREVIEW_COLUMNS` columns, long cells cut."""
    declared = table(name)
    shown = declared.column_names[:PREVIEW_COLUMNS]
    rows = connection.execute(
        f"SELECT {', '.join(shown)} FROM {declared.qualified_name} "
        f"ORDER BY {', '.join(preview_order(declared))} LIMIT {PREVIEW_ROWS}"
    ).fetchall()
    if not rows:
        return "No rows."
    head = f"| {' | '.join(shown)} |\n|{' --- |' * len(shown)}\n"
    return head + "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)


def preview_order(declared: Table) -> Iterator[str]:
    """What the rows that stand first are sorted by: where rows have papers, the most of them; then the key."""
    if "papers" in declared.column_names and declared.name not in ("periods", "builds"):
        yield "papers DESC"
    yield from declared.key


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = (
        f"{value:.4g}"
        if isinstance(value, float)
        else ", ".join(map(str, value))
        if isinstance(value, list)
        else str(value)
    )
    text = " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= _CELL_LENGTH else text[: _CELL_LENGTH - 1] + "…"
