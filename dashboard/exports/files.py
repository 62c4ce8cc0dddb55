"""Files that leave the dashboard: tables as CSV and Parquet, charts as SVG and PNG in print size."""

import json
import re
from io import BytesIO

import altair as alt
import polars as pl
import vl_convert

from warehouse.spreadsheets import guard_column, guard_text

PRINT_WIDTH = 2000
"""Width of a PNG in pixels: 17 cm at 300 dots an inch, as wide as a page's text."""
_DOTS_PER_INCH = 300
_SIZE = re.compile(r'width="([0-9.]+)" height="([0-9.]+)"')


def to_csv(frame: pl.DataFrame) -> bytes:
    """`frame` as CSV in UTF-8 with a byte order mark, which spreadsheets need.

    Texts and names of columns are guarded against formulas. Lists are joined by `; `; structures are written as JSON,
    bytes as hex digits, spans of time in words.
    """
    columns = [_guard(_as_text(column)) for column in frame]
    return b"\xef\xbb\xbf" + pl.DataFrame(columns).write_csv().encode()


def _as_text(column: pl.Series) -> pl.Series:
    """A column as CSV can hold it."""
    dtype = column.dtype
    if isinstance(dtype, pl.List) and not dtype.inner.is_nested() and dtype.inner != pl.Binary:
        return column.cast(pl.List(pl.String)).list.join("; ")
    if dtype.is_nested() or dtype in (pl.Binary, pl.Duration, pl.Object):
        texts = [None if value is None else _text(value) for value in column.to_list()]
        return pl.Series(column.name, texts, dtype=pl.String)
    return column if dtype.is_numeric() or dtype.is_temporal() or dtype == pl.Boolean else column.cast(pl.String)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)


def _guard(column: pl.Series) -> pl.Series:
    return guard_column(column) if column.dtype == pl.String else column.alias(guard_text(column.name))


def to_parquet(frame: pl.DataFrame) -> bytes:
    """`frame` as Parquet."""
    buffer = BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def to_svg(chart: alt.TopLevelMixin) -> bytes:
    """`chart` as SVG, as wide in print as the PNG."""
    svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    width, height = _size(svg)
    inches = PRINT_WIDTH / _DOTS_PER_INCH
    sized = f'width="{inches:.3f}in" height="{inches * height / width:.3f}in"'
    return _SIZE.sub(sized, svg, count=1).encode()


def to_png(chart: alt.TopLevelMixin) -> bytes:
    """`chart` as PNG, `PRINT_WIDTH` pixels wide, at 300 dots an inch."""
    spec = chart.to_dict(validate=False)
    width, _ = _size(vl_convert.vegalite_to_svg(spec))
    return vl_convert.vegalite_to_png(spec, scale=PRINT_WIDTH * 72 / (width * _DOTS_PER_INCH), ppi=_DOTS_PER_INCH)


def _size(svg: str) -> tuple[float, float]:
    """Width and height that an SVG states, in pixels."""
    if (stated := _SIZE.search(svg)) is None:
        raise ValueError("the SVG does not state its size")
    return float(stated[1]), float(stated[2])
