"""Checks that follow from the declarations: each is a query that returns the rows that break a statement about one
table.

What NOT NULL, CHECK and PRIMARY KEY already keep out of the file is not asked again.
"""

from dataclasses import dataclass
from typing import Literal

from warehouse.schema.declare import Table

CheckKind = Literal["data", "arithmetic", "notice"]
"""What a check is about, which decides what happens where it fails.

- data: what came in, and that none of it is lost or counted twice. Nothing is published; `remedy` says what to do.
- arithmetic: what Papertrends computed from it. The rows or verdicts concerned are withheld, and the run goes on.
- notice: something that the user should know of. It is told, and nothing else happens.
"""

GROUPS_OF_DATA = ("ingest", "papers", "publish")
"""Groups of tables that hold what came in, and the record of what was published; the others are computed from them."""

RUN_AGAIN = "Run again. Should it fail once more, please report it: the build file does not agree with itself."


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement about one table that must hold.

    Args:
        name: the statement, in snake_case, e.g. ``paper_terms_key_is_unique``; unique over all rules.
        table: name of the table it is about.
        description: the statement as a sentence.
        query: SQL that returns the rows that break it; no rows where it holds.
        distinct: SQL that returns one whole number a row; where no two are equal the statement holds, which is seen in
            a fraction of the time that `query` takes. Empty where there is no such way.
        kind: what it is about.
        remedy: of a check on data, what the user can do where it fails.
        withhold: of a check on arithmetic, SQL that takes the rows that break it out of the build; empty where none
            are.
        verdicts: of a check on arithmetic, whose verdicts become unclear: of the terms (`term`) or themes (`theme`)
            whose ``term_id`` or ``theme_id`` `query` returns, or all verdicts (`every`).
    """

    name: str
    table: str
    description: str
    query: str
    distinct: str = ""
    kind: CheckKind = "data"
    remedy: str = RUN_AGAIN
    withhold: str = ""
    verdicts: Literal["", "term", "theme", "every"] = ""

    @property
    def is_blocking(self) -> bool:
        """Whether a failure keeps the build from being served."""
        return self.kind == "data"

    @property
    def explanation(self) -> str:
        """The description, what kind of check it is, and what follows where it fails."""
        if self.kind == "data":
            return f"{self.description} (A check on your data: where it fails, nothing is published. {self.remedy})"
        if self.kind == "notice":
            return f"{self.description} (For your information: where it fails, the build is published all the same.)"
        withheld = "The rows that break it are withheld" if self.withhold else "Verdicts that rest on it are withheld"
        what = (
            f"{withheld}, and the build is published." if self.withhold or self.verdicts else "The build is published."
        )
        return f"{self.description} (A check on our own arithmetic. {what} Please report it where it fails.)"


def table_rules(table: Table) -> list[Rule]:
    """The rules that follow from one table's declaration."""
    rules: list[Rule] = []
    name = table.qualified_name
    kind: CheckKind = "data" if table.group in GROUPS_OF_DATA else "arithmetic"
    if table.required:
        rules.append(
            Rule(
                f"{table.name}_is_not_empty",
                table.name,
                f"{table.name} holds at least one row.",
                f"SELECT '{table.name}' AS empty_table WHERE NOT EXISTS (FROM {name})",
                remedy="Give the run a file in which papers have a title and an abstract.",
            )
        )
    if not table.is_proved:
        return rules
    if not table.indexed:
        key = ", ".join(table.key)
        # Rows that share a key share its hash; grouped by 64 bits alone, many rows need half the memory.
        shared = f"SELECT hashed FROM (SELECT hash({key}) AS hashed FROM {name}) GROUP BY hashed HAVING count(*) > 1"
        repeated = f"DELETE FROM {name} WHERE rowid NOT IN (SELECT min(rowid) FROM {name} GROUP BY {key})"
        rules.append(
            Rule(
                f"{table.name}_key_is_unique",
                table.name,
                f"No two rows of {table.name} share {key}.",
                f"SELECT {key}, count(*) AS rows FROM {name} WHERE hash({key}) IN ({shared}) "
                f"GROUP BY {key} HAVING count(*) > 1",
                f"SELECT hash({key}) AS number FROM {name}",
                kind=kind,
                withhold=repeated if kind == "arithmetic" else "",
            )
        )
    for column in table.columns:
        if column.refers_to:
            target, target_column = column.refers_to.split(".")
            dangling = f"DELETE FROM {name} WHERE {column.name} NOT IN (SELECT {target_column} FROM {target})"
            rules.append(
                Rule(
                    f"{table.name}_{column.name}_exists",
                    table.name,
                    f"Every {column.name} of {table.name} is in {target}.",
                    f"SELECT DISTINCT {column.name} FROM {name} ANTI JOIN {target} "
                    f"ON {name}.{column.name} = {target}.{target_column}",
                    kind=kind,
                    withhold=dangling if kind == "arithmetic" else "",
                )
            )
    return rules
