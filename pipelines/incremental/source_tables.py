"""The tables of the sources' life: read from the build file and written to it, those of earlier versions too. The rules
are in `source_life`."""

from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from pipelines.incremental.source_life import Place, Settled, Source
from pipelines.sources.inbox import name_source
from warehouse.schema import table
from warehouse.schema.ddl import create_statements
from warehouse.schema.frames import frame_schema
from warehouse.writer import transaction

_PLACE = ("name", "source_id", "path", "member", "state", "gone_since")
_LIFE = ("source_id", "path", "name", "superseded_by", "left_out", "gone_since")


def read_sources(connection: duckdb.DuckDBPyConnection, inbox: Path) -> list[Source]:
    """All rows of `sources`, in the order in which they were read; those without a name are named by their paths."""
    rows = connection.execute(
        "SELECT source_id, path, sha256, captured_on IS NOT NULL, parsed, is_sample, name, superseded_by, left_out, "
        "gone_since FROM sources ORDER BY ingested_at, source_id"
    ).fetchall()
    sources = [Source(*row) for row in rows]
    return [one if one.name else replace(one, name=name_source(Path(one.path), inbox)) for one in sources]


def read_places(connection: duckdb.DuckDBPyConnection, sources: list[Source]) -> list[Place]:
    """All rows of `internal.source_files`; where an earlier version noted none, what `sources` say: under each name
    stands the one that was read last, of those of which something could be read."""
    rows = connection.execute(f"SELECT {', '.join(_PLACE)} FROM internal.source_files ORDER BY name").fetchall()
    if rows:
        return [Place(*row) for row in rows]
    ranked = sorted(sources, key=lambda one: one.parsed > 0)
    return list({one.name: Place(one.name, one.source_id, one.path) for one in ranked}.values())


def _frame(name: str, columns: tuple[str, ...], rows: list) -> pl.DataFrame:
    schema = frame_schema(table(name))
    return pl.DataFrame(
        [tuple(getattr(row, column) for column in columns) for row in rows],
        schema={column: schema[column] for column in columns},
        orient="row",
    )


def write_settled(connection: duckdb.DuckDBPyConnection, done: Settled) -> None:
    """Writes where sources stand and which count, in one transaction; records of superseded ones are dropped."""
    declared = table("source_files")
    places, life = _frame("source_files", _PLACE, done.places), _frame("sources", _LIFE, done.sources)
    dropped = pl.DataFrame({"source_id": done.dropped}, schema={"source_id": pl.String})
    connection.register("places", places)
    connection.register("life", life)
    connection.register("dropped", dropped)
    changed = " OR ".join(f"sources.{name} IS DISTINCT FROM life.{name}" for name in _LIFE[1:])
    settings = ", ".join(f"{name} = life.{name}" for name in _LIFE[1:])
    try:
        with transaction(connection):
            for statement in create_statements(declared):
                connection.execute(statement)
            connection.execute(f"INSERT INTO {declared.qualified_name} BY NAME FROM places")
            connection.execute(
                f"UPDATE sources SET {settings} FROM life WHERE sources.source_id = life.source_id AND ({changed})"
            )
            superseded = "SELECT source_id FROM sources WHERE superseded_by IS NOT NULL"
            for name in ("rejects", "internal.records"):
                connection.execute(f"DELETE FROM {name} WHERE source_id IN (FROM dropped UNION ALL {superseded})")
            connection.execute("DELETE FROM sources WHERE source_id IN (FROM dropped)")
    finally:
        for view in ("places", "life", "dropped"):
            connection.unregister(view)
