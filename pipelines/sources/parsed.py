"""What parsing a file returns: batches of records and rejects, and `Parsed`, which holds all of them. No parsing
here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import polars as pl

from pipelines.sources.content import Content
from warehouse.schema import table
from warehouse.schema.frames import frame_schema

EXCERPT_LENGTH = 200
UNKNOWN = "unknown"
EXPORT_ADVICE = "Export the papers as CSV, JSON Lines or Parquet with the columns title and abstract."

RECORD_SCHEMA = {name: dtype for name, dtype in frame_schema(table("records")).items() if name != "source_id"}
REJECT_SCHEMA = {name: dtype for name, dtype in frame_schema(table("rejects")).items() if name != "source_id"}


@dataclass(frozen=True, slots=True)
class Reject:
    """A piece that is no record: line or row from 1 (0: the whole file), the reason in words, and its text; where they
    are known, its venue and the first day of its month."""

    position: int
    reason: str
    excerpt: str = ""
    venue: str | None = None
    month: date | None = None


class Unreadable(ValueError):
    """A file from which nothing can be read; the message says what it is and what to do.

    Args:
        reason: for the file as a whole.
        excerpt: the text that shows it.
        rejects: pieces that were refused before it was clear.
    """

    def __init__(self, reason: str, excerpt: str = "", rejects: Sequence[Reject] = ()) -> None:
        super().__init__(reason)
        self.rejects = [*rejects, Reject(0, reason, excerpt)]


class Batch(NamedTuple):
    """A part of a file: frames of `RECORD_SCHEMA` and `REJECT_SCHEMA`, each by position."""

    records: pl.DataFrame
    rejects: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file, read.

    Args:
        format: name of its format; unknown where the file could not be read.
        captured_on: day in the file's name; None where it states none.
        records: columns of internal.records without source_id, by position.
        rejects: columns of rejects without source_id, by position. At most one has position 0: it concerns the file.
    """

    format: str
    captured_on: date | None = None
    records: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RECORD_SCHEMA))
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECT_SCHEMA))

    @property
    def found(self) -> int:
        """Pieces that looked like a record: the records, and the rejects with a position above 0."""
        return self.records.height + self.rejects.filter(pl.col("position") > 0).height


def replace_surrogates(text: str) -> str:
    """`text` with U+FFFD for each surrogate without its pair (``"\\ud83d"`` in JSON), which no column of text can
    hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def shorten(text: str) -> str:
    """At most `EXCERPT_LENGTH` characters of `text` on one line, an ellipsis where more followed."""
    line = " ".join(text[: EXCERPT_LENGTH * 4].split())
    return line if len(line) <= EXCERPT_LENGTH else line[: EXCERPT_LENGTH - 1] + "…"


def reject_frame(rejects: Iterable[Reject]) -> pl.DataFrame:
    """The frame of `rejects`, by position; the first of two at one position stays."""
    by_position: dict[int, Reject] = {}
    for reject in rejects:
        by_position.setdefault(reject.position, reject)
    if not by_position:
        return _NO_REJECTS
    rows = [
        (one.position, *map(replace_surrogates, (one.reason, shorten(one.excerpt))), one.venue, one.month)
        for _, one in sorted(by_position.items())
    ]
    return pl.DataFrame(rows, schema=REJECT_SCHEMA, orient="row")


_NO_RECORDS, _NO_REJECTS = pl.DataFrame(schema=RECORD_SCHEMA), pl.DataFrame(schema=REJECT_SCHEMA)
"""Made once: of many small files each would make its own."""


def make_batch(records: pl.DataFrame | None = None, rejects: Iterable[Reject] = ()) -> Batch:
    """A batch of `records` (None for none) and `rejects`."""
    return Batch(_NO_RECORDS if records is None else records, reject_frame(rejects))


def join_batches(name: str, captured_on: date | None, batches: Iterable[Batch]) -> Parsed:
    """The file that `batches` are the parts of; of two rejects at one position the first stays."""
    parts = list(batches) or [make_batch()]
    if len(parts) == 1 and parts[0].rejects.is_empty():
        return Parsed(name, captured_on, parts[0].records, parts[0].rejects)
    rejects = pl.concat([part.rejects for part in parts]).unique("position", keep="first", maintain_order=True)
    return Parsed(name, captured_on, pl.concat([part.records for part in parts]), rejects.sort("position"))


def explain_damage(content: Content) -> Iterator[Reject]:
    """The reject, at position 0, for damage that was met while unpacking; to be asked when the content has been
    read."""
    if content.damage:
        yield Reject(
            0,
            f"The compressed file is damaged ({content.damage}); only what stands before the damage was read. "
            "Get it again.",
        )
