"""What speaks for a candidate phrase as a keyword of its text: one number a candidate and feature.

Counts come from the text itself, from the corpus and from the background table; the corpus counts the more the larger
it is. How the features are weighed is decided in `ranker`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.text import background

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
    "log_candidates",
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
    "rarity_mean",
    "rarity_min",
    "rarity_max",
    "rarity_head",
    "rarity_first",
    "unknown_word",
    "word_length",
    "title_mean",
    "title_min",
    "title_head",
    "title_first",
)


def _number(strings: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(number of each string, index of one string of each number), by 64-bit hashes: faster than by the strings."""
    _, example, number = np.unique(strings.hash().to_numpy(), return_index=True, return_inverse=True)
    return number, example


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """Of distinct surfaces: number of words, and statistics of their words in the background, each (surfaces,)."""

    words: np.ndarray
    columns: dict[str, np.ndarray]


def _describe_words(surfaces: pl.Series) -> WordEvidence:
    table = background.load_words()
    words = surfaces.str.to_lowercase().str.extract_all(r"[a-z0-9]+")
    # A surface without a Latin letter or digit is one word that nobody knows.
    words = words.to_frame("w").select(
        pl.when(pl.col("w").list.len() > 0).then("w").otherwise(pl.lit([""], dtype=pl.List(pl.String)))
    )["w"]
    counts = words.list.len().to_numpy().astype(np.int64)
    exploded = words.explode()
    code, example = _number(exploded)
    distinct = exploded.gather(example)
    known = distinct.to_frame("word").join(table, on="word", how="left", maintain_order="left")
    abstracts = known["abstracts"].fill_null(0).to_numpy().astype(np.float32)
    titles = known["titles"].fill_null(0).to_numpy().astype(np.float32)
    rate = table["titles"].sum() / table["abstracts"].sum()
    rarity = np.log(background.PAPERS / (abstracts + 1.0))
    title = np.log((titles + 5.0 * rate) / ((abstracts + 5.0) * rate))
    length = distinct.str.len_chars().to_numpy().astype(np.float32)
    starts = np.cumsum(counts) - counts
    first, last = code[starts], code[starts + counts - 1]

    def mean(values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(values[code], starts) / counts

    return WordEvidence(
        counts,
        {
            "rarity_mean": mean(rarity),
            "rarity_min": np.minimum.reduceat(rarity[code], starts),
            "rarity_max": np.maximum.reduceat(rarity[code], starts),
            "rarity_head": rarity[last],
            "rarity_first": rarity[first],
            "unknown_word": np.maximum.reduceat((abstracts[code] == 0).astype(float), starts),
            "word_length": mean(length),
            "title_mean": mean(title),
            "title_min": np.minimum.reduceat(title[code], starts),
            "title_head": title[last],
            "title_first": title[first],
        },
    )


def gather_evidence(candidates: pl.DataFrame) -> np.ndarray:
    """The features of every candidate.

    Args:
        candidates: rows of `internal.candidates`, sorted by text_hash; the texts are the corpus.

    Returns:
        float32 (candidates, len(FEATURES)), columns in the order of FEATURES.
    """
    if candidates.is_empty():
        return np.empty((0, len(FEATURES)), np.float32)
    text = candidates["text_hash"].rle_id().to_numpy().astype(np.int64)
    texts = int(text[-1]) + 1
    text_starts = np.flatnonzero(np.diff(text, prepend=-1))
    mentions = candidates["mentions"].to_numpy().astype(np.float32)
    free = candidates["free_mentions"].to_numpy().astype(np.float32)
    position = candidates["first_position"].to_numpy().astype(np.float32)
    in_title = candidates["in_title"].to_numpy().astype(np.float32)

    key, example = _number(candidates["key"])
    known = candidates.select(pl.col("key").gather(example)).join(
        background.load_phrases(), on="key", how="left", maintain_order="left"
    )
    general = {
        name: known[name].fill_null(0).to_numpy().astype(np.float32) for name in ("papers", "free_papers", "titles")
    }
    scale = PRIOR_PAPERS / background.PAPERS
    # The candidate's own text is left out of its corpus counts: every corpus holds it.
    papers = np.bincount(key)[key] - 1.0 + scale * general["papers"][key]
    free_papers = np.bincount(key, weights=free > 0)[key] - (free > 0) + scale * general["free_papers"][key]
    titles = np.bincount(key, weights=in_title)[key] - in_title + scale * general["titles"][key]

    surface, example = _number(candidates["surface"])
    surfaces = candidates["surface"].gather(example)
    word = _describe_words(surfaces)
    words = word.words[surface]
    columns = {
        "log_mentions": np.log1p(mentions),
        "log_free_mentions": np.log1p(free),
        "never_free": free == 0,
        "log_position": np.log1p(position),
        "relative_position": position / (np.maximum.reduceat(position, text_starts)[text] + 1.0),
        "in_title": in_title,
        "title_position": in_title * position,
        "log_candidates": np.log(np.bincount(text))[text],
        "rarity": np.log((texts - 1 + PRIOR_PAPERS) / (papers + 0.5)),
        "free_share": (free_papers + 1.0) / (papers + 2.0),
        "title_share": np.log((titles + 0.2) / (papers + 1.0)),
        "log_background": np.log1p(general["papers"])[key],
        "in_background": (general["papers"] > 0)[key],
        "one_word": words == 1,
        "two_words": words == 2,
        "three_words": words == 3,
        "four_words": words == 4,
        "five_words": words >= 5,
        "short": surfaces.str.len_chars().to_numpy()[surface] <= 3,
        **{name: values[surface] for name, values in word.columns.items()},
    }
    evidence = np.empty((len(FEATURES), len(mentions)), np.float32)
    for row, name in zip(evidence, FEATURES, strict=True):
        row[:] = columns[name]
    return evidence.T
