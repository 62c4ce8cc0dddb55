"""Looks up the word classes and canonical spellings of words; words that are not in the lexicon are judged by shape."""

from functools import cache

import polars as pl

from pipelines.text.tokens.lexicon import (
    ADJECTIVE,
    ADVERB,
    ING,
    JUNK,
    KNOWN,
    NOUN,
    NUMBER,
    PARTICIPLE,
    PLURAL,
    PROPER,
    VERB,
    load_lexicon,
    load_listed,
)
from pipelines.text.tokens.singular import UNKNOWN, singularise
from pipelines.text.tokens.spelling import respell_distinct

CASED_LENGTH = 5
"""Longest acronym that is told from an ordinary word of the same spelling by its capitals."""

_MEASURE = (
    r"^\d[\d.]*(?:[bBkKmMxX]|[KMGTkmgt]?[Bb]|ms|[KMGkmg]?[Hh]z|dB|fps|px|nm|mm|cm|km|kg|mg|ml|s|h|pp|bit|bits|"
    r"th|st|nd|rd)$"
)
"""A number with a unit of measurement (70B, 1.5x, 12ms); 3D and 5G are none."""


def _judge_by_shape(word: pl.Expr) -> pl.Expr:
    """Classes of a lower-case word that is in no list and not in the lexicon."""
    return (
        pl.when(word.str.contains(r"^[\d.,]+(?:st|nd|rd|th|s|x|k|m|b|%)?$|^\d[\d.]*(?:times|sim|x|×)\d"))
        .then(NUMBER)
        .when(word.str.contains(r"_|^\W*$") | (word.str.len_chars() == 1) | (word.str.len_chars() > 40))
        .then(JUNK)
        .when(word.str.contains(r"\d"))
        .then(NOUN)
        .when(word.str.ends_with("ing") & (word.str.len_chars() > 5))
        .then(ING | NOUN)
        .when(word.str.ends_with("ed") & (word.str.len_chars() > 4))
        .then(PARTICIPLE)
        .when(word.str.contains(r"(?:i[sz]e|i[sz]es|ify|ifies)$") & (word.str.len_chars() > 6))
        .then(VERB)
        .when(word.str.ends_with("ly") & (word.str.len_chars() > 4))
        .then(ADVERB)
        .when(word.str.contains(r"(?:able|ible|ive|ous|ical|ial|ional|onal|less|ful|istic|atic|esque|ular|ian)$"))
        .then(ADJECTIVE)
        .otherwise(NOUN)
    )


@cache
def _known_words() -> frozenset[str]:
    return frozenset(load_lexicon()["word"])


def look_up_words(parts: pl.Series) -> pl.DataFrame:
    """Classes and spellings of distinct words.

    Args:
        parts: words as they stand in texts, with their capitals.

    Returns:
        part (as given), word (lower case), classes (bits), plain (lower case and American spelling), singular (the same
        of the singular). A short acronym that is spelt like an ordinary word is in capitals in the last two.
    """
    acronym_plural = pl.col("part").str.contains(r"^[A-Z][A-Za-z0-9]*[A-Z0-9]s$")
    measure = pl.col("part").str.contains(_MEASURE)
    proper = pl.col("part").str.contains(r"^.+[A-Z]|^[A-Za-z].*\d") & ~measure
    # An unknown word that is a known verb with a prefix (reweights, misalign) is a verb.
    again = pl.col("part").str.contains(r"^(?:re|de|mis|over|under|un)[a-z]{4,}$")
    stem = pl.when(acronym_plural).then(pl.col("part").str.strip_suffix("s")).otherwise("part")
    frame = (
        parts.to_frame("part")
        .with_columns(stem.alias("stem"), pl.col("part").str.to_lowercase().alias("word"))
        .with_columns(pl.col("stem").str.to_lowercase().alias("look"))
        .join(load_lexicon(), left_on="look", right_on="word", how="left", maintain_order="left")
        .with_columns(
            pl.when(again).then(pl.col("part").str.replace(r"^(?:re|de|mis|over|under|un)", "")).alias("base")
        )
        .join(
            load_lexicon().select(pl.col("word").alias("base"), pl.col("classes").alias("base_classes")),
            on="base",
            how="left",
            maintain_order="left",
        )
        .join(load_listed(), left_on="look", right_on="word", how="left", maintain_order="left")
    )
    word = pl.col("word")
    # A short acronym that is spelt like an ordinary word (CLIP, RAG, CoT) keeps its capitals, so that both stay
    # distinct.
    cased = (
        proper
        & (pl.col("stem").str.len_chars() <= CASED_LENGTH)
        & (pl.col("classes").is_not_null() | pl.col("added").is_not_null())
    )
    proper = proper & (cased | pl.col("classes").is_null())
    classes = (
        pl.when(pl.col("fixed").is_not_null())
        .then(pl.col("fixed"))
        .when(measure)
        .then(NUMBER)
        .when(proper)
        .then(pl.lit(NOUN) | pl.when(acronym_plural).then(PLURAL).otherwise(0))
        .when(pl.col("classes").is_null() & ((pl.col("base_classes").fill_null(0) & VERB) > 0))
        .then(VERB)
        .otherwise(pl.col("classes").fill_null(_judge_by_shape(word)))
    )
    singular = (
        pl.when(acronym_plural)
        .then(word.str.strip_suffix("s"))
        .when(proper)
        .then(word)
        .otherwise(pl.col("singular").fill_null(singularise(word, UNKNOWN)))
    )
    described = frame.select(
        "part",
        "word",
        "stem",
        cased.alias("cased"),
        (
            classes
            | pl.when(pl.col("fixed").is_null() & ~cased).then(pl.col("added").fill_null(0)).otherwise(0)
            | pl.when(proper).then(PROPER).otherwise(0)
            | pl.when(pl.col("classes").is_not_null() & ~cased).then(KNOWN).otherwise(0)
        )
        .cast(pl.Int64)
        .alias("classes"),
        singular.alias("singular"),
    )
    sources = (described["word"], described["singular"])
    return (
        described.with_columns(
            pl.when("cased")
            .then(pl.col("part").str.to_uppercase())
            .otherwise(respell_distinct("word", _known_words(), *sources))
            .alias("plain"),
            pl.when("cased")
            .then(pl.col("stem").str.to_uppercase())
            .otherwise(respell_distinct("singular", _known_words(), *sources))
            .alias("singular"),
        )
        .select("part", "word", "classes", "plain", "singular")
        .with_columns(
            pl.when((pl.col("singular") != pl.col("plain")) & ((pl.col("classes") & NOUN) > 0))
            .then(pl.col("classes") | PLURAL)
            .otherwise(pl.col("classes"))
            .alias("classes")
        )
    )
