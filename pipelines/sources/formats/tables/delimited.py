"""CSV, and the same with semicolons, tabs or bars. A record's position is the line on which its row begins."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice

import polars as pl

from pipelines.sources.columns import read_table
from pipelines.sources.content import MAX_LINE, Content
from pipelines.sources.fields.exports import explain_blank_abstracts
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.tables.csv_rows import Row, read_rows
from pipelines.sources.formats.tables.header import (
    MAX_PREAMBLE,
    SEPARATORS,
    Header,
    explain_no_header,
    find_header,
    split_header,
)
from pipelines.sources.names import match_columns, squeeze
from pipelines.sources.parsed import Batch, Reject, Unreadable, explain_damage, make_batch, reject_frame

_SUFFIXES = (".csv", ".tsv", ".tab")
_BATCH = 50_000
"""Rows that are held at a time."""


def _sniff(sample: Sample) -> Confidence:
    lines = sample.text.splitlines()[:MAX_PREAMBLE]
    if find_header(lines):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if sample.suffix in _SUFFIXES or _names_titles(lines[:2]) else Confidence.NO


def _names_titles(lines: Sequence[str]) -> bool:
    """Whether one of `lines` names columns, the title among them: an export without abstracts, whatever its name."""
    return any(
        len(names) > 3 and "title" in match_columns(names)
        for line in lines
        if len(line) < MAX_LINE // 100
        for names in (split_header(line, separator) for separator in SEPARATORS if separator in line)
    )


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a table of text; refused as a whole where no line among the first names titles and abstracts.

    Quoted fields may hold separators and line breaks (RFC 4180). A row with fewer fields than the header is read as far
    as it goes. One with more, with an unclosed quotation mark, or within which the file ends, is rejected, and reading
    goes on with the next line.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    lines = content.read_lines()
    first = list(islice(lines, MAX_PREAMBLE))
    found = find_header([line.text for line in first])
    if not found:
        raise Unreadable(*explain_no_header([line.text for line in first if line.text.strip()] or [""]))
    place, separator = found
    header = Header.of(first[place].text, separator)
    rows = read_rows(chain(first[place + 1 :], lines), header, content)
    taken = parsed = 0
    while part := list(islice(rows, _BATCH)):
        batch = _read_rows(part, header.names)
        taken, parsed = taken + len(part), parsed + batch.records.height
        yield batch
    damage = list(explain_damage(content))
    if not taken and not damage:
        damage = [Reject(0, "The table has a header but no rows.", first[place].text)]
    elif not parsed and not damage and (reason := explain_blank_abstracts({squeeze(name) for name in header.names})):
        damage = [Reject(0, reason, first[place].text)]
    yield make_batch(rejects=damage)


def _read_rows(found: Sequence[Row | Reject], names: list[str]) -> Batch:
    frame = _frame([row for row in found if not isinstance(row, Reject)], names)
    records, refused = read_table(frame.drop(""), frame[""])
    return Batch(records, pl.concat([reject_frame(row for row in found if isinstance(row, Reject)), refused]))


def _frame(rows: Sequence[Row], names: list[str]) -> pl.DataFrame:
    """Columns ``""`` (the position) and `names`."""
    columns = list(zip(*(fields for _, fields in rows), strict=True)) or [()] * len(names)
    data = {"": pl.Series([position for position, _ in rows], dtype=pl.Int64)}
    return pl.DataFrame(
        data | {name: pl.Series(column, dtype=pl.String) for name, column in zip(names, columns, strict=True)}
    )


FORMAT = Format(
    name="csv",
    label="CSV",
    description=(
        "with a header, which may follow lines about the export; comma, semicolon, tab or bar; Web of Science "
        "tab-delimited too"
    ),
    position="line on which the row begins",
    sniff=_sniff,
    parse=_parse,
)
