"""Blocking checks from the declarations: each is a query that returns the rows that break a stated truth.

What NOT NULL, CHECK and PRIMARY KEY already keep out of the file is not asked again.
"""

from dataclasses import dataclass

from warehouse.schema.declare import Table


@dataclass(frozen=True, slots=True)
class Rule:
    """A truth about one table.

    Args:
        name: the truth, in snake_case, e.g. ``paper_terms_key_is_unique``; unique over all rules.
        table: name of the table it is about.
        description: the truth as a sentence.
        query: SQL that returns the rows that break it; no rows where it holds.
        distinct: SQL that returns one whole number a row; where no two are equal the truth holds, which is seen in a fraction of
            the time that `query` takes. Empty where there is no such way.
    """

    name: str
    table: str
    description: str
    query: str
    distinct: str = ""


def table_rules(table: Table) -> list[Rule]:
    """The rules that follow from one table's declaration."""
    rules = []
    name = table.qualified_name
    if table.required:
        rules.append(
            Rule(
                f"{table.name}_is_not_empty",
                table.name,
                f"{table.name} holds at least one row.",
                f"SELECT '{table.name}' AS empty_table WHERE NOT EXISTS (FROM {name})",
            )
        )
    if not table.is_proved:
        return rules
    if not table.indexed:
        key = ", ".join(table.key)
        # Rows that share a key share its hash; grouped by 64 bits alone, many rows need half the memory.
        shared = f"SELECT hashed FROM (SELECT hash({key}) AS hashed FROM {name}) GROUP BY hashed HAVING count(*) > 1"
        rules.append(
            Rule(
                f"{table.name}_key_is_unique",
                table.name,
                f"No two rows of {table.name} share {key}.",
                f"SELECT {key}, count(*) AS rows FROM {name} WHERE hash({key}) IN ({shared}) "
                f"GROUP BY {key} HAVING count(*) > 1",
                f"SELECT hash({key}) AS number FROM {name}",
            )
        )
    for column in table.columns:
        if column.refers_to:
            target, target_column = column.refers_to.split(".")
            rules.append(
                Rule(
                    f"{table.name}_{column.name}_exists",
                    table.name,
                    f"Every {column.name} of {table.name} is in {target}.",
                    f"SELECT DISTINCT {column.name} FROM {name} ANTI JOIN {target} "
                    f"ON {name}.{column.name} = {target}.{target_column}",
                )
            )
    return rules
