"""Group `ingest`: files to records. A file is read once, by its content and the day in its name.

Which bytes are a record is decided in `pipelines.sources`.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
from pydantic import Field

from pipelines.orchestration.asset_plots import plot_bars
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.sample import write_sample
from pipelines.sources import Parsed, is_made_up, parse_file
from pipelines.sources.entries import open_file, show_path
from pipelines.sources.files import FoundFiles, search_files
from pipelines.sources.given_paths import find_foreign
from pipelines.sources.inbox import SourceFile, hash_path, identify_files
from pipelines.sources.parsed import UNKNOWN
from warehouse.schema import table
from warehouse.schema.frames import empty_frame, frame_schema
from warehouse.writer import append_tables, read_table

TABLES = ("sources", "rejects", "records")
BATCH_RECORDS = 50_000
"""Records that are held in memory before they are written."""


class IngestConfig(dg.Config):
    """What to take in."""

    paths: list[str] = Field(default=[], description="Files and folders of the inbox to take in; empty for all of it.")


def source_rows(file: SourceFile, parsed: Parsed) -> dict[str, pl.DataFrame]:
    """The rows of one file for `sources`, `rejects` and `records`."""
    own = pl.lit(file.source_id).alias("source_id")
    source = {
        "source_id": file.source_id,
        "path": show_path(file.path),
        "sha256": file.sha256,
        "format": parsed.format,
        "captured_on": parsed.captured_on,
        "found": parsed.found,
        "parsed": parsed.records.height,
        "rejected": parsed.found - parsed.records.height,
        "is_sample": is_made_up(file.path),
        "ingested_at": datetime.now(UTC).replace(tzinfo=None),
    }
    return {
        "sources": pl.DataFrame([source], schema=frame_schema(table("sources"))),
        "rejects": parsed.rejects.with_columns(own),
        "records": parsed.records.with_columns(own),
    }


def choose_files(
    context: dg.AssetExecutionContext, warehouse: Warehouse, paths: list[str], has_sources: bool
) -> FoundFiles:
    """The files to take in: those of `paths`, else of the inbox, else, where there is nothing at all yet, of a made-up
    sample.

    Raises:
        dagster.Failure: a path does not exist, holds no file, or is none that this run may take in.
    """
    if paths:
        if foreign := find_foreign(paths, warehouse.paths.inbox):
            raise dg.Failure(
                f"Only what is in the inbox {warehouse.paths.inbox} may be named here, and {foreign[0]} is not. "
                f"Copy it there, or take it in with `papertrends run {foreign[0]}`.",
                allow_retries=False,
            )
        try:
            found = search_files(paths)
        except OSError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        if not found.files:
            raise dg.Failure(f"There is no file in {', '.join(paths)}.", allow_retries=False)
        return found
    inbox = warehouse.paths.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    found = search_files([inbox])
    if found.files or has_sources:
        return found
    context.log.info(f"The inbox {inbox} is empty: writing a made-up sample to show instead.")
    write_sample(warehouse.paths.sample)
    return search_files([warehouse.paths.sample])


def forget_sources(connection: duckdb.DuckDBPyConnection, source_ids: Iterable[str]) -> None:
    """Takes out the sources `source_ids` with all that was read from them."""
    for source in source_ids:
        for name in reversed(TABLES):
            connection.execute(f"DELETE FROM {table(name).qualified_name} WHERE source_id = ?", [source])


@tables_asset("read_files", *TABLES, kinds={"polars"})
def read_files(
    context: dg.AssetExecutionContext, config: IngestConfig, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Files of the inbox, or those named in the run's config, to records and rejects; what was read before stays as it
    is.

    A file that could not be understood is read again by each run, since a later version may understand it. One that
    changes while it is read is left to the next run: so no source counts in a state that nobody has seen whole.
    """
    with warehouse.connect() as connection:
        known = read_table(connection, "sources")
        refused = known.filter(pl.col("format") == UNKNOWN)
        finished = set(known["source_id"]) - set(refused["source_id"])
        found = choose_files(context, warehouse, config.paths, has_sources=bool(finished))
        for link, target in found.links.items():
            context.log.info(f"Follows the link {show_path(link)} to {show_path(target)}")
        files = list(identify_files(found.files, context.log))
        if config.paths and not any(file.is_readable for file in files):
            none = "The file could not" if len(files) == 1 else f"None of the {len(files):,} files could"
            raise dg.Failure(f"{none} be read: {_first_reason(files)}", allow_retries=False)
        context.log.info(f"Found {counted(len(files), 'file')}")
        forget_sources(connection, list_mended(refused, files))
        new = [file for file in files if file.source_id not in finished]
        taken, records, growing = 0, 0, 0
        batch = _Batch()
        for file in new:
            parsed = parse_file(file.path)
            if file.has_changed():
                growing += 1
                context.log.warning(f"{show_path(file.path)} was written to while it was read; left to the next run.")
                continue
            if file.source_id in set(refused["source_id"]):
                if parsed.format == UNKNOWN:
                    continue
                forget_sources(connection, [file.source_id])
            batch.add(source_rows(file, parsed))
            taken, records = taken + 1, records + parsed.records.height
            if batch.records >= BATCH_RECORDS:
                batch.write(connection)
                context.log.info(f"Read {taken:,} of {counted(len(new), 'new file')}, {counted(records, 'record')}")
        batch.write(connection)
        _update_paths(connection, files)
        context.log.info(
            f"Took in {counted(taken, 'new file')} of {len(files):,}, {counted(records, 'record')}"
            + (f"; {counted(growing, 'file')} still written to, left to the next run" if growing else "")
        )
        formats = connection.sql(
            "SELECT format AS name, sum(parsed)::BIGINT AS value FROM sources GROUP BY ALL ORDER BY ALL"
        ).pl()
        extra = {
            "sources": {
                "files_found": len(files),
                "files_taken_in": taken,
                "records_read": records,
                "plot": plot_bars(formats, "Records by format", "records"),
            }
        }
        results = report_tables(warehouse, connection, TABLES, extra)
    yield from results


