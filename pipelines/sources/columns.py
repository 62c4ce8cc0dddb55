"""Generic columns to records: which header means which field, and how a value becomes one. Shared by every table format.

Parsers hand over columns as they came; names match whatever their case and punctuation (`Document Title`, `document_title`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.sources.dates import read_dates
from pipelines.sources.parsed import EXCERPT_LENGTH, RECORD_SCHEMA, REJECT_SCHEMA

MAX_TITLE = 2_000
MAX_ABSTRACT = 200_000

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "paper_title", "document_title", "article_title", "display_name"),
    "abstract": ("abstract", "abstract_text", "paper_abstract", "abstract_note", "summary"),
    "stated_id": ("id", "stated_id", "paper_id", "openalex_id", "pmid", "pubmed_id", "corpusid", "eid", "identifier"),
    "arxiv_id": ("arxiv_id", "arxiv", "arxivid", "eprint"),
    "doi": ("doi",),
    "stated_date": (
        *("published_on", "published", "published_at", "published_date", "publication_date", "date_published"),
        *("pub_date", "pubdate", "stated_date", "date", "online_date", "cover_date", "issue_date"),
        *("year", "publication_year", "pub_year", "published_year"),
    ),
    "listed_on": ("listed_on", "date_listed", "listing_date", "listed", "listed_at"),
    "authors": ("authors", "author", "author_names", "creators", "creator"),
    "categories": ("categories", "category", "subjects", "subject", "subject_areas", "primary_area"),
    "venue": (
        *("venue", "journal", "conference", "booktitle", "journal_title", "journal_name", "publication_title"),
        *("source_title", "container_title", "journal_ref", "publication"),
    ),
    "url": ("url", "link", "paper_url", "page", "landing_page_url", "pdf_link", "pdf_url"),
    "keywords": ("keywords", "author_keywords", "keyword"),
    "language": ("language", "lang", "language_of_original_document"),
    "upvotes": ("upvotes", "votes", "num_upvotes"),
}
"""Field of a record -> normalised names of the columns that state it, the best first."""

LIST_FIELDS = frozenset({"authors", "categories", "keywords"})
_PUBLISHED = FIELD_NAMES["stated_date"][:8]
_BLANK = r"^\s*$"
_SAYS_NONE = r"(?i)^\W*(?:no abstract(?: is)?(?: available)?|abstract not available|n/?a|none|null|nan)\W*$"
"""What services write where there is no abstract."""


def normalize_name(name: str) -> str:
    """`name` in lower snake case: ``Document Title`` and ``documentTitle`` are ``document_title``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip().lstrip("\ufeff"))
    return re.sub(r"[^0-9a-z]+", "_", spaced.lower()).strip("_")


def match_columns(names: Iterable[str]) -> dict[str, list[str]]:
    """Field -> the columns among `names` that state it, the best first; fields that none states are left out.

    Where a column says when a paper was published, one that is only called `date` is the day it was listed: so the
    archives of daily digests name them.
    """
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(normalize_name(name), []).append(name)
    wanted = {field: list(choices) for field, choices in FIELD_NAMES.items()}
    if "date" in known and any(name in known for name in _PUBLISHED):
        wanted["stated_date"].remove("date")
        wanted["listed_on"].append("date")
    matched = {
        field: [name for choice in choices for name in known.get(choice, [])] for field, choices in wanted.items()
    }
    return {field: columns for field, columns in matched.items() if columns}


