"""The papers in the build file: those that records which came or went cannot change stay as they are.

How records become papers is decided in `pipelines.papers`.
"""

from typing import NamedTuple

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
"""Records that came or went, as part of those known, above which all papers are made again: that takes no longer."""


def select_counted(sources: pl.DataFrame) -> pl.DataFrame:
    """The sources to make papers from: those that are not left out."""
    return sources.filter(pl.col("left_out").is_null())


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


class _Changes(NamedTuple):
    """source_id and position of the records that came, and of those that no longer count."""

    new: pl.DataFrame
    gone: pl.DataFrame


def _find_changes(connection: duckdb.DuckDBPyConnection) -> _Changes | None:
    """How the records in `used` differ from those that papers were made of; None where all papers are to be made
    again."""
    known = _count(connection, "internal.record_keys")
    current = _count(connection, f"internal.record_keys WHERE normalizer_version = '{NORMALIZER_VERSION}'")
    seen = _count(connection, "internal.record_keys SEMI JOIN sightings USING (source_id, position)")
    # A new column of papers that may not be NULL has emptied it.
    named = _count(connection, "(SELECT DISTINCT paper_id FROM sightings)")
    if named != _count(connection, "papers") or not known == current == seen == _count(connection, "sightings"):
        return None
    new = connection.sql("FROM used ANTI JOIN internal.record_keys USING (source_id, position)").pl()
    gone = connection.sql(
        "SELECT source_id, position FROM internal.record_keys ANTI JOIN used USING (source_id, position)"
    ).pl()
    return _Changes(new, gone) if new.height + gone.height <= _LARGEST_PART * known else None


def _merge_changes(connection: duckdb.DuckDBPyConnection, sources: pl.DataFrame, changes: _Changes) -> int:
    """Makes again the papers that the changed records can change; returns of how many records they are."""
    if changes.new.is_empty() and changes.gone.is_empty():
        return 0
    known = connection.sql(
        "SELECT record_keys.*, paper_id FROM internal.record_keys JOIN sightings USING (source_id, position)"
    ).pl()
    parts = [known]
    if changes.new.height:
        described = select_record_keys(describe_records(_read_records(connection, changes.new), sources))
        parts.append(described.with_columns(paper_id=pl.lit(None, pl.String)).select(known.columns))
    keys = pl.concat(parts).join(
        changes.gone.with_columns(is_gone=pl.lit(True)), on=["source_id", "position"], how="left", maintain_order="left"
    )
    keys = keys.with_columns(pl.col("is_gone").fill_null(False))
    aliases = read_table(connection, "paper_aliases")
    affected = keys.filter(
        find_affected_records(keys, aliases, lambda some: describe_records(_read_records(connection, some), sources))
    )
    aliases = select_aliases(affected, aliases)
    made = normalize(_read_records(connection, affected.filter(~pl.col("is_gone"))), sources, aliases)
    free = connection.execute("SELECT coalesce(max(paper_number), -1) + 1 FROM papers").fetchall()[0][0]
    made = made._replace(papers=made.papers.with_columns(pl.col("paper_number") + free))
    papers, records = affected.select("paper_id").drop_nulls().unique(), affected.select("source_id", "position")
    by_paper = dict.fromkeys(("papers", "paper_links", "paper_authors"), papers)
    gone = by_paper | {"paper_aliases": aliases.select("alias")}
    exchange_rows(connection, {name: (gone.get(name, records), getattr(made, name)) for name in MERGED})
    return made.sightings.height


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
    changes = _find_changes(connection)
    if changes is not None:
        affected = _merge_changes(connection, sources, changes)
        left = f", {counted(changes.gone.height, 'record')} less" if changes.gone.height else ""
        said = f"{counted(changes.new.height, 'new record')}{left}"
        return f"{said}; the papers of {counted(affected, 'record')} were made again"
    aliases = read_table(connection, "paper_aliases")
    # Given no name here, so that the texts as they came can go as soon as they are clean.
    made = normalize(
        connection.sql("FROM internal.records SEMI JOIN used_sources USING (source_id)").pl(), sources, aliases
    )
    for name in MERGED:
        replace_table(connection, name, getattr(made, name))
    return f"{counted(made.sightings.height, 'record')} in {counted(made.papers.height, 'paper')}"
