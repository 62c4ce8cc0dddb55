"""Files that leave the dashboard: tables as CSV that no spreadsheet takes for formulas, charts as SVG and PNG in print size."""

from io import BytesIO

import altair as alt
import polars as pl
import vl_convert

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pl.DataFrame) -> bytes:
    """`frame` as CSV in UTF-8 with a byte order mark, which spreadsheets need.

    Texts that begin like a formula get an apostrophe before them (OWASP, CSV injection). Lists are joined by `; `.
    """
    columns = []
    for name, dtype in frame.schema.items():
        column = pl.col(name)
        if dtype == pl.List(pl.String):
            column = column.list.join("; ")
        elif isinstance(dtype, pl.List | pl.Struct | pl.Array):
            column = (
                column.cast(pl.String)
                if isinstance(dtype, pl.Struct)
                else column.list.eval(pl.element().cast(pl.String)).list.join("; ")
            )
        if dtype == pl.String or isinstance(dtype, pl.List):
            risky = pl.any_horizontal([column.str.starts_with(start) for start in _FORMULA_STARTS])
            column = pl.when(risky).then(pl.lit("'") + column).otherwise(column)
        columns.append(column.alias(name))
    return b"\xef\xbb\xbf" + frame.select(columns).write_csv().encode()


def to_parquet(frame: pl.DataFrame) -> bytes:
    """`frame` as Parquet."""
    buffer = BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def to_svg(chart: alt.TopLevelMixin) -> bytes:
    """`chart` as SVG."""
    return vl_convert.vegalite_to_svg(chart.to_dict()).encode()


def to_png(chart: alt.TopLevelMixin) -> bytes:
    """`chart` as PNG at 300 dots an inch."""
    return vl_convert.vegalite_to_png(chart.to_dict(), ppi=300)
