"""Parquet: any table with the columns title and abstract. A record's position is its row, from 1."""

import io

import polars as pl

from pipelines.sources.columns import read_table
from pipelines.sources.content import Content
from pipelines.sources.entries import show_path
from pipelines.sources.names import explain_missing
from pipelines.sources.parsed import Parsed, make_parsed, refuse_file

FORMAT = "parquet"


def parse_parquet(content: Content) -> Parsed:
    """The records of a Parquet file; refused as a whole where it is damaged or has no column for title or abstract."""
    try:
        # By its path a file is mapped into memory; a name that is not UTF-8 is one that Polars cannot open.
        by_path = not content.is_packed and show_path(content.path) == str(content.path)
        with content.open() as stream:
            frame = pl.read_parquet(content.path if by_path else io.BytesIO(stream.read()), glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        detail = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        return refuse_file(f"The Parquet file is damaged or incomplete ({detail}). Get it again.")
    if reason := explain_missing(frame.columns):
        return refuse_file(reason)
    if frame.is_empty():
        return refuse_file("The table has no rows.", kind=FORMAT)
    positions = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True)
    return make_parsed(FORMAT, *read_table(frame, positions))
