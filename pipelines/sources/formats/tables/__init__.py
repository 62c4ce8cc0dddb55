"""Tables: delimited text, Markdown, spreadsheets, Parquet. To add one, see `sources.formats`."""

from pipelines.sources.formats.tables import delimited, excel, markdown, parquet

BINARY = (parquet.FORMAT, excel.FORMAT)
TEXT = (markdown.FORMAT, delimited.FORMAT)

__all__ = ["BINARY", "TEXT"]
