"""Excel and OpenDocument spreadsheets: the first sheet with columns for title and abstract. A record's position is its
row in the sheet."""

import io
import zipfile
from collections.abc import Iterator

import fastexcel
import polars as pl

from pipelines.sources.columns import read_table
from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.tables.header import MAX_PREAMBLE, make_distinct
from pipelines.sources.names import explain_missing, match_columns
from pipelines.sources.parsed import Batch, Reject, Unreadable, make_batch

MAX_UNPACKED = 1_000_000_000
"""Bytes of an unpacked spreadsheet above which it is refused: it must be held in memory whole."""

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_IN_ZIP = (b"xl/", b"application/vnd.oasis.opendocument.spreadsheet")
_WORD = "WordDocument".encode("utf-16-le")


def _sniff(sample: Sample) -> Confidence:
    is_sheet = sample.head.startswith(_ZIP) and any(mark in sample.head for mark in _IN_ZIP)
    is_old = sample.head.startswith(_OLD) and _WORD not in sample.head
    return Confidence.CERTAIN if is_sheet or is_old else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a spreadsheet; refused as a whole where it is damaged, or no sheet has both columns.

    The header may stand below other rows. Cells with dates and numbers are read as they are shown in ISO form.
    """
    with content.open() as stream:
        packed = stream.read()
    _check_size(packed)
    try:
        reader = fastexcel.read_excel(packed)
        sheets = ((name, _read_sheet(reader, name)) for name in reader.sheet_names)
        seen: list[str] = []
        for _, rows in sheets:
            place = _find_header(rows)
            if place is not None:
                yield _read_rows(rows, place)
                return
            seen.extend(_names(rows, 0) if rows.height else [])
    except fastexcel.FastExcelError as error:
        detail = str(error).splitlines()[0][:120]
        raise Unreadable(
            f"The spreadsheet is damaged, or is none ({detail}). Get it again, or save it as CSV."
        ) from error
    raise Unreadable(explain_missing(seen) or "No sheet has a column for the title and one for the abstract.")


def _check_size(packed: bytes) -> None:
    if not packed.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable("The spreadsheet is damaged or incomplete. Get it again.") from error
    if size > MAX_UNPACKED:
        raise Unreadable(f"The spreadsheet holds more than {MAX_UNPACKED // 1_000_000:,} MB. Save it as CSV.")


def _read_sheet(reader: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """All cells of a sheet as texts, row 1 of the sheet first."""
    return reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()


def _names(rows: pl.DataFrame, place: int) -> list[str]:
    return [(name or "").strip() for name in rows.row(place)]


def _find_header(rows: pl.DataFrame) -> int | None:
    """The first row that names title and abstract, among those where a header may stand; None where none does."""
    for place in range(min(rows.height, MAX_PREAMBLE)):
        if {"title", "abstract"} <= set(match_columns(_names(rows, place))):
            return place
    return None


def _read_rows(rows: pl.DataFrame, place: int) -> Batch:
    names = make_distinct(_names(rows, place))
    table = rows.slice(place + 1)
    table.columns = names
    positions = pl.int_range(place + 2, place + 2 + table.height, dtype=pl.Int64, eager=True)
    filled = table.select(pl.any_horizontal(pl.all().is_not_null() & (pl.all() != ""))).to_series()
    if not filled.any():
        return make_batch(rejects=[Reject(0, "The table has a header but no rows.")])
    return Batch(*read_table(table.filter(filled), positions.filter(filled)))


FORMAT = Format(
    name="excel",
    label="Excel",
    description="a spreadsheet (xlsx, xls, ods): the first sheet with a title and an abstract",
    position="row of the sheet",
    sniff=_sniff,
    parse=_parse,
    is_text=False,
)
