"""What a record says of each of its authors, brought to lists as long as `authors`."""

import polars as pl

from pipelines.sources.fields.addresses import read_addresses
from pipelines.sources.names import AUTHOR_FIELDS

_NAME_WITH_ID = r"\s*\((\d{8,12})\)$"


def complete_authors(fields: pl.DataFrame) -> pl.DataFrame:
    """`fields` with the lists of `AUTHOR_FIELDS` as long as `authors`, or null; from these columns, `authors` and
    `author_addresses`."""
    return _place_authors(_separate_author_ids(fields))


def _separate_author_ids(fields: pl.DataFrame) -> pl.DataFrame:
    """`fields` with the lists of `AUTHOR_FIELDS` only where they are as long as `authors`, and with the ids that stand
    behind the names (``Marsh, Ada (57200000000)``, as Scopus writes them) among them."""
    has_ids = fields["authors"].list.first().str.contains(_NAME_WITH_ID).fill_null(value=False)
    if has_ids.any():
        names = pl.col("authors").list.eval(pl.element().str.replace(_NAME_WITH_ID, ""))
        ids = pl.col("authors").list.eval(pl.element().str.extract(_NAME_WITH_ID))
        fields = fields.with_columns(
            authors=pl.when(has_ids).then(names).otherwise("authors"),
            author_ids=pl.when(has_ids).then(ids).otherwise("author_ids"),
        )
    kept = [name for name in AUTHOR_FIELDS if fields[name].null_count() < fields.height]
    known = {name: pl.col(name).list.drop_nulls().list.len() > 0 for name in kept}
    return fields.with_columns(
        pl.when((pl.col(name).list.len() == pl.col("authors").list.len()) & known[name]).then(name).alias(name)
        for name in kept
    )


def _place_authors(fields: pl.DataFrame) -> pl.DataFrame:
    """`fields` with the affiliations and countries that a column states together with the authors' names."""
    if fields["author_addresses"].null_count() == fields.height:
        return fields
    places, countries = read_addresses(fields["author_addresses"], fields["authors"])
    return fields.with_columns(
        author_affiliations=pl.coalesce("author_affiliations", places),
        author_countries=pl.coalesce("author_countries", countries),
    )
