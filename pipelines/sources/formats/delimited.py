"""CSV, and the same with semicolons, tabs or bars. A record's position is the line on which its row begins; the header
is 1."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import polars as pl

from pipelines.sources.columns import read_table
from pipelines.sources.content import MAX_LINE, Content, Line
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.digest import SENTENCE_END
from pipelines.sources.names import explain_missing, match_columns
from pipelines.sources.parsed import Batch, Reject, Unreadable, explain_damage, make_batch, reject_frame

_SUFFIXES = (".csv", ".tsv", ".tab")
SEPARATORS = ",;\t|"
MAX_ROW_LINES = 2_000
MAX_ROW = 1_000_000
_BATCH = 50_000
"""Rows that are held at a time."""

_Row: TypeAlias = tuple[int, Sequence[str | None]]
"""The position of a row, and its fields."""

_UNCLOSED = "A quotation mark is opened in this row and not closed. Double it, or close it."


def _sniff(sample: Sample) -> Confidence:
    names = split_header(sample.text, choose_separator(sample.text))
    if len(names) > 1 and {"title", "abstract"} <= set(match_columns(names)):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if sample.suffix in _SUFFIXES else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a CSV file with a header; refused as a whole where no column holds titles or abstracts.

    Quoted fields may hold separators and line breaks (RFC 4180). A row with fewer fields than the header is read as far
    as it goes. One with more, or with an unclosed quotation mark, is rejected, and reading goes on with the next line.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    lines = content.read_lines()
    first = next((line.text for line in lines if line.text.strip()), "")
    separator = choose_separator(first)
    if first.lower().startswith("sep=") and first[4:5] in SEPARATORS:
        separator, first = first[4:5] or "\t", next(lines, Line(2, "")).text
    names = _make_distinct(split_header(first, separator))
    if reason := explain_missing(names):
        raise Unreadable(reason, first)
    matched = match_columns(names)
    header = _Header(len(names), names.index(matched["title"][0]), names.index(matched["abstract"][0]))
    is_empty = True
    found = _split_rows(lines, separator, header)
    while part := list(islice(found, _BATCH)):
        is_empty = False
        yield _read_rows(part, names)
    damage = list(explain_damage(content))
    if is_empty and not damage:
        damage = [Reject(0, "The table has a header but no rows.", first)]
    yield make_batch(rejects=damage)


def _read_rows(found: Sequence[_Row | Reject], names: list[str]) -> Batch:
    frame = _frame([row for row in found if not isinstance(row, Reject)], names)
    records, refused = read_table(frame.drop(""), frame[""])
    return Batch(records, pl.concat([reject_frame(row for row in found if isinstance(row, Reject)), refused]))


def choose_separator(text: str) -> str:
    """The separator that makes the first line of `text` a header with title and abstract, else the one with most
    fields."""

    def rank(separator: str) -> tuple[int, int]:
        names = split_header(text, separator)
        return len({"title", "abstract"} & set(match_columns(names))), len(names)

    return max(SEPARATORS, key=rank)


def split_header(text: str, separator: str) -> list[str]:
    """The fields of the first line of `text`."""
    first = text.lstrip("\ufeff").split("\n", 1)[0][:100_000]
    try:
        return [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    except csv.Error:
        return [name.strip() for name in first.split(separator)]


def _make_distinct(names: Sequence[str]) -> list[str]:
    """`names` without blank and repeated ones: those are called after their place."""
    seen: set[str] = set()
    distinct = []
    for place, name in enumerate(names, 1):
        chosen = name if name and name not in seen else f"{name or 'column'}_{place}"
        seen.add(chosen)
        distinct.append(chosen)
    return distinct


def _frame(rows: Sequence[_Row], names: list[str]) -> pl.DataFrame:
    """Columns ``""`` (the position) and `names`."""
    columns = list(zip(*(fields for _, fields in rows), strict=True)) or [()] * len(names)
    data = {"": pl.Series([position for position, _ in rows], dtype=pl.Int64)}
    return pl.DataFrame(
        data | {name: pl.Series(column, dtype=pl.String) for name, column in zip(names, columns, strict=True)}
    )


@dataclass(frozen=True, slots=True)
class _Header:
    """How many columns there are, and where the title and the abstract stand."""

    width: int
    title: int
    abstract: int

    def fit(self, fields: list[str]) -> Sequence[str | None] | None:
        """`fields` brought to the width; None where there are too many to tell which is which.

        A row with a field too many, but with a title and a whole abstract in their places, is kept up to the later of
        the two: what follows may be shifted.
        """
        while len(fields) > self.width and not fields[-1].strip():
            fields.pop()
        if len(fields) <= self.width:
            return [*fields, *[None] * (self.width - len(fields))]
        title, abstract = fields[self.title].strip(), fields[self.abstract].strip()
        if not (0 < len(title) <= 300 and len(abstract) >= 250 and SENTENCE_END.search(abstract)):
            return None
        kept = max(self.title, self.abstract) + 1
        return [*fields[:kept], *[None] * (self.width - kept)]


def _split_rows(lines: Iterator[Line], separator: str, header: _Header) -> Iterator[_Row | Reject]:
    """Position and fields of each row that is not blank, or a reject in its place.

    A row goes on over the following lines while its quotation marks are odd in number. Where what comes of that does
    not fit the header, the quotation mark was a stray one: only its own line is given up.
    """
    waiting: deque[Line] = deque()

    def take() -> Line | None:
        return waiting.popleft() if waiting else next(lines, None)

    while line := take():
        if line.too_long:
            yield Reject(line.number, "The row is too long to be a paper. Check its quotation marks.", line.text)
            continue
        if not line.text.strip():
            continue
        parts, quotes, size = [line], line.text.count('"'), len(line.text)
        while quotes % 2 and len(parts) < MAX_ROW_LINES and size < MAX_ROW and (more := take()):
            parts.append(more)
            quotes += more.text.count('"')
            size += len(more.text)
        fields = None if quotes % 2 else _split_fields("\n".join(part.text for part in parts), separator)
        fitted = header.fit(fields) if fields else None
        is_stray = fields is None or (len(parts) > 1 and (fitted is None or len(fields) < header.width))
        if is_stray:
            waiting.extendleft(reversed(parts[1:]))
            fields = line.text.split(separator)
            fitted = fields if len(fields) == header.width else None
        if fitted is None:
            yield Reject(
                line.number, _UNCLOSED if is_stray else _explain_width(len(fields), header, separator), line.text
            )
        elif any(field and field.strip() for field in fitted):
            yield line.number, fitted


def _explain_width(found: int, header: _Header, separator: str) -> str:
    name = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}[separator]
    return (
        f"The row has {found} fields, the header names {header.width}. "
        f"Put every field that holds a {name} in quotation marks."
    )


def _split_fields(row: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([row], delimiter=separator), [])
    except csv.Error:
        return None


FORMAT = Format(
    name="csv",
    label="CSV",
    description="with a header; comma, semicolon, tab or bar",
    position="line on which the row begins",
    sniff=_sniff,
    parse=_parse,
)
