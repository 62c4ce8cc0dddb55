"""What a unit can be and how it is spelt canonically, once per distinct unit; a hyphened one by its first and last part.

What single words can be is looked up in `lexicon`.
"""

import polars as pl

from pipelines.arrays.grouping import encode
from pipelines.text import lexicons
from pipelines.text.tokens.lexicon import (
    ADJECTIVE,
    ADVERB,
    CLOSED,
    GERUND,
    ING,
    JUNK,
    MODIFIER_ONLY,
    NOUN,
    NUMBER,
    PARTICIPLE,
    PLURAL,
    POSSESSIVE,
    PROPER,
    VERB,
    load_listed,
    look_up_words,
)


def describe_units(forms: pl.Series) -> pl.DataFrame:
    """Classes and canonical spelling of distinct units, in the order given.

    Returns:
        One row a unit: classes (bits of `lexicon`), piece (what it adds to a key inside a phrase: lower case, no
        hyphens, American spelling), head_piece (what it adds as the last word: the same, singular).
    """
    base = forms.to_frame("unit").with_columns(
        pl.col("unit").str.replace(r"['’]s?$", "").alias("stem"),
    )
    split = pl.col("stem").str.replace_all(r"[‐‑–]", "-").str.split("-")
    base = base.with_columns(split.alias("parts")).with_columns(
        pl.col("parts").list.first().alias("first"),
        pl.col("parts").list.last().alias("last"),
        pl.col("parts").list.slice(0, pl.col("parts").list.len() - 1).list.join("").alias("front"),
        (pl.col("parts").list.len() > 1).alias("compound"),
        pl.col("stem").str.contains(r"(?i)[-‐‑–](?:to|of|and|in|the|by|as)[-‐‑–]").alias("linked"),
    )
    code, distinct = encode(pl.concat([base["first"], base["last"]]))
    known = look_up_words(distinct.alias("part"))
    first = known.select(pl.col("word").alias("first_word"), pl.col("classes").alias("first_classes"))
    base = pl.concat([base, known.drop("part")[code[len(base) :]], first[code[: len(base)]]], how="horizontal").join(
        load_listed().select(
            pl.col("word").alias("unit_lower"),
            pl.col("added").alias("unit_added"),
            pl.col("fixed").alias("unit_fixed"),
        ),
        left_on=pl.col("stem").str.to_lowercase(),
        right_on="unit_lower",
        how="left",
        maintain_order="left",
    )
    has = lambda column, bits: (pl.col(column) & bits) > 0  # noqa: E731
    tail_makes_adjective = pl.col("word").is_in(list(lexicons.ADJECTIVE_TAILS)) | has("classes", ADJECTIVE) & ~has(
        "classes", NOUN
    )
    head_makes_adjective = pl.col("first_word").is_in(list(lexicons.ADJECTIVE_HEADS)) & ~has("classes", ING)
    compound_classes = (
        pl.when(has("classes", JUNK) & ~pl.col("stem").str.contains(r"[A-Z]"))
        .then(ADJECTIVE | MODIFIER_ONLY)
        .when(pl.col("stem").str.contains(r"^[\d.,\-–]+[a-zA-Z%]{0,2}$"))
        .then(NUMBER)
        .when(has("unit_added", GERUND))
        .then(NOUN | GERUND)
        .when(has("classes", NUMBER) & has("first_classes", PROPER | NOUN | JUNK))
        .then(NOUN | PROPER)
        .when(pl.col("stem").str.to_lowercase().str.contains(r"^[a-z]{3,}-of-[a-z-]+$"))
        .then(ADJECTIVE | NOUN)
        .when(has("classes", PARTICIPLE) | tail_makes_adjective | head_makes_adjective | pl.col("linked"))
        .then(ADJECTIVE | MODIFIER_ONLY)
        .when(has("classes", CLOSED | ADVERB) & has("first_classes", NOUN | VERB))
        .then(NOUN)
        .when(has("classes", ING))
        .then(NOUN | GERUND)
        .otherwise(NOUN | (pl.col("classes") & PLURAL))
    )
    fillers = pl.col("unit_added").fill_null(0)
    result = base.select(
        (
            pl.when(pl.col("unit_fixed").is_not_null() & pl.col("compound"))
            .then(pl.col("unit_fixed"))
            .when(pl.col("compound"))
            .then(
                compound_classes
                | fillers
                | pl.when(pl.col("stem").str.contains(r"[A-Z].*[A-Z]|\d")).then(PROPER).otherwise(0)
            )
            .otherwise(pl.col("classes"))
            | pl.when(pl.col("unit") == pl.col("stem"))
            .then(0)
            .otherwise(pl.when(pl.col("stem").str.contains(r"^[A-Z]")).then(POSSESSIVE | PROPER).otherwise(POSSESSIVE))
        ).alias("classes"),
        pl.when(pl.col("compound"))
        .then(pl.col("front").str.to_lowercase() + pl.col("plain").str.to_lowercase())
        .otherwise(pl.col("plain"))
        .alias("piece"),
        pl.when(pl.col("compound"))
        .then(pl.col("front").str.to_lowercase() + pl.col("singular").str.to_lowercase())
        .otherwise(pl.col("singular"))
        .alias("head_piece"),
    )
    return result.with_columns(
        pl.when((pl.col("classes") & POSSESSIVE) > 0)
        .then(pl.col("piece") + "'s")
        .otherwise(pl.col("piece"))
        .alias("piece")
    )
