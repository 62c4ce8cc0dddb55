"""What speaks for a candidate phrase as a keyword of its text: one number a candidate and feature.

Counts come from the text itself, from the corpus and from the background table; the corpus counts the more the larger
it is. A text's evidence depends on its own candidates and on the counts of the corpus only, so that texts can be read in
batches. How the features are weighed is decided in `ranker`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.text import background
from pipelines.text.wording import describe_wording

PRIOR_PAPERS = 2000.0
"""Papers that the background counts for beside those of the corpus."""

FEATURES = (
    "log_mentions",
    "log_free_mentions",
    "never_free",
    "log_position",
    "relative_position",
    "in_title",
    "title_position",
    "rarity",
    "free_share",
    "title_share",
    "log_background",
    "in_background",
    "one_word",
    "two_words",
    "three_words",
    "four_words",
    "five_words",
    "short",
    "word_length",
    "title_mean",
    "title_min",
    "title_head",
    "title_first",
)

_COUNTS = ("papers", "free_papers", "titles")


@dataclass(frozen=True, slots=True)
class CorpusCounts:
    """How many texts of a corpus hold each candidate.

    Attributes:
        texts: the texts.
        counts: key_hash, papers, free_papers, titles (texts that hold the key, hold it outside a longer candidate, have it
            in their title), and the same of the background as background_…; keys of one text that the background does not
            know are left out.
    """

    texts: int
    counts: pl.DataFrame


def count_corpus(candidates: pl.DataFrame) -> CorpusCounts:
    """The counts of a corpus.

    Args:
        candidates: rows of `internal.candidates`, those of a text together.
    """
    held = (
        candidates.lazy()
        .select(
            pl.col("key").hash().alias("key_hash"),
            (pl.col("free_mentions") > 0).alias("free"),
            pl.col("in_title"),
        )
        .group_by("key_hash")
        .agg(
            pl.len().cast(pl.Float32).alias("papers"),
            pl.col("free").sum().cast(pl.Float32).alias("free_papers"),
            pl.col("in_title").sum().cast(pl.Float32).alias("titles"),
        )
    )
    general = (
        background.load_phrases()
        .lazy()
        .select(
            pl.col("key").hash().alias("key_hash"),
            *(pl.col(name).cast(pl.Float32).alias(f"background_{name}") for name in _COUNTS),
        )
    )
    counts = (
        held.join(general, on="key_hash", how="left")
        .filter((pl.col("papers") > 1) | pl.col("background_papers").is_not_null())
        .with_columns(pl.col(f"background_{name}").fill_null(0) for name in _COUNTS)
        .collect()
    )
    return CorpusCounts(int((candidates["text_hash"].rle_id().last() or 0) + 1) if candidates.height else 0, counts)


def gather_evidence(candidates: pl.DataFrame, corpus: CorpusCounts | None = None) -> np.ndarray:
    """The features of every candidate.

    Args:
        candidates: rows of `internal.candidates`, those of a text together.
        corpus: counts of the corpus that the texts belong to; by default they are the corpus.

    Returns:
        float32 (candidates, len(FEATURES)), columns in the order of FEATURES; it lies in memory feature by feature.
    """
    if candidates.is_empty():
        return np.empty((0, len(FEATURES)), np.float32)
    corpus = corpus or count_corpus(candidates)
    text = candidates["text_hash"].rle_id().to_numpy()
    text_starts = np.flatnonzero(np.diff(text, prepend=text[0] + 1))
    mentions, free, position, in_title = (
        candidates[name].cast(pl.Float32).to_numpy()
        for name in ("mentions", "free_mentions", "first_position", "in_title")
    )
    found = candidates.select(pl.col("key").hash().alias("key_hash")).join(
        corpus.counts, on="key_hash", how="left", maintain_order="left"
    )
    general = {name: found[f"background_{name}"].fill_null(0).to_numpy() for name in _COUNTS}
    scale = np.float32(PRIOR_PAPERS / background.PAPERS)
    # The candidate's own text is left out of its corpus counts: every corpus holds it.
    papers = found["papers"].fill_null(1).to_numpy() - 1 + scale * general["papers"]
    is_free = (free > 0).astype(np.float32)
    free_papers = found["free_papers"].fill_null(0).to_numpy()
    titles = found["titles"].fill_null(0).to_numpy()
    lone = found["papers"].is_null().to_numpy()
    free_papers = np.where(lone, 0, free_papers - is_free) + scale * general["free_papers"]
    titles = np.where(lone, 0, titles - in_title) + scale * general["titles"]
    wording = describe_wording(candidates["surface"])
    words = wording["words"]
    columns = {
        "log_mentions": np.log1p(mentions),
        "log_free_mentions": np.log1p(free),
        "never_free": free == 0,
        "log_position": np.log1p(position),
        "relative_position": position / (np.maximum.reduceat(position, text_starts)[text - text[0]] + 1),
        "in_title": in_title,
        "title_position": in_title * position,
        "rarity": np.log((corpus.texts - 1 + PRIOR_PAPERS) / (papers + 0.5)),
        "free_share": (free_papers + 1) / (papers + 2),
        "title_share": np.log((titles + np.float32(0.2)) / (papers + 1)),
        "log_background": np.log1p(general["papers"]),
        "in_background": general["papers"] > 0,
        "one_word": words == 1,
        "two_words": words == 2,
        "three_words": words == 3,
        "four_words": words == 4,
        "five_words": words >= 5,
        "short": candidates["surface"].str.len_chars().to_numpy() <= 3,
        **{name: wording[name] for name in ("word_length", "title_mean", "title_min", "title_head", "title_first")},
    }
    evidence = np.empty((len(FEATURES), len(mentions)), np.float32)
    for row, name in zip(evidence, FEATURES, strict=True):
        row[:] = columns[name]
    return evidence.T
