"""Files to rows of the build. What is read of a large file is written while the rest is still read; small ones are
written together."""

import logging
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from itertools import chain
from pathlib import Path, PurePath
from typing import NamedTuple

import duckdb
import polars as pl
import pyarrow as pa

from pipelines.plurals import counted
from pipelines.sources import Reading, is_made_up
from pipelines.sources.formats.json_rows import DeferredRows, build_together
from pipelines.sources.inbox import SourceFile
from pipelines.sources.parsed import UNKNOWN, Batch, join_batches
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame, frame_schema
from warehouse.writer import append_tables, transaction

READ = ("sources", "rejects", "records")
"""Tables that hold what was read of files."""
BATCH_RECORDS = 50_000
"""Records that are held in memory before they are written."""
_SECONDS_BETWEEN_LINES = 10
_MOST_DEFERRED = 5_000
"""Small files of which records are made together."""
_RECORDS = empty_frame(table("records")).to_arrow().schema


class Outcome(Enum):
    """What became of a file."""

    READ = "read"
    REFUSED = "refused"
    CHANGED = "changed"
    """It was written to while it was read, and nothing of it was taken in."""


class _ChangedMeanwhile(Exception):
    pass


class _Counts(NamedTuple):
    """What was read of a file so far."""

    records: int = 0
    found: int = 0

    def plus(self, batch: Batch) -> "_Counts":
        rejects = 0 if batch.rejects.is_empty() else batch.rejects.filter(pl.col("position") > 0).height
        return _Counts(self.records + batch.records.height, self.found + batch.records.height + rejects)


def forget_sources(connection: duckdb.DuckDBPyConnection, source_ids: Iterable[str]) -> None:
    """Takes out the sources `source_ids` with all that was read from them."""
    for source in source_ids:
        for name in reversed(READ):
            connection.execute(f"DELETE FROM {table(name).qualified_name} WHERE source_id = ?", [source])


