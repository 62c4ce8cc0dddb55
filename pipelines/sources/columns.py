"""Columns as they came to records and rejects. Shared by every table format, and by JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.sources.dates import read_dates
from pipelines.sources.names import FIELD_NAMES, LIST_FIELDS, explain_missing, match_columns
from pipelines.sources.parsed import EXCERPT_LENGTH, RECORD_SCHEMA, REJECT_SCHEMA
from pipelines.sources.values import encode_payload, read_address, read_names, read_text

MAX_TITLE = 2_000
MAX_ABSTRACT = 200_000

_SAYS_NONE = r"(?i)^\W*(?:no abstract(?: is)?(?: available)?|abstract not available|n/?a|none|null|nan)\W*$"
"""What services write where there is no abstract."""
_ANNOUNCES = r"(?i)^\W*the proceedings contain \d+ papers\b"
"""How Scopus describes a volume of proceedings, under whose title it lists the titles of others."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A column that states a field: values as they came, of any dtype."""

    field: str
    values: pl.Series


def build_records(
    stated: Sequence[Stated], payload: pl.Series | None, positions: pl.Series
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records and rejects from columns of one length.

    Args:
        stated: columns in order of trust; of several for one field the first value that is not blank counts.
        payload: JSON objects of what else is said, or null; None where nothing is.
        positions: Int64, line or row of each value.

    Returns:
        Frames of `RECORD_SCHEMA` and `REJECT_SCHEMA`. A row lacking title or abstract is rejected, as is one whose
        title or abstract is longer than any (`MAX_TITLE`, `MAX_ABSTRACT`); anything else that cannot be read is left
        empty.
    """
    frame = pl.DataFrame([positions.alias("position"), *(one.values.alias(f"c{at}") for at, one in enumerate(stated))])
    by_field: dict[str, list[pl.Expr]] = {}
    for at, one in enumerate(stated):
        by_field.setdefault(one.field, []).append(_read_field(one.field, pl.col(f"c{at}"), one.values.dtype))
    fields = frame.select("position", *(pl.coalesce(exprs).alias(field) for field, exprs in by_field.items()))
    if "abstract" in by_field:
        fields = fields.with_columns(
            pl.when(~pl.col("abstract").str.contains(_SAYS_NONE)).then("abstract").alias("abstract")
        )
    absent = [pl.lit(None, pl.String).alias(name) for name in FIELD_NAMES if name not in by_field]
    said = payload if payload is not None else pl.lit(None, pl.String)
    fields = fields.with_columns(*absent, said.alias("payload")).with_columns(_reason().alias("reason"))
    dates, listed = read_dates(fields["stated_date"]), read_dates(fields["listed_on"])
    fields = fields.with_columns(
        dates["day"].alias("stated_on"),
        dates["precision"].alias("stated_precision"),
        listed["day"].set(listed["precision"] != "day", None).alias("listed_on"),
        pl.col("upvotes").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False),
        *(pl.col(name).cast(pl.List(pl.String)).fill_null([]) for name in sorted(LIST_FIELDS)),
    )
    good = pl.col("reason").is_null()
    rejects = fields.filter(~good).select(
        "position",
        "reason",
        excerpt=pl.coalesce("title", "abstract", "payload", pl.lit(""))
        .str.slice(0, EXCERPT_LENGTH)
        .str.replace_all(r"\s+", " "),
    )
    return (
        fields.filter(good).select(pl.col(name).cast(dtype) for name, dtype in RECORD_SCHEMA.items()),
        rejects.select(pl.col(name).cast(dtype) for name, dtype in REJECT_SCHEMA.items()),
    )


def _read_field(field: str, column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if field in LIST_FIELDS:
        return read_names(column, dtype, field == "authors")
    text = read_text(column, dtype)
    return read_address(text) if field == "url" else text


def _reason() -> pl.Expr:
    title, abstract = pl.col("title"), pl.col("abstract")
    return (
        pl.when(title.is_null() & abstract.is_null())
        .then(pl.lit("It has neither a title nor an abstract."))
        .when(title.is_null())
        .then(pl.lit("It has an abstract but no title."))
        .when(abstract.is_null())
        .then(pl.lit("It has a title but no abstract; a paper needs both."))
        .when(abstract.str.contains(_ANNOUNCES))
        .then(pl.lit("It announces a volume of proceedings and is no paper itself."))
        .when(title.str.len_chars() > MAX_TITLE)
        .then(
            pl.lit(f"Its title has more than {MAX_TITLE:,} characters, which no title has: the columns may be shifted.")
        )
        .when(abstract.str.len_chars() > MAX_ABSTRACT)
        .then(
            pl.lit(
                f"Its abstract has more than {MAX_ABSTRACT:,} characters, which no abstract has: it "
                f"may be a whole text."
            )
        )
    )


def read_table(frame: pl.DataFrame, positions: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records and rejects of a table with named columns; those that state no field go into the payload.

    Raises:
        ValueError: there is no column for the title or the abstract (`explain_missing` says it beforehand).
    """
    if reason := explain_missing(frame.columns):
        raise ValueError(reason)
    matched = match_columns(frame.columns)
    stated = [Stated(field, frame[name]) for field, names in matched.items() for name in names]
    used = {names[0] for names in matched.values()}
    unreadable = {
        one.values.name
        for one in stated
        if one.values.dtype.is_nested() and (one.field not in LIST_FIELDS or isinstance(one.values.dtype, pl.Struct))
    }
    rest = frame.select(name for name in frame.columns if name not in used - unreadable)
    return build_records(stated, encode_payload(rest) if rest.width else None, positions)
