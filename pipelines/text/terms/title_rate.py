"""How often titles name a phrase: tells what papers are about from the words they talk with.

`object detection` stands in the title of every second paper that mentions it, `in-depth analysis` in none of a hundred.
What a phrase's own papers say is joined with what is usual for its words, which the background table knows.
"""

import numpy as np
import polars as pl

from pipelines.text.lexicons import background

PRIOR_PAPERS = 20.0
"""Papers that the expectation from the words counts for beside those of the phrase."""

SMOOTHING = 3.0
"""Papers of the usual rate that count for every word; the constants below were fitted with it."""

# Logarithm of the expected share, by `benchmarks.terms.fit_title_rate`: a constant, then what the first word, the last,
# the mean and the least of the words, and their number bring.
CONSTANT, FIRST, LAST, LEAST, MEAN, WORDS = -3.444, 0.213, 0.311, 0.136, 0.286, 0.332


def describe_words(surfaces: pl.Series) -> np.ndarray:
    """How much titles prefer the words of each surface.

    Returns:
        (surfaces, 5): log of the title rate of the first word, the last, the least and the mean, each beside the rate
        of all words, and the number of words. A hyphened word counts as its least part, a word that nobody knows as
        usual.
    """
    parts = (
        surfaces.str.to_lowercase()
        .str.split(" ")
        .to_frame("word")
        .with_row_index("phrase")
        .explode("word")
        .with_row_index("place")
        .with_columns(pl.col("word").str.extract_all(r"[a-z0-9]+").alias("part"))
        .explode("part", empty_as_null=True)
        .join(background.load_title_rates(SMOOTHING), left_on="part", right_on="word", how="left")
        .group_by("place")
        .agg(pl.col("phrase").first(), pl.col("rate").fill_null(0.0).min())
        .sort("place")
    )
    rate = pl.col("rate")
    return (
        parts.group_by("phrase", maintain_order=True)
        .agg(
            rate.first().alias("first"),
            rate.last().alias("last"),
            rate.min().alias("least"),
            rate.mean().alias("mean"),
            pl.len().cast(pl.Float64).alias("words"),
        )
        .sort("phrase")
        .drop("phrase")
        .to_numpy()
    )


def estimate_title_share(phrases: pl.DataFrame) -> np.ndarray:
    """Share of a phrase's papers whose title names it, 0 to 1, as far as is known.

    Args:
        phrases: key, surface, papers, titles (those of the papers whose title holds it).
    """
    expected = np.exp(CONSTANT + describe_words(phrases["surface"]) @ np.array([FIRST, LAST, LEAST, MEAN, WORDS]))
    general = phrases.select("key").join(
        background.load_phrases().select("key", "papers", "titles"), on="key", how="left", maintain_order="left"
    )
    papers, titles = (
        phrases[name].to_numpy() + general[name].fill_null(0).to_numpy().astype(float) for name in ("papers", "titles")
    )
    return (titles + PRIOR_PAPERS * expected) / (papers + PRIOR_PAPERS)
