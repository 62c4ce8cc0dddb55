"""The checks of a table as one Dagster asset check. The step that fills a table checks it; each result is in `checks`.

What is checked is in `data_checks`, `arithmetic_checks` and `warehouse.schema.rules`. Where a check on data fails, the
run ends before the swap. Where a check on our own arithmetic fails, the rows or verdicts concerned are withheld, and
the run goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import dagster as dg
import duckdb
import polars as pl

from pipelines.plurals import counted
from pipelines.quality.arithmetic_checks import ARITHMETIC
from pipelines.quality.data_checks import DATA, NOTICES
from warehouse.schema import TABLES, table
from warehouse.schema.frames import frame_schema
from warehouse.schema.rules import Rule, table_rules
from warehouse.writer import transaction

CHECKS = (*DATA, *ARITHMETIC, *NOTICES)
SAMPLE_ROWS = 5
CHECK = "checks_hold"
"""Name of the one check that each table has in Dagster: an event for each of its rules would be most of the history."""
FAILED = "failed_checks"
"""Metadata of an evaluation: names of the rules that failed, those that stop the run where there are any."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check, how many rows break it, and the first of them."""

    rule: Rule
    failing_rows: int
    sample: pl.DataFrame

    @property
    def passed(self) -> bool:
        return self.failing_rows == 0


def rules_of(names: Iterable[str]) -> list[Rule]:
    """Every check of the tables `names`."""
    names = list(names)
    declared = [rule for name in names for rule in table_rules(table(name))]
    return declared + [rule for rule in CHECKS if rule.table in names]


def all_rules() -> list[Rule]:
    """Every check there is."""
    return rules_of(declared.name for declared in TABLES)


def check_specs(names: Iterable[str]) -> list[dg.AssetCheckSpec]:
    """The checks of the assets `names`, for Dagster: one for each table that has rules."""
    return [
        dg.AssetCheckSpec(
            CHECK,
            asset=name,
            description="\n".join(f"- {rule.name}: {rule.explanation}" for rule in rules),
            blocking=any(rule.is_blocking for rule in rules),
            metadata={rule.name: dg.MetadataValue.md(_sql_block(rule.query)) for rule in rules},
        )
        for name in names
        if (rules := rules_of([name]))
    ]


def evaluate_rule(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Outcome:
    """Counts the rows that break `rule`, and fetches the first of them."""
    if rule.distinct and _all_differ(connection.sql(rule.distinct).pl().to_series()):
        return Outcome(rule, 0, pl.DataFrame())
    failing = connection.execute(f"SELECT count(*) FROM ({rule.query})").fetchall()[0][0]
    sample = connection.sql(f"SELECT * FROM ({rule.query}) LIMIT {SAMPLE_ROWS}").pl() if failing else pl.DataFrame()
    return Outcome(rule, failing, sample)


def _all_differ(numbers: pl.Series) -> bool:
    # Less than half of the time that it takes to sort them.
    return numbers.n_unique() == len(numbers)


def evaluate_rules(connection: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> list[Outcome]:
    """Evaluates `rules`, withholds the rows that break our own arithmetic, and writes the outcomes into the table
    `checks`."""
    outcomes = [evaluate_rule(connection, rule) for rule in rules]
    for one in outcomes:
        if one.rule.withhold and not one.passed:
            connection.execute(one.rule.withhold)
    rows = pl.DataFrame(
        [
            (one.rule.name, one.rule.table, one.rule.is_blocking, one.passed, one.failing_rows, one.rule.query)
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


def withhold_verdicts(connection: duckdb.DuckDBPyConnection, kind: Literal["term", "theme"]) -> int:
    """Makes the verdicts unclear that rest on numbers of which a check has failed; returns how many.

    Args:
        kind: whose verdicts: those of the table `<kind>_trends`.
    """
    failed = {name for (name,) in connection.execute("SELECT check_name FROM checks WHERE NOT passed").fetchall()}
    withheld = 0
    for rule in (rule for rule in CHECKS if rule.name in failed and rule.verdicts in (kind, "every")):
        concerned = f"{kind}_id IN (SELECT {kind}_id FROM ({rule.query}))" if rule.verdicts == kind else "true"
        reason = f"withheld: the check {rule.name} failed on its numbers; please report this"
        withheld += connection.execute(
            f"UPDATE {kind}_trends SET direction = 'unclear', reason = $reason, growth = NULL, growth_low = NULL, "
            f"growth_high = NULL, q_value = NULL, prominence = NULL WHERE {concerned}",
            {"reason": reason},
        ).fetchall()[0][0]
    return withheld


def check_results(name: str, outcomes: Sequence[Outcome]) -> list[dg.AssetCheckResult]:
    """The outcomes of the rules of the table `name` as Dagster shows them; none where the table has no rules.

    Of each rule that failed there is its query and a sample of the rows that break it.
    """
    if not outcomes:
        return []
    failed = [one for one in outcomes if not one.passed]
    stopping = [one for one in failed if one.rule.is_blocking]
    told = stopping or failed
    metadata: dict[str, dg.MetadataValue] = {"checks": dg.MetadataValue.int(len(outcomes))}
    if failed:
        metadata[FAILED] = dg.MetadataValue.text(", ".join(one.rule.name for one in told))
        metadata["failing_rows"] = dg.MetadataValue.int(sum(one.failing_rows for one in failed))
    for one in failed:
        metadata[one.rule.name] = dg.MetadataValue.md(_sample_block(one.sample) + "\n" + _sql_block(one.rule.query))
    return [
        dg.AssetCheckResult(
            check_name=CHECK,
            asset_key=name,
            passed=not failed,
            severity=dg.AssetCheckSeverity.ERROR if stopping else dg.AssetCheckSeverity.WARN,
            description="\n".join(map(_describe, told)) or f"{counted(len(outcomes), 'check')} hold",
            metadata=metadata,
        )
    ]


def _describe(outcome: Outcome) -> str:
    rows = f"{counted(outcome.failing_rows, 'row')} {'breaks' if outcome.failing_rows == 1 else 'break'} it"
    return f"{outcome.rule.name} ({rows}): {outcome.rule.explanation}"


def _sql_block(query: str) -> str:
    return f"```sql\n{query}\n```"


def _sample_block(sample: pl.DataFrame) -> str:
    lines = ["; ".join(f"{name} = {value!r}"[:200] for name, value in row.items()) for row in sample.to_dicts()]
    return "```\n" + "\n".join(lines) + "\n```"
