"""WITH clauses, by name, and names for the parameters in them."""

from collections.abc import Mapping
from textwrap import indent


def write_clauses(clauses: Mapping[str, str]) -> str:
    """What stands between WITH and SELECT: all clauses, each before those that use it."""
    # A clause that several use would be worked out for each.
    return ",\n".join(f"{name} AS MATERIALIZED (\n{indent(sql, '    ')}\n)" for name, sql in clauses.items())


def letters(number: int) -> str:
    """0 -> `a`, 25 -> `z`, 26 -> `aa`: names of parameters hold letters only."""
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)
