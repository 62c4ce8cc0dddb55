"""The analysis of texts in the build file: what is new is added, what another version found is taken out.

Phrases are numbered once for all texts, so that a candidate is a few small integers.
"""

import duckdb
import numpy as np
import polars as pl

from pipelines.text import ANALYSER_VERSION, Analysis
from pipelines.text.candidates import renumber
from warehouse.schema import table
from warehouse.writer import append_tables, read_table

_BY_TEXT = ("candidates", "abbreviations")
ANALYSED = ("analysed_texts", *_BY_TEXT, "phrases")
"""Tables that hold the analysis."""


def forget_other_versions(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes out what another version of the analyser found, and what belongs to no text that counts as analysed."""
    for name in ("analysed_texts", "phrases"):
        connection.execute(f"DELETE FROM internal.{name} WHERE analyser_version <> ?", [ANALYSER_VERSION])
    for name in _BY_TEXT:
        connection.execute(
            f"DELETE FROM internal.{name} WHERE text_hash NOT IN (SELECT text_hash FROM internal.analysed_texts)"
        )


def append_analysis(connection: duckdb.DuckDBPyConnection, texts: pl.DataFrame, analysis: Analysis) -> None:
    """Adds what was found in `texts` (text_hash), in one transaction; phrases that are there keep their numbers."""
    connection.register("found_phrases", analysis.phrases.select("phrase", "surface"))
    known = connection.sql(
        "SELECT found_phrases.phrase AS found, held.phrase AS number "
        "FROM internal.phrases AS held JOIN found_phrases ON held.surface = found_phrases.surface"
    ).pl()
    free = connection.execute("SELECT coalesce(max(phrase) + 1, 0) FROM internal.phrases").fetchall()[0][0]
    connection.unregister("found_phrases")
    number = np.full(analysis.phrases.height, -1, np.int64)
    number[known["found"].to_numpy()] = known["number"].to_numpy()
    new = number < 0
    number[new] = free + np.arange(new.sum())
    append_tables(
        connection,
        {
            "analysed_texts": texts.select("text_hash", analyser_version=pl.lit(ANALYSER_VERSION)),
            "phrases": analysis.phrases.with_columns(pl.Series("phrase", number)).filter(pl.Series(new)),
            "candidates": renumber(analysis.candidates, number),
            "abbreviations": analysis.abbreviations,
        },
    )


def read_analysis(connection: duckdb.DuckDBPyConnection) -> Analysis:
    """What was found in the texts of the papers in English, in no order; and all phrases."""
    found = {
        name: connection.sql(
            f"FROM {table(name).qualified_name} WHERE text_hash IN (SELECT text_hash FROM papers WHERE language = 'en')"
        ).pl()
        for name in _BY_TEXT
    }
    return Analysis(phrases=read_table(connection, "phrases"), **found)
