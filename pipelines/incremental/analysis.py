"""The analysis of texts in the build file: what is new is added, what another version found is taken out.

Phrases and words are numbered once for all texts, so that a candidate or a word of a text is a few small integers.
"""

import duckdb
import numpy as np
import polars as pl

from pipelines.arrays.interning import Interner
from pipelines.text import ANALYSER_VERSION, Analysis
from pipelines.text.phrases.candidates import map_items
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


class AnalysisWriter:
    """Adds analyses of one batch after the other; phrases and words that are there keep their numbers.

    Holds twelve bytes for each phrase and word of the build: nobody else may add to their tables meanwhile.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._phrases = _IdMap(connection, "phrases", "phrase", "surface")
        self._units = _IdMap(connection, "units", "unit", "form")

    def append(self, texts: pl.DataFrame, analysis: Analysis) -> None:
        """Adds what was found in `texts` (text_hash), in one transaction."""
        phrase, phrases = self._phrases.number(analysis.phrases)
        unit, units = self._units.number(analysis.units)
        candidates, text_units = analysis.candidates, analysis.text_units
        append_tables(
            self._connection,
            {
                "analysed_texts": texts.select("text_hash", analyser_version=pl.lit(ANALYSER_VERSION)),
                "phrases": phrases,
                "units": units,
                "candidates": candidates.with_columns(map_items(candidates["phrases"], lambda one: phrase[one])),
                "text_units": text_units.with_columns(
                    map_items(text_units["units"], lambda one: unit[one >> 3] << 3 | one & 7)
                ),
                "abbreviations": analysis.abbreviations,
            },
        )


class _IdMap:
    """Maps strings to their numbers in a table, by hashes that DuckDB makes: the strings need not leave the build
    file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, number: str, string: str) -> None:
        self._connection, self._number, self._string = connection, number, string
        known = connection.sql(f"SELECT {number} AS number, hash({string}) AS hash FROM internal.{name}").pl()
        self._hashes = Interner()
        self._hashes.add(known["hash"].to_numpy())
        self._numbers = known["number"].to_numpy()
        self._free = int(self._numbers.max(initial=-1)) + 1

    def number(self, found: pl.DataFrame) -> tuple[np.ndarray, pl.DataFrame]:
        """Numbers of the build for those from 0 on in `found`, and the rows that are new to it, which from now on it
        holds."""
        self._connection.register("found", found.select(self._string))
        hashes = self._connection.sql(f"SELECT hash({self._string}) AS hash FROM found").pl()["hash"].to_numpy()
        self._connection.unregister("found")
        places = self._hashes.find(hashes)
        new = places < 0
        added = np.arange(self._free, self._free + new.sum(), dtype=np.int32)
        places[new] = np.arange(len(self._numbers), len(self._numbers) + len(added))
        self._hashes.add(hashes[new])
        self._numbers = np.concatenate([self._numbers, added])
        self._free += len(added)
        rows = found.filter(pl.Series(new)).with_columns(pl.Series(self._number, added))
        return self._numbers[places], rows


def read_analysis(connection: duckdb.DuckDBPyConnection) -> Analysis:
    """What was found in the texts of the papers in English, in no order; and all phrases and words."""
    found = {
        name: connection.sql(
            f"FROM {table(name).qualified_name} WHERE text_hash IN (SELECT text_hash FROM papers WHERE language = 'en')"
        ).pl()
        for name in _BY_TEXT
    }
    return Analysis(**found, **{name: read_table(connection, name) for name in _FOR_ALL})