def list_mended(refused: pl.DataFrame, files: Iterable[SourceFile]) -> list[str]:
    """The sources in `refused` that were set aside for what stood at their path, where now something else stands.

    Args:
        refused: rows of `sources` with the format unknown.
        files: what there is to take in now.
    """
    still = {file.source_id for file in files if not file.is_readable}
    return [
        source
        for source, path, sha256 in refused.select("source_id", "path", "sha256").iter_rows()
        if sha256 == hash_path(path) and source not in still and not _is_refused(Path(path))
    ]


def _is_refused(path: Path) -> bool:
    try:
        open_file(path).close()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _first_reason(files: list[SourceFile]) -> str:
    return parse_file(files[0].path).rejects["reason"][0]


class _Batch:
    """Rows of several files, written together: either all that was read from a file is there, or nothing."""

    def __init__(self) -> None:
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
        self.records = 0

    def add(self, rows: dict[str, pl.DataFrame]) -> None:
        for name, frame in rows.items():
            self._frames[name].append(frame)
        self.records += rows["records"].height

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        append_tables(
            connection,
            {
                name: pl.concat([empty_frame(table(name)), *frames], how="diagonal")
                for name, frames in self._frames.items()
            },
        )
        self.__init__()


def _update_paths(connection: duckdb.DuckDBPyConnection, files: list[SourceFile]) -> None:
    """Notes where known files are now, where they were moved."""
    seen = pl.DataFrame(
        {"source_id": [file.source_id for file in files], "path": [show_path(file.path) for file in files]},
        schema={"source_id": pl.String, "path": pl.String},
    )
    connection.register("seen", seen)
    try:
        connection.execute(
            "UPDATE sources SET path = seen.path FROM seen WHERE sources.source_id = seen.source_id "
            "AND sources.path <> seen.path"
        )
    finally:
        connection.unregister("seen")
