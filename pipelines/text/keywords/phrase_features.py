"""Features of a phrase that its words alone give: their number, their length, and whether titles prefer them."""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize
from pipelines.text.lexicons import background

SMOOTHING = 5.0
"""Papers with the average rate that are added to the counts of every word. The weights of the ranker were fitted with
it; `terms.title_rate` has another one."""


def _describe_tokens(tokens: pl.Series) -> pl.DataFrame:
    """For each distinct token: words in it, their letters, and the sum, min, first and last of their title rates."""
    part = pl.col("part")
    return (
        tokens.to_frame("token")
        .with_row_index("row")
        .with_columns(part=pl.col("token").str.to_lowercase().str.extract_all(r"[a-z0-9]+"))
        # A token without a Latin letter or a digit counts as one unknown word.
        .with_columns(pl.when(part.list.len() > 0).then("part").otherwise(pl.lit([""], dtype=pl.List(pl.String))))
        .explode("part")
        .join(
            background.load_title_rates(SMOOTHING), left_on="part", right_on="word", how="left", maintain_order="left"
        )
        .with_columns(pl.col("rate").cast(pl.Float32).fill_null(0.0), letters=part.str.len_chars().cast(pl.Float32))
        .group_by("row", maintain_order=True)
        .agg(
            words=pl.len().cast(pl.Float32),
            letters=pl.col("letters").sum(),
            sum=pl.col("rate").sum(),
            min=pl.col("rate").min(),
            first=pl.col("rate").first(),
            last=pl.col("rate").last(),
        )
        .drop("row")
    )


def compute_word_features(surfaces: pl.Series) -> dict[str, np.ndarray]:
    """Features of phrases by their words.

    Args:
        surfaces: phrases as they stand in texts, at least one token each.

    Returns:
        words, word_length (letters a word), and the title rates of its words: title_mean, title_min, title_head (of the
        last word), title_first. Float32, one entry a phrase.
    """
    lists = surfaces.str.split(" ")
    counts = lists.list.len().to_numpy().astype(np.int64)
    code, distinct = factorize(lists.explode())
    token = {name: column.to_numpy()[code] for name, column in _describe_tokens(distinct).to_dict().items()}
    starts = np.cumsum(counts) - counts
    words = np.add.reduceat(token["words"], starts)
    return {
        "words": words,
        "word_length": np.add.reduceat(token["letters"], starts) / words,
        "title_mean": np.add.reduceat(token["sum"], starts) / words,
        "title_min": np.minimum.reduceat(token["min"], starts),
        "title_head": token["last"][starts + counts - 1],
        "title_first": token["first"][starts],
    }
