"""Word classes and canonical spelling of token types; a hyphenated token is judged by its first and last part.

The classes of single words come from `word_lookup`.
"""

import polars as pl

from pipelines.arrays.grouping import factorize
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
)
from pipelines.text.tokens.word_lookup import look_up_words


def describe_types(types: pl.Series) -> pl.DataFrame:
    """Word classes and normalised spelling of distinct tokens, in the order given.

    Returns:
        One row a token: classes (bits of `lexicon`); norm, what the token adds to a key inside a phrase (lower case,
        American spelling, no hyphens); head_norm, what it adds as the last word of a phrase (the same in the singular).
    """
    base = _split_hyphens(types)
    stem, compound = pl.col("stem"), pl.col("compound")
    is_possessive = pl.col("token") != stem
    possessive = pl.when(stem.str.contains(r"^[A-Z]")).then(POSSESSIVE | PROPER).otherwise(POSSESSIVE)
    name = pl.when(stem.str.contains(r"[A-Z].*[A-Z]|\d")).then(PROPER).otherwise(0)
    classes = (
        pl.when(pl.col("token_fixed").is_not_null() & compound)
        .then(pl.col("token_fixed"))
        .when(compound)
        .then(_judge_compound() | pl.col("token_added").fill_null(0) | name)
        .otherwise(pl.col("classes"))
    )
    front = pl.when(compound).then(pl.col("front").str.to_lowercase()).otherwise(pl.lit(""))

    def normalise(word: str) -> pl.Expr:
        return front + pl.when(compound).then(pl.col(word).str.to_lowercase()).otherwise(pl.col(word))

    ending = pl.when((pl.col("classes") & POSSESSIVE) > 0).then(pl.lit("'s")).otherwise(pl.lit(""))
    return base.select(
        (classes | pl.when(is_possessive).then(possessive).otherwise(0)).alias("classes"),
        normalise("plain").alias("norm"),
        normalise("singular").alias("head_norm"),
    ).with_columns(pl.col("norm") + ending)


def _split_hyphens(types: pl.Series) -> pl.DataFrame:
    """Tokens with what is known of their parts between hyphens.

    Returns:
        token, stem (without a possessive ending), front (all parts but the last, joined), compound (whether it has
        several parts), linked (whether one of them is a preposition or the like); of the last part the columns of
        `look_up_words`; first_word and first_classes of the first part; token_added and token_fixed of the whole.
    """
    parts = pl.col("parts")
    base = (
        types.to_frame("token")
        .with_columns(stem=pl.col("token").str.replace(r"['’]s?$", ""))
        .with_columns(parts=pl.col("stem").str.replace_all(r"[‐‑–]", "-").str.split("-"))
        .with_columns(
            first=parts.list.first(),
            last=parts.list.last(),
            front=parts.list.slice(0, parts.list.len() - 1).list.join(""),
            compound=parts.list.len() > 1,
            linked=pl.col("stem").str.contains(r"(?i)[-‐‑–](?:to|of|and|in|the|by|as)[-‐‑–]"),
        )
    )
    code, distinct = factorize(pl.concat([base["first"], base["last"]]))
    known = look_up_words(distinct.alias("part"))
    first = known.select(first_word="word", first_classes="classes")[code[: len(base)]]
    listed = load_listed().select(token_lower="word", token_added="added", token_fixed="fixed")
    return pl.concat([base, known.drop("part")[code[len(base) :]], first], how="horizontal").join(
        listed, left_on=pl.col("stem").str.to_lowercase(), right_on="token_lower", how="left", maintain_order="left"
    )


def _judge_compound() -> pl.Expr:
    """Classes of a hyphenated token by its first and last part."""

    def has(column: str, bits: int) -> pl.Expr:
        return (pl.col(column) & bits) > 0

    stem = pl.col("stem")
    tail_makes_adjective = pl.col("word").is_in(list(lexicons.ADJECTIVE_TAILS)) | has("classes", ADJECTIVE) & ~has(
        "classes", NOUN
    )
    head_makes_adjective = pl.col("first_word").is_in(list(lexicons.ADJECTIVE_HEADS)) & ~has("classes", ING)
    return (
        pl.when(has("classes", JUNK) & ~stem.str.contains(r"[A-Z]"))
        .then(ADJECTIVE | MODIFIER_ONLY)
        .when(stem.str.contains(r"^[\d.,\-–]+[a-zA-Z%]{0,2}$"))
        .then(NUMBER)
        .when(has("token_added", GERUND))
        .then(NOUN | GERUND)
        .when(has("classes", NUMBER) & has("first_classes", PROPER | NOUN | JUNK))
        .then(NOUN | PROPER)
        .when(stem.str.to_lowercase().str.contains(r"^[a-z]{3,}-of-[a-z-]+$"))
        .then(ADJECTIVE | NOUN)
        .when(has("classes", PARTICIPLE) | tail_makes_adjective | head_makes_adjective | pl.col("linked"))
        .then(ADJECTIVE | MODIFIER_ONLY)
        .when(has("classes", CLOSED | ADVERB) & has("first_classes", NOUN | VERB))
        .then(NOUN)
        .when(has("classes", ING))
        .then(NOUN | GERUND)
        .otherwise(NOUN | (pl.col("classes") & PLURAL))
    )
