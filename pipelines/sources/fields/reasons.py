"""Why a row is no record, in words. The list of reasons that users read is in `docs/inputs.md`."""

import polars as pl

MAX_TITLE = 2_000
MAX_ABSTRACT = 200_000

_ANNOUNCES = r"(?i)^\W*the proceedings contain \d+ papers\b"
"""How Scopus describes a volume of proceedings, under whose title it lists the titles of others."""
_NO_PAPERS = (
    *("webpage", "attachment", "note", "annotation", "blogpost", "forumpost", "email", "instantmessage", "podcast"),
    *("radiobroadcast", "tvbroadcast", "videorecording", "audiorecording", "artwork", "map", "film", "interview"),
)
"""Zotero's types of items that are no papers (https://api.zotero.org/itemTypes)."""


def explain_refusal() -> pl.Expr:
    """The reason for which a row is refused, null where it is a record; from the columns title, abstract and
    item_type."""
    title, abstract = pl.col("title"), pl.col("abstract")
    kind = pl.col("item_type").str.to_lowercase().str.replace_all("[^a-z]", "")
    return (
        pl.when(title.is_null() & abstract.is_null())
        .then(pl.lit("It has neither a title nor an abstract."))
        .when(title.is_null())
        .then(pl.lit("It has an abstract but no title."))
        .when(abstract.is_null())
        .then(pl.lit("It has a title but no abstract; a paper needs both."))
        .when(kind.is_in(_NO_PAPERS))
        .then(pl.format("It is no paper: its source calls it {}.", pl.col("item_type")))
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
