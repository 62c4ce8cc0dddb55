"""Parquet: any table with the columns title and abstract. A record's position is its row, from 1."""

import io
from collections.abc import Iterator

import polars as pl

from pipelines.sources.columns import read_table
from pipelines.sources.content import Content
from pipelines.sources.entries import show_path
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.names import explain_missing
from pipelines.sources.parsed import Batch, Reject, Unreadable, make_batch

_MAGIC = b"PAR1"


def _sniff(sample: Sample) -> Confidence:
    if sample.head.startswith(_MAGIC):
        return Confidence.CERTAIN
    # Nothing else is called so: the file is damaged, which `_parse` says.
    return Confidence.LIKELY if sample.suffix == ".parquet" else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a Parquet file; refused as a whole where it is damaged or has no column for title or abstract."""
    if not content.head.startswith(_MAGIC):
        raise Unreadable("The file is called .parquet but its beginning is not that of a Parquet file. Get it again.")
    try:
        # By its path a file is mapped into memory; a name that is not UTF-8 is one that Polars cannot open.
        by_path = not content.is_packed and show_path(content.path) == str(content.path)
        with content.open() as stream:
            frame = pl.read_parquet(content.path if by_path else io.BytesIO(stream.read()), glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        detail = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise Unreadable(f"The Parquet file is damaged or incomplete ({detail}). Get it again.") from error
    if reason := explain_missing(frame.columns):
        raise Unreadable(reason)
    if frame.is_empty():
        yield make_batch(rejects=[Reject(0, "The table has no rows.")])
    else:
        positions = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True)
        yield Batch(*read_table(frame, positions))


FORMAT = Format(
    name="parquet",
    label="Parquet",
    description="any table",
    position="row",
    sniff=_sniff,
    parse=_parse,
    is_text=False,
)
