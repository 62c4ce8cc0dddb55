"""The authors of each paper, with what its records say of each: id, affiliation, country."""

import polars as pl

from pipelines.papers.folding import surnames
from pipelines.papers.keep_first import keep_first_rows

_SAID = {"author_ids": "author_id", "author_affiliations": "affiliation", "author_countries": "country"}
"""Column of `internal.records`, a list as long as `authors`, to column of `paper_authors`."""


def list_authors(records: pl.DataFrame) -> pl.DataFrame:
    """Columns of `paper_authors`, sorted by paper_id and position: the list of the first record that names authors.

    What another record says of them is added where it names as many people with the same family names.

    Args:
        records: paper_id, founding (order of records within a paper), authors, author_ids, author_affiliations,
            author_countries.
    """
    naming = records.select("paper_id", "founding", "authors", *_SAID).filter(pl.col("authors").list.len() > 0)
    first = keep_first_rows(naming, "paper_id", "founding").select("paper_id", "authors").sort("paper_id")
    people = (
        first.with_columns(position=pl.int_ranges(1, pl.col("authors").list.len() + 1))
        .explode("authors", "position", empty_as_null=False)
        .rename({"authors": "author"})
    )
    said = _combine(naming, first)
    return people.join(said, on=["paper_id", "position"], how="left", maintain_order="left")


def _combine(naming: pl.DataFrame, first: pl.DataFrame) -> pl.DataFrame:
    """paper_id, position, author_id, affiliation, country: the first value that a record states of each author."""
    describing = naming.filter(pl.any_horizontal(pl.col(tuple(_SAID)).is_not_null()))
    both = describing.join(first, on="paper_id", suffix="_first")
    same = both.filter(
        (pl.col("authors").list.len() == pl.col("authors_first").list.len())
        & (surnames(pl.col("authors")).list.sort() == surnames(pl.col("authors_first")).list.sort())
    )
    # A list that a record does not give is as long as the others, and empty.
    count = pl.col("authors").list.len()
    whole = [
        pl.when(pl.col(name).list.len() == count)
        .then(name)
        .otherwise(pl.lit(None, pl.String).repeat_by(count))
        .alias(column)
        for name, column in _SAID.items()
    ]
    return (
        same.select("paper_id", "founding", *whole, position=pl.int_ranges(1, count + 1))
        .explode("position", *_SAID.values(), empty_as_null=False)
        .sort("paper_id", "position", "founding")
        .group_by("paper_id", "position", maintain_order=True)
        .agg(pl.col(name).drop_nulls().first() for name in _SAID.values())
    )
