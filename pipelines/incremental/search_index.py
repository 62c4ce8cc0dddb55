"""The search index in the build file: which papers hold which words. Papers that have not changed are not read again.

What a word is, is decided in `pipelines.text.search.inverted_index`.
"""

from collections.abc import Iterator

import duckdb
import polars as pl

from pipelines.arrays.parallel import map_ahead
from pipelines.plurals import counted
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.search.inverted_index import (
    INDEX_VERSION,
    Part,
    count_papers,
    find_words,
    merge_parts,
    number_words,
    split_types,
)
from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.tokens import tokenize, unpack_tokens
from warehouse.schema import table
from warehouse.schema.frames import empty_frame
from warehouse.writer import exchange_rows, replace_by_parts, replace_table

SEARCHED = ("words", "paper_words", "indexed_papers")
"""Tables that hold the index."""

BATCH_PAPERS = 40_000
_LARGEST_PART = 0.1
"""Changed papers, as part of those indexed, above which the index is made again: that takes no longer, and sorts it."""


_ANALYSED = "SELECT paper_number, title_units, units FROM unread JOIN internal.text_units USING (text_hash)"
_TEXTS = "SELECT paper_number, title, abstract FROM papers SEMI JOIN unread USING (paper_number)"
_NOT_ANALYSED = f"{_TEXTS} ANTI JOIN internal.text_units USING (text_hash)"


def _read_batches(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pl.DataFrame]:
    """What `query` says of the papers in the table `unread`, by paper_number; empty batches are left out."""
    first, last = connection.execute("SELECT min(paper_number), max(paper_number) FROM unread").fetchall()[0]
    for start in range(first or 0, (last or 0) + 1, BATCH_PAPERS):
        bounds = f"paper_number BETWEEN {start} AND {start + BATCH_PAPERS - 1}"
        batch = connection.sql(f"{query} WHERE {bounds} ORDER BY paper_number").pl()
        if batch.height:
            yield batch


def _split_texts(batch: pl.DataFrame) -> Part:
    """The words of texts as they stand."""
    tokens = tokenize(split_chunks(batch["title"], batch["abstract"]))
    return find_words(tokens, batch["paper_number"].to_numpy(), split_types(tokens.types))


def _find_all_parts(connection: duckdb.DuckDBPyConnection) -> list[Part]:
    """The words of the papers in `unread`, from their analysis where there is one: that takes a third of the time."""
    units = connection.sql("SELECT unit, form FROM internal.units").pl()
    types, place = split_types(units["form"]), place_numbers(units["unit"])

    def read_analysed(batch: pl.DataFrame) -> Part:
        read = unpack_tokens(batch["units"], batch["title_units"].to_numpy(), place, units["form"])
        return find_words(read, batch["paper_number"].to_numpy(), types)

    return [
        *map_ahead(read_analysed, _read_batches(connection, _ANALYSED)),
        *map_ahead(_split_texts, _read_batches(connection, _NOT_ANALYSED)),
    ]


def _note_indexed(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    version = pl.lit(INDEX_VERSION).alias("index_version")
    return connection.sql("SELECT paper_number, text_hash FROM unread").pl().with_columns(version)


def _rebuild(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE unread AS SELECT paper_number, text_hash FROM papers")
    # Where the run dies before the last of the tables is whole, the next run finds nothing indexed.
    replace_table(connection, "indexed_papers", empty_frame(table("indexed_papers")))
    parts = _find_all_parts(connection)
    counted = count_papers(parts)
    words = counted.insert_column(0, pl.Series("word_id", number_words(counted["word"], _known(connection).clear())))
    replace_by_parts(connection, "paper_words", merge_parts(parts, words))
    replace_table(connection, "words", words)
    replace_table(connection, "indexed_papers", _note_indexed(connection))


def _known(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return connection.sql("SELECT word_id, word, papers FROM words ORDER BY word").pl()


def _amend(connection: duckdb.DuckDBPyConnection, gone: pl.DataFrame) -> bool:
    """Takes out the papers `gone` (paper_number) and puts in those in `unread`; False where there is no number left for
    a word."""
    connection.register("gone", gone)
    lost = connection.sql(
        "SELECT word_id, count(*) AS lost FROM paper_words SEMI JOIN gone USING (paper_number) GROUP BY word_id"
    ).pl()
    connection.unregister("gone")
    parts = list(map_ahead(_split_texts, _read_batches(connection, _TEXTS)))
    known = _known(connection)
    found = count_papers(parts)
    numbers = number_words(found["word"], known)
    if numbers is None:
        return False
    found = found.insert_column(0, pl.Series("word_id", numbers))
    changed = (
        found.rename({"papers": "found"})
        .join(known.select("word_id", "word", "papers"), on=["word_id", "word"], how="full", coalesce=True)
        .join(lost, on="word_id", how="left")
        .filter(pl.col("found").is_not_null() | pl.col("lost").is_not_null())
        .select("word_id", "word", papers=pl.sum_horizontal("papers", "found", -pl.col("lost")))
    )
    rows = pl.concat([empty_frame(table("paper_words")), *merge_parts(parts, found)])
    exchange_rows(
        connection,
        {
            "paper_words": (gone, rows),
            "words": (changed.select("word_id"), changed.filter(pl.col("papers") > 0)),
            "indexed_papers": (gone, _note_indexed(connection)),
        },
    )
    return True


def index_papers(connection: duckdb.DuckDBPyConnection) -> str:
    """Brings the tables of this group up to date with `papers`; returns what was done.

    What has been indexed is left as it is, unless most of it would change.
    """
    indexed = f"(FROM internal.indexed_papers WHERE index_version = '{INDEX_VERSION}')"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE unread AS SELECT paper_number, text_hash FROM papers "
        f"ANTI JOIN {indexed} AS indexed USING (paper_number, text_hash)"
    )
    gone = connection.sql(
        "SELECT paper_number FROM internal.indexed_papers ANTI JOIN papers USING (paper_number, text_hash)"
    ).pl()
    new, known, rows, counted_rows = connection.execute(
        f"SELECT (SELECT count(*) FROM unread), (SELECT count(*) FROM {indexed}), (SELECT count(*) FROM paper_words), "
        "(SELECT coalesce(sum(papers), 0) FROM words)"
    ).fetchall()[0]
    if rows == counted_rows and new + gone.height <= _LARGEST_PART * known and _amend(connection, gone):
        return f"Indexed {counted(new, 'paper')} and took out {gone.height:,}"
    _rebuild(connection)
    return "Indexed all papers"
