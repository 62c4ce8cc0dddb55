"""Polars schemas from the declarations, and the check that a frame fits its table."""

import polars as pl

from warehouse.schema.declare import Table

_DTYPES: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "BIGINT": pl.Int64(),
    "INTEGER": pl.Int32(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
    "VARCHAR[]": pl.List(pl.String()),
    "USMALLINT[64]": pl.Array(pl.UInt16(), 64),
    "INTEGER[]": pl.List(pl.Int32()),
}


class FrameMismatch(ValueError):
    """A frame that does not fit the table it is meant for."""


def frame_schema(table: Table) -> dict[str, pl.DataType]:
    """Column name to Polars dtype, in the table's order."""
    return {column.name: _DTYPES[column.type] for column in table.columns}


def empty_frame(table: Table) -> pl.DataFrame:
    """A frame of the table's columns and no rows."""
    return pl.DataFrame(schema=frame_schema(table))


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """`frame` with the table's columns in its order and dtypes; values are cast strictly, never dropped.

    Columns that may be NULL may be missing. An all-null column, which Polars types as Null, is cast too (DuckDB would
    take it for a type of its own).

    Raises:
        FrameMismatch: a column is missing or unknown, or a value does not fit its type; says which.
    """
    schema = frame_schema(table)
    if unknown := [name for name in frame.columns if name not in schema]:
        raise FrameMismatch(
            f"{table.name} has no column {', '.join(unknown)}; declare it in warehouse/schema or drop it"
        )
    missing = [column.name for column in table.columns if column.name not in frame.columns and not column.nullable]
    if missing:
        raise FrameMismatch(f"the frame for {table.name} lacks {', '.join(missing)}")
    columns = [
        (pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype=dtype).alias(name))
        for name, dtype in schema.items()
    ]
    try:
        return frame.select(columns)
    except pl.exceptions.PolarsError as error:
        raise FrameMismatch(f"a value of the frame for {table.name} does not fit its type: {error}") from error
