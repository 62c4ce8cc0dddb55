"""What a parser returns: `Parsed`, with the frames of records and rejects that every format shares. No parsing here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from pipelines.sources.content import Content
from warehouse.schema import table
from warehouse.schema.frames import frame_schema

EXCERPT_LENGTH = 200
UNKNOWN = "unknown"

RECORD_SCHEMA = {name: dtype for name, dtype in frame_schema(table("records")).items() if name != "source_id"}
REJECT_SCHEMA = {name: dtype for name, dtype in frame_schema(table("rejects")).items() if name != "source_id"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file, read.

    Args:
        format: digest, jsonl, json, csv, parquet; unknown where the file could not be read.
        captured_on: day in the file's name; None where it states none.
        found: pieces that looked like a record: the records, and the rejects with a position above 0.
        records: columns of internal.records without source_id, by position.
        rejects: columns of rejects without source_id, by position. At most one has position 0: it concerns the file.
    """

    format: str
    captured_on: date | None = None
    found: int = 0
    records: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RECORD_SCHEMA))
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECT_SCHEMA))

    def captured(self, day: date | None) -> "Parsed":
        """The same, captured on `day`."""
        return replace(self, captured_on=day)


@dataclass(frozen=True, slots=True)
class Reject:
    """A piece that is no record: line or row from 1 (0: the whole file), the reason in words, and its text."""

    position: int
    reason: str
    excerpt: str = ""


def shorten(text: str) -> str:
    """At most `EXCERPT_LENGTH` characters of `text` on one line, an ellipsis where more followed."""
    line = " ".join(text[: EXCERPT_LENGTH * 4].split())
    return line if len(line) <= EXCERPT_LENGTH else line[: EXCERPT_LENGTH - 1] + "…"


def reject_frame(rejects: Iterable[Reject]) -> pl.DataFrame:
    """The frame of `rejects`, by position; the first of two at one position stays."""
    by_position: dict[int, Reject] = {}
    for reject in rejects:
        by_position.setdefault(reject.position, reject)
    rows = [(one.position, one.reason, shorten(one.excerpt)) for _, one in sorted(by_position.items())]
    return pl.DataFrame(rows, schema=REJECT_SCHEMA, orient="row")


def make_parsed(kind: str, records: pl.DataFrame, rejects: pl.DataFrame) -> Parsed:
    """`Parsed` of a file that could be read, with `found` counted."""
    found = records.height + rejects.filter(pl.col("position") > 0).height
    return Parsed(kind, None, found, records, rejects)


def refuse_file(reason: str, excerpt: str = "", kind: str = UNKNOWN) -> Parsed:
    """`Parsed` of a file from which nothing was read: one reject at position 0.

    `kind` is its format where it is sound and only empty; else the file could not be read and its format is unknown.
    """
    return Parsed(kind, rejects=reject_frame([Reject(0, reason, excerpt)]))


def explain_damage(content: Content) -> Iterator[Reject]:
    """The reject, at position 0, for damage that was met while unpacking; to be asked when the content has been read."""
    if content.damage:
        yield Reject(
            0,
            f"The compressed file is damaged ({content.damage}); only what stands before the damage was read. Get it again.",
        )