def explain_missing(names: Sequence[str]) -> str | None:
    """Why columns called `names` hold no papers, naming them; None where title and abstract are among them."""
    matched = match_columns(names)
    missing = [field for field in ("title", "abstract") if field not in matched]
    if not missing:
        return None
    shown = ", ".join(str(name)[:40] for name in names[:20]) + (", …" if len(names) > 20 else "")
    return (
        f"There is no column for the {' and the '.join(missing)}: the columns are {shown or 'none'}. "
        f"Rename the columns that hold them to {' and '.join(missing)}."
    )


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
        Frames of `RECORD_SCHEMA` and `REJECT_SCHEMA`. A row lacking title or abstract is rejected, as is one whose title
        or abstract is longer than any (`MAX_TITLE`, `MAX_ABSTRACT`); anything else that cannot be read is left empty.
    """
    frame = pl.DataFrame([positions.alias("position"), *(one.values.alias(f"c{at}") for at, one in enumerate(stated))])
    by_field: dict[str, list[pl.Expr]] = {}
    for at, one in enumerate(stated):
        column, dtype = pl.col(f"c{at}"), one.values.dtype
        read = _list_of_texts(column, dtype, one.field) if one.field in LIST_FIELDS else _text(column, dtype)
        by_field.setdefault(one.field, []).append(read)
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


def _reason() -> pl.Expr:
    title, abstract = pl.col("title"), pl.col("abstract")
    return (
        pl.when(title.is_null() & abstract.is_null())
        .then(pl.lit("It has neither a title nor an abstract."))
        .when(title.is_null())
        .then(pl.lit("It has an abstract but no title."))
        .when(abstract.is_null())
        .then(pl.lit("It has a title but no abstract; a paper needs both."))
        .when(title.str.len_chars() > MAX_TITLE)
        .then(
            pl.lit(f"Its title has more than {MAX_TITLE:,} characters, which no title has: the columns may be shifted.")
        )
        .when(abstract.str.len_chars() > MAX_ABSTRACT)
        .then(
            pl.lit(
                f"Its abstract has more than {MAX_ABSTRACT:,} characters, which no abstract has: it may be a whole text."
            )
        )
    )


def _text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """String; null where blank, or where the dtype holds no text."""
    if dtype.is_nested() or dtype in (pl.Boolean, pl.Null, pl.Object):
        return pl.lit(None, pl.String)
    if dtype.is_float():
        # A year that a spreadsheet turned into 2025.0.
        text = column.fill_nan(None).cast(pl.String).str.replace(r"\.0$", "")
    else:
        text = column.cast(pl.String, strict=False)
    text = text.str.replace_all("\0", " ", literal=True)
    return pl.when(~text.str.contains(_BLANK)).then(text)


def _list_of_texts(column: pl.Expr, dtype: pl.DataType, field: str) -> pl.Expr:
    """List of String; null where there is none in it."""
    if not isinstance(dtype, pl.List | pl.Array):
        return (_split_people if field == "authors" else _split_subjects)(_text(column, dtype))
    inner = dtype.inner
    if isinstance(inner, pl.Struct):
        names = [
            field.name for field in inner.fields if normalize_name(field.name) in ("name", "display_name", "full_name")
        ]
        if not names:
            return pl.lit(None, pl.List(pl.String))
        element = pl.element().struct.field(names[0])
    elif inner.is_nested():
        return pl.lit(None, pl.List(pl.String))
    else:
        element = pl.element()
    as_list = column.arr.to_list() if isinstance(dtype, pl.Array) else column
    texts = as_list.list.eval(_tidy(element.cast(pl.String, strict=False))).list.drop_nulls()
    return pl.when(texts.list.len() > 0).then(texts)


def _tidy(text: pl.Expr) -> pl.Expr:
    """One name of a list, without blanks or a separator at its ends; null where nothing is left."""
    tidied = text.str.strip_chars(" \t\r\n,;")
    return pl.when(tidied != "").then(tidied)


def _split_people(text: pl.Expr) -> pl.Expr:
    """The names in a string: at semicolons or bars, else at `and` between `Last, First` names, else at commas and `and`.

    Initials stay with the name before them (``Vaswani, A., Shazeer, N.``), as does the one first name of ``Brown, Ann``.
    """
    last_first = r"^\s*[^,;|]+,[^,;|]+(?:\s+and\s+[^,;|]+,[^,;|]+)+\s*$"
    one_last_first = r"^\s*[^\s,;|]+,\s*[^\s,;|]+\s*$"
    initials = r",\s*((?:\p{Lu}\.[\s-]?)+)\s*(?:[,&]|$)"
    comma_listed = text.str.replace_all(initials, " $1,").str.replace(r",?\s+(?:and|&)\s+", ", ")
    pieces = (
        pl.when(text.str.contains(r"[;|]"))
        .then(text.str.replace_all("|", ";", literal=True).str.split(";"))
        .when(text.str.contains(last_first))
        .then(text.str.replace_all(r"\s+and\s+", ";").str.split(";"))
        .when(text.str.contains(one_last_first))
        .then(pl.concat_list(text))
        .otherwise(comma_listed.str.split(","))
    )
    return _keep_names(pieces)


def _split_subjects(text: pl.Expr) -> pl.Expr:
    """The subjects in a string: at semicolons or bars, else at commas; arXiv categories (``cs.CL cs.LG``) at blanks."""
    archive = r"^\s*[a-z-]+(?:\.[A-Za-z-]{2,})?(?:\s+[a-z-]+(?:\.[A-Za-z-]{2,})?)+\s*$"
    pieces = (
        pl.when(text.str.contains(r"[;|]"))
        .then(text.str.replace_all("|", ";", literal=True).str.split(";"))
        .when(text.str.contains(archive) & text.str.contains(r"\.[A-Za-z]{2}|-[a-z]"))
        .then(text.str.replace_all(r"\s+", ";").str.split(";"))
        .otherwise(text.str.split(","))
    )
    return _keep_names(pieces)


def _keep_names(pieces: pl.Expr) -> pl.Expr:
    names = pieces.list.eval(_tidy(pl.element())).list.drop_nulls()
    return pl.when(names.list.len() > 0).then(names)


def encode_payload(frame: pl.DataFrame) -> pl.Series:
    """What the columns of `frame` say, a JSON object a row without its null and blank values; null where nothing is left."""
    parts = []
    for name, dtype in frame.schema.items():
        if dtype in (pl.Null, pl.Object, pl.Binary):
            continue
        value = pl.col(name)
        if dtype.is_temporal() or dtype.is_decimal():
            value = value.cast(pl.String)
        if dtype == pl.String:
            value = pl.when(~value.str.contains(_BLANK)).then(value)
        member = pl.struct(value.alias(name)).struct.json_encode().str.slice(1).str.strip_suffix("}")
        parts.append(pl.when(value.is_not_null()).then(member))
    if not parts:
        return pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    joined = pl.concat_str(parts, separator=",", ignore_nulls=True)
    return frame.select(pl.when(joined != "").then("{" + joined + "}").alias("payload"))["payload"]


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
