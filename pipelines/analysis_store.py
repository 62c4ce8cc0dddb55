"""The analysis of texts in the build file: what is new is added, what another version found is taken out.

Phrases and words are numbered once for all texts, so that a candidate or a word of a text is a few small integers.
"""

import duckdb
import numpy as np
import polars as pl

from pipelines.text import ANALYSER_VERSION, Analysis
from pipelines.text.candidates import change_items
from warehouse.schema import table
from warehouse.writer import append_tables, read_table

_BY_TEXT = ("candidates", "text_units", "abbreviations")
_FOR_ALL = ("phrases", "units")
ANALYSED = ("analysed_texts", *_BY_TEXT, *_FOR_ALL)
"""Tables that hold the analysis."""


def forget_other_versions(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes out what another version of the analyser found, and what belongs to no text that counts as analysed."""
    for name in ("analysed_texts", *_FOR_ALL):
        connection.execute(f"DELETE FROM internal.{name} WHERE analyser_version <> ?", [ANALYSER_VERSION])
    for name in _BY_TEXT:
        connection.execute(
            f"DELETE FROM internal.{name} WHERE text_hash NOT IN (SELECT text_hash FROM internal.analysed_texts)"
        )


def append_analysis(connection: duckdb.DuckDBPyConnection, texts: pl.DataFrame, analysis: Analysis) -> None:
    """Adds what was found in `texts` (text_hash), in one transaction; phrases and words that are there keep their numbers."""
    phrase, phrases = _number(connection, "phrases", analysis.phrases, "phrase", "surface")
    unit, units = _number(connection, "units", analysis.units, "unit", "form")
    candidates, text_units = analysis.candidates, analysis.text_units
    append_tables(
        connection,
        {
            "analysed_texts": texts.select("text_hash", analyser_version=pl.lit(ANALYSER_VERSION)),
            "phrases": phrases,
            "units": units,
            "candidates": candidates.with_columns(change_items(candidates["phrases"], lambda one: phrase[one])),
            "text_units": text_units.with_columns(
                change_items(text_units["units"], lambda one: unit[one >> 3] << 3 | one & 7)
            ),
            "abbreviations": analysis.abbreviations,
        },
    )


def _number(
    connection: duckdb.DuckDBPyConnection, name: str, found: pl.DataFrame, number: str, string: str
) -> tuple[np.ndarray, pl.DataFrame]:
    """Numbers of the build for those in the column `number` of `found`, and the rows that are new to it."""
    connection.register("found", found.select(number, string))
    known = connection.sql(
        f"SELECT found.{number} AS found, held.{number} AS held "
        f"FROM internal.{name} AS held JOIN found ON held.{string} = found.{string}"
    ).pl()
    free = connection.execute(f"SELECT coalesce(max({number}) + 1, 0) FROM internal.{name}").fetchall()[0][0]
    connection.unregister("found")
    numbers = np.full(found.height, -1, np.int64)
    numbers[known["found"].to_numpy()] = known["held"].to_numpy()
    new = numbers < 0
    numbers[new] = free + np.arange(new.sum())
    return numbers, found.with_columns(pl.Series(number, numbers)).filter(pl.Series(new))


def read_analysis(connection: duckdb.DuckDBPyConnection) -> Analysis:
    """What was found in the texts of the papers in English, in no order; and all phrases and words."""
    found = {
        name: connection.sql(
            f"FROM {table(name).qualified_name} WHERE text_hash IN (SELECT text_hash FROM papers WHERE language = 'en')"
        ).pl()
        for name in _BY_TEXT
    }
    return Analysis(**found, **{name: read_table(connection, name) for name in _FOR_ALL})