class FileIntake:
    """Reads files and writes what they hold, either everything that was read of a file or nothing.

    Args:
        connection: to the build file.
        log: is told how far a large file is.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, log: logging.Logger) -> None:
        self._connection, self._log = connection, log
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in READ}
        self._deferred: list[tuple[SourceFile, Reading, DeferredRows]] = []
        self._held = 0
        self._made_up: dict[Path, bool] = {}

    def read(self, file: SourceFile, path: Path | None = None, read_before: bool = False) -> tuple[Outcome, int]:
        """Reads `file`; returns what became of it, and how many records it has.

        A small file's rows are there after `write`. A file that was refused before and is so again keeps its row.

        Args:
            file: the source.
            path: where its content can be read, where that is not `file.path`.
            read_before: whether it has a row, which is to be made again.
        """
        reading = Reading(path or file.path, name=PurePath(file.member).name, problem=file.problem)
        batches = iter(reading)
        parts: list[Batch] = []
        counts = _Counts()
        for batch in batches:
            if isinstance(batch, DeferredRows):
                return self._defer(file, read_before, reading, batch)
            parts.append(batch)
            counts = counts.plus(batch)
            if counts.found >= BATCH_RECORDS:
                return self._read_large(file, read_before, reading, chain(_give_away(parts), batches))
        return self._keep(file, read_before, reading, parts)

    def write(self) -> None:
        """Writes what is held."""
        self._build_deferred()
        frames = {name: pl.concat(parts, how="diagonal") for name, parts in self._frames.items() if parts}
        append_tables(self._connection, frames)
        self._frames = {name: [] for name in self._frames}
        self._held = 0

    def _defer(self, file: SourceFile, read_before: bool, reading: Reading, rows: DeferredRows) -> tuple[Outcome, int]:
        """Keeps a small file until the records of many are made together; its rows pass for its records meanwhile."""
        if file.has_changed():
            return Outcome.CHANGED, 0
        if read_before:
            forget_sources(self._connection, [file.source_id])
        self._deferred.append((file, reading, rows))
        self._held += len(rows.rows)
        if self._held >= BATCH_RECORDS or len(self._deferred) >= _MOST_DEFERRED:
            self.write()
        return Outcome.READ, len(rows.rows)

    def _build_deferred(self) -> None:
        if not self._deferred:
            return
        built = build_together([rows for _, _, rows in self._deferred])
        read, refused = (
            dict(frame.group_by("part").len().iter_rows())
            for frame in (built.records, built.rejects.filter(pl.col("position") > 0))
        )
        ids = pl.DataFrame({"source_id": [file.source_id for file, _, _ in self._deferred]})
        ids = ids.with_columns(part=pl.int_range(pl.len(), dtype=pl.Int64))
        for name, frame in (("rejects", built.rejects), ("records", built.records)):
            self._frames[name].append(frame.join(ids, on="part", how="left", maintain_order="left").drop("part"))
        counts = [
            _Counts(read.get(part, 0), read.get(part, 0) + refused.get(part, 0)) for part in range(len(self._deferred))
        ]
        self._frames["sources"].append(
            _source_frame(
                self._describe(file, reading, own)
                for (file, reading, _), own in zip(self._deferred, counts, strict=True)
            )
        )
        self._deferred = []

    def _keep(self, file: SourceFile, read_before: bool, reading: Reading, parts: list[Batch]) -> tuple[Outcome, int]:
        if file.has_changed():
            return Outcome.CHANGED, 0
        is_refused = reading.format == UNKNOWN
        if read_before:
            if is_refused:
                return Outcome.REFUSED, 0
            forget_sources(self._connection, [file.source_id])
        parsed = join_batches(reading.format, reading.captured_on, parts)
        counts = _Counts(parsed.records.height, parsed.found)
        rows = _source_frame([self._describe(file, reading, counts)])
        for name, frame in zip(READ, (rows, parsed.rejects, parsed.records), strict=True):
            self._frames[name].append(_own(frame, file))
        self._held += counts.records
        if self._held >= BATCH_RECORDS:
            self.write()
        return Outcome.REFUSED if is_refused else Outcome.READ, counts.records

    def _read_large(
        self, file: SourceFile, read_before: bool, reading: Reading, batches: Iterator[Batch]
    ) -> tuple[Outcome, int]:
        self.write()
        try:
            with transaction(self._connection):
                if read_before:
                    forget_sources(self._connection, [file.source_id])
                counts = self._append_all(file, reading, batches)
                if file.has_changed():
                    raise _ChangedMeanwhile
                self._append("sources", _source_frame([self._describe(file, reading, counts)]))
        except _ChangedMeanwhile:
            return Outcome.CHANGED, 0
        return Outcome.READ, counts.records

    def _append_all(self, file: SourceFile, reading: Reading, batches: Iterator[Batch]) -> _Counts:
        """Adds the rows of `batches`: the records by one statement, which reads on as it writes, so that of the file no
        more is held than what DuckDB has not yet written."""
        stream = _Stream(file, reading, batches, self._log)
        # By its name in the statement: what is registered is kept until the transaction ends.
        incoming = pa.RecordBatchReader.from_batches(_RECORDS, stream.read())  # noqa: F841
        self._connection.execute(f"INSERT INTO {table('records').qualified_name} BY NAME SELECT * FROM incoming")
        self._append("rejects", _own(stream.rejects, file))
        return stream.counts

    def _describe(self, file: SourceFile, reading: Reading, counts: _Counts) -> dict[str, object]:
        """The row of `file` in `sources`."""
        folder = file.path.parent
        if (made_up := self._made_up.get(folder)) is None:
            made_up = self._made_up[folder] = is_made_up(file.path)
        return {
            "source_id": file.source_id,
            "path": file.shown_path,
            "name": file.name,
            "sha256": file.sha256,
            "format": reading.format,
            "captured_on": reading.captured_on,
            "found": counts.found,
            "parsed": counts.records,
            "rejected": counts.found - counts.records,
            "is_sample": made_up,
            "ingested_at": datetime.now(UTC).replace(tzinfo=None),
        }

    def _append(self, name: str, frame: pl.DataFrame) -> None:
        incoming = conform(frame, table(name))  # noqa: F841
        self._connection.execute(f"INSERT INTO {table(name).qualified_name} BY NAME SELECT * FROM incoming")


class _Stream:
    """The records of a large file in Arrow's form, as they are read; the rejects and the counts when they were.

    Args:
        file: the source.
        reading: of its content.
        batches: what is left of `reading`.
        log: is told how far it is.
    """

    def __init__(self, file: SourceFile, reading: Reading, batches: Iterator[Batch], log: logging.Logger) -> None:
        self._file, self._reading, self._batches, self._log = file, reading, batches, log
        self._rejects: list[pl.DataFrame] = []
        self.counts = _Counts()

    @property
    def rejects(self) -> pl.DataFrame:
        """Of two rejects that concern the whole file the first stays."""
        return pl.concat(self._rejects).unique("position", keep="first", maintain_order=True)

    def read(self) -> Iterator[pa.RecordBatch]:
        """The records, each with its source. DuckDB calls this from threads of its own, one at a time."""
        said = time.monotonic()
        for batch in self._batches:
            self._rejects.append(batch.rejects)
            self.counts = self.counts.plus(batch)
            if time.monotonic() - said >= _SECONDS_BETWEEN_LINES:
                said = time.monotonic()
                self._log.info(_say_progress(self._file, self._reading, self.counts))
            yield from conform(_own(batch.records, self._file), table("records")).to_arrow().cast(_RECORDS).to_batches()


def _give_away(parts: list[Batch]) -> Iterator[Batch]:
    """The elements of `parts`, none of which is kept."""
    while parts:
        yield parts.pop(0)


def _own(frame: pl.DataFrame, file: SourceFile) -> pl.DataFrame:
    return frame.with_columns(pl.lit(file.source_id).alias("source_id"))


def _source_frame(rows: Iterable[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=frame_schema(table("sources")))


def _say_progress(file: SourceFile, reading: Reading, counts: _Counts) -> str:
    """How far a file is, by the bytes of it that were read."""
    done, size = reading.progress
    return (
        f"Read {done / 1e6:,.0f} of {size / 1e6:,.0f} MB of {file.name} ({done / max(size, 1):.0%}), "
        f"{counted(counts.records, 'record')}"
    )
