"""Lines of arXiv's metadata snapshot to columns, many at a time: for the millions of lines that have its exact form.

Each gives the record that `arxiv_snapshot.to_record` gives. All others are left to it: lines with other keys or another
order of them, with affiliations, without authors, or with rare escapes.
"""

import polars as pl

from pipelines.sources.columns import Stated, build_records
from pipelines.sources.formats.services.preprints.arxiv_snapshot import MONTHS
from pipelines.sources.parsed import Batch
from pipelines.sources.values import encode_payload

# A string of JSON without control characters, surrogates and backspaces, plain or escaped.
_CHARACTER = (
    r"""[^"\\\x00-\x1f]|\\["\\/fnrt]|\\u(?:00[a-fA-F][0-9a-fA-F]|0[1-9a-fA-F][0-9a-fA-F]{2}|"""
    r"""[1-9a-cA-CefEF][0-9a-fA-F]{3})"""
)
_TEXT = rf'"(?:{_CHARACTER})*"'
_OPTIONAL = rf"(?:{_TEXT}|null)"
_NAME = rf'\["(?:{_CHARACTER})+", ?{_TEXT}, ?{_TEXT}\]'
_CREATED = r'"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT"'
_VERSION = rf'\{{"version": ?"v\d+", ?"created": ?{_CREATED}\}}'
_MEMBERS = {
    "id": _TEXT,
    "submitter": _OPTIONAL,
    "authors": _OPTIONAL,
    "title": _TEXT,
    "comments": _OPTIONAL,
    "journal-ref": _OPTIONAL,
    "doi": _OPTIONAL,
    "report-no": _OPTIONAL,
    "categories": r'"[\w.-]+(?: [\w.-]+)*"',
    "license": _OPTIONAL,
    "abstract": _TEXT,
    "versions": rf"\[{_VERSION}(?:, ?{_VERSION})*\]",
    "update_date": _OPTIONAL,
    "authors_parsed": rf"\[{_NAME}(?:, ?{_NAME})*\]",
}
FORM = r"^\{" + ", ?".join(f'"{key}": ?{form}' for key, form in _MEMBERS.items()) + r"\}$"
"""A line of the snapshot, as a regular expression."""

_DTYPES: dict[str, pl.DataType] = {
    **dict.fromkeys(_MEMBERS, pl.String()),
    "versions": pl.List(pl.Struct({"version": pl.String, "created": pl.String})),
    "authors_parsed": pl.List(pl.List(pl.String)),
}
_BLANKS = r"\s+"


def find_form(lines: pl.Series) -> pl.Series:
    """Whether each of `lines` has the exact form of the snapshot."""
    return lines.str.contains(FORM)


def read_columns(lines: pl.Series, positions: pl.Series) -> Batch:
    """The records of lines that all have the form.

    Raises:
        polars.exceptions.PolarsError: a line is no JSON after all.
    """
    frame = lines.str.json_decode(pl.Struct(_DTYPES)).struct.unnest()
    said = frame.select(
        title=pl.col("title").str.strip_chars().str.replace_all(_BLANKS, " "),
        abstract=pl.col("abstract").str.strip_chars(),
        arxiv_id=pl.col("id").str.strip_chars(),
        doi="doi",
        stated_date=_read_days(pl.col("versions").list.first().struct.field("created")),
        authors=pl.col("authors_parsed").list.eval(_join_name(pl.element())),
        categories=pl.col("categories").str.split(" "),
        venue="journal-ref",
        url=pl.format("https://arxiv.org/abs/{}", pl.col("id").str.strip_chars()),
    )
    rest = frame.select("submitter", "comments", "report-no", "license", "versions", "update_date")
    return Batch(*build_records([Stated(one.name, one) for one in said], encode_payload(rest), positions))


def _read_days(created: pl.Expr) -> pl.Expr:
    """``Mon, 2 Apr 2007 19:18:42 GMT`` as ``2007-04-02``; as it is where the month is none."""
    parts = created.str.extract_groups(r"^[A-Za-z]+, (\d+) ([A-Za-z]+) (\d{4})")
    day, month, year = (parts.struct.field(str(at)) for at in (1, 2, 3))
    number = month.replace_strict(MONTHS, default=None, return_dtype=pl.String)
    return pl.coalesce(pl.format("{}-{}-{}", year, number, day.str.zfill(2)), created)


def _join_name(parts: pl.Expr) -> pl.Expr:
    """First name, last name and suffix of ``[last, first, suffix]``, without blank ones."""
    shown = [pl.when(part != "").then(part) for part in (parts.list.get(at) for at in (1, 0, 2))]
    return pl.concat_str(shown, separator=" ", ignore_nulls=True)
