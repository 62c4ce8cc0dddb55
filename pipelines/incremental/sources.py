"""The sources in the build file: each file is read once, by its content and the day in its name.

A file that could not be understood is read again by each run, since a later version may understand it. One that changes
while it is read is left to the next run, so that what counts is what `sha256` says.
"""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from pipelines.incremental.file_intake import BATCH_RECORDS, FileIntake, Outcome, forget_sources
from pipelines.plurals import counted
from pipelines.sources.entries import open_file, show_path
from pipelines.sources.inbox import SourceFile, hash_path
from pipelines.sources.parsed import UNKNOWN
from warehouse.writer import read_table


class Intake(NamedTuple):
    """What became of the files of a run.

    Args:
        files: new files that were read, refused ones among them.
        records: records read from them.
        changing: files that were written to meanwhile, and wait for the next run.
    """

    files: int = 0
    records: int = 0
    changing: int = 0


def has_sources(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any file was understood so far."""
    return connection.execute(f"SELECT count(*) FROM sources WHERE format <> '{UNKNOWN}'").fetchall() != [(0,)]


def take_in(connection: duckdb.DuckDBPyConnection, files: Sequence[SourceFile], log: logging.Logger) -> Intake:
    """Reads those of `files` that were not read before, adds what they hold to the tables, and says to `log` how far it
    is.

    What was set aside and is a file by now, or is gone, is forgotten; of files that were moved the new place is noted.
    """
    known = read_table(connection, "sources")
    refused = known.filter(pl.col("format") == UNKNOWN)
    refused_ids = set(refused["source_id"])
    finished = set(known["source_id"]) - refused_ids
    forget_sources(connection, list_mended(refused, files))
    new = [file for file in files if file.source_id not in finished]
    done, intake = Intake(), FileIntake(connection, log)
    said = 0
    for file in new:
        outcome, records = intake.read(file, refused_before=file.source_id in refused_ids)
        if outcome is Outcome.CHANGED:
            done = done._replace(changing=done.changing + 1)
            log.warning(f"{show_path(file.path)} was written to while it was read; left to the next run.")
        elif outcome is Outcome.READ or file.source_id not in refused_ids:
            done = done._replace(files=done.files + 1, records=done.records + records)
            if done.records - said >= BATCH_RECORDS:
                said = done.records
                log.info(f"Read {done.files:,} of {counted(len(new), 'new file')}, {counted(done.records, 'record')}")
    intake.write()
    _update_paths(connection, files)
    return done


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


def _update_paths(connection: duckdb.DuckDBPyConnection, files: Iterable[SourceFile]) -> None:
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
