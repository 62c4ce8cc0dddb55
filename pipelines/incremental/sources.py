"""The sources in the build file: each file is read once, by its content and the day in its name.

A file that could not be understood is read again by each run, since a later version may understand it. One that changes
while it is read is left to the next run, so that what counts is what `sha256` says. Which of the sources count is
decided in `source_life`.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb
import polars as pl

from pipelines.incremental.file_intake import BATCH_RECORDS, FileIntake, Outcome
from pipelines.incremental.source_life import Settled, settle
from pipelines.incremental.source_tables import read_places, read_sources, write_settled
from pipelines.plurals import counted
from pipelines.sources.containers.copies import locate_contents
from pipelines.sources.inbox import KNOWN_FILES, KnownFile, SourceFile
from pipelines.sources.parsed import UNKNOWN
from pipelines.sql import read_query
from warehouse.paths import DataPaths
from warehouse.sources.forgotten import read_forgotten
from warehouse.writer import fill_table, read_table

TAKEN_IN = ("sources", "source_files", "rejects", "refusals", "records")
"""Tables that hold what was read."""


@dataclass(slots=True)
class Intake:
    """What became of the files of a run.

    Args:
        files: new files that were read, refused ones among them.
        records: records read from them.
        changing: files that were written to meanwhile, and wait for the next run.
        settled: which sources count now.
    """

    files: int = 0
    records: int = 0
    changing: list[str] = field(default_factory=list)
    settled: Settled = field(default_factory=Settled)


def has_sources(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any file was understood so far."""
    return connection.execute(f"SELECT count(*) FROM sources WHERE format <> '{UNKNOWN}'").fetchall() != [(0,)]


def read_known_files(connection: duckdb.DuckDBPyConnection) -> list[KnownFile]:
    """Where sources were found by the runs before, so that files that stand as they stood need not be opened."""
    return [KnownFile(*row) for row in connection.execute(KNOWN_FILES).fetchall()]


def take_in(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[SourceFile],
    paths: DataPaths,
    log: logging.Logger,
    *,
    searched_inbox: bool,
) -> Intake:
    """Reads those of `files` that were not read before, adds what they hold to the tables, says to `log` how far it is,
    and settles which sources count.

    Args:
        connection: to the build file.
        files: what there is to take in.
        paths: the data folder: where the inbox is, what the user took out, and where members of archives are unpacked.
        log: is told how far it is.
        searched_inbox: whether `files` are all that is in the inbox.

    Raises:
        UserFileError: what the user took out cannot be read.
    """
    forgotten = read_forgotten(paths.forgotten)
    known = read_table(connection, "sources")
    refused_ids = set(known.filter(pl.col("format") == UNKNOWN)["source_id"])
    # Records of superseded sources are not kept: what stands under a name again is read again.
    again = set(known.filter(pl.col("superseded_by").is_not_null())["source_id"])
    finished = set(known["source_id"]) - refused_ids - again
    wanted = {file.source_id: file for file in reversed(files) if file.source_id not in finished}
    new = [file for file in files if wanted.get(file.source_id) is file]
    done, intake, said = Intake(), FileIntake(connection, log), 0
    for file, path in locate_contents(new, paths.unpacked):
        was_refused = file.source_id in refused_ids
        outcome, records = intake.read(file, path, read_before=was_refused or file.source_id in again)
        if outcome is Outcome.CHANGED:
            done.changing.append(file.name)
            log.warning(f"{file.name} was written to while it was read; left to the next run.")
        elif outcome is Outcome.READ or not was_refused:
            done.files += 1
            done.records += records
            if done.records - said >= BATCH_RECORDS:
                said = done.records
                log.info(f"Read {done.files:,} of {counted(len(new), 'new file')}, {counted(done.records, 'record')}")
    intake.write()
    sources = read_sources(connection, paths.inbox)
    now = datetime.now(UTC).replace(tzinfo=None)
    done.settled = settle(
        sources, read_places(connection, sources), files, forgotten, searched_inbox=searched_inbox, now=now
    )
    write_settled(connection, done.settled)
    fill_table(connection, "refusals", read_query("refusals"))
    return done
