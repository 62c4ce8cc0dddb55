"""Checks: every truth about a table as a Dagster asset check. The step that fills a table checks it; the results are in `checks`.

A failed blocking check ends the run before the swap. What the truths are is in `truths` and `warehouse.schema.rules`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import dagster as dg
import duckdb
import polars as pl

from pipelines.quality.data_checks import TRUTHS, WARNINGS
from warehouse.schema import TABLES, table
from warehouse.schema.frames import frame_schema
from warehouse.schema.rules import Rule, table_rules
from warehouse.writer import transaction

SAMPLE_ROWS = 5
_WARNING_NAMES = {rule.name for rule in WARNINGS}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A truth, how many rows break it, and the first of them."""

    rule: Rule
    failing_rows: int
    sample: pl.DataFrame

    @property
    def passed(self) -> bool:
        return self.failing_rows == 0


def rules_of(names: Iterable[str]) -> list[Rule]:
    """Every truth about the tables `names`."""
    names = list(names)
    declared = [rule for name in names for rule in table_rules(table(name))]
    return declared + [rule for rule in (*TRUTHS, *WARNINGS) if rule.table in names]


def all_rules() -> list[Rule]:
    """Every truth there is."""
    return rules_of(declared.name for declared in TABLES)


def is_blocking(rule: Rule) -> bool:
    """Whether a failure keeps the build from being served."""
    return rule.name not in _WARNING_NAMES


def check_specs(names: Iterable[str]) -> list[dg.AssetCheckSpec]:
    """The checks of the assets `names`, for Dagster."""
    return [
        dg.AssetCheckSpec(
            rule.name,
            asset=rule.table,
            description=rule.description,
            blocking=is_blocking(rule),
            metadata={"query": dg.MetadataValue.md(_sql_block(rule.query))},
        )
        for rule in rules_of(names)
    ]


def evaluate_rule(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Outcome:
    """Counts the rows that break a truth, and fetches the first of them."""
    if rule.distinct and _all_differ(connection.sql(rule.distinct).pl().to_series()):
        return Outcome(rule, 0, pl.DataFrame())
    failing = connection.execute(f"SELECT count(*) FROM ({rule.query})").fetchall()[0][0]
    sample = connection.sql(f"SELECT * FROM ({rule.query}) LIMIT {SAMPLE_ROWS}").pl() if failing else pl.DataFrame()
    return Outcome(rule, failing, sample)


def _all_differ(numbers: pl.Series) -> bool:
    # Less than half of the time that it takes to sort them.
    return numbers.n_unique() == len(numbers)


def evaluate_rules(connection: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> list[Outcome]:
    """Evaluates `rules` and writes the outcomes into the table `checks`, in place of those they had."""
    outcomes = [evaluate_rule(connection, rule) for rule in rules]
    rows = pl.DataFrame(
        [
            (one.rule.name, one.rule.table, is_blocking(one.rule), one.passed, one.failing_rows, one.rule.query)
            for one in outcomes
        ],
        schema=frame_schema(table("checks")),
        orient="row",
    )
    connection.register("outcomes", rows)
    try:
        with transaction(connection):
            connection.execute("DELETE FROM checks WHERE check_name IN (SELECT check_name FROM outcomes)")
            connection.execute("INSERT INTO checks BY NAME SELECT * FROM outcomes")
    finally:
        connection.unregister("outcomes")
    return outcomes


def check_result(outcome: Outcome) -> dg.AssetCheckResult:
    """An outcome as Dagster shows it: the truth, its query and a sample of the rows that break it."""
    metadata: dict[str, dg.MetadataValue] = {"failing_rows": dg.MetadataValue.int(outcome.failing_rows)}
    if not outcome.passed:
        metadata["rows_that_break_it"] = dg.MetadataValue.md(_sample_block(outcome.sample))
        metadata["query"] = dg.MetadataValue.md(_sql_block(outcome.rule.query))
    return dg.AssetCheckResult(
        check_name=outcome.rule.name,
        asset_key=outcome.rule.table,
        passed=outcome.passed,
        severity=dg.AssetCheckSeverity.ERROR if is_blocking(outcome.rule) else dg.AssetCheckSeverity.WARN,
        description=outcome.rule.description,
        metadata=metadata,
    )


def _sql_block(query: str) -> str:
    return f"```sql\n{query}\n```"


def _sample_block(sample: pl.DataFrame) -> str:
    lines = ["; ".join(f"{name} = {value!r}"[:200] for name, value in row.items()) for row in sample.to_dicts()]
    return "```\n" + "\n".join(lines) + "\n```"
