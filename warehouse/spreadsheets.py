"""Text that no spreadsheet takes for a formula: how whatever writes CSV guards its cells and the names of its columns.

A text that begins like a formula gets an apostrophe before it (OWASP, CSV injection).
"""

import re

import polars as pl

_FORMULA = r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]"
"""Some programs skip blanks before a formula; some read the wide signs of Chinese and Japanese."""
_IS_FORMULA = re.compile(_FORMULA).match


def guard_text(text: str) -> str:
    """`text`, with an apostrophe before it where it begins like a formula."""
    return f"'{text}" if _IS_FORMULA(text) else text


def guard_column(column: pl.Series) -> pl.Series:
    """A column of texts, each guarded as by `guard_text`; its name too. Null stays null."""
    risky = column.str.contains(_FORMULA)
    guarded = pl.select(pl.when(risky).then(pl.lit("'") + column).otherwise(column)).to_series()
    return guarded.alias(guard_text(column.name))
