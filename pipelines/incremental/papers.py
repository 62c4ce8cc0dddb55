"""The papers in the build file: those that new records cannot change stay as they are.

How records become papers is decided in `pipelines.papers`.
"""

import duckdb
import polars as pl

from pipelines.papers import (
    NORMALIZER_VERSION,
    describe_records,
    find_affected_records,
    normalize,
    select_aliases,
    select_record_keys,
)
from pipelines.plurals import counted
from warehouse.writer import exchange_rows, read_table, replace_table

MERGED = ("papers", "sightings", "paper_links", "paper_authors", "paper_aliases", "record_keys")
"""Tables that hold papers, and what they rest on."""

_LARGEST_PART = 0.1
"""New records, as part of those known, above which all papers are made again: that takes no longer."""


def leave_out_samples(sources: pl.DataFrame) -> pl.DataFrame:
    """The sources to make papers from: made-up ones only where there is nothing else.

    A source that holds no record does not count as something else.
    """
    real = sources.filter(~pl.col("is_sample"))
    return sources if real.filter(pl.col("parsed") > 0).is_empty() else real


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return connection.execute(f"SELECT count(*) FROM {query}").fetchall()[0][0]


def _read_records(connection: duckdb.DuckDBPyConnection, keys: pl.DataFrame) -> pl.DataFrame:
    """The records whose source_id and position stand in `keys`."""
    connection.register("wanted", keys.select("source_id", "position"))
    try:
        # Where rows are named by their places, the texts of all others are not read.
        return connection.sql(
            "FROM internal.records WHERE rowid IN "
            "(SELECT records.rowid FROM internal.records SEMI JOIN wanted USING (source_id, position))"
        ).pl()
    finally:
        connection.unregister("wanted")


def _find_new(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame | None:
    """source_id and position of the records in `used` that are in no paper yet; None where more than that has
    changed."""
    known = _count(connection, "internal.record_keys")
    current = _count(connection, f"internal.record_keys WHERE normalizer_version = '{NORMALIZER_VERSION}'")
    seen = _count(connection, "internal.record_keys SEMI JOIN sightings USING (source_id, position)")
    left = _count(connection, "internal.record_keys ANTI JOIN used USING (source_id, position)")
    # A new column of papers that may not be NULL has emptied it.
    named = _count(connection, "(SELECT DISTINCT paper_id FROM sightings)")
    if left or named != _count(connection, "papers") or not known == current == seen == _count(connection, "sightings"):
        return None
    new = connection.sql("FROM used ANTI JOIN internal.record_keys USING (source_id, position)").pl()
    return new if new.height <= _LARGEST_PART * known else None


def _merge_new(connection: duckdb.DuckDBPyConnection, sources: pl.DataFrame, new: pl.DataFrame) -> int:
    """Makes again the papers that the records `new` can change; returns of how many records they are."""
    if new.is_empty():
        return 0
    described = select_record_keys(describe_records(_read_records(connection, new), sources))
    known = connection.sql(
        "SELECT record_keys.*, paper_id FROM internal.record_keys JOIN sightings USING (source_id, position)"
    ).pl()
    columns = [*described.columns, "paper_id"]
    keys = pl.concat([known.select(columns), described.with_columns(paper_id=pl.lit(None, pl.String)).select(columns)])
    aliases = read_table(connection, "paper_aliases")
    affected = keys.filter(
        find_affected_records(keys, aliases, lambda some: describe_records(_read_records(connection, some), sources))
    )
    aliases = select_aliases(affected, aliases)
    made = normalize(_read_records(connection, affected), sources, aliases)
    free = connection.execute("SELECT coalesce(max(paper_number), -1) + 1 FROM papers").fetchall()[0][0]
    made = made._replace(papers=made.papers.with_columns(pl.col("paper_number") + free))
    papers, records = affected.select("paper_id").drop_nulls().unique(), affected.select("source_id", "position")
    by_paper = dict.fromkeys(("papers", "paper_links", "paper_authors"), papers)
    gone = by_paper | {"paper_aliases": aliases.select("alias")}
    exchange_rows(connection, {name: (gone.get(name, records), getattr(made, name)) for name in MERGED})
    return affected.height


def fill_papers(connection: duckdb.DuckDBPyConnection, sources: pl.DataFrame) -> str | None:
    """Fills the tables of this group from the records of `sources`; returns what was done, None where there is no
    record."""
    connection.register("used_sources", sources.select("source_id"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE used AS "
        "SELECT source_id, position FROM internal.records SEMI JOIN used_sources USING (source_id)"
    )
    if not _count(connection, "used"):
        return None
    new = _find_new(connection)
    if new is not None:
        affected = _merge_new(connection, sources, new)
        return f"{counted(new.height, 'new record')}; the papers of {counted(affected, 'record')} were made again"
    aliases = read_table(connection, "paper_aliases")
    # Given no name here, so that the texts as they came can go as soon as they are clean.
    made = normalize(
        connection.sql("FROM internal.records SEMI JOIN used_sources USING (source_id)").pl(), sources, aliases
    )
    for name in MERGED:
        replace_table(connection, name, getattr(made, name))
    return f"{counted(made.sightings.height, 'record')} in {counted(made.papers.height, 'paper')}"
