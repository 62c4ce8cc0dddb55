"""Columns as they came to records and rejects. Shared by every table format, and by JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.sources.dates import read_dates
from pipelines.sources.fields.authors import complete_authors
from pipelines.sources.fields.people import read_columns
from pipelines.sources.fields.publication_dates import DATE_FIELDS, choose_dates
from pipelines.sources.fields.reasons import explain_refusal
from pipelines.sources.names import AUTHOR_FIELDS, LIST_FIELDS, explain_missing, match_columns
from pipelines.sources.parsed import EXCERPT_LENGTH, RECORD_SCHEMA, REJECT_SCHEMA
from pipelines.sources.values import (
    encode_payload,
    read_address,
    read_aligned,
    read_links,
    read_names,
    read_number,
    read_text,
    remove_guards,
)

_SAYS_NONE = r"(?i)^\W*(?:no abstract(?: is)?(?: available)?|abstract not available|n/?a|none|null|nan)\W*$"
"""What services write where there is no abstract."""
_FURTHER_ADDRESSES = r"(?s)(?:\s*[;|,]\s*|\s+)https?://.*$"
COUNTS = ("upvotes", "cited_by")
USED = frozenset({*RECORD_SCHEMA, "stated_year"})
"""Fields whose best column need not be kept in the payload, since the record says the same."""


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
        title or abstract is longer than any (`fields.reasons`); anything else that cannot be read is left
        empty.
    """
    frame = pl.DataFrame([positions.alias("position"), *(one.values.alias(f"c{at}") for at, one in enumerate(stated))])
    by_field: dict[str, list[pl.Expr]] = {}
    for at, one in enumerate(stated):
        by_field.setdefault(one.field, []).append(_read_field(one.field, pl.col(f"c{at}"), one.values.dtype))
    dated = {field: by_field.pop(field) for field in DATE_FIELDS if field in by_field}
    fields = frame.select("position", *(pl.coalesce(exprs).alias(field) for field, exprs in by_field.items()))
    if "abstract" in by_field:
        fields = fields.with_columns(
            pl.when(~pl.col("abstract").str.contains(_SAYS_NONE)).then("abstract").alias("abstract")
        )
    wanted = (*RECORD_SCHEMA, "item_type", "author_addresses")
    absent = [pl.lit(None, pl.String).alias(name) for name in wanted if name not in (*by_field, "position")]
    fields = fields.with_columns(absent)
    said = payload if payload is not None else pl.lit(None, pl.String)
    fields = fields.with_columns(said.alias("payload"), *_date_columns(frame, dated, fields)).with_columns(
        *(read_number(pl.col(name).cast(pl.String)) for name in COUNTS),
        *(pl.col(name).cast(pl.List(pl.String)) for name in (*sorted(LIST_FIELDS), *AUTHOR_FIELDS)),
        is_snippet=pl.when(pl.col("is_snippet").str.to_lowercase().is_in(("true", "1", "yes"))).then(pl.lit(True)),
        reason=explain_refusal(),
    )
    fields = complete_authors(fields).with_columns(
        pl.col(name).fill_null([]) for name in sorted(LIST_FIELDS - {"links"})
    )
    good = pl.col("reason").is_null()
    rejects = fields.filter(~good).select(
        "position",
        "reason",
        excerpt=pl.coalesce("title", "abstract", "payload", "stated_id", pl.lit(""))
        .str.slice(0, EXCERPT_LENGTH)
        .str.replace_all(r"\s+", " "),
        venue="venue",
        month=pl.when(pl.col("stated_precision").is_in(("day", "month"))).then(
            pl.col("stated_on").cast(pl.Date).dt.truncate("1mo")
        ),
    )
    return (
        fields.filter(good).select(pl.col(name).cast(dtype) for name, dtype in RECORD_SCHEMA.items()),
        rejects.select(pl.col(name).cast(dtype) for name, dtype in REJECT_SCHEMA.items()),
    )


def _date_columns(frame: pl.DataFrame, dated: dict[str, list[pl.Expr]], fields: pl.DataFrame) -> list[pl.Series]:
    """The columns of a record that say when it was published and listed."""
    listed = read_dates(fields["listed_on"])
    columns = [listed["day"].set(listed["precision"] != "day", None).alias("listed_on")]
    if not dated.keys() & {"stated_date", "stated_year", "online_date"}:
        return [*columns, pl.repeat("none", frame.height, dtype=pl.String, eager=True).alias("stated_precision")]
    whole = {
        field: frame.select("position", *(e.alias(str(at)) for at, e in enumerate(exprs)))
        for field, exprs in dated.items()
    }
    chosen = choose_dates({field: columns.drop("position").get_columns() for field, columns in whole.items()})
    new_year = (chosen["precision"] == "day") & (chosen["day"].dt.ordinal_day() == 1)
    if new_year.any():
        # OpenAlex writes the first of January where it knows the year only.
        named = pl.any_horizontal(
            pl.col(name).str.contains(r"(?i)openalex|^W\d+$") for name in ("openalex_id", "stated_id")
        )
        is_openalex = fields.select(named.fill_null(value=False)).to_series()
        chosen = chosen.with_columns(precision=chosen["precision"].set(new_year & is_openalex, "year"))
    return [
        *columns,
        chosen["text"].alias("stated_date"),
        chosen["day"].alias("stated_on"),
        chosen["precision"].alias("stated_precision"),
    ]


def _read_field(field: str, column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if field == "links":
        return read_links(column, dtype)
    if field in LIST_FIELDS:
        return read_names(column, dtype, field == "authors")
    if field in AUTHOR_FIELDS:
        return read_aligned(column, dtype)
    if field == "is_snippet" and dtype == pl.Boolean:
        return column.cast(pl.String)
    text = read_text(column, dtype)
    return read_address(text.str.replace(_FURTHER_ADDRESSES, "")) if field == "url" else text


def read_table(frame: pl.DataFrame, positions: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records and rejects of a table with named columns; those that state no field go into the payload.

    Raises:
        ValueError: there is no column for the title or the abstract (`explain_missing` says it beforehand).
    """
    if reason := explain_missing(frame.columns):
        raise ValueError(reason)
    frame = frame.with_columns(remove_guards(column) for column in frame if column.dtype == pl.String)
    matched = match_columns(frame.columns)
    stated = [Stated(field, frame[name]) for field, names in matched.items() for name in names]
    for name in matched.get("authors", ()):
        stated += [Stated(field, values) for field, values in read_columns(frame[name]).items()]
    used = {names[0] for field, names in matched.items() if field in USED}
    unreadable = {
        one.values.name
        for one in stated
        if one.values.dtype.is_nested() and (one.field not in LIST_FIELDS or isinstance(one.values.dtype, pl.Struct))
    }
    rest = frame.select(name for name in frame.columns if name not in used - unreadable)
    return build_records(stated, encode_payload(rest) if rest.width else None, positions)
